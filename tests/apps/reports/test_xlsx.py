"""rapport.xlsx holds every table, with filters and native charts, and never runs what people typed."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from tests.apps.reports.rounds import veldermeer
from tests.cast import TODAY
from waarborg.apps.assessments.shapes import Answer
from waarborg.apps.reports.exporters import xlsx
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.domain.assessments import Level, Verdict

pytestmark = pytest.mark.usefixtures("norms")

SHEETS = [
    "Samenvatting",
    "Totalen",
    "Beeld per hoofdstuk",
    "Beeld per thema",
    "Tekortkomingen",
    "Quick wins",
    "Verbeterplan",
    "Uitzonderingen",
    "Niet beoordeeld",
    "Controles",
    "Bijlage per maatregel",
    "Interviews en documenten",
    "Verantwoording",
]


def made(language="nl", **changes):
    data = nulmeting_report(veldermeer(**changes), language=language, today=TODAY)
    content = xlsx.render(data)
    return data, openpyxl.load_workbook(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(content))


def column(sheet, header):
    place = [cell.value for cell in sheet[4]].index(header) + 1
    return [sheet.cell(row, place).value for row in range(5, sheet.max_row + 1)]


def test_every_part_of_the_report_has_its_sheet():
    assert made()[1].sheetnames == SHEETS


def test_the_english_workbook_has_as_many_sheets_and_no_dutch_names():
    names = made("en")[1].sheetnames

    assert len(names) == len(SHEETS)
    assert not set(names) & (set(SHEETS) - {"Quick wins"})


def test_the_picture_has_the_counts_of_the_report():
    data, book, _ = made()
    sheet = book["Beeld per hoofdstuk"]

    fails = column(sheet, "Voldoet niet")
    levels = column(sheet, "Niveau")
    for level in Level:
        assert (
            sum(n for n, name in zip(fails, levels, strict=True) if name == level) == data.totals[level][Verdict.FAILS]
        )


def test_all_gaps_and_all_items_are_there():
    data, book, _ = made()

    assert column(book["Tekortkomingen"], "Nummer") == [gap.line.number for gap in data.gaps]
    assert len(column(book["Bijlage per maatregel"], "Nummer")) == 167


def test_tables_filter_and_their_headers_stay_in_view():
    _, book, _ = made()

    for name in SHEETS[1:-2]:
        sheet = book[name]
        assert len(sheet.tables) == 1, name
        assert all(table.autoFilter is not None for table in sheet.tables.values())
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$4:$4"


def test_charts_are_native_with_text_alternatives():
    _, _, archive = made()

    assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 6
    drawings = "".join(archive.read(n).decode() for n in archive.namelist() if re.match(r"xl/drawings/drawing\d", n))
    assert len(re.findall(r'descr="Staafdiagram', drawings)) == 6


def test_what_looks_like_a_formula_stays_text():
    nasty = Answer(
        number="5.01.01", where="", opzet=Verdict.PARTLY, owner='=HYPERLINK("http://x","klik")', action="@SUM(1)"
    )

    _, book, _ = made(answers=(nasty,))

    cells = {c.value: c for row in book["Bijlage per maatregel"].iter_rows(min_row=5) for c in row if c.value}
    for text in ('=HYPERLINK("http://x","klik")', "@SUM(1)"):
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix


def test_control_characters_and_very_long_texts_fit():
    nasty = Answer(number="5.01.01", where="", opzet=Verdict.PARTLY, explanation="\x02begin " + "x" * 40_000)

    _, book, _ = made(answers=(nasty,))

    text = column(book["Tekortkomingen"], "Toelichting")[0]
    assert text.startswith("begin ")
    assert len(text) <= 32_767
    assert text.endswith("x […]")


def test_a_line_break_of_word_or_excel_stays_one():
    broken = Answer(number="5.01.01", where="", opzet=Verdict.PARTLY, explanation="een\vtwee_x000D_\ndrie<br>vier")

    _, book, _ = made(answers=(broken,))

    assert column(book["Tekortkomingen"], "Toelichting")[0] == "een\ntwee\ndrie\nvier"


def test_a_round_in_which_nothing_was_judged_still_makes_a_workbook():
    _, book, _ = made(answers=(), about={}, interviews=(), documents=(), readings=())

    assert book.sheetnames == SHEETS
    assert book["Tekortkomingen"]["A4"].value == "Er zijn geen tekortkomingen van deze soort."


def test_an_organisation_whose_name_begins_with_a_digit_stands_whole_above_every_page():
    data = nulmeting_report(veldermeer(), language="nl", today=TODAY)

    content = xlsx.render(replace(data, organisation="1Stroom & Zonen"))

    header = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].oddHeader
    assert (header.left.size, header.left.text.replace("&&", "&").strip()) == (9, "1Stroom & Zonen")
