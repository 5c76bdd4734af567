"""Sheets that people really have: other columns, other notations, other scales, and everything told."""

from datetime import date

import pytest

from tests.apps.assessments.sheets import answer, problems, read, read_rows, said, text, workbook
from waarborg.apps.norms.shapes import UnreadableFileError
from waarborg.domain.assessments import Applicability, Effort, Level, Verdict

pytestmark = pytest.mark.django_db

THREE = ["Nummer", "Opzet", "Bestaan", "Werking"]


def test_columns_in_another_order_with_english_headings_are_recognised(norms, tmp_path):
    sheet = read_rows(
        tmp_path,
        [
            [
                "Evidence",
                "Owner",
                "Operating effectiveness",
                "Design",
                "Implementation",
                "Control ID",
                "Due date",
                "Effort",
            ],
            ["Policy 3.1", "CISO", "fail", "meets", "partial", "5.01.01", "2027-06-01", "medium"],
        ],
    )
    found = answer(sheet, "5.01.01")

    assert (found.opzet, found.bestaan, found.werking) == (Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS)
    assert (found.evidence, found.owner, found.due_on) == ("Policy 3.1", "CISO", date(2027, 6, 1))
    assert found.effort is Effort.M
    assert sheet.single_status_level == ""


@pytest.mark.parametrize(
    "notation", ["5.01.01", "05.01.01", "5.1.1", "05.1.1", "5.01.1", "5.01.01 Beleid", "BIO 5.1.1"]
)
def test_every_notation_of_a_number_is_the_same_place(norms, tmp_path, notation):
    sheet = read_rows(tmp_path, [THREE, [notation, "ja", "nee", ""]])

    assert [found.number for found in sheet.answers] == ["5.01.01"]


def test_numbers_that_excel_spoiled_are_reported_and_never_guessed(norms, tmp_path):
    rows = [["Nr", "Status"], [date(2001, 1, 5), "ja"], [5.1, "ja"], ["5.99", "ja"], ["5.2", "ja"], ["5.3", ""]]
    sheet = read_rows(tmp_path, rows, "iso27002@2022")

    assert problems(sheet) == ["number-became-date", "number-became-decimal", "unknown-number"]
    assert said(sheet, "number-became-date")[0].where == "blad 'Blad1', cel A2"
    assert "5.10" in said(sheet, "number-became-decimal")[0].what


