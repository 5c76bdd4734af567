"""The status under the Cyberbeveiligingswet: by law, by four criteria per task, or still open."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from waarborg.domain import cbw, profile
from waarborg.domain.basis import check_all
from waarborg.domain.cbw import Answer, Conclusion, Correction, Criterion, Ground, Task
from waarborg.domain.organisations import CbwStatus, Layer
from waarborg.domain.profile import Profile, Topic


def task(*met, evidence="artikel 3 van de regeling", name="Netwerkbeheer", basis="artikel 4 van de regeling"):
    answers = {code: Answer(yes, evidence) for code, yes in zip(Criterion, met, strict=False)}
    return Task(name, basis, answers)


ALL, FAILS, OPEN = task(True, True, True, True), task(True, True, True, False), task(True, True, True, None)


def derive(*tasks, **answers):
    given = Profile({Topic[name.upper()]: (code,) for name, code in answers.items()})
    found = cbw.derive(given, tasks)
    return found.status, found.ground


@pytest.mark.parametrize("met", list(product((True, False, None), repeat=4)))
def test_one_criterion_that_fails_decides_and_all_four_must_be_met(met):
    expected = Conclusion.FAILS if False in met else Conclusion.OPEN if None in met else Conclusion.MEETS

    assert cbw.conclude(task(*met)) is expected


def test_a_criterion_that_nobody_answered_is_open():
    assert cbw.conclude(task(True, True)) is Conclusion.OPEN


def test_one_task_that_meets_all_four_is_enough_and_without_tasks_nothing_is_known():
    assert cbw.conclude_all([FAILS, OPEN, ALL]) is Conclusion.MEETS
    assert cbw.conclude_all([FAILS, OPEN]) is Conclusion.OPEN
    assert cbw.conclude_all([FAILS, FAILS]) is Conclusion.FAILS
    assert cbw.conclude_all([]) is Conclusion.OPEN


@pytest.mark.parametrize("form", ["gemeente", "provincie", "waterschap"])
def test_the_act_names_them_itself_whatever_their_size(form):
    for workers in ("under_50", "from_250", "unknown"):
        assert derive(form=form, workers=workers) == (CbwStatus.ESSENTIAL, Ground.BY_LAW)


def test_a_ministry_is_essential_unless_it_is_or_may_be_excluded():
    assert derive(form="rijk", excluded="none") == (CbwStatus.ESSENTIAL, Ground.BY_LAW)
    assert derive(form="rijk", excluded="defence") == (CbwStatus.OUTSIDE, Ground.EXCLUDED)
    assert derive(form="rijk", excluded="unknown") == (CbwStatus.UNDER_ASSESSMENT, Ground.EXCLUSION_OPEN)


@pytest.mark.parametrize("form", ["zbo", "gr_openbaar_lichaam", "gr_gemeenschappelijk_orgaan"])
def test_the_four_criteria_decide_for_a_gr_or_zbo(form):
    fits = {"form": form, "excluded": "none", "sectors": "none"}

    assert derive(ALL, FAILS, **fits) == (CbwStatus.ESSENTIAL, Ground.TASKS_MEET)
    assert derive(FAILS, **fits) == (CbwStatus.OUTSIDE, Ground.TASKS_FAIL)
    assert derive(FAILS, OPEN, **fits) == (CbwStatus.UNDER_ASSESSMENT, Ground.TASKS_OPEN)
    assert derive(**fits) == (CbwStatus.UNDER_ASSESSMENT, Ground.TASKS_OPEN)


def test_a_safety_region_is_outside_whatever_its_tasks_meet():
    found = derive(ALL, form="gr_openbaar_lichaam", excluded="safety_region")

    assert found == (CbwStatus.OUTSIDE, Ground.EXCLUDED)


def test_a_gr_of_which_the_exclusion_is_open_is_not_called_essential():
    assert derive(ALL, form="gr_openbaar_lichaam") == (CbwStatus.UNDER_ASSESSMENT, Ground.EXCLUSION_OPEN)


def test_a_gr_that_fails_the_criteria_can_still_fall_under_another_sector():
    found = derive(FAILS, form="gr_bedrijfsvoeringsorganisatie", excluded="none", sectors="ict_services")

    assert found == (CbwStatus.UNDER_ASSESSMENT, Ground.OTHER_SECTOR)


@pytest.mark.parametrize("form", ["leverancier", "overig"])
def test_a_company_is_outside_only_when_it_works_in_no_sector_of_the_act(form):
    assert derive(form=form, sectors="none") == (CbwStatus.OUTSIDE, Ground.NO_SECTOR)
    assert derive(form=form, sectors="digital") == (CbwStatus.UNDER_ASSESSMENT, Ground.OTHER_SECTOR)
    assert derive(form=form) == (CbwStatus.UNDER_ASSESSMENT, Ground.SECTORS_OPEN)


def test_of_who_does_not_know_the_form_nothing_is_claimed():
    assert derive(form="unknown") == (CbwStatus.UNDER_ASSESSMENT, Ground.FORM_OPEN)


def test_a_gr_of_which_the_form_is_open_is_judged_by_its_tasks_all_the_same():
    given = profile.read({"uitzondering": ["none"], "sectoren": ["none"]})
    known = replace(given, among=Layer.JOINT_ARRANGEMENT)

    assert cbw.derive(known, [ALL]).status is CbwStatus.ESSENTIAL
    assert cbw.derive(known, [FAILS]).status is CbwStatus.OUTSIDE
    assert cbw.needs_criteria(known.layer)


def test_a_task_names_the_law_or_mandate_it_rests_on_pr_04():
    assert [p.code for p in check_all(cbw.TASK_RULES, task(True, basis=" "), about="x")] == ["PR-04"]
    assert [p.code for p in check_all(cbw.TASK_RULES, task(True, name=""), about="x")] == ["PR-04"]


def test_yes_and_no_name_their_evidence_and_not_knowing_needs_none_pr_05():
    assert [p.code for p in check_all(cbw.TASK_RULES, task(False, evidence=" "), about="x")] == ["PR-05"]
    assert check_all(cbw.TASK_RULES, task(None, evidence=""), about="x") == []


@pytest.mark.parametrize(("because", "source"), [("", "brief"), ("advies", " "), ("", "")])
def test_a_correction_names_a_reason_and_a_source_pr_06(because, source):
    argued = Correction("outside", because, source, date(2026, 12, 1), "Noor de Wit")

    assert [p.code for p in check_all(cbw.CORRECTION_RULES, argued, about="x")] == ["PR-06"]


def test_a_correction_with_both_is_kept():
    argued = Correction("outside", "advies van de jurist", "brief 12", date(2026, 12, 1), "Noor de Wit")

    assert check_all(cbw.CORRECTION_RULES, argued, about="x") == []


def test_board_members_have_two_years_from_the_act_or_their_appointment():
    assert cbw.training_due() == date(2028, 8, 15)
    assert cbw.training_due(date(2020, 1, 1)) == date(2028, 8, 15)
    assert cbw.training_due(date(2027, 3, 1)) == date(2029, 3, 1)
    assert cbw.training_due(date(2028, 2, 29)) == date(2030, 2, 28)
