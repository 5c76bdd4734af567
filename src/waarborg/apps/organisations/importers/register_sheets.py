"""Reading the registers from a workbook: our own template, or somebody's own sheet with headings that we know."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import puremagic
from django.utils.translation import gettext as _
from django.utils.translation import override

from waarborg.apps.base.importers import workbooks
from waarborg.apps.base.importers.grids import Grid, letters
from waarborg.apps.base.importers.untrusted import read_in_child
from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.apps.organisations.formats import fields, member_rows
from waarborg.apps.organisations.formats.fields import PREFIX, Field
from waarborg.apps.organisations.formats.member_rows import PersonRow
from waarborg.apps.organisations.formats.plan import SheetRow
from waarborg.domain.registers import RegisterKind

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 5_000
_HEADINGS_WITHIN = 12  # rows from the top
_LONGEST_CELL = 10_000
_ENDINGS = frozenset({".xlsx", ".xlsm", ".ods"})
_OTHER_SHEET_NAMES: Mapping[RegisterKind, str] = {
    RegisterKind.UNIT: "onderdelen|onderdeel|afdelingen|organisatieonderdelen|teams|units|departments",
    RegisterKind.LOCATION: "locaties|locatie|vestigingen|gebouwen|locations|sites",
    RegisterKind.PROCESS: "processen|proces|procesregister|processes|bedrijfsprocessen",
    RegisterKind.SYSTEM: "systemen|systeem|applicaties|systeemregister|informatiesystemen|systems|applications|assets",
}


_PEOPLE_SHEET_NAMES = "mensen|personen|medewerkers|people|persons|employees|eigenaren|owners"


@dataclass(slots=True)
class SheetsRead:
    """The rows found, and what was not understood: a place and a sentence."""

    rows: list[SheetRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read(data: bytes, file_name: str) -> SheetsRead:
    """Every row of every register in the workbook. Raises UnreadableFileError, with what to do."""
    _refuse(data, file_name)
    found = SheetsRead()
    for grid in read_in_child(workbooks.from_zip, data):
        if _is_about_people(grid):
            _read_people(grid, found)
            continue
        kind = _kind(grid)
        if kind is None:
            if grid.visible and grid.rows and not _is_ours(grid):
                found.notes.append((grid.name, _("Dit blad hoort bij geen register en is niet gelezen.")))
            continue
        _read_sheet(grid, kind, found)
    if (count := len(found.rows) + len(found.people)) > MAX_ROWS:
        raise UnreadableFileError(
            _("Het werkboek heeft %(count)s regels. Meer dan %(most)s in één keer gaat niet; splits het.")
            % {"count": count, "most": MAX_ROWS}
        )
    if not found.rows and not found.people and not found.notes:
        raise UnreadableFileError(
            _("Geen blad heet Onderdelen, Locaties, Processen, Systemen of Mensen. Begin met ons sjabloon.")
        )
    return found


def _refuse(data: bytes, file_name: str) -> None:
    """What is no workbook, told by its content and not by its name."""
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(
            _("Het bestand is groter dan %(most)s MB. Haal plaatjes en lege rijen weg.") % {"most": MAX_BYTES >> 20}
        )
    try:
        endings = {match.extension for match in puremagic.magic_string(data, file_name)} if data else set()
    except (puremagic.PureError, ValueError):
        endings = set()
    if not data.startswith(b"PK") or not (endings & _ENDINGS or ".zip" in endings):
        ending = PurePath(file_name).suffix or file_name
        raise UnreadableFileError(
            _("Dit is geen Excel-werkboek (%(ending)s). Bewaar het in Excel of LibreOffice als .xlsx.")
            % {"ending": ending[:40]}
        )


def _is_ours(grid: Grid) -> bool:
    """The sheet with the explanation in our own template."""
    return grid.text(0, 0).startswith(PREFIX) or grid.text(1, 0).startswith(PREFIX)


def _kind(grid: Grid) -> RegisterKind | None:
    for row in range(min(2, len(grid.rows))):
        told = grid.text(row, 0).removeprefix(PREFIX).partition(".")[0]
        if grid.text(row, 0).startswith(PREFIX) and told in set(RegisterKind):
            return RegisterKind(told)
    name = fold(grid.name)
    return next((kind for kind, names in _OTHER_SHEET_NAMES.items() if name in names.split("|")), None)


def _is_about_people(grid: Grid) -> bool:
    ours = any(grid.text(row, 0).startswith(f"{PREFIX}{member_rows.KIND}.") for row in range(min(2, len(grid.rows))))
    return ours or fold(grid.name) in _PEOPLE_SHEET_NAMES.split("|")


def _read_people(grid: Grid, found: SheetsRead) -> None:
    top, columns = _headings(grid, member_rows.KIND, member_rows.FIELDS)
    if "name" not in columns.values():
        found.notes.append((grid.name, _("Op dit blad staat geen kolom Naam. Zonder naam is niemand te herkennen.")))
        return
    found.notes += _not_known(grid, top, columns)
    for row in range(top + 1, len(grid.rows)):
        cells = {name: (_text(grid, row, column), f"{letters(column)}{row + 1}") for column, name in columns.items()}
        if any(text for text, _cell in cells.values()):
            found.people.append(PersonRow(grid.name, row + 1, cells))
            found.notes += _uncounted(grid, row, columns)


def _read_sheet(grid: Grid, kind: RegisterKind, found: SheetsRead) -> None:
    top, columns = _headings(grid, kind.value, (fields.CODE, *fields.of(kind)))
    if "code" not in columns.values():
        found.notes.append((grid.name, _("Op dit blad staat geen kolom Code. Zonder code is geen regel te herkennen.")))
        return
    found.notes += _not_known(grid, top, columns)
    for row in range(top + 1, len(grid.rows)):
        cells = {name: (_text(grid, row, column), f"{letters(column)}{row + 1}") for column, name in columns.items()}
        if any(text for text, _cell in cells.values()):
            code, code_cell = cells.pop("code")
            found.rows.append(SheetRow(kind, grid.name, row + 1, code, code_cell, cells))
            found.notes += _uncounted(grid, row, columns)


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


def _headings(grid: Grid, kind: str, wanted: Sequence[Field]) -> tuple[int, dict[int, str]]:
    """The row with headings, and the field of every column: by our own codes, else by words."""
    known = {field.name for field in wanted}
    for row in range(min(_HEADINGS_WITHIN, len(grid.rows))):
        codes = {
            column: name
            for column in range(grid.width)
            if (name := grid.text(row, column).removeprefix(f"{PREFIX}{kind}.")) in known
            and grid.text(row, column).startswith(PREFIX)
        }
        if codes:
            return row + 1, codes
    words = _words(wanted)
    rows = range(min(_HEADINGS_WITHIN, len(grid.rows)))
    best = max(rows, key=lambda row: len(_by_words(grid, row, words)), default=0)
    return best, _by_words(grid, best, words)


def _by_words(grid: Grid, row: int, words: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column in range(grid.width):
        name = words.get(fold(grid.text(row, column)))
        if name and name not in found.values():
            found[column] = name
    return found


def _words(wanted: Sequence[Field]) -> dict[str, str]:
    """Every heading that we know for this register; our own go first."""
    known: dict[str, str] = {}
    for language in ("nl", "en"):
        with override(language):
            for about in wanted:
                known.setdefault(fold(about.label), about.name)
    for about in wanted:
        for word in about.also.split("|"):
            known.setdefault(fold(word), about.name)
    return known


def _not_known(grid: Grid, top: int, columns: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for column in range(grid.width):
        heading = grid.text(top, column)
        is_ours = top > 0 and grid.text(top - 1, column).startswith(PREFIX)  # what a list shows besides
        if heading and column not in columns and not is_ours:
            yield (
                f"{grid.name}, {letters(column)}{top + 1}",
                _("Kolom “%(heading)s” ken ik niet; hij is niet gelezen.") % {"heading": heading[:60]},
            )


def fold(text: str) -> str:
    """A heading without case, accents, marks and double spaces."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain).split())
