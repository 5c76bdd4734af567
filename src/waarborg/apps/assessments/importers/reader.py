"""Reading a whole file as a nulmeting of one edition."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import files, headers, numbering, own, verdict_cells
from waarborg.apps.assessments.importers.grids import Grid
from waarborg.apps.assessments.importers.headers import Head
from waarborg.apps.assessments.importers.numbering import Numbered
from waarborg.apps.assessments.importers.places import Places
from waarborg.apps.assessments.importers.readings import Readings
from waarborg.apps.assessments.importers.rows import LEVELS, RowReader
from waarborg.apps.assessments.importers.verdict_cells import VerdictColumn
from waarborg.apps.assessments.shapes import HIDDEN_SHEET, Column, Sheet
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
    def weight(self) -> tuple[bool, int, int]:
        answered = sum(row.fits and row.is_answered for row in self.rows)
        return (self.head.is_own, answered, sum(row.fits for row in self.rows))


def read_sheet(file: Path, edition: Edition, *, status_means: Level | None, others: Iterable[Edition] = ()) -> Sheet:
    """The answers in `file` for `edition`, with everything that could not be read or was read with an assumption.

    `others` are the editions to name when the sheet was made for one of them.
    Raises UnreadableFileError when there is no nulmeting in the file, or one of another edition.
    """
    _, grids = files.open_grids(file)
    places = Places(edition)
    readings = Readings()
    chosen = _choose(grids, places, readings)
    _check_fit(chosen.rows, edition, others, made_for=own.facts(grids).get("edition", ""))
    _tell_made_for(own.facts(grids), edition, chosen.grid, readings)
    reader = _reader(chosen, status_means, readings)
    answers = [
        reader.read(row, spot.number) for row, spot in numbering.resolve(chosen.rows, chosen.grid, places, readings)
    ]
    return Sheet(
        answers=tuple(answers),
        readings=readings.all(),
        about=own.about(grids),
        interviews=own.interviews(grids),
        documents=own.documents(grids),
        single_status_level=reader.single.value if reader.single else "",
    )


def _choose(grids: Sequence[Grid], places: Places, readings: Readings) -> _Candidate:
    """The sheet with most answers; the others are named."""
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
    if not best.head.is_own and len(candidates) > 1:
        rest = ", ".join(f"'{c.grid.name}'" for c in candidates if c is not best)
        what = gettext_noop("Dit blad is gelezen; niet gelezen: %(rest)s.")
        readings.note("sheet-chosen", f"blad '{best.grid.name}'", what, rest=rest)
    return best


def _share(rows: Sequence[Numbered], fits: Callable[[Numbered], bool]) -> float:
    about = [row for row in rows if row.fits or row.does_not_fit]
    return sum(fits(row) for row in about) / len(about) if about else 0.0


def _check_fit(rows: Sequence[Numbered], edition: Edition, others: Iterable[Edition], *, made_for: str) -> None:
    """Refuses a sheet of which most numbers are not in this edition, and names the edition that has them."""
    share = _share(rows, lambda row: row.fits)
    if share >= _FITS_WELL:
        return
    better = max(((_fit_elsewhere(rows, other), str(other)) for other in others if other != edition), default=(0.0, ""))
    if better[0] > share + _CLEARLY_BETTER:
        name = made_for or better[1]
        raise UnreadableFileError(
            f"Dit blad past niet bij {edition}: {share:.0%} van de nummers komt daarin voor. "
            f"Het past bij {name} ({better[0]:.0%}). Gebruik --norm {name}."
        )
    if share == 0:
        raise UnreadableFileError(f"Geen enkel nummer in dit blad hoort bij {edition} of een andere norm op de plank.")


def _fit_elsewhere(rows: Sequence[Numbered], edition: Edition) -> float:
    places = Places(edition)

    def fits(row: Numbered) -> bool:
        return Numbered(row.row, places.find(row.value), row.value, row.is_answered, row.column).fits

    return _share(rows, fits)


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
