"""Files as other people make them, each read wrong once (`failing/`): what is certain, asked and listed."""

from pathlib import Path

import pytest

from tests.apps.assessments.sheets import answer, problems, read, said
from waarborg.apps.assessments.shapes.drafts import MappingNeededError
from waarborg.domain.assessments import Applicability, Verdict

pytestmark = pytest.mark.django_db

MEETS, PARTLY, FAILS, NOTHING = Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS, Verdict.NOT_ASSESSED


def file(start: str) -> Path:
    return next((Path(__file__).parent / "failing").glob(f"{start}-*"))


def verdicts(sheet):
    return {one.number: one.opzet for one in sheet.answers}


def asked(start, norm):
    with pytest.raises(MappingNeededError) as refused:
        read(file(start), norm)
    return refused.value


def test_a_yes_with_a_reservation_is_listed_and_kept_as_text(norms):
    sheet = read(file("01"))

    assert set(verdicts(sheet).values()) == {NOTHING}
    assert len(said(sheet, "verdict-with-remark")) + len(said(sheet, "verdict-in-between")) == 9
    assert answer(sheet, "5.02.01").explanation == "opzet: Ja, gepland voor Q3"


def test_a_gap_is_no_status(norms):
    refused = asked("02", "bio2@1.3")

    assert [(one.about.code, one.blocks) for one in refused.draft.questions] == [
        ("no-verdict-column", True),
        ("column-opposite", False),
    ]
    gap = refused.draft.sheets[0].columns[2]
    assert {word.key: (word.counts_as, word.proposal) for word in gap.words} == {
        "ja": ("", "fails"),
        "nee": ("", "meets"),
    }


def test_several_numbers_in_a_cell_are_each_read_or_listed(norms):
    sheet = read(file("03"))

    wanted = "5.14.01 5.14.02 5.14.03 5.20.01 5.20.02 5.24.01 5.24.02 5.24.03 8.08.01 8.08.02"
    assert verdicts(sheet) == dict.fromkeys(wanted.split(), FAILS)
    assert [(one.code, "8.05.02" in one.what) for one in sheet.readings if one.level == "problem"] == [
        ("several-numbers", True)  # 8.05.02 is no number of this edition
    ]


def test_a_status_goes_before_a_column_that_tells_how_it_was_done(norms):
    sheet = read(file("04"), "iso27002@2022")

    assert verdicts(sheet) == {"5.1": MEETS, "5.2": PARTLY, "5.7": FAILS}
    assert "'Implementation'" in said(sheet, "column-unused")[0].what


@pytest.mark.parametrize("norm", ["bio2@1.2", "bio2@1.3"])
def test_the_guide_bio2_opmaat_is_told_from_bio2(norms, norm):
    refused = asked("05", norm)

    assert "Handreiking BIO2-opmaat: 100% van de nummers" in str(refused)
    assert refused.draft.looks_like == "Handreiking BIO2-opmaat"


@pytest.mark.parametrize("norm", ["iso27002@2022", "iso27002@2013"])
def test_chapters_of_annex_a_are_told_and_nobody_is_sent_to_a_law(norms, norm):
    refused = str(asked("07", norm))

    assert "hoofdstukken van ISO 27001:2013 bijlage A" in refused
    assert "cbw" not in refused


def test_clauses_are_told_from_controls(norms):
    refused = str(asked("09", "iso27002@2022"))

    assert "lijkt gemaakt voor iso27001@2022: 100%" in refused
    assert "bij iso27002@2022 is dat 73%" in refused


def test_a_control_owner_is_an_owner(norms):
    sheet = read(file("10"), "iso27002@2022")

    assert verdicts(sheet) == {"5.1": MEETS, "5.2": FAILS, "5.3": PARTLY}
    assert [one.owner for one in sheet.answers] == ["CISO", "CISO", "IT"]


def test_a_date_is_no_deadline_a_source_no_evidence_and_a_level_no_maturity(norms):
    sheet = read(file("11"))

    assert {(one.due_on, one.evidence, one.maturity) for one in sheet.answers} == {(None, "", None)}
    assert "'Datum', 'Bron', 'Niveau'" in said(sheet, "column-unused")[0].what


def test_a_statement_of_applicability_is_read(norms):
    sheet = read(file("12"), "iso27002@2022")

    assert [(one.number, one.applicability, one.justification, one.evidence) for one in sheet.answers] == [
        ("5.1", Applicability.APPLIES, "Needed", "Policy.pdf"),
        ("5.2", Applicability.APPLIES, "Needed", "Plan.pdf"),
        ("7.4", Applicability.NOT_APPLICABLE, "No offices", ""),
        ("8.8", Applicability.APPLIES, "Needed", ""),
    ]
    assert problems(sheet) == ["verdict-in-between"] * 2


def test_an_audit_of_ciso_assistant_is_read_by_its_result(norms):
    sheet = read(file("13"))

    assert [one.opzet for one in sheet.answers] == [MEETS, FAILS, PARTLY, Verdict.NOT_APPLICABLE, NOTHING]
    assert [one.explanation for one in sheet.answers] == ["goed", "slecht", "half", "nvt", ""]
    assert problems(sheet) == []


def test_a_number_that_lost_its_nought_counts_nowhere(norms):
    sheet = read(file("15"), "iso27002@2022")

    assert set(verdicts(sheet)) == {"5.2", "5.9", "5.11"}
    assert [one.where.rpartition(" ")[2] for one in said(sheet, "number-became-decimal")] == ["A2", "A5"]
