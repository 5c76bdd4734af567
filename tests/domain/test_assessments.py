"""The rules of the nulmeting, each broken once and kept once; and what an edition asks."""

from dataclasses import replace

import pytest

from waarborg.domain import assessments as rules
from waarborg.domain.assessments import Applicability, Ask, Effort, Gap, Judgement, Level, Place, Verdict
from waarborg.domain.basis import Problem
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.organisations import LegalForce

MEETS, PARTLY, FAILS, NOT_ASSESSED, NVT = (
    Verdict.MEETS,
    Verdict.PARTLY,
    Verdict.FAILS,
    Verdict.NOT_ASSESSED,
    Verdict.NOT_APPLICABLE,
)
MEASURE = Judgement(number="5.17.01", kind=ItemKind.MEASURE, status=ItemStatus.LIVE)
SOUND = replace(MEASURE, opzet=MEETS, bestaan=PARTLY, werking=FAILS, evidence="Beleid 3.1")
GUIDELINE = Judgement(number="5.03.01", kind=ItemKind.MEASURE, status=ItemStatus.NONE)


def codes(*judgements: Judgement) -> list[str]:
    return [problem.code for problem in rules.problems(judgements)]


def test_a_sound_judgement_breaks_no_rule():
    assert rules.problems([SOUND, MEASURE, GUIDELINE]) == []


def test_werking_without_bestaan_breaks_nm_01():
    assert rules.problems([replace(SOUND, bestaan=FAILS, werking=PARTLY)]) == [Problem("NM-01", "5.17.01")]


def test_bestaan_without_opzet_breaks_nm_02():
    assert rules.problems([replace(SOUND, opzet=FAILS)]) == [Problem("NM-02", "5.17.01")]


def test_werking_on_top_of_bestaan_that_was_not_assessed_breaks_nm_01():
    assert codes(replace(SOUND, bestaan=NOT_ASSESSED, werking=PARTLY)) == ["NM-01"]


def test_a_measure_that_is_nvt_without_proof_breaks_nm_03():
    assert codes(replace(MEASURE, applicability=Applicability.NOT_APPLICABLE)) == ["NM-03"]
    assert codes(replace(MEASURE, applicability=Applicability.NOT_APPLICABLE, justification="Geen chipkaarten.")) == []


def test_nvt_on_one_level_alone_needs_proof_too():
    assert codes(replace(SOUND, werking=NVT)) == ["NM-03"]


def test_nvt_silences_the_verdicts_that_were_given_beside_it():
    contradicting = replace(
        MEASURE, applicability=Applicability.NOT_APPLICABLE, justification="Kan niet.", werking=MEETS
    )

    assert codes(contradicting) == []
    assert contradicting.verdict(Level.WERKING) is NVT


@pytest.mark.parametrize("choice", [Applicability.DEVIATES, Applicability.NOT_APPLICABLE])
def test_leaving_a_guideline_without_risk_analysis_breaks_nm_04(choice):
    assert codes(replace(GUIDELINE, applicability=choice)) == ["NM-04"]
    assert codes(replace(GUIDELINE, applicability=choice, risk_analysis="RA-2027-04")) == []


def test_following_the_guideline_asks_for_no_risk_analysis():
    assert codes(replace(GUIDELINE, applicability=Applicability.FOLLOWS)) == []


def test_a_control_of_its_own_may_be_left_with_a_risk_analysis_only():
    control = replace(MEASURE, kind=ItemKind.CONTROL, applicability=Applicability.NOT_APPLICABLE)

    assert codes(control) == ["NM-04"]


def test_voldoet_without_evidence_breaks_nm_05():
    assert codes(replace(SOUND, evidence="  ")) == ["NM-05"]
    assert codes(replace(SOUND, opzet=PARTLY, evidence="")) == []


@pytest.mark.parametrize("status", [ItemStatus.MOVED, ItemStatus.WITHDRAWN])
def test_answering_a_dead_number_breaks_nm_06(status):
    assert codes(replace(SOUND, status=status)) == ["NM-06"]
    assert codes(replace(MEASURE, status=status)) == []


def test_answering_a_number_twice_breaks_nm_07():
    assert rules.problems([SOUND, replace(SOUND, opzet=PARTLY)]) == [Problem("NM-07", "5.17.01")]


def test_an_empty_row_with_the_same_number_is_no_double_answer():
    assert rules.problems([MEASURE, SOUND]) == []


def test_what_was_assessed_is_every_mark_but_the_two_that_stand_apart():
    assert (*rules.ASSESSED, NOT_ASSESSED, NVT) == tuple(rules.Verdict)


def test_of_double_answers_the_first_that_says_something_counts():
    assert rules.answer_that_counts([MEASURE, SOUND, replace(SOUND, opzet=FAILS)]) is SOUND


def test_every_rule_has_its_own_code_and_cites_its_source():
    every = [*rules.RULES, rules.DUPLICATE]

    assert [rule.code for rule in every] == [f"NM-0{number}" for number in range(1, 8)]
    assert all(rule.source and rule.sentence.endswith(".") for rule in every)


def test_counts_hold_every_verdict_on_every_level():
    nvt = replace(MEASURE, applicability=Applicability.NOT_APPLICABLE, opzet=MEETS)
    table = rules.counts([SOUND, nvt, MEASURE])

    assert table[Level.OPZET] == {MEETS: 1, PARTLY: 0, FAILS: 0, NOT_ASSESSED: 1, NVT: 1}
    assert table[Level.BESTAAN] == {MEETS: 0, PARTLY: 1, FAILS: 0, NOT_ASSESSED: 1, NVT: 1}


