"""Reading a whole file as a nulmeting of one edition."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import files, headers, numbering, own, siblings, verdict_cells
from waarborg.apps.assessments.importers.headers import Head
from waarborg.apps.assessments.importers.numbering import Numbered
from waarborg.apps.assessments.importers.places import Places
from waarborg.apps.assessments.importers.readings import Readings
from waarborg.apps.assessments.importers.rows import LEVELS, RowReader
from waarborg.apps.assessments.importers.verdict_cells import VerdictColumn
from waarborg.apps.assessments.shapes import HIDDEN_SHEET, Answer, Column, Sheet
from waarborg.apps.base.importers.grids import Grid, letters
from waarborg.apps.norms.models import Edition
from waarborg.apps.norms.shapes import UnreadableFileError
from waarborg.domain.assessments import Level

_FITS_WELL = 0.6  # below this share of known numbers the sheet was made for another edition
_CLEARLY_BETTER = 0.2


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sheet of the file that could be the nulmeting."""

    grid: Grid
    head: Head
    rows: list[Numbered]

    @property
    def answered(self) -> set[str]:
        """The numbers that have an answer here."""
        return {row.found.spot.number for row in self.rows if row.is_answered and row.fits and row.found.spot}

    @property
    def weight(self) -> tuple[bool, int, int]:
        answered = sum(row.fits and row.is_answered for row in self.rows)
        return (self.head.is_own, answered, sum(row.fits for row in self.rows))


def read_sheet(file: Path, edition: Edition, *, status_means: Level | None, others: Iterable[Edition] = ()) -> Sheet:
    """The answers in `file` for `edition`, with everything that could not be read or was read with an assumption.

    `others` are the editions to name when the sheet was made for one of them.
    Raises UnreadableFileError when there is no nulmeting in the file, or one of another edition.
    """
    data, grids = files.open_grids(file)
    places = Places(edition)
    readings = Readings()
    chosen = _choose(grids, places, readings)
    facts = own.facts(grids)
    others = list(others)
    _check_fit(chosen, edition, others, made_for=facts.get("edition", ""))
    if "edition" not in facts:
        rows = [row for candidate in chosen for row in candidate.rows]
        siblings.tell(rows, edition, others, readings, f"blad '{chosen[0].grid.name}'")
    answers: list[Answer] = []
    single: Level | None = None
    for candidate in chosen:
        _tell_made_for(facts, edition, candidate.grid, readings)
        reader = _reader(candidate, status_means, readings)
        single = single or reader.single
        resolved = numbering.resolve(candidate.rows, candidate.grid, places, readings)
        answers += [reader.read(row, spot.number) for row, spot in resolved]
    if not any(candidate.answered for candidate in chosen):
        what = gettext_noop("In dit blad staat geen enkel oordeel; alles telt als niet beoordeeld.")
        readings.note("nothing-answered", f"blad '{chosen[0].grid.name}'", what)
    return Sheet(
        answers=tuple(answers),
        readings=readings.all(),
        about=own.about(grids),
        interviews=own.interviews(grids),
        documents=own.documents(grids),
        single_status_level=single.value if single else "",
        file_sha256=hashlib.sha256(data).hexdigest(),
    )


def _choose(grids: Sequence[Grid], places: Places, readings: Readings) -> list[_Candidate]:
    """The sheet with most answers, and those that answer other numbers: a sheet per chapter. The rest is named."""
    heads = ((grid, headers.find(grid)) for grid in grids if grid.name != HIDDEN_SHEET and grid.rows)
    candidates = [
        _Candidate(grid, head, numbering.numbered(grid, head, places))
        for grid, head in heads
        if head is not None and head.has_verdicts
    ]
    if not candidates:
        raise UnreadableFileError(
            "Geen blad met een kolom voor het nummer en een kolom voor het oordeel gevonden. "
            "Noem die kolommen bijvoorbeeld 'Nummer' en 'Status', of begin met: waarborg nulmeting template."
        )
    best = max(candidates, key=lambda candidate: candidate.weight)
    if best.head.is_own:
        return [best]
    chosen, rest = _supplement(best, candidates)
    _tell_sheets(chosen, rest, readings)
    return chosen


def _supplement(best: _Candidate, candidates: Sequence[_Candidate]) -> tuple[list[_Candidate], list[_Candidate]]:
    """Sheets that people see and that answer nothing twice are read too, in the order of the file."""
    chosen, taken = {id(best)}, best.answered
    for other in candidates:
        if other is not best and other.grid.visible and other.answered and not other.answered & taken:
            chosen.add(id(other))
            taken = taken | other.answered
    return [c for c in candidates if id(c) in chosen], [c for c in candidates if id(c) not in chosen]


def _tell_sheets(chosen: Sequence[_Candidate], rest: Sequence[_Candidate], readings: Readings) -> None:
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


def _share(rows: Sequence[Numbered]) -> float:
    about = [row for row in rows if row.fits or row.does_not_fit]
    return sum(row.fits for row in about) / len(about) if about else 0.0


