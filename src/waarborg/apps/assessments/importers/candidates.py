"""The sheets of a file that could be the nulmeting, and which of them are read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import guesses, headers, numbering
from waarborg.apps.assessments.importers.headers import Head
from waarborg.apps.assessments.importers.numbering import Numbered
from waarborg.apps.assessments.importers.places import Places
from waarborg.apps.assessments.importers.readings import Readings
from waarborg.apps.assessments.shapes import HIDDEN_SHEET
from waarborg.apps.assessments.shapes.mappings import FileMapping
from waarborg.apps.base.importers.grids import Grid


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sheet with a row of headings, and its rows that have a number or an answer."""

    grid: Grid
    head: Head
    rows: list[Numbered]

    @property
    def answered(self) -> set[str]:
        """The numbers that have an answer here."""
        return {spot.number for row in self.rows if row.is_answered and row.fits for spot in row.found.spots}

    @property
    def weight(self) -> tuple[bool, int, int]:
        """Our own sheet first, then the one with most answers, then with most numbers."""
        answered = sum(row.fits and row.is_answered for row in self.rows)
        return (self.head.is_own, answered, sum(row.fits for row in self.rows))


def every(grids: Sequence[Grid], places: Places, mapping: FileMapping | None) -> list[Candidate]:
    """Each sheet that names a column of numbers, whether it has a column of verdicts or not."""
    heads = ((grid, headers.find(grid, mapping)) for grid in grids if grid.name != HIDDEN_SHEET and grid.rows)
    return [Candidate(grid, head, numbering.numbered(grid, head, places)) for grid, head in heads if head is not None]


def known_layout(grids: Sequence[Grid], saved: Sequence[FileMapping]) -> FileMapping | None:
    """The first of an organisation's mappings that knows every sheet it reads in this file."""
    for mapping in saved:
        layouts = {sheet.layout for sheet in mapping.sheets if sheet.read}
        heads = [headers.find(grid, mapping) for grid in grids if grid.rows]
        if layouts and layouts <= {head.mapping.layout for head in heads if head and head.mapping}:
            return mapping
    return None


def choose(candidates: Sequence[Candidate], readings: Readings) -> list[Candidate]:
    """The sheet with most answers, and those that answer other numbers: a sheet per chapter. The rest is named."""
    readable = [one for one in candidates if one.head.is_readable and one.head.is_wanted]
    if not readable:
        return []
    best = max(readable, key=lambda candidate: candidate.weight)
    if best.head.is_own:
        return [best]
    best = _newest(best, readable)
    chosen, rest = _supplement(best, readable)
    _tell_sheets(chosen, rest, readings)
    return chosen


def _newest(best: Candidate, readable: Sequence[Candidate]) -> Candidate:
    """Of a sheet per year about the same numbers the last one: fewer answers, but how it stands."""
    same = [one for one in readable if one.grid.visible and one.answered & best.answered and _year(one)]
    return max(same, key=_year) if _year(best) and same else best


def _year(candidate: Candidate) -> int:
    return guesses.year(candidate.grid.name)


def _supplement(best: Candidate, candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Sheets that people see and that answer nothing twice are read too, in the order of the file."""
    chosen, taken = {id(best)}, best.answered
    for other in candidates:
        if other is not best and other.grid.visible and other.answered and not other.answered & taken:
            chosen.add(id(other))
            taken = taken | other.answered
    return [c for c in candidates if id(c) in chosen], [c for c in candidates if id(c) not in chosen]


def _tell_sheets(chosen: Sequence[Candidate], rest: Sequence[Candidate], readings: Readings) -> None:
    where = f"blad '{chosen[0].grid.name}'"
    read = ", ".join(f"'{c.grid.name}'" for c in chosen)
    if len(chosen) > 1:
        readings.note("sheets-joined", where, gettext_noop("Deze bladen zijn samen gelezen: %(read)s."), read=read)
    for other in rest:
        if other.grid.visible and other.answered:
            what = gettext_noop("Dit blad heeft ook oordelen en is niet gelezen; gelezen is %(read)s.")
            readings.problem("sheet-not-read", f"blad '{other.grid.name}'", what, read=read)
    silent = ", ".join(f"'{c.grid.name}'" for c in rest if not (c.grid.visible and c.answered))
    if silent:
        what = gettext_noop("Dit blad is gelezen; niet gelezen: %(rest)s.")
        readings.note("sheet-chosen", where, what, rest=silent)
