"""The sheets of a workbook as the readers of norms want them: an error of Excel is seen, a merged cell counts once."""

from collections.abc import Iterator
from dataclasses import dataclass

from waarborg.apps.base.importers import workbooks
from waarborg.apps.base.importers.grids import Cell, Grid, as_text, letters


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of a sheet by row, as they were last saved; formulas are never computed."""

    title: str
    hidden: bool
    rows: tuple[tuple[Cell, ...], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()  # without a saved value

    def place(self, row: int, column: int) -> str:
        """Where a cell is, for people; row and column count from zero."""
        return f"blad '{self.title}', cel {letters(column)}{row + 1}"

    def text(self, row: int, column: int | None) -> str:
        """The cell as text, empty for no cell; whole numbers without a decimal point."""
        if column is None or row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return as_text(self.rows[row][column])


def open_workbook(data: bytes) -> list[Sheet]:
    """All sheets with their saved values. Raises UnreadableFileError."""
    return [Sheet(grid.name, not grid.visible, tuple(_rows(grid)), grid.formulas) for grid in workbooks.from_zip(data)]


def _rows(grid: Grid) -> Iterator[tuple[Cell, ...]]:
    errors = {(row, column): text for row, column, text in grid.errors}
    odd = errors.keys() | grid.merged
    touched = {row for row, _column in odd}
    for row, cells in enumerate(grid.rows):
        if row in touched:
            yield tuple(
                errors.get((row, column), "") if (row, column) in odd else cell for column, cell in enumerate(cells)
            )
        else:
            yield cells
