"""Workbooks of Excel and LibreOffice as grids, with the limits checked before anything is unfolded in memory."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import product

import python_calamine
from defusedxml import DefusedXmlException, ElementTree

from waarborg.apps.base.importers import extents
from waarborg.apps.base.importers.archives import check_archive
from waarborg.apps.base.importers.grids import MAX_COLUMNS, MAX_ROWS, Grid, as_text
from waarborg.apps.base.shapes import UnreadableFileError

# an attribute holds no `<`, and the first place counts: so every cell is looked at once, whatever stands in it
_ERROR = re.compile(rb'<c (?=[^<>]*?\bt="e")(?>[^<>]*?r="([A-Z]{1,3})(\d{1,7})")')
_EMPTY_FORMULA = re.compile(
    rb'<c (?>[^<>]*?r="([A-Z]{1,3})(\d{1,7})")[^<>]*+>\s*+<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*+'
    rb"(?:<v\s*/>|<v>\s*</v>)?\s*+</c>"
)
_MAX_CELLS = 5_000_000  # with every cell between the first and the last: about 200 MB
_TOO_LARGE = f"Dit werkboek heeft meer dan {MAX_ROWS} rijen of is te breed; dat is te veel om te lezen."
_DAMAGED = (python_calamine.CalamineError, ValueError, OSError)


def from_zip(data: bytes) -> list[Grid]:
    """An .xlsx, .xlsm or .ods file. Raises UnreadableFileError."""
    check_archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            parts = {name: archive.read(name) for name in names}
            sheets = {name: xml for name, xml in parts.items() if b"sheetData" in xml}  # wherever the file has them
            for xml in sheets.values():
                _check_extent(xml, extents.of_xlsx)
            empty = [_empty_formulas(archive, sheets)]
        elif "content.xml" in names:
            _check_extent(archive.read("content.xml"), extents.of_ods)
            empty = [{}]
        elif "xl/workbook.bin" in names:
            for part in map(archive.read, names):
                if extents.XLSB_CELLS in part:
                    _check_extent(part, extents.of_xlsb)
            empty = [{}]
        else:
            raise UnreadableFileError(_what_zip(names))
    return _grids(data, empty[0])


def from_xls(data: bytes) -> list[Grid]:
    """An .xls file. Raises UnreadableFileError, also for a workbook with a password."""
    return _grids(data, {})


def _what_zip(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "Dit is een Word-document, geen werkblad. Zet de tabel in Excel of LibreOffice en bewaar als .xlsx."
    if any(name.startswith("ppt/") for name in names):
        return "Dit is een presentatie, geen werkblad."
    return "Dit is een zipbestand zonder werkblad. Pak het uit en geef het werkblad zelf."


def _check_extent(part: bytes, measure: Callable[[bytes], tuple[int, int]]) -> None:
    """A cell far away makes the reader unfold everything before it, so that is looked at first."""
    try:
        highest, widest = measure(part)
    except ValueError as error:
        raise UnreadableFileError(f"Het werkboek is beschadigd en niet te lezen ({error}).") from error
    if highest > MAX_ROWS or highest * widest > _MAX_CELLS:
        raise UnreadableFileError(_TOO_LARGE)


def _empty_formulas(archive: zipfile.ZipFile, sheets: dict[str, bytes]) -> dict[str, frozenset[tuple[int, int]]]:
    """By name of the sheet, the cells with a formula that was never calculated, or that gave an error."""
    found = {}
    for title, part in _parts(archive):
        xml = sheets.get(part, b"")
        cells = [*_EMPTY_FORMULA.findall(xml), *_ERROR.findall(xml)]
        if cells:
            found[title] = frozenset((int(row) - 1, extents.column(column.decode()) - 1) for column, row in cells)
    return found


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The title of every sheet with the part of the file that it stands in."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        ties = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError, DefusedXmlException):
        return
    targets = {tie.get("Id", ""): tie.get("Target", "") for tie in ties}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            tie = next((value for key, value in element.items() if key.endswith("}id")), "")
            target = targets.get(tie, "").lstrip("/")
            yield element.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"


def _grids(data: bytes, formulas: dict[str, frozenset[tuple[int, int]]]) -> list[Grid]:
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [_grid(book, about, formulas) for about in book.sheets_metadata if _holds_cells(about)]
    except python_calamine.PasswordError as error:
        raise UnreadableFileError("Het werkboek heeft een wachtwoord. Bewaar het zonder wachtwoord.") from error
    except _DAMAGED as error:
        raise UnreadableFileError(f"Het werkboek is beschadigd en niet te lezen ({error}).") from error


def _holds_cells(about: python_calamine.SheetMetadata) -> bool:
    return about.typ == python_calamine.SheetTypeEnum.WorkSheet


def _grid(
    book: python_calamine.CalamineWorkbook,
    about: python_calamine.SheetMetadata,
    formulas: dict[str, frozenset[tuple[int, int]]],
) -> Grid:
    sheet = book.get_sheet_by_name(about.name)
    rows = [list(row[:MAX_COLUMNS]) for row in sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 1)]
    if len(rows) > MAX_ROWS:
        raise UnreadableFileError(_TOO_LARGE)
    merged = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row, column in product(range(top, min(bottom + 1, len(rows))), range(left, right + 1)):
            if (row, column) != (top, left) and top < len(rows) and left < len(rows[top]) and column < len(rows[row]):
                rows[row][column] = rows[top][left]
                merged.add((row, column))
    while rows and not any(as_text(cell) for cell in rows[-1]):
        rows.pop()
    return Grid(
        name=about.name,
        rows=tuple(tuple(row) for row in rows),
        visible=about.visible == python_calamine.SheetVisibleEnum.Visible,
        merged=frozenset(merged),
        formulas=formulas.get(about.name, frozenset()),
    )
