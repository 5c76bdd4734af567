"""Editions as a workbook: the layout of CIP, no formulas, and everything comes back."""

import io
from dataclasses import replace

import openpyxl
import pytest

from tests.apps.norms.exporters import shelf
from waarborg.apps.norms.exporters import xlsx
from waarborg.apps.norms.importers import table


def book(name):
    return openpyxl.load_workbook(io.BytesIO(xlsx.export(shelf.edition(name), shelf.relations(name))))


def heads(sheet):
    return [cell.value for cell in sheet[3]]


@pytest.mark.parametrize("name", shelf.EDITIONS)
def test_what_is_exported_and_imported_again_is_the_same(name):
    found = table.read(xlsx.export(shelf.edition(name), shelf.relations(name)), "terug.xlsx")

    assert found.problems == ()
    assert found.editions == (shelf.edition(name),)
    assert found.relations == shelf.relations(name)


def test_an_edition_with_everything_strange_in_it_comes_back():
    assert table.read(xlsx.export(shelf.strange()), "vreemd.xlsx").editions == (shelf.strange(),)


def test_bio2_stands_in_the_columns_that_people_know_with_one_row_per_number():
    sheet = book("bio2@1.3").worksheets[0]

    assert heads(sheet)[:2] == ["O-maatregel-nummer", "Overheidsmaatregel"]
    assert {"Draagt bij aan", "Status", "Control-nr.", "Eigenaar", "Cbw-reikwijdte"} <= set(heads(sheet))
    assert sheet.max_row - 3 == 167


def test_the_official_text_stays_empty_until_it_is_imported():
    column = [row[1] for row in book("bio2@1.3").worksheets[0].iter_rows(min_row=4, values_only=True)]

    assert set(column) == {None}


def test_bio1_shows_chapter_paragraph_control_level_and_role():
    sheet = book("bio1@1.04zv").worksheets[0]
    first = dict(zip(heads(sheet), [cell.value for cell in sheet[4]], strict=True))

    assert first["Hoofdstuk-nr."] == "5"
    assert first["Paragraaf-nr."] == "5.1"
    assert (first["Control-nr."], first["BBN van control"]) == ("5.1.1", "1")
    assert (first["O-maatregel-nummer"], first["BBN van o-maatregel"]) == ("5.1.1.1", "1")
    assert "(SG)" in first["Verantwoordelijke(n)"]


def test_a_control_without_measures_has_its_own_row_with_the_sign_for_none():
    sheet = book("bio1@1.04zv").worksheets[0]
    rows = [dict(zip(heads(sheet), row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]

    assert {row["O-maatregel-nummer"] for row in rows if row["Control-nr."] == "6.1.4"} == {"/"}


def test_no_cell_of_any_sheet_is_a_formula():
    found = openpyxl.load_workbook(io.BytesIO(xlsx.export(shelf.strange())))
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    assert [c for c in cells if str(c.value).startswith("=1+1") and c.quotePrefix]


def test_the_sheet_keeps_its_head_in_view_filters_and_prints_on_one_page_wide():
    sheet = book("bio2@1.3").worksheets[0]

    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_a_text_too_long_for_one_cell_comes_back_whole():
    item = replace(shelf.strange().items[3], official_text="woord " * 12_000 + "einde")
    edition = replace(shelf.strange(), items=(*shelf.strange().items[:3], item))

    assert table.read(xlsx.export(edition), "lang.xlsx").editions == (edition,)
