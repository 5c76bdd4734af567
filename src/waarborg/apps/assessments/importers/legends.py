"""Legends: what a sheet itself says that its numbers and letters mean, in a heading or in the rows above it.

A legend is not read, it is shown: "1 = ja" and "1 = nee" look the same, and what it says goes before what we know.
"""

import re

from waarborg.apps.assessments.shapes.mappings import fold_cell
from waarborg.apps.base.importers.grids import Grid

_IN_BRACKETS = re.compile(r"[(\[{][^()\[\]{}=:]{0,80}\w ?[=:] ?\w")
_PAIR = re.compile(r"(?:^|[\s,;|/(\[])([^\s,;|/()\[\]=:]{1,12}) ?[=:] ?[^\W\d_]")
_UNBRACKETED = re.compile(r"\w ?= ?\w")


def explains(grid: Grid, row: int, position: int) -> bool:
    """Whether the heading in `row` says what stands below it means, or a row above says so of a text below it."""
    heading = grid.text(row, position)
    if _IN_BRACKETS.search(heading) or _UNBRACKETED.search(heading):
        return True
    keys = {fold_cell(key) for above in range(row) for key in _PAIR.findall(_line(grid, above))}
    return bool(keys) and any(fold_cell(grid.text(at, position)) in keys for at in range(row + 1, len(grid.rows)))


def _line(grid: Grid, row: int) -> str:
    return " ; ".join(filter(None, (grid.text(row, at) for at in range(len(grid.rows[row])))))
