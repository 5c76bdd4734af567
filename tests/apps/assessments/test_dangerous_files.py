"""Files that are something else, too big, or out to hurt: a clear refusal or a safe result."""

import zipfile

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from tests.apps.assessments.sheets import answer, problems, read, read_rows, workbook
from waarborg.apps.norms.shapes import UnreadableFileError
from waarborg.domain.assessments import Verdict

pytestmark = pytest.mark.django_db

GOOD = [["Nr", "Status"], ["5.01.01", "ja"]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "leeg"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!DOCTYPE html><table><tr><td>5.01.01", "HTML"),
        (b'{"items": []}', "JSON"),
        (b"\x89PNG\r\n\x1a\n", "afbeelding"),
        (b"MZ\x90\x00", "programma"),
        (b"PK\x03\x04 but then nothing", "beschadigd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "beschadigd"),
        (b"alleen maar wat tekst\nen nog een regel\n", "geen kolommen"),
        (bytes(range(256)) * 20, "geen tekst"),
    ],
)
def test_a_file_that_is_something_else_is_named(norms, tmp_path, content, message):
    file = tmp_path / "nulmeting.xlsx"
    file.write_bytes(content)

    with pytest.raises(UnreadableFileError, match=message):
        read(file)


def test_a_word_document_is_named(norms, tmp_path):
    file = tmp_path / "nulmeting.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    with pytest.raises(UnreadableFileError, match="Word"):
        read(file)


def test_a_missing_file_is_named(norms, tmp_path):
    with pytest.raises(UnreadableFileError, match="niet te lezen"):
        read(tmp_path / "er-niet.xlsx")


def test_a_zip_bomb_is_refused(norms, tmp_path):
    file = workbook(tmp_path / "bom.xlsx", GOOD)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"\0" * (300 << 20))

    with pytest.raises(UnreadableFileError, match="zipbom"):
        read(file)


def test_a_cell_at_the_end_of_the_world_is_refused_before_it_fills_the_memory(norms, tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Nr", "ja"
    book.save(tmp_path / "ver.xlsx")

    with pytest.raises(UnreadableFileError, match="rijen"):
        read(tmp_path / "ver.xlsx")


def test_a_coloured_empty_cell_at_the_end_of_the_world_is_no_reason_to_refuse(norms, tmp_path):
    book = openpyxl.Workbook()
    for row in GOOD:
        book.active.append(row)
    book.active["A1048576"].fill = PatternFill("solid", fgColor="FFFF00")
    book.save(tmp_path / "kleur.xlsx")

    assert [found.number for found in read(tmp_path / "kleur.xlsx").answers] == ["5.01.01"]


def test_html_and_formulas_in_texts_stay_text(norms, tmp_path):
    rows = [["Nr", "Status", "Toelichting"], ["5.01.01", "ja", '=HYPERLINK("http://x") <script>alert(1)</script>']]
    found = answer(read_rows(tmp_path, rows), "5.01.01")

    assert found.explanation == '=HYPERLINK("http://x") <script>alert(1)</script>'


def test_a_formula_that_was_never_calculated_is_reported_with_its_cell(norms, tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Meting"
    for row in (*GOOD, ["5.01.02", '=IF(1=1,"ja","nee")']):
        page.append(row)
    book.save(tmp_path / "formule.xlsx")
    sheet = read(tmp_path / "formule.xlsx")

    assert [(r.code, r.where) for r in sheet.readings if r.level == "problem"] == [
        ("formula-without-value", "blad 'Meting', cel B3")
    ]
    assert answer(sheet, "5.01.02").opzet is Verdict.NOT_ASSESSED


def test_a_formula_that_went_wrong_is_reported_with_its_cell(norms, tmp_path):
    book = openpyxl.Workbook()
    for row in (*GOOD, ["5.01.02", "#REF!"]):
        book.active.append(row)
    book.save(tmp_path / "fout.xlsx")
    sheet = read(tmp_path / "fout.xlsx")

    assert [(r.code, r.where) for r in sheet.readings if r.level == "problem"] == [
        ("formula-without-value", "blad 'Sheet', cel B3")
    ]


def test_merged_cells_count_for_every_row_under_them(norms, tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    for row in (["Nr", "Status"], ["5.01.01", "deels"], ["5.01.02", None], ["5.02.01", "ja"], [None, None]):
        page.append(row)
    page.merge_cells("B2:B3")
    page.merge_cells("A4:A5")
    page.merge_cells("B4:B5")
    book.save(tmp_path / "samengevoegd.xlsx")
    sheet = read(tmp_path / "samengevoegd.xlsx")

    assert [(found.number, found.opzet) for found in sheet.answers] == [
        ("5.01.01", Verdict.PARTLY),
        ("5.01.02", Verdict.PARTLY),
        ("5.02.01", Verdict.MEETS),
    ]
    assert problems(sheet) == []


def test_a_text_longer_than_the_table_holds_is_cut_and_told(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Status", "Eigenaar"], ["5.01.01", "ja", "x" * 300]])

    assert len(answer(sheet, "5.01.01").owner) == 200
    assert problems(sheet) == ["text-too-long"]