def test_a_share_is_of_what_applies_and_was_assessed():
    table = {MEETS: 3, PARTLY: 0, FAILS: 1, NOT_ASSESSED: 50, NVT: 6}

    assert rules.share(table, MEETS) == 0.75
    assert rules.share(dict.fromkeys(Verdict, 0), MEETS) is None


def test_a_bio_edition_asks_its_measures_and_the_guidelines_of_controls_without():
    places = [
        Place("5", ItemKind.THEME, ItemStatus.LIVE),
        Place("5.01", ItemKind.CONTROL, ItemStatus.LIVE, "5"),
        Place("5.01.01", ItemKind.MEASURE, ItemStatus.LIVE, "5.01"),
        Place("5.01.02", ItemKind.MEASURE, ItemStatus.WITHDRAWN, "5.01"),
        Place("5.03", ItemKind.CONTROL, ItemStatus.LIVE, "5"),
        Place("5.03.01", ItemKind.MEASURE, ItemStatus.NONE, "5.03"),
        Place("5.04", ItemKind.CONTROL, ItemStatus.LIVE, "5"),
    ]

    assert rules.what_to_ask(places) == {
        "5": Ask.NOTHING,
        "5.01": Ask.NOTHING,
        "5.01.01": Ask.VERDICT,
        "5.01.02": Ask.ELSEWHERE,
        "5.03": Ask.NOTHING,
        "5.03.01": Ask.GUIDELINE,
        "5.04": Ask.GUIDELINE,
    }


def test_an_edition_without_measures_asks_its_controls_and_one_without_controls_its_innermost_clauses():
    controls = [Place("5.1", ItemKind.CONTROL, ItemStatus.LIVE), Place("5", ItemKind.THEME, ItemStatus.LIVE)]
    clauses = [
        Place("6.1", ItemKind.CLAUSE, ItemStatus.LIVE),
        Place("6.1.1", ItemKind.CLAUSE, ItemStatus.LIVE, "6.1"),
    ]

    assert rules.what_to_ask(controls)["5.1"] is Ask.VERDICT
    assert rules.what_to_ask(clauses) == {"6.1": Ask.NOTHING, "6.1.1": Ask.VERDICT}


def test_the_law_goes_before_everything_else_in_the_queue():
    small = Gap("5.01.01", LegalForce.STATUTORY, MEETS, MEETS, PARTLY, Effort.S)
    big = Gap("5.02.01", LegalForce.SELF_REGULATION, FAILS, FAILS, FAILS, Effort.L, ("legal",) * 5)

    assert rules.priority(small) > rules.priority(big)


def test_what_is_missing_in_practice_goes_before_what_is_missing_on_paper():
    on_paper = Gap("5.01.01", LegalForce.STATUTORY, FAILS, PARTLY, NOT_ASSESSED, Effort.S)
    in_practice = Gap("5.02.01", LegalForce.STATUTORY, PARTLY, FAILS, NOT_ASSESSED, Effort.S)

    assert rules.priority(in_practice) > rules.priority(on_paper)


def test_a_quick_win_takes_days_and_starts_from_something():
    gap = Gap("5.01.01", LegalForce.STATUTORY, PARTLY, FAILS, FAILS, Effort.S)

    assert rules.is_quick_win(gap)
    assert not rules.is_quick_win(replace(gap, effort=Effort.M))
    assert not rules.is_quick_win(replace(gap, opzet=FAILS))


def test_only_what_was_judged_short_is_a_gap():
    assert rules.is_gap(SOUND)
    assert not rules.is_gap(replace(SOUND, bestaan=MEETS, werking=NOT_ASSESSED))
    assert not rules.is_gap(replace(SOUND, applicability=Applicability.NOT_APPLICABLE))


@pytest.mark.parametrize("status", [ItemStatus.MOVED, ItemStatus.WITHDRAWN])
def test_an_answer_at_a_number_that_is_gone_breaks_only_nm_06(status):
    assert codes(replace(MEASURE, status=status, bestaan=MEETS)) == ["NM-06"]


def test_a_sheet_with_one_level_is_not_blamed_for_the_levels_it_lacks():
    only_bestaan = replace(MEASURE, bestaan=MEETS, evidence="Export van 3 februari")

    assert rules.problems([only_bestaan], single_level=True) == []
    assert codes(only_bestaan) == ["NM-02"]


def test_half_a_per_cent_goes_up_as_in_a_spreadsheet():
    table = dict.fromkeys(Verdict, 0) | {MEETS: 5, FAILS: 3, NOT_ASSESSED: 90}

    assert rules.percentage(table, MEETS) == 63
    assert rules.percentage(dict.fromkeys(Verdict, 0), MEETS) is None


def test_a_deviation_that_a_risk_analysis_grounds_is_no_gap():
    deviates = replace(GUIDELINE, applicability=Applicability.DEVIATES, opzet=FAILS)

    assert rules.is_gap(deviates)
    assert not rules.is_gap(replace(deviates, risk_analysis="RA-2026-03"))


def test_more_kinds_of_consequences_only_decide_between_equals():
    few = Gap("5.01.01", LegalForce.STATUTORY, MEETS, PARTLY, PARTLY, Effort.S)
    many = Gap("5.02.01", LegalForce.STATUTORY, MEETS, PARTLY, MEETS, Effort.S, ("legal",) * 5)

    assert rules.priority(few) > rules.priority(many)
    assert rules.priority(replace(few, consequences=("legal",))) > rules.priority(few)