def test_a_decimal_that_can_only_be_one_number_is_read(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Status"], [8.31, "ja"]], "iso27002@2022")

    assert [found.number for found in sheet.answers] == ["8.31"]


def test_one_status_column_is_opzet_and_that_is_told(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Oordeel"], ["5.01.01", "deels"]])

    assert sheet.single_status_level == "opzet"
    assert answer(sheet, "5.01.01").opzet is Verdict.PARTLY
    assert answer(sheet, "5.01.01").bestaan is Verdict.NOT_ASSESSED
    assert [note.where for note in said(sheet, "status-column")] == ["blad 'Blad1', cel B1"]


def test_one_status_column_is_what_the_user_says(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Oordeel"], ["5.01.01", "deels"]], means=Level.BESTAAN)

    assert (sheet.single_status_level, answer(sheet, "5.01.01").bestaan) == ("bestaan", Verdict.PARTLY)


def test_levels_become_maturity_and_verdict(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Score"], ["5.01.01", 4], ["5.01.02", 2], ["5.02.01", "0"]])

    assert [(found.opzet, found.maturity) for found in sheet.answers] == [
        (Verdict.MEETS, 4),
        (Verdict.PARTLY, 2),
        (Verdict.FAILS, 0),
    ]
    assert said(sheet, "scale-maturity")


def test_percentages_are_all_some_or_nothing(norms, tmp_path):
    sheet = read_rows(
        tmp_path, [["Nr", "Score"], ["5.01.01", 1.0], ["5.01.02", 0.4], ["5.02.01", "0%"], ["5.02.02", "80 %"]]
    )

    assert [found.opzet for found in sheet.answers] == [Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS, Verdict.PARTLY]
    assert said(sheet, "scale-percentage")


def test_noughts_and_ones_are_not_guessed(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Score"], ["5.01.01", 1], ["5.01.02", 0]])

    assert problems(sheet) == ["unreadable-verdict"] * 2
    assert {found.opzet for found in sheet.answers} == {Verdict.NOT_ASSESSED}


def test_a_cross_means_no_only_beside_a_tick(norms, tmp_path):
    both = read_rows(tmp_path, [["Nr", "Status"], ["5.01.01", "v"], ["5.01.02", "x"]])
    alone = read_rows(tmp_path, [["Nr", "Status"], ["5.01.01", "x"]])

    assert [found.opzet for found in both.answers] == [Verdict.MEETS, Verdict.FAILS]
    assert said(both, "cross-is-no")
    assert problems(alone) == ["unreadable-verdict"]


def test_a_column_per_verdict_with_a_cross_is_read(norms, tmp_path):
    rows = [["Nr", "Voldoet", "Deels", "Voldoet niet"], ["5.01.01", "", "x", ""], ["5.01.02", "x", "x", ""]]
    sheet = read_rows(tmp_path, rows)

    assert answer(sheet, "5.01.01").opzet is Verdict.PARTLY
    assert problems(sheet) == ["unreadable-verdict"]


@pytest.mark.parametrize(("yes", "no", "found"), [
    ("nee", "", None), ("n.v.t.", "", None), ("wordt gedaan", "", None), ("", "ja", None),
    (True, False, Verdict.MEETS), (0, 1, Verdict.FAILS), ("-", "nee", Verdict.FAILS), ("Ja", "", Verdict.MEETS),
])  # fmt: skip
def test_only_a_mark_under_a_verdict_counts_and_other_text_is_listed(norms, tmp_path, yes, no, found):
    sheet = read_rows(tmp_path, [["Nr", "Ja", "Nee"], ["5.01.01", yes, no], ["5.01.02", "x", ""]])

    assert answer(sheet, "5.01.01").opzet is (found or Verdict.NOT_ASSESSED)
    assert problems(sheet) == ([] if found else ["unreadable-verdict"])


def test_what_cannot_be_read_is_listed_by_sheet_and_cell(norms, tmp_path):
    rows = [
        ["", ""],
        ["Nulmeting 2027"],
        ["Nr", "Opzet", "Deadline", "Volwassenheid"],
        ["5.01.01", "loopt", "ooit", "9"],
    ]
    sheet = read_rows(tmp_path, rows)

    assert [(r.code, r.where, r.number) for r in sheet.readings if r.level == "problem"] == [
        ("verdict-in-between", "blad 'Blad1', cel B4", "5.01.01"),
        ("unreadable-date", "blad 'Blad1', cel C4", "5.01.01"),
        ("unreadable-maturity", "blad 'Blad1', cel D4", "5.01.01"),
    ]


def test_empty_rows_headings_and_totals_are_left_out(norms, tmp_path):
    rows = [
        ["Nr", "Omschrijving", "Status"],
        ["5", "Organisatorisch", ""],
        ["5.01", "Beleidsregels", ""],
        [None, None, None],
        ["5.01.01", "Beleid", "ja"],
        ["Totaal", "", "34%"],
    ]
    sheet = read_rows(tmp_path, rows)

    assert [found.number for found in sheet.answers] == ["5.01.01"]
    assert problems(sheet) == []
    assert len(said(sheet, "total-skipped")) == 1


def test_a_verdict_without_a_number_is_a_problem(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Status"], ["5.01.01", "ja"], ["", "nee"]])

    assert problems(sheet) == ["row-without-number"]


def test_nvt_in_the_verdict_column_is_not_applicable(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Status", "Reden"], ["7.07.01", "n.v.t.", "Geen chipkaarten"]])

    assert answer(sheet, "7.07.01").applicability is Applicability.NOT_APPLICABLE
    assert answer(sheet, "7.07.01").justification == "Geen chipkaarten"


def test_nvt_with_a_verdict_beside_it_is_told(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Van toepassing", "Status"], ["5.01.01", "nee", "voldoet"]])

    assert problems(sheet) == ["contradictory-answer"]


def test_a_guideline_may_be_answered_at_its_control_and_other_headings_may_not(norms, tmp_path):
    rows = [["Nr", "Status"], ["5.03", "ja"], ["5.01", "ja"], ["5.01.01", "ja"], ["5.01.02", "ja"]]
    sheet = read_rows(tmp_path, rows)

    assert [found.number for found in sheet.answers] == ["5.03.01", "5.01.01", "5.01.02"]
    assert said(sheet, "guideline-at-control")
    assert "5.01.01, 5.01.02" in said(sheet, "not-asked")[0].what


def test_a_reference_follows_and_its_own_answer_is_left_out(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Status"], ["5.24.08", "ja"], ["8.08.06", "nee"]])

    assert [found.number for found in sheet.answers] == ["5.24.08"]
    assert "5.24.08" in said(sheet, "reference-answered")[0].what


def test_the_best_sheet_is_chosen_and_the_others_are_named(norms, tmp_path):
    file = workbook(
        tmp_path / "a.xlsx",
        [["Nr", "Status"], ["5.01.01", ""]],
        name="Oud",
        Nieuw=[["Nr", "Status"], ["5.01.01", "ja"], ["5.01.02", "nee"]],
    )
    sheet = read(file)

    assert len(sheet.answers) == 2
    assert said(sheet, "sheet-chosen")[0].what == "Dit blad is gelezen; niet gelezen: 'Oud'."


def test_a_sheet_per_chapter_is_read_as_one(norms, tmp_path):
    file = workbook(
        tmp_path / "a.xlsx",
        [["Nr", "Status"], ["5.01.01", "ja"], ["5.01.02", "ja"]],
        name="H5",
        H8=[["Oordeel", "Maatregelnr"], ["nee", "8.32.01"]],
    )
    sheet = read(file)

    assert [(found.number, found.opzet) for found in sheet.answers] == [
        ("5.01.01", Verdict.MEETS),
        ("5.01.02", Verdict.MEETS),
        ("8.32.01", Verdict.FAILS),
    ]
    assert said(sheet, "sheets-joined")[0].what == "Deze bladen zijn samen gelezen: 'H5', 'H8'."


def test_a_second_sheet_with_answers_to_the_same_numbers_is_a_problem(norms, tmp_path):
    rows = [["Nr", "Status"], ["5.01.01", "ja"]]
    sheet = read(workbook(tmp_path / "a.xlsx", rows, name="2025", **{"2026": [*rows, ["5.01.02", "nee"]]}))

    assert "sheet-not-read" in problems(sheet)
    assert said(sheet, "sheet-not-read")[0].where == "blad '2025'"


def test_a_second_column_of_verdicts_is_a_problem_and_one_of_remarks_is_not(norms, tmp_path):
    rows = [["Nr", "Status 2025", "Status 2026", "Bevinding"], ["5.01.01", "nee", "ja", "Beleid is oud"]]
    sheet = read_rows(tmp_path, rows)

    assert [reading.where for reading in said(sheet, "double-column")] == ["blad 'Blad1', cel B1"]
    assert [found.opzet for found in sheet.answers] == [Verdict.MEETS]  # of the newest year


def test_a_sheet_without_any_verdict_is_told(norms, tmp_path):
    assert said(read_rows(tmp_path, [["Nr", "Status"], ["5.01.01", ""]]), "nothing-answered")


def test_a_heading_may_name_its_choices_between_brackets(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr.", "Voldoet? (ja/nee/deels)"], ["5.01.01", "deels"]])

    assert answer(sheet, "5.01.01").opzet is Verdict.PARTLY


def test_a_quote_that_is_never_closed_is_refused_with_its_row(norms, tmp_path):
    file = tmp_path / "nulmeting.csv"
    file.write_text('Nr;Status;Toelichting\n5.01.01;ja;prima\n5.01.02;nee;"kwijt\n5.02.01;ja;\n5.02.02;ja;\n')

    with pytest.raises(UnreadableFileError, match="in rij 3 begint een tekst met een aanhalingsteken"):
        read(file)


def test_a_sheet_of_bio1_with_controls_and_measures_is_not_taken_for_iso(norms, tmp_path):
    rows = [
        ["Control-nr.", "O-maatregelnr.", "Status"],
        *[[number.rpartition(".")[0], number, "ja"] for number in ("9.1.2.1", "9.1.2.2", "9.2.1.1", "9.2.2.1")],
    ]

    with pytest.raises(UnreadableFileError, match=r"Het past bij bio1@1\.04zv"):
        read_rows(tmp_path, rows)


def test_assumed_headings_and_unused_columns_are_told(norms, tmp_path):
    sheet = read_rows(tmp_path, [["Nr", "Status", "Toelichtting", "Koffie"], ["5.01.01", "ja", "Besproken", "zwart"]])

    assert answer(sheet, "5.01.01").explanation == "Besproken"
    assert [note.where for note in said(sheet, "header-assumed")] == ["blad 'Blad1', cel C1"]
    assert "'Koffie'" in said(sheet, "column-unused")[0].what


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8"), (",", "utf-8-sig"), ("\t", "cp1252"), ("|", "utf-16")]
)
def test_csv_of_every_kind_is_read(norms, tmp_path, delimiter, encoding):
    rows = [["Nr", "Status", "Toelichting"], ["5.01.01", "deels", "Geëvalueerd; nog niet vastgesteld, wel besproken"]]
    sheet = read(text(tmp_path / "nulmeting.csv", rows, delimiter, encoding))

    assert answer(sheet, "5.01.01").opzet is Verdict.PARTLY
    assert answer(sheet, "5.01.01").explanation == "Geëvalueerd; nog niet vastgesteld, wel besproken"


def test_a_sheet_of_another_edition_is_refused_with_the_name_of_the_right_one(norms, tmp_path):
    rows = [
        ["Nr", "Status"],
        *[[f"{number}", "ja"] for number in ("5.1.1.1", "5.1.2.1", "6.1.1.1", "6.1.1.2", "7.2.2.1")],
    ]

    with pytest.raises(UnreadableFileError, match=r"Het past bij bio1@1\.04zv"):
        read_rows(tmp_path, rows)


def test_numbers_that_belong_nowhere_are_refused_with_an_example(norms, tmp_path):
    with pytest.raises(UnreadableFileError, match="in blad 'Blad1', cel A2 staat bijvoorbeeld '5,01,01'"):
        read_rows(tmp_path, [["Nr", "Status"], ["5,01,01", "ja"]])


def test_a_sheet_about_something_else_is_refused(norms, tmp_path):
    with pytest.raises(UnreadableFileError, match="Geen blad met een kolom voor het nummer"):
        read_rows(tmp_path, [["Naam", "Telefoon"], ["Jansen", "0612345678"]])


def test_bio1_rows_are_about_the_measure_and_else_about_the_control(norms, tmp_path):
    rows = [["Control-nr.\n", "O-maatregel-nummer \n", "Status"], ["05.1.1", "05.1.1.1", "ja"], ["09.2.5", "/", "nee"]]
    sheet = read_rows(tmp_path, rows, "bio1@1.04zv")

    assert [(found.number, found.opzet) for found in sheet.answers] in (
        [("5.1.1.1", Verdict.MEETS), ("9.2.5", Verdict.FAILS)],
        [("5.1.1.1", Verdict.MEETS)],
    )
