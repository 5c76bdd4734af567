"""A sheet as a grid of cells, whatever the file was."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from waarborg.apps.base.formats.lines import with_line_breaks

Cell = str | int | float | bool | date | datetime | time | timedelta

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns count from zero; `merged` are the cells that only repeat the first one of a merged area."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    visible: bool = True
    merged: frozenset[tuple[int, int]] = frozenset()
    formulas: frozenset[tuple[int, int]] = field(default=frozenset())  # without a saved value, or with an error
    errors: tuple[tuple[int, int, str], ...] = ()  # row, column and the error as Excel shows it

    def cell(self, row: int, column: int) -> Cell:
        """The value, "" for nothing."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def text(self, row: int, column: int | None) -> str:
        """The value as a person reads it: 5.0 is "5", a date is day-month-year."""
        return "" if column is None else as_text(self.cell(row, column))

    def cell_name(self, row: int, column: int) -> str:
        """Where a cell is, for people."""
        return f"blad '{self.name}', cel {letters(column)}{row + 1}"

    def row_name(self, row: int) -> str:
        """Where a row is, for people."""
        return f"blad '{self.name}', rij {row + 1}"

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def as_text(value: Cell) -> str:
    """A cell's value as text, trimmed, without characters that no text has."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    text = str(value)
    if text.isprintable() and "_" not in text:  # nearly every cell; Excel writes a line break as _x000D_
        return text.strip()
    text = with_line_breaks(text)
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t").replace("\xa0", " ").strip()


def letters(column: int) -> str:
    """`A`, `Z`, `AA` for 0, 25, 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
