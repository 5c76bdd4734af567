"""Sheets as people make them, written on the spot, and the reader set to them."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from waarborg.apps.assessments.importers.reader import read_sheet
from waarborg.apps.assessments.shapes import Answer, Reading, Sheet
from waarborg.apps.norms import queries
from waarborg.domain.assessments import Level

Rows = list[list[Any]]


def workbook(file: Path, rows: Rows, name: str = "Blad1", **others: Rows) -> Path:
    book = xlsxwriter.Workbook(str(file), {"default_date_format": "dd-mm-yyyy"})
    for title, lines in {name: rows, **others}.items():
        sheet = book.add_worksheet(title)
        for number, line in enumerate(lines):
            for column, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)
    book.close()
    return file


def text(file: Path, rows: Rows, delimiter: str = ";", encoding: str = "utf-8") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    file.write_bytes(out.getvalue().encode(encoding))
    return file


def read(file: Path, edition: str = "bio2@1.3", means: Level | None = None, **how: Any) -> Sheet:
    return read_sheet(file, queries.edition(edition), status_means=means, others=queries.editions(), **how)


def read_rows(folder: Path, rows: Rows, edition: str = "bio2@1.3", means: Level | None = None) -> Sheet:
    return read(workbook(folder / "blad.xlsx", rows), edition, means)


def answer(sheet: Sheet, number: str) -> Answer:
    return next(answer for answer in sheet.answers if answer.number == number)


def said(sheet: Sheet, code: str) -> list[Reading]:
    return [reading for reading in sheet.readings if reading.code == code]


def problems(sheet: Sheet) -> list[str]:
    return [reading.code for reading in sheet.readings if reading.level == "problem"]


def fill(file: Path, sheet: str, cells: dict[str, Any]) -> Path:
    """Type into a workbook as Excel would: open, change, save."""
    book = openpyxl.load_workbook(file)
    for place, value in cells.items():
        book[sheet][place].value = value
    book.save(file)
    return file


def place_of(file: Path, sheet: str, number: str, heading: str, header_row: int = 3) -> str:
    """The cell under a heading in the row of a number: `H12`."""
    page = openpyxl.load_workbook(file)[sheet]
    column = next(cell.column_letter for cell in page[header_row] if cell.value == heading)
    row = next(cell.row for cell in page["A"] if cell.value == number)
    return f"{column}{row}"