def _check_fit(chosen: Sequence[_Candidate], edition: Edition, others: Iterable[Edition], *, made_for: str) -> None:
    """Refuses a sheet of which most numbers are not in this edition, and names the edition that has them."""
    share = _share([row for candidate in chosen for row in candidate.rows])
    if share >= _FITS_WELL:
        return
    found = [(_fit_elsewhere(chosen, other), other) for other in others if other != edition]
    if max((fit for fit, _ in found), default=0.0) > share + _CLEARLY_BETTER:
        better, name = _best_fit(chosen, [other for _, other in found])
        name = made_for or name
        raise UnreadableFileError(
            f"Dit blad past niet bij {edition}: {share:.0%} van de nummers komt daarin voor. "
            f"Het past bij {name} ({better:.0%}). Gebruik --norm {name}."
        )
    if share == 0:
        raise UnreadableFileError(
            f"Geen enkel nummer in dit blad hoort bij {edition} of een andere norm op de plank{_example(chosen)}."
        )


def _example(chosen: Sequence[_Candidate]) -> str:
    """What stands where a number was expected, so that people see which column was taken for it."""
    for candidate in chosen:
        for row in candidate.rows:
            if text := candidate.grid.text(row.row, row.column):
                where = candidate.grid.cell_name(row.row, row.column)
                return f"; in {where} staat bijvoorbeeld '{text[:40]}'"
    return ""


def _fit_elsewhere(chosen: Sequence[_Candidate], edition: Edition) -> float:
    """The share of the same cells that another edition asks."""
    places = Places(edition)
    return _share([replace(row, found=places.find(row.value)) for candidate in chosen for row in candidate.rows])


def _best_fit(chosen: Sequence[_Candidate], others: Sequence[Edition]) -> tuple[float, str]:
    """The edition to name: of those that fit about as well the one with most different numbers in the sheet.

    The controls of BIO 1.04 are those of ISO 27002, so a column beside them with measures must weigh.
    """

    def fit(edition: Edition) -> tuple[float, int, float, str]:
        places = Places(edition)
        rows = [row for candidate in chosen for row in numbering.numbered(candidate.grid, candidate.head, places)]
        share = _share(rows)
        return (
            round(share, 1),
            len({row.found.spot.number for row in rows if row.fits and row.found.spot}),
            share,
            str(edition),
        )

    _, _, share, name = max(fit(other) for other in others)
    return share, name


def _tell_made_for(facts: dict[str, str], edition: Edition, grid: Grid, readings: Readings) -> None:
    made_for = facts.get("edition", "")
    where = f"blad '{grid.name}'"
    if made_for and made_for != str(edition):
        what = gettext_noop("Dit werkblad is gemaakt voor %(made_for)s en nu gelezen als %(edition)s.")
        readings.problem("other-edition", where, what, made_for=made_for, edition=edition)
    elif made_for and facts.get("digest") != edition.digest:
        what = gettext_noop("De inhoud van %(edition)s is anders dan toen dit werkblad werd gemaakt.")
        readings.note("other-digest", where, what, edition=edition)


def _reader(chosen: _Candidate, status_means: Level | None, readings: Readings) -> RowReader:
    grid, head = chosen.grid, chosen.head
    levels = {level: head.first(column) for column, level in LEVELS.items() if column in head.columns}
    single: Level | None = None
    if not levels:
        single = status_means or Level.OPZET
        position = head.first(Column.STATUS)
        position = head.first(Column.MATURITY) if position is None else position
        if position is not None:
            levels = {single: position}
        _tell_single(grid, head, position, single, readings)
    columns: dict[Level, VerdictColumn] = {
        level: verdict_cells.column(grid, head, position, readings)
        for level, position in levels.items()
        if position is not None
    }
    if not head.is_own:
        _tell_columns(grid, head, single, readings)
    return RowReader(grid, head, columns, single, readings)


def _tell_single(grid: Grid, head: Head, position: int | None, single: Level, readings: Readings) -> None:
    where = grid.row_name(head.row) if position is None else grid.cell_name(head.row, position)
    what = gettext_noop(
        "Dit blad heeft een oordeel per maatregel in plaats van drie. Het is gelezen als %(level)s; "
        "de andere twee zijn niet beoordeeld. Kies anders met --status-means."
    )
    readings.note("status-column", where, what, level=single.value)


def _tell_columns(grid: Grid, head: Head, single: Level | None, readings: Readings) -> None:
    for position, column in head.assumed:
        what = gettext_noop("Kolomkop '%(heading)s' is gelezen als '%(column)s'.")
        heading, known = _flat(grid.text(head.row, position)), headers.plainest(column)
        readings.note("header-assumed", grid.cell_name(head.row, position), what, heading=heading, column=known)
    if single is None and Column.STATUS in head.columns:
        where = grid.cell_name(head.row, head.columns[Column.STATUS][0])
        what = gettext_noop("Deze kolom is niet gebruikt: opzet, bestaan en werking staan apart.")
        readings.note("column-unused", where, what)
    for position, first in head.double:
        if verdict_cells.are_verdicts(grid, head, position):
            where, heading = grid.cell_name(head.row, position), _flat(grid.text(head.row, position))
            what = gettext_noop("Ook '%(heading)s' is een kolom met oordelen; gelezen is alleen kolom %(first)s.")
            readings.problem("double-column", where, what, heading=heading, first=letters(first))
    used = {place for places in head.columns.values() for place in places} | set(head.matrix.values())
    unused = [
        text for p in range(len(grid.rows[head.row])) if p not in used and (text := _flat(grid.text(head.row, p)))
    ]
    if unused:
        quoted = ", ".join(f"'{text}'" for text in unused[:12])
        what = gettext_noop("Deze kolommen zijn niet gebruikt: %(columns)s.")
        readings.note("column-unused", grid.row_name(head.row), what, columns=quoted)


def _flat(text: str) -> str:
    return " ".join(text.split())[:60]
