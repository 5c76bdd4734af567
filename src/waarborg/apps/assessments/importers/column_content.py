"""What stands in a column below its heading, to check what the heading was taken for."""

import re
from collections.abc import Callable, Iterable, Sequence

from waarborg.apps.assessments.importers import days, scales, words
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.base.importers.grids import Cell, Grid, as_text

_NUMBERED = re.compile(r"^[^\d\n]{0,24}\d{1,3}(?:\.\d{1,3}){1,4}\b")
_PROSE = 25  # characters: longer than any verdict
VERDICTS = (Column.OPZET, Column.BESTAAN, Column.WERKING, Column.STATUS)


def below(grid: Grid, row: int, position: int) -> list[Cell]:
    """What is filled in under a heading."""
    found = (grid.cell(at, position) for at in range(row + 1, len(grid.rows)))
    return [value for value in found if as_text(value)]


def are_verdicts(values: Sequence[Cell]) -> bool:
    """Whether most of it can be read as a verdict."""
    return _most(values, _is_verdict)


def are_relative(values: Sequence[Cell]) -> bool:
    """Whether any of it says yes or no to what the heading asks, or counts something."""
    return any(words.is_relative(as_text(value)) or _is_figure(value) for value in values)


def are_prose(values: Sequence[Cell]) -> bool:
    """Whether it is text that somebody wrote, without one verdict in it."""
    return any(len(as_text(value)) > _PROSE for value in values) and not any(map(_is_verdict, values))


def are_numbers(values: Sequence[Cell]) -> bool:
    """Whether most of it looks like numbers of a norm."""
    return _most(values, lambda value: isinstance(value, float) or _NUMBERED.match(as_text(value)) is not None)


def has_numbers(values: Sequence[Cell]) -> bool:
    """Whether any of it looks like a number of a norm."""
    return any(isinstance(value, (int, float)) or _NUMBERED.match(as_text(value)) for value in values)


def are_figures(values: Sequence[Cell]) -> bool:
    """Whether all of it is bare numbers."""
    return bool(values) and all(scales.number(value) is not None for value in values)


def are_levels(values: Sequence[Cell]) -> bool:
    """Whether most of it is a level from 0 to 5."""
    return _most(values, lambda value: (scales.number(value) or 0) in range(scales.HIGHEST_LEVEL + 1))


def supports(column: Column, values: Sequence[Cell]) -> bool:
    """Whether a heading that is only nearly known can mean this, going by what stands under it."""
    if column is Column.NUMBER:
        return are_numbers(values)
    if column in VERDICTS:
        return not values or any(map(_is_meant, values))
    if column is Column.MATURITY:
        return not values or are_levels(values)
    if column is Column.DUE:
        return not values or any(days.read(value)[0] is not None for value in values)
    return True


def _is_figure(value: Cell) -> bool:
    return scales.number(value) is not None or scales.percentage(value) is not None


def _is_meant(value: Cell) -> bool:
    return _is_verdict(value) or words.verdict(as_text(value)).is_about_norm


def _is_verdict(value: Cell) -> bool:
    if _is_figure(value):
        return True
    return words.verdict(as_text(value)).verdict is not None


def _most(values: Iterable[Cell], holds: Callable[[Cell], bool]) -> bool:
    held = [holds(value) for value in values]
    return bool(held) and sum(held) * 2 > len(held)
