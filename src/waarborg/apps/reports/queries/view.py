"""What of a round somebody looks at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """What of the round: a subject by its code ("" is the organisation, or the first), and whose lines only."""

    subject_code: str = ""
    member: int | None = None
    with_subjects: bool = False  # also the figures of every process and system

    @property
    def is_whole(self) -> bool:
        """What is frozen when the round is closed, and so what is shown of a closed one."""
        return not self.subject_code and self.member is None


WHOLE = View(with_subjects=True)
