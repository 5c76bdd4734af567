"""Rows below the headings that are headings again: harmless in the same order, and else the end of what is known."""

from waarborg.apps.assessments.importers import column_content, guesses, words
from waarborg.apps.assessments.importers.headers import Head, HeadColumn
from waarborg.apps.assessments.importers.heading_words import BY_WORD
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.base.formats.headings import fold_heading
from waarborg.apps.base.importers.grids import Grid

_FEWEST = 2  # headings in a row of headings


def moved(grid: Grid, head: Head) -> frozenset[int]:
    """The rows from a second row of headings in another order on, up to one that is as it was."""
    found, is_moved = [], False
    for row in range(head.row + 1, len(grid.rows)):
        if _are_headings(grid, head, row):
            is_moved = _differs(grid, head, row)
        if is_moved:
            found.append(row)
    return frozenset(found)


def _are_headings(grid: Grid, head: Head, row: int) -> bool:
    """Whether a row names columns, the numbers among them, and holds no number itself."""
    texts = [text for at in range(len(grid.rows[row])) if (text := grid.text(row, at))]
    numbers = {fold_heading(part.heading) for part in head.parts if part.meaning is Column.NUMBER}
    if not any(_names_numbers(text, numbers) for text in texts) or any(map(_is_number, texts)):
        return False
    ours = {fold_heading(part.heading) for part in head.parts}
    named = [text for text in texts if fold_heading(text) in ours or _names_something(text)]
    return len(named) >= _FEWEST


def _names_numbers(text: str, known: set[str]) -> bool:
    word = fold_heading(text)
    return word in known or (BY_WORD.get(word) is Column.NUMBER and words.verdict(text).verdict is None)


def _names_something(text: str) -> bool:
    found = guesses.of(text)
    return guesses.is_known(text) or found.is_opposite or found.column is Column.WANTED


def _is_number(text: str) -> bool:
    return column_content.are_numbers([text])


def _differs(grid: Grid, head: Head, row: int) -> bool:
    """Whether a column that is read has another heading here."""
    read = ((fold_heading(part.heading), fold_heading(grid.text(row, part.position))) for part in _read(head))
    return any(here and here != before for before, here in read)


def _read(head: Head) -> list[HeadColumn]:
    return [part for part in head.parts if part.is_read]
