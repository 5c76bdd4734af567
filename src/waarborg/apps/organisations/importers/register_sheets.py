"""Reading the registers from a workbook or CSV: our own template, or somebody's own sheet, told what it holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import puremagic
from django.utils.translation import gettext as _

from waarborg.apps.base.importers import csv_text, workbooks
from waarborg.apps.base.importers.grids import Grid, letters
from waarborg.apps.base.importers.untrusted import read_in_child
from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.apps.organisations.formats.fields import PREFIX
from waarborg.apps.organisations.formats.member_rows import PersonRow
from waarborg.apps.organisations.formats.plan import SheetRow
from waarborg.apps.organisations.importers import register_columns
from waarborg.apps.organisations.importers.register_columns import PERSON, SheetColumns
from waarborg.domain.registers import RegisterKind

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 100  # of a sheet that is kept to be told about
_LONGEST_CELL = 10_000
_MOST_KEPT = 10_000_000  # characters
_ENDINGS = frozenset({".xlsx", ".xlsm", ".ods"})


@dataclass(slots=True)
class SheetsRead:
    """The rows found, what was not understood (a place and a sentence), and the sheets of which it must be told."""

    rows: list[SheetRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    open: list[Grid] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self.people


def read(data: bytes, file_name: str) -> SheetsRead:
    """Every row of every register in the file. Raises UnreadableFileError, with what to do.

    A sheet that does not say which register it is, or misses the column that tells its rows apart, is left `open`.
    """
    return read_grids(_grids(data, file_name), {})


def read_grids(grids: Sequence[Grid], mapped: Mapping[str, SheetColumns]) -> SheetsRead:
    """The same for sheets that are opened already; `mapped` says by name how to read those that do not say it."""
    found = SheetsRead()
    for grid in grids:
        about = mapped.get(grid.name) or register_columns.columns(grid, register_columns.told(grid))
        if about.is_enough:
            _read_sheet(grid, about, found)
        elif grid.visible and grid.rows and not _is_ours(grid):
            found.notes.append((grid.name, _why_not(about)))
            if register_columns.is_table(grid):
                found.open.append(grid)
    if (count := len(found.rows) + len(found.people)) > MAX_ROWS:
        raise UnreadableFileError(
            _("Het werkboek heeft %(count)s regels. Meer dan %(most)s in één keer gaat niet; splits het.")
            % {"count": count, "most": MAX_ROWS}
        )
    if found.is_empty and not found.open:
        raise UnreadableFileError(
            _(
                "Geen blad is gelezen: er staan geen rijen in van een register. Noem een blad Onderdelen, Locaties, "
                "Processen, Systemen of Mensen, zet de koppen Code en Naam erboven, of begin met ons sjabloon."
            )
        )
    return found


def kept(grids: Sequence[Grid]) -> list[dict[str, Any]]:
    """Sheets as they are kept until somebody says what they hold. Raises UnreadableFileError when that is too much."""
    rows = [_kept_rows(grid) for grid in grids]
    size = sum(len(cell) for sheet in rows for row in sheet for cell in row)
    if size > _MOST_KEPT or any(len(sheet) > 2 * MAX_ROWS for sheet in rows):
        raise UnreadableFileError(
            _("Dit werkboek is te groot om te vragen wat erin staat. Bewaar alleen het blad met het register.")
        )
    return [
        {"name": grid.name, "rows": sheet, "formulas": sorted(map(list, grid.formulas))}
        for grid, sheet in zip(grids, rows, strict=True)
    ]


def _kept_rows(grid: Grid) -> list[list[str]]:
    width = min(grid.width, MAX_COLUMNS)
    return [[_text(grid, row, column) for column in range(width)] for row in range(len(grid.rows))]


def opened(sheets: Sequence[Mapping[str, Any]]) -> list[Grid]:
    """The sheets that `kept` was given."""
    return [
        Grid(
            sheet["name"],
            tuple(tuple(row) for row in sheet["rows"]),
            formulas=frozenset((row, column) for row, column in sheet["formulas"]),
        )
        for sheet in sheets
    ]


def _grids(data: bytes, file_name: str) -> list[Grid]:
    """The sheets of a workbook, or a CSV file as one sheet, by content and not by name. Raises UnreadableFileError."""
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(
            _("Het bestand is groter dan %(most)s MB. Haal plaatjes en lege rijen weg.") % {"most": MAX_BYTES >> 20}
        )
    try:
        endings = {match.extension for match in puremagic.magic_string(data, file_name)} if data else set()
    except (puremagic.PureError, ValueError):
        endings = set()
    if data.startswith(b"PK") and (endings & _ENDINGS or ".zip" in endings):
        return read_in_child(workbooks.from_zip, data)
    ending = PurePath(file_name).suffix or file_name
    if not data.strip() or b"\0" in data[:4000] or data.startswith((b"PK", b"%PDF", b"{", b"<")):
        raise UnreadableFileError(
            _("Dit is geen Excel-werkboek en geen CSV (%(ending)s). Bewaar het in Excel of LibreOffice als .xlsx.")
            % {"ending": ending[:40]}
        )
    grid = read_in_child(csv_text.read, data, PurePath(file_name).stem)
    if len(grid.rows) > 2 * MAX_ROWS:
        raise UnreadableFileError(_("Dit bestand heeft meer dan %(most)s regels; splits het.") % {"most": MAX_ROWS})
    return [grid]


def _is_ours(grid: Grid) -> bool:
    """The sheet with the explanation in our own template."""
    return grid.text(0, 0).startswith(PREFIX) or grid.text(1, 0).startswith(PREFIX)


def _why_not(about: SheetColumns) -> str:
    if not about.kind:
        return _("Dit blad hoort bij geen register dat ik ken en is niet gelezen.")
    if about.kind == PERSON:
        return _("Op dit blad staat geen kolom Naam. Zonder naam is niemand te herkennen.")
    return _("Op dit blad staat geen kolom Code. Zonder code is geen regel te herkennen.")


def _read_sheet(grid: Grid, about: SheetColumns, found: SheetsRead) -> None:
    found.notes += _not_known(grid, about)
    for row in range(about.top + 1, len(grid.rows)):
        cells = {
            name: (_text(grid, row, column), f"{letters(column)}{row + 1}") for column, name in about.columns.items()
        }
        if not any(text for text, _cell in cells.values()):
            continue
        if about.kind == PERSON:
            found.people.append(PersonRow(grid.name, row + 1, cells))
        else:
            code, code_cell = cells.pop("code")
            found.rows.append(SheetRow(RegisterKind(about.kind), grid.name, row + 1, code, code_cell, cells))
        found.notes += _uncounted(grid, row, about.columns)


def _text(grid: Grid, row: int, column: int) -> str:
    """What a formula gave is text like any other; a formula itself is never looked at."""
    return grid.text(row, column)[:_LONGEST_CELL]


def _uncounted(grid: Grid, row: int, columns: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for column in columns:
        if (row, column) in grid.formulas:
            yield (
                f"{grid.name}, {letters(column)}{row + 1}",
                _("Hier staat een formule zonder uitkomst. Open het werkboek in Excel en bewaar het opnieuw."),
            )


def _not_known(grid: Grid, about: SheetColumns) -> Iterator[tuple[str, str]]:
    for column in range(grid.width):
        heading = grid.text(about.top, column)
        is_ours = about.top > 0 and grid.text(about.top - 1, column).startswith(PREFIX)  # what a list shows besides
        if heading and column not in about.columns and not is_ours:
            yield (
                f"{grid.name}, {letters(column)}{about.top + 1}",
                _("Kolom “%(heading)s” ken ik niet; hij is niet gelezen.") % {"heading": heading[:60]},
            )
