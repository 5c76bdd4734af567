"""The list of what the reader must tell, kept while it reads."""

from waarborg.apps.assessments.shapes import Reading


class Readings:
    """Problems (not read) and notes (read in a way to know about), in the order of the file.

    `what` is a Dutch sentence, marked with `gettext_noop`, with named places for `parts`: so it can be told in English.
    """

    def __init__(self) -> None:
        self._found: list[Reading] = []

    def problem(self, code: str, where: str, what: str, number: str = "", /, **parts: object) -> None:
        """Something was not read."""
        self._found.append(Reading.of("problem", code, where, what, number=number, **parts))

    def note(self, code: str, where: str, what: str, number: str = "", /, **parts: object) -> None:
        """Something was read in a way that the user should know."""
        self._found.append(Reading.of("note", code, where, what, number=number, **parts))

    def all(self) -> tuple[Reading, ...]:
        """Everything so far."""
        return tuple(self._found)
