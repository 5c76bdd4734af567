"""Opening a workbook of a stranger: no bombs, no formulas that run, no sheet that never ends."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from waarborg.apps.base.importers.archives import check_archive
from waarborg.apps.norms.shapes import UnreadableFileError

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 5_000_000  # also those that are empty: other readers fill them in

_SPREADSHEET = "xl/workbook.xml"
_DAMAGED = (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of a sheet by row, as they were last saved; formulas are never computed."""

    title: str
    hidden: bool
    rows: tuple[tuple[Any, ...], ...]

    def place(self, row: int, column: int) -> str:
        """Where a cell is, for people; row and column count from zero."""
        return f"blad '{self.title}', cel {get_column_letter(column + 1)}{row + 1}"

    def text(self, row: int, column: int | None) -> str:
        """The cell as text, empty for no cell; whole numbers without a decimal point."""
        if column is None or row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        value = self.rows[row][column]
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value).strip()


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a spreadsheet in the Office Open XML form."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _SPREADSHEET in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


@contextmanager
def _opened(data: bytes, *, values: bool) -> Iterator[Any]:
    """The workbook, to be read row by row. Raises UnreadableFileError when it is damaged."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
        try:
            yield book
        finally:
            book.close()
    except UnreadableFileError:
        raise
    except (*_DAMAGED, SyntaxError, RecursionError, InvalidFileException) as error:
        raise UnreadableFileError(f"Het werkboek is beschadigd en niet te lezen ({error}).") from error


def open_workbook(data: bytes) -> list[Sheet]:
    """All sheets with their saved values.

    Raises UnreadableFileError, also when a sheet is larger than any norm.
    """
    check_archive(data)
    with _opened(data, values=True) as book:
        return [_sheet(sheet) for sheet in book.worksheets]


def formula_cells(data: bytes, title: str) -> set[tuple[int, int]]:
    """Places (row, column from zero) on one sheet where a formula stands, to explain a cell without a saved value."""
    with _opened(data, values=False) as book:
        rows = book[title].iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
        return {
            (number, column)
            for number, row in enumerate(rows)
            for column, value in enumerate(row)
            if (isinstance(value, str) and value.startswith("=")) or type(value).__name__ == "ArrayFormula"
        }


def _sheet(sheet: Any) -> Sheet:  # noqa: ANN401 - openpyxl's read-only sheets have no common type
    if not hasattr(sheet, "iter_rows"):
        return Sheet(sheet.title, True, ())
    sheet.reset_dimensions()  # a file may claim any size; rows say how long they are
    rows: list[tuple[Any, ...]] = []
    widest = 0
    for row in sheet.iter_rows(values_only=True):
        widest = max(widest, len(row))
        if len(rows) >= MAX_ROWS or len(rows) * widest > MAX_CELLS:
            raise UnreadableFileError(f"Blad '{sheet.title}' is groter dan {MAX_ROWS} rijen; dat is geen norm.")
        rows.append(tuple(row[:MAX_COLUMNS]))
    while rows and not any(value is not None and str(value).strip() for value in rows[-1]):
        rows.pop()
    return Sheet(sheet.title, sheet.sheet_state != "visible", tuple(rows))
