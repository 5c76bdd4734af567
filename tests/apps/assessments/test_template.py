"""The workbook to fill in: complete, guarded where it should be, and read back without guessing."""

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.apps.assessments.sheets import answer, fill, place_of, problems, read, said
from waarborg.apps.assessments.exporters import formats, template, words
from waarborg.apps.assessments.importers.reader import read_sheet
from waarborg.apps.norms import queries
from waarborg.apps.norms.models import OfficialText
from waarborg.domain.assessments import Applicability, Effort, Verdict

pytestmark = pytest.mark.django_db

EDITIONS = {
    "bio2@1.3": 117,
    "bio2@1.2": 120,
    "bio1@1.04zv": 138,
    "iso27001@2022": 30,
    "iso27002@2022": 93,
    "cbw@2026": 27,
}


@pytest.fixture
def file(norms, tmp_path):
    template.write(tmp_path / "leeg.xlsx", queries.edition("bio2@1.3"), language="nl")
    return tmp_path / "leeg.xlsx"


def page(file, name="Nulmeting") -> Worksheet:
    return openpyxl.load_workbook(file)[name]


@pytest.mark.parametrize(("edition", "judged"), EDITIONS.items())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_edition_has_its_workbook_that_reads_back_empty(norms, tmp_path, edition, judged, language):
    file = tmp_path / "leeg.xlsx"
    assert template.write(file, queries.edition(edition), language=language) == judged
    sheet = read_sheet(file, queries.edition(edition), status_means=None)

    assert [found.code for found in sheet.readings] == ["nothing-answered"]
    assert {found.opzet for found in sheet.answers} == {Verdict.NOT_ASSESSED}


def test_rows_stand_in_norm_order_with_number_summary_and_question(file):
    rows = [[cell.value for cell in row] for row in page(file).iter_rows(min_row=4)]

    assert [row[0] for row in rows[:3]] == ["5.01.01", "5.01.02", "5.02.01"]
    assert len(rows) == 167
    assert all(row[3] and row[4] for row in rows)


def test_moved_withdrawn_and_referring_numbers_are_locked_and_say_where_to_answer(file):
    rows = {row[0].value: row for row in page(file).iter_rows(min_row=4)}

    assert rows["5.24.06"][4].value == "Verplaatst: beantwoord 5.21.05."
    assert "5.24.08" in rows["8.08.06"][4].value
    assert "Vervallen" in rows["5.35.01"][4].value
    assert all(cell.protection.locked for cell in rows["5.24.06"])


def test_the_norm_is_locked_and_the_answers_are_open(file):
    sheet = page(file)
    open_ones = {sheet.cell(3, cell.column).value for cell in sheet[4] if not cell.protection.locked}

    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert {"Opzet", "Bestaan", "Werking", "Bewijs", "Deadline", "Van toepassing"} <= open_ones
    assert not {"Nummer", "Wat er gevraagd wordt", "Let op"} & open_ones


def test_choices_are_limited_and_differ_for_a_guideline(file):
    limits = page(file).data_validations.dataValidation
    lists = {limit.formula1 for limit in limits if limit.type == "list"}

    assert '"voldoet,voldoet deels,voldoet niet,niet beoordeeld"' in lists
    assert '"van toepassing,niet van toepassing"' in lists
    assert '"richtlijn gevolgd,wijkt af van de richtlijn,niet van toepassing"' in lists
    assert any(limit.type == "whole" and (limit.formula1, limit.formula2) == ("0", "5") for limit in limits)


def test_colours_carry_the_mark_of_the_verdict(file):
    formats = {
        rule.dxf.numFmt.formatCode
        for area in page(file).conditional_formatting
        for rule in area.rules
        if rule.dxf and rule.dxf.numFmt
    }

    assert {mark for code in formats for mark in "●◐○·–" if mark in code} == set("●◐○·–")


def test_panes_filters_and_print_are_set(file):
    sheet = page(file)

    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.page_setup.orientation == "landscape"


def test_a_person_fills_in_with_excel_and_everything_comes_back(file):
    def cell(number: str, heading: str) -> str:
        return place_of(file, "Nulmeting", number, heading)

    typed = {
        cell("5.01.01", "Opzet"): "voldoet",
        cell("5.01.01", "Bestaan"): "voldoet deels",
        cell("5.01.01", "Bewijs"): "Beleid 3.1",
        cell("5.01.01", "Inspanning"): "M (weken)",
        cell("5.01.01", "Volwassenheid (0-5)"): 3,
        cell("5.03.01", "Van toepassing"): "wijkt af van de richtlijn",
        cell("5.03.01", "Verwijzing naar risicoanalyse"): "RA-2027-01",
    }
    fill(file, "Nulmeting", typed)
    fill(file, "Organisatie", {"B3": "Gemeente Veldermeer"})
    sheet = read(file)
    first, guideline = answer(sheet, "5.01.01"), answer(sheet, "5.03.01")

    assert (first.opzet, first.bestaan, first.maturity) == (Verdict.MEETS, Verdict.PARTLY, 3)
    assert (first.evidence, first.effort) == ("Beleid 3.1", Effort.M)
    assert (guideline.applicability, guideline.risk_analysis) == (Applicability.DEVIATES, "RA-2027-01")
    assert sheet.about == {"organisation": "Gemeente Veldermeer"}
    assert problems(sheet) == []


def test_a_workbook_of_another_edition_of_the_same_norm_is_read_and_told(norms, tmp_path):
    file = tmp_path / "oud.xlsx"
    template.write(file, queries.edition("bio2@1.2"), language="nl")
    fill(file, "Nulmeting", {place_of(file, "Nulmeting", "5.24.06", "Opzet"): "voldoet"})
    sheet = read(file, "bio2@1.3")

    assert answer(sheet, "5.24.06").opzet is Verdict.MEETS
    assert "bio2@1.2" in said(sheet, "other-edition")[0].what


def test_the_official_text_has_a_column_when_it_was_imported(norms, tmp_path):
    edition = queries.edition("bio2@1.3")
    OfficialText.objects.create(
        item=queries.item(edition, "5.01.01"),
        text="=De tekst van de uitgever",
        match="verified",
        file_name="x",
        imported_at="2027-01-01T00:00Z",
    )
    template.write(tmp_path / "met.xlsx", edition, language="nl")
    sheet = page(tmp_path / "met.xlsx")

    assert sheet["E3"].value == "Officiële tekst"
    assert (sheet["E4"].value, sheet["E4"].data_type) == ("=De tekst van de uitgever", "s")


def test_texts_fit_in_a_cell_and_hold_nothing_that_excel_refuses():
    assert len(words.safe("x" * 40_000)) == 32_767
    assert words.safe("a\x00b\x0bc\ud800") == "ab\nc"


def test_an_unwritable_place_leaves_nothing_behind(norms, tmp_path):
    with pytest.raises(OSError, match="No such file"):
        template.write(tmp_path / "geen-map" / "x.xlsx", queries.edition("bio2@1.3"), language="nl")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ["Norm " * 80, "R&D " * 100, "&" * 300])
def test_a_title_too_long_for_a_page_header_is_cut_to_what_excel_takes(title):
    header = formats.page_header(title)

    assert 250 <= len(header) <= 255
    assert header.endswith("…")
    assert header.removeprefix("&L&9 ").replace("&&", "").count("&") == 0


def test_a_title_that_fits_the_page_header_stands_there_whole():
    assert formats.page_header("Norm R&D") == "&L&9 Norm R&&D"
