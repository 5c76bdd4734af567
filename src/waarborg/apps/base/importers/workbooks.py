"""Workbooks of Excel and LibreOffice as grids, with the limits checked before anything is unfolded in memory.

This runs in a child process (`untrusted`): a limit that is missed here ends that process and nothing else.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import python_calamine
from defusedxml import DefusedXmlException, ElementTree

from waarborg.apps.base.importers import archives, extents
from waarborg.apps.base.importers.child import reader
from waarborg.apps.base.importers.grids import MAX_COLUMNS, MAX_ROWS, Cell, Grid, as_text
from waarborg.apps.base.shapes import UnreadableFileError

# an attribute holds no `<`, and the first place counts: so every cell is looked at once, whatever stands in it
_ERROR = re.compile(
    rb'<c (?=[^<>]*?\bt="e")(?>[^<>]*?r="([A-Z]{1,3})(\d{1,7})")[^<>]*+>'
    rb"(?:<f[^<>]*/>|<f[^<>]*>[^<]*+</f>)?(?:<v>([^<]*+))?"
)
_EMPTY_FORMULA = re.compile(
    rb'<c (?>[^<>]*?r="([A-Z]{1,3})(\d{1,7})")[^<>]*+>\s*+<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*+'
    rb"(?:<v\s*/>|<v>\s*</v>)?\s*+</c>"
)
MAX_CELLS = 2_000_000  # of all sheets together, with every cell between the first and the last
MAX_MERGED = 500_000
_TOO_LARGE = (
    f"Dit werkboek is te groot om te lezen: een blad mag {MAX_ROWS} rijen hebben, en alle bladen samen {MAX_CELLS} "
    "cellen, de lege ertussen meegeteld. Haal weg wat ver van de tabel staat."
)
_TOO_MANY_MERGED = "Dit werkboek heeft te veel samengevoegde cellen. Hef ze op en bewaar het opnieuw."
_DAMAGED = (python_calamine.CalamineError, ValueError, OSError)
Place = tuple[int, int]


@dataclass(slots=True)
class _Budget:
    """What may still be read of the whole workbook: a sheet that is named a thousand times counts a thousand times."""

    cells: int = MAX_CELLS
    merged: int = MAX_MERGED

    def spend(self, rows: int, columns: int) -> None:
        self.cells -= rows * columns
        if rows > MAX_ROWS or self.cells < 0:
            raise UnreadableFileError(_TOO_LARGE)

    def merge(self) -> None:
        self.merged -= 1
        if self.merged < 0:
            raise UnreadableFileError(_TOO_MANY_MERGED)


@dataclass(frozen=True, slots=True)
class _Notes:
    """What the values of a sheet do not show: formulas without one, and errors of Excel."""

    formulas: frozenset[Place] = frozenset()
    errors: tuple[tuple[int, int, str], ...] = ()


@reader
def from_zip(data: bytes) -> list[Grid]:
    """An .xlsx, .xlsm, .xlsb or .ods file. Raises UnreadableFileError."""
    parts = archives.unpacked(data)
    notes: dict[str, _Notes] = {}
    if "xl/workbook.xml" in parts:
        sheets = {name: xml for name, xml in parts.items() if b"sheetData" in xml}  # wherever the file has them
        _check_extents(sheets.values(), extents.of_xlsx)
        notes = dict(_notes(parts, sheets))
    elif "content.xml" in parts:
        _check_extents([parts["content.xml"]], extents.of_ods)
    elif "xl/workbook.bin" in parts:
        _check_extents((part for part in parts.values() if extents.XLSB_CELLS in part), extents.of_xlsb)
    else:
        raise UnreadableFileError(_what_zip(parts.keys()))
    return _grids(archives.packed(parts), notes)


@reader
def from_xls(data: bytes) -> list[Grid]:
    """An .xls file. Raises UnreadableFileError, also for a workbook with a password."""
    return _grids(data, {})


def _what_zip(names: Iterable[str]) -> str:
    if "word/document.xml" in names:
        return "Dit is een Word-document, geen werkblad. Zet de tabel in Excel of LibreOffice en bewaar als .xlsx."
    if any(name.startswith("ppt/") for name in names):
        return "Dit is een presentatie, geen werkblad."
    return "Dit is een zipbestand zonder werkblad. Pak het uit en geef het werkblad zelf."


def _check_extents(parts: Iterable[bytes], measure: Callable[[bytes], Iterable[Place]]) -> None:
    """A cell far away makes the reader unfold everything before it, so that is looked at first."""
    budget = _Budget()
    try:
        for part in parts:
            for highest, widest in measure(part):
                budget.spend(highest, widest)
    except ValueError as error:
        raise UnreadableFileError(f"Het werkboek is beschadigd en niet te lezen ({error}).") from error


def _notes(parts: Mapping[str, bytes], sheets: Mapping[str, bytes]) -> Iterator[tuple[str, _Notes]]:
    """By name of the sheet, the cells with a formula that was never calculated, or that gave an error."""
    for title, part in _sheet_parts(parts):
        xml = sheets.get(part, b"")
        errors = [(*_place(column, row), text.decode("utf-8", "replace")) for column, row, text in _ERROR.findall(xml)]
        formulas = {_place(column, row) for column, row in _EMPTY_FORMULA.findall(xml)}
        if errors or formulas:
            yield title, _Notes(frozenset(formulas | {(row, column) for row, column, _text in errors}), tuple(errors))


def _place(column: bytes, row: bytes) -> Place:
    return int(row) - 1, extents.column(column.decode()) - 1


def _sheet_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The title of every sheet with the part of the file that it stands in."""
    try:
        book = ElementTree.fromstring(parts["xl/workbook.xml"])
        ties = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    except (KeyError, ElementTree.ParseError, DefusedXmlException):
        return
    targets = {tie.get("Id", ""): tie.get("Target", "") for tie in ties}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            tie = next((value for key, value in element.items() if key.endswith("}id")), "")
            target = targets.get(tie, "").lstrip("/")
            yield element.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"


