"""The list of what the reader must tell, kept while it reads."""

from waarborg.apps.assessments.shapes import Reading


class Readings:
    """Problems (not read) and notes (read in a way to know about), in the order of the file."""

    def __init__(self) -> None:
        self._found: list[Reading] = []

    def problem(self, code: str, where: str, what: str, number: str = "") -> None:
        """Something was not read."""
        self._found.append(Reading(level="problem", code=code, where=where, what=what, number=number))

    def note(self, code: str, where: str, what: str, number: str = "") -> None:
        """Something was read in a way that the user should know."""
        self._found.append(Reading(level="note", code=code, where=where, what=what, number=number))

    def all(self) -> tuple[Reading, ...]:
        """Everything so far."""
        return tuple(self._found)
