"""The rows of a sheet that say something about an item, and the ones that do not fit."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import column_content, header_rows, number_cells
from waarborg.apps.assessments.importers.headers import VERDICT_COLUMNS, Head
from waarborg.apps.assessments.importers.places import Found, Places, Spot
from waarborg.apps.assessments.importers.readings import Readings
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.base.importers.grids import Cell, Grid, as_text
from waarborg.domain import numbers
from waarborg.domain.assessments import Ask
from waarborg.domain.norms import ItemStatus

_TOTAL = re.compile(r"\b(sub)?tota(a)?l|\bgemiddeld|\baverage|\baantal\b|\bsom\b|\bscore\b|\bcount\b", re.IGNORECASE)
_CONTROL_DEPTH = 2  # 5.10 has two levels; only there a nought can get lost


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row with the item that it is about, or why there is none."""

    row: int
    found: Found
    value: Cell
    is_answered: bool
    column: int

    @property
    def fits(self) -> bool:
        """Whether the number is one that a nulmeting of this edition asks (or moved elsewhere)."""
        return any(spot.ask is not Ask.NOTHING or bool(spot.stands_for) for spot in self.found.spots)

    @property
    def does_not_fit(self) -> bool:
        """Whether the number is unknown, or a heading that was answered all the same."""
        return self.found.code in {"unknown-number", "other-norm-number"} or (
            self.is_answered and self.found.spot is not None and not self.fits
        )


def numbered(grid: Grid, head: Head, places: Places) -> list[Numbered]:
    """Every row below the header that has a number or an answer; none while nobody said where the numbers stand."""
    if Column.NUMBER not in head.columns:
        return []
    order = _best_first(grid, head, places)
    rows = (_row(grid, head, places, row, order) for row in range(head.row + 1, len(grid.rows)))
    elsewhere = header_rows.moved(grid, head)
    found = [_under_its_header(row, elsewhere) for row in rows if row is not None]
    return _without_lost_noughts(found, places)


def _under_its_header(row: Numbered, elsewhere: frozenset[int]) -> Numbered:
    """Below headings in another order the columns are not what they were, so that the row is not read."""
    if row.row not in elsewhere:
        return row
    return replace(row, found=Found(code="other-headings", text=as_text(row.value) or row.found.text))


def _best_first(grid: Grid, head: Head, places: Places) -> list[int]:
    """Number columns, the one with most items that are asked first: measures before the controls above them."""
    sample = range(head.row + 1, len(grid.rows))

    def hits(column: int) -> int:
        spots = (places.find(grid.cell(row, column)).spot for row in sample)
        return sum(spot is not None and spot.ask is not Ask.NOTHING for spot in spots)

    best, *others = sorted(head.columns[Column.NUMBER], key=hits, reverse=True)
    return [best, *(column for column in others if _is_above(grid, head, column, best))]


def _is_above(grid: Grid, head: Head, column: int, best: int) -> bool:
    """Whether a column holds the controls above the measures of another; else its numbers are of another list."""
    sample = range(head.row + 1, len(grid.rows))
    found = ((number_cells.read(grid.text(row, at)).place for at in (column, best)) for row in sample)
    pairs = [(above, below) for above, below in found if above and below]
    fitting = sum(len(above) < len(below) and above == below[: len(above)] for above, below in pairs)
    return fitting * 10 >= len(pairs) * 9 if pairs else True


def _row(grid: Grid, head: Head, places: Places, row: int, order: list[int]) -> Numbered | None:
    is_answered = _is_answered(grid, head, row)
    if _only_repeats(grid, head, row, order):
        return None
    chosen = (Found(), order[0])
    for column in order:
        found = places.find(grid.cell(row, column))
        if found.spot is not None or found.code:
            chosen = (found, column)
            break
    found, column = chosen
    if found.spot is None and not found.code and not is_answered:
        return None
    return Numbered(row, found, grid.cell(row, column), is_answered, column)


def _without_lost_noughts(rows: list[Numbered], places: Places) -> list[Numbered]:
    """5.1 twice and 5.10 not at all: a nought was lost on the way through a spreadsheet, and nobody knows which."""
    there = {spot.number for row in rows for spot in row.found.spots}
    times = Counter(row.found.spot.number for row in rows if row.found.spot and row.is_answered)
    return [
        replace(row, found=Found(code="number-became-decimal", text=row.found.text))
        if row.found.spot and times[row.found.spot.number] > 1 and _loses_nought(row.found.spot, there, places)
        else row
        for row in rows
    ]


def _loses_nought(spot: Spot, there: set[str], places: Places) -> bool:
    place = numbers.parts(spot.number)
    if place is None or len(place) != _CONTROL_DEPTH or spot.ask is not Ask.VERDICT:
        return False
    longer = places.at_place((*place[:-1], place[-1] * 10))
    return longer is not None and longer.ask is Ask.VERDICT and longer.number not in there


def _answer_columns(head: Head) -> set[int]:
    return {place for column in VERDICT_COLUMNS for place in head.columns.get(column, ())} | set(head.matrix.values())


def _is_answered(grid: Grid, head: Head, row: int) -> bool:
    return any(grid.text(row, column) or (row, column) in grid.formulas for column in _answer_columns(head))


def _only_repeats(grid: Grid, head: Head, row: int, numbers: list[int]) -> bool:
    """A row under a merged number that has no answer of its own: the second half of one tall row."""
    own = [column for column in _answer_columns(head) if grid.text(row, column) and (row, column) not in grid.merged]
    is_continued = any((row, column) in grid.merged for column in numbers)
    return (
        is_continued
        and not own
        and all((row, column) in grid.merged or not grid.text(row, column) for column in numbers)
    )


