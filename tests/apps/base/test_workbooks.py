"""Our quick way of writing cells gives the very file that XlsxWriter gives."""

import io
from datetime import date

import pytest
import xlsxwriter

from waarborg.apps.base.formats.spreadsheets import TEXT_STAYS_TEXT
from waarborg.apps.base.formats.workbooks import Workbook

FORMULAS = ('=IF(A1="x",1,2)', "=SUM(A1:A9)&LOG10(A2)", '=IF(A7="x",1,2)', "=XLOOKUP(1,A1:A2,B1:B2)", "{=SUM(A1:A3)}")


def written(book, sheet):
    """Each kind of cell, with and without a look, and formulas that differ in their numbers only."""
    look = book.add_format({"bold": True, "num_format": "0.0"})
    bold = book.add_format({"bold": True})
    for col, style in enumerate((look, None, bold)):
        values = ("tekst & <b>", "", "=1+1", "http://voorbeeld", " spatie ", "\x07", "zó\n•")
        for row, text in enumerate(values):
            sheet.write_string(row, col, text, style)
        for row, number in enumerate((0, -1.5, 1e300, 0.1 + 0.2, 10**17, True), start=10):
            sheet.write_number(row, col, number, style)
        sheet.write_blank(20, col + 30, None, style)
        sheet.write_datetime(21, col + 700, date(2027, 3, 1), style)
        sheet.write_boolean(22, col, True, style)
        for row, formula in enumerate(FORMULAS, start=30):
            sheet.write_formula(row, col, formula, style, "stand")
    sheet.write_rich_string(50, 0, bold, "vet", "gewoon", look)
    sheet.write_row(51, 0, ["rij", 3, None, "=2"], look)
    sheet.add_table(60, 0, 62, 1, {"columns": [{"header": "a"}, {"header": "b", "formula": "=[@a]*2"}]})


def bytes_of(workbook, *options):
    out = io.BytesIO()
    with workbook(out, *options) as book:
        book.set_properties({"created": date(2027, 3, 1)})
        written(book, book.add_worksheet("blad"))
    return out.getvalue()


def test_the_file_is_the_same_byte_for_byte():
    assert bytes_of(Workbook) == bytes_of(xlsxwriter.Workbook, {"in_memory": True, **TEXT_STAYS_TEXT})


@pytest.mark.parametrize("formula", ["=FILTER(A1:A3,B1:B3)", "=1+LET(x,1,x)", "=A1#"])
def test_a_function_of_later_years_keeps_its_prefix_when_its_numbers_differ(formula):
    both = []
    for made in (Workbook, xlsxwriter.Workbook):
        sheet = made(io.BytesIO()).add_worksheet()
        both.append([sheet._prepare_formula(formula.replace("1", n)) for n in ("1", "22")])
    assert both[0] == both[1]
