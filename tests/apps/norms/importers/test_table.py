"""Our own tables back, also after someone worked in them."""

import io

import openpyxl
import pytest

from tests.apps.norms.exporters import shelf
from waarborg.apps.norms.exporters import csv, xlsx
from waarborg.apps.norms.importers import table
from waarborg.apps.norms.shapes import FileKind, UnreadableFileError


def edited(change):
    book = openpyxl.load_workbook(io.BytesIO(xlsx.export(shelf.edition("bio2@1.3"))))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return table.read(out.getvalue(), "bewerkt.xlsx")


def test_a_workbook_saved_by_another_program_is_still_the_same_edition():
    found = edited(lambda _: None)

    assert found.kind is FileKind.WAARBORG_TABLE
    assert found.editions[0].items == shelf.edition("bio2@1.3").items


def test_one_bad_row_names_its_cell_and_never_stops_the_rest():
    def spoil(book):
        book["Gegevens"]["C4"] = "kapot"

    found = edited(spoil)

    [problem] = found.problems
    assert problem.where == "Gegevens!C4"
    assert problem.what == "'kapot' is geen soort; kies uit theme, clause, control, measure, article"
    assert len(found.editions[0].items) == 263


def test_a_relation_that_is_none_names_its_cell_and_the_choices():
    def spoil(book):
        sheet = book["Relaties"] if "Relaties" in book.sheetnames else book.create_sheet("Relaties")
        sheet["A2"], sheet["C2"] = "bio2@1.3", "lijkt op"

    [problem] = edited(spoil).problems

    assert (problem.where, problem.what[:24]) == ("Relaties!C2", "'lijkt op' is geen verba")
    assert "equal, narrower, wider, related" in problem.what


def test_a_cell_of_a_csv_is_told_by_line_and_column():
    text = "Norm,Nummer,Soort,Status,content{}\nproef@1,1,theme,weg,\nproef@1,2,theme,live,{x\nproef@1,3,,live,\n"

    problems = table.read(text.encode(), "eigen.csv").problems

    assert [(problem.where, problem.what.partition(";")[0]) for problem in problems] == [
        ("regel 2, kolom 'Status'", "'weg' is geen status"),
        ("regel 3, kolom 'content{}'", "kolom 'content{}' is geen leesbare JSON (teken 2)"),
        ("regel 4, kolom 'Soort'", "soort ontbreekt"),
    ]


def test_a_number_that_a_spreadsheet_made_a_number_is_a_problem_and_no_guess():
    def spoil(book):
        book["Gegevens"]["B4"] = 5.1

    found = edited(spoil)

    assert "5.10 wordt dan 5.1" in found.problems[0].what


def test_a_row_without_a_number_is_a_problem():
    def spoil(book):
        book["Gegevens"]["B4"] = None

    assert edited(spoil).problems[0].what == "het nummer ontbreekt"


def test_empty_rows_are_no_items():
    def lengthen(book):
        book["Gegevens"]["B400"] = ""

    assert edited(lengthen).problems == ()


def test_a_csv_that_a_dutch_excel_saved_with_semicolons_is_read():
    text = "\ufeffNorm;Nummer;Soort;Status;Titel\r\nproef@1;1;theme;live;Eén\r\n"

    found = table.read(text.encode(), "excel.csv")

    assert [(item.number, item.title.nl) for item in found.editions[0].items] == [("1", "Eén")]


@pytest.mark.parametrize(
    "data", [b"a,b\n1,2\n", b"", b"PK\x03\x04kapot", csv.export(shelf.strange())[:60] + b"\n", b"\xff\xfe\x00"]
)
def test_what_is_no_table_of_ours_is_refused_with_a_message(data):
    with pytest.raises(UnreadableFileError):
        table.read(data, "iets")


def test_a_workbook_of_someone_else_is_refused():
    out = io.BytesIO()
    openpyxl.Workbook().save(out)

    with pytest.raises(UnreadableFileError, match="'Gegevens' ontbreekt"):
        table.read(out.getvalue(), "ander.xlsx")