def resolve(
    rows: list[Numbered], grid: Grid, head: Head, places: Places, readings: Readings
) -> Iterator[tuple[int, Spot]]:
    """The rows that can be read, with each item they are about; the others are told."""
    for numbered_row in rows:
        if numbered_row.found.more and numbered_row.is_answered:
            named = ", ".join(spot.number for spot in numbered_row.found.spots)
            what = gettext_noop("Deze rij noemt meer nummers en telt voor elk daarvan: %(numbers)s.")
            readings.note("row-for-several", grid.row_name(numbered_row.row), what, numbers=named)
        if numbered_row.found.spot is None:
            _tell_why(numbered_row, grid, head, places, readings)
        for spot in numbered_row.found.spots:
            meant = _meant(numbered_row, spot, grid, places, readings)
            if meant is not None:
                yield numbered_row.row, meant


def _meant(numbered_row: Numbered, spot: Spot, grid: Grid, places: Places, readings: Readings) -> Spot | None:
    """The item that gets the answer, if any."""
    if spot.ask is Ask.NOTHING:
        return _stand_in(numbered_row, spot, grid, places, readings)
    if spot.status is ItemStatus.REFERENCE and numbered_row.is_answered:
        what = gettext_noop("%(own)s verwijst naar %(to)s en volgt dat oordeel; dit antwoord telt niet apart.")
        where = grid.row_name(numbered_row.row)
        readings.note("reference-answered", where, what, spot.number, own=spot.number, to=spot.refers_to)
        return None
    return spot


def _stand_in(numbered_row: Numbered, spot: Spot, grid: Grid, places: Places, readings: Readings) -> Spot | None:
    """A control without measure may be answered at the control itself; other headings are not asked."""
    if not numbered_row.is_answered:
        return None
    where = grid.row_name(numbered_row.row)
    if spot.stands_for:
        what = gettext_noop("%(own)s is gelezen als %(meant)s.")
        readings.note("guideline-at-control", where, what, spot.stands_for, own=spot.number, meant=spot.stands_for)
        return places.at(spot.stands_for)
    what = _PER_MEASURE if spot.measures else _HEADING
    readings.problem("not-asked", where, what, spot.number, own=spot.number, measures=", ".join(spot.measures))
    return None


_PER_MEASURE = gettext_noop("%(own)s wordt beoordeeld per maatregel (%(measures)s); dit antwoord is niet gebruikt.")
_HEADING = gettext_noop("%(own)s is een kop en wordt niet beoordeeld; dit antwoord is niet gebruikt.")
_WHY = {
    "number-became-date": gettext_noop(
        "Excel heeft van dit nummer een datum gemaakt (%(text)s). Zet de kolom op Tekst en typ het nummer opnieuw."
    ),
    "number-became-decimal": gettext_noop(
        "%(text)s kan %(text)s zijn of %(text)s0; Excel laat nullen achter de punt weg. Zet de kolom op Tekst."
    ),
    "unknown-number": gettext_noop("Nummer '%(text)s' komt niet voor in %(edition)s."),
    "other-norm-number": gettext_noop(
        "'%(text)s' is zo geschreven geen nummer van %(edition)s: het woord ervoor hoort bij iets anders. Niet gelezen."
    ),
    "other-headings": gettext_noop(
        "'%(text)s' staat onder of in een tweede kopregel met andere kolommen dan bovenaan en is niet gelezen. "
        "Zet dat deel op een eigen blad, of in dezelfde volgorde."
    ),
    "several-numbers": gettext_noop(
        "'%(text)s' noemt meer dan een nummer, en het is niet zeker welke. Geef elk nummer een eigen rij."
    ),
}
_NO_NUMBER = gettext_noop("Hier staat een oordeel zonder nummer.")
_TEXT_ONLY = gettext_noop("Deze rij heeft geen nummer en is niet gelezen: '%(text)s'.")
_NOT_A_NUMBER = gettext_noop("'%(text)s' is geen nummer van een maatregel.")
_SKIPPED = gettext_noop("Overgeslagen: '%(text)s'.")
_SHOWN = 40


def _tell_why(row: Numbered, grid: Grid, head: Head, places: Places, readings: Readings) -> None:
    found, where = row.found, grid.row_name(row.row)
    first = found.text or _first_text(grid, row.row)
    if found.code:
        cell = grid.cell_name(row.row, row.column)
        readings.problem(found.code, cell, _WHY[found.code], text=found.text[:_SHOWN], edition=places.edition)
    elif _TOTAL.search(first):
        readings.note("total-skipped", where, _SKIPPED, text=first[:_SHOWN])
    elif found.text:
        readings.problem("row-without-number", where, _NOT_A_NUMBER, text=found.text[:_SHOWN])
    else:
        answers = [grid.cell(row.row, at) for at in sorted(_answer_columns(head)) if grid.text(row.row, at)]
        what = _NO_NUMBER if column_content.are_verdicts(answers) else _TEXT_ONLY
        readings.problem("row-without-number", where, what, text=_joined(answers)[:_SHOWN])


def _joined(answers: Sequence[Cell]) -> str:
    return " ".join(dict.fromkeys(" ".join(as_text(value).split()) for value in answers))


def _first_text(grid: Grid, row: int) -> str:
    return next((text for column in range(grid.width) if (text := grid.text(row, column))), "")
