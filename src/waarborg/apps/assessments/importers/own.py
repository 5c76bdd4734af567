"""What our own workbook says beside the answers: which edition it was made for, the organisation, whom and what."""

from collections.abc import Iterator, Sequence

from waarborg.apps.assessments.shapes import ABOUT, CODE_PREFIX, HIDDEN_SHEET, Document, Interview
from waarborg.apps.base.importers.grids import Grid

_VALUE_COLUMN = 1


def facts(grids: Sequence[Grid]) -> dict[str, str]:
    """The hidden sheet as a table; empty for the sheets of others."""
    hidden = next((grid for grid in grids if grid.name == HIDDEN_SHEET), None)
    if hidden is None:
        return {}
    return {hidden.text(row, 0): hidden.text(row, _VALUE_COLUMN) for row in range(len(hidden.rows))}


def about(grids: Sequence[Grid]) -> dict[str, str]:
    """What stands on the organisation sheet, by key; empty lines left out."""
    found = {}
    for grid in grids:
        for row in range(len(grid.rows)):
            codes = (grid.text(row, column) for column in range(2, len(grid.rows[row])))
            key = next((code.removeprefix(CODE_PREFIX) for code in codes if code.startswith(CODE_PREFIX)), "")
            value = grid.text(row, _VALUE_COLUMN)
            if key in ABOUT and value:
                found[key] = value
    return found


def interviews(grids: Sequence[Grid]) -> tuple[Interview, ...]:
    """The list of whom was spoken."""
    return tuple(Interview(**row) for row in _table(grids, "interview", ("on", "who", "role", "subject")))


def documents(grids: Sequence[Grid]) -> tuple[Document, ...]:
    """The list of what was read."""
    return tuple(Document(**row) for row in _table(grids, "document", ("title", "version", "on", "about")))


def _table(grids: Sequence[Grid], name: str, keys: Sequence[str]) -> Iterator[dict[str, str]]:
    for grid in grids:
        for row in range(len(grid.rows)):
            codes = {grid.text(row, column): column for column in range(len(grid.rows[row]))}
            columns = {key: codes.get(f"{CODE_PREFIX}{name}.{key}") for key in keys}
            if any(column is not None for column in columns.values()):
                yield from _below(grid, row + 2, columns)  # the codes, then the headings, then the lines
                return


def _below(grid: Grid, first: int, columns: dict[str, int | None]) -> Iterator[dict[str, str]]:
    for row in range(first, len(grid.rows)):
        found = {key: grid.text(row, column) for key, column in columns.items()}
        if any(found.values()):
            yield found