def _grids(data: bytes, notes: Mapping[str, _Notes]) -> list[Grid]:
    budget = _Budget()
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _grid(book.get_sheet_by_name(about.name), about, notes.get(about.name, _Notes()), budget)
                for about in book.sheets_metadata
                if about.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
    except python_calamine.PasswordError as error:
        raise UnreadableFileError("Het werkboek heeft een wachtwoord. Bewaar het zonder wachtwoord.") from error
    except _DAMAGED as error:
        raise UnreadableFileError(f"Het werkboek is beschadigd en niet te lezen ({error}).") from error


def _grid(
    sheet: python_calamine.CalamineSheet, about: python_calamine.SheetMetadata, notes: _Notes, budget: _Budget
) -> Grid:
    bottom, right = sheet.end or (-1, -1)
    budget.spend(bottom + 1, right + 1)
    rows = [list(row[:MAX_COLUMNS]) for row in sheet.to_python(skip_empty_area=False)]
    merged = _fill_merged(rows, sheet.merged_cell_ranges or (), budget)
    while rows and not any(as_text(cell) for cell in rows[-1]):
        rows.pop()
    return Grid(
        name=about.name,
        rows=tuple(tuple(row) for row in rows),
        visible=about.visible == python_calamine.SheetVisibleEnum.Visible,
        merged=merged,
        formulas=notes.formulas,
        errors=notes.errors,
    )


def _fill_merged(rows: list[list[Cell]], areas: Iterable[tuple[Place, Place]], budget: _Budget) -> frozenset[Place]:
    """Give every cell of a merged area the value of its first one, as far as there are cells; which these are."""
    merged = set()
    for (top, left), (bottom, right) in areas:
        budget.merge()
        if top >= len(rows) or left >= len(rows[top]):
            continue
        width = min(right + 1, len(rows[top]))  # all rows are as long
        for row, column in product(range(top, min(bottom + 1, len(rows))), range(left, width)):
            budget.merge()
            if (row, column) != (top, left):
                rows[row][column] = rows[top][left]
                merged.add((row, column))
    return frozenset(merged)
