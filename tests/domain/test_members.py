"""Rules for roles: who may be what, for how long, and how often that is looked at again."""

from datetime import date, timedelta

import pytest

from waarborg.domain import members
from waarborg.domain.members import Judging, OwnChange, ReviewState, Standing
from waarborg.domain.permissions import Role

TODAY = date(2027, 2, 8)


def standing(*roles: Role, from_on: date | None = None, until_on: date | None = None) -> Standing:
    return Standing(frozenset(roles), from_on, until_on, TODAY)


def codes(one: Standing) -> list[str]:
    return [rule.code for rule in members.broken(one)]


@pytest.mark.parametrize(
    ("until_on", "broken"),
    [(None, ["TG-01"]), (TODAY + timedelta(days=30), []), (TODAY + timedelta(days=400), ["TG-01"])],
)
def test_tg_01_a_supervisor_has_a_last_day_within_a_year(until_on, broken):
    assert codes(standing(Role.SUPERVISOR, until_on=until_on)) == broken


def test_tg_02_the_first_day_is_not_after_the_last():
    assert codes(standing(Role.ISO, from_on=TODAY, until_on=TODAY - timedelta(days=1))) == ["TG-02"]
    assert codes(standing(Role.ISO, from_on=TODAY, until_on=TODAY)) == []


def test_tg_03_a_supervisor_only_reads():
    assert codes(standing(Role.SUPERVISOR, Role.ISO, until_on=TODAY)) == ["TG-03"]


@pytest.mark.parametrize("role", [Role.CISO, Role.ISO, Role.ADVISER])
def test_tg_04_an_auditor_does_not_judge(role):
    assert codes(standing(Role.AUDITOR, role)) == ["TG-04"]
    assert codes(standing(Role.AUDITOR, Role.PROCESS_OWNER)) == []


def test_tg_05_the_role_of_the_command_line_is_not_for_people():
    assert codes(standing(Role.COMMAND_LINE)) == ["TG-05"]


def test_tg_06_an_administrator_remains():
    assert not members.LAST_ADMINISTRATOR.holds(0)
    assert members.LAST_ADMINISTRATOR.holds(1)


@pytest.mark.parametrize(
    ("others", "reason", "is_allowed"), [(0, "wij zijn met weinig", True), (0, " ", False), (1, "handig", False)]
)
def test_tg_07_nobody_raises_own_rights_but_a_lone_administrator_with_a_reason(others, reason, is_allowed):
    assert members.OWN_RIGHTS.holds(OwnChange(True, True, others, reason)) is is_allowed
    assert members.OWN_RIGHTS.holds(OwnChange(False, True, others, ""))
    assert members.OWN_RIGHTS.holds(OwnChange(True, False, others, ""))


def test_more_rights_are_those_that_allow_more_or_last_longer():
    iso = standing(Role.ISO, until_on=TODAY)

    assert members.raises_rights(iso, standing(Role.CISO, until_on=TODAY))
    assert members.raises_rights(iso, standing(Role.ISO))
    assert not members.raises_rights(iso, standing(Role.BOARD, until_on=TODAY))
    assert not members.raises_rights(standing(Role.CISO), standing(Role.ISO))
    assert members.raises_rights(standing(Role.ISO, from_on=TODAY + timedelta(days=9)), standing(Role.ISO))


def test_tg_08_nobody_reviews_own_rights_while_another_can():
    assert not members.OWN_REVIEW.holds(Judging(is_own=True, other_reviewers=1))
    assert members.OWN_REVIEW.holds(Judging(is_own=True, other_reviewers=0))
    assert members.OWN_REVIEW.holds(Judging(is_own=False, other_reviewers=5))


def test_tg_09_a_review_closes_when_all_is_judged():
    assert not members.ALL_JUDGED.holds(1)
    assert members.ALL_JUDGED.holds(0)


@pytest.mark.parametrize(
    ("last", "privileged", "due"),
    [
        (date(2026, 2, 8), False, date(2027, 2, 8)),
        (date(2028, 2, 29), False, date(2029, 2, 28)),
        (date(2026, 11, 30), True, date(2027, 2, 28)),
        (None, True, TODAY),
    ],
)
def test_the_next_review_is_due_a_year_or_a_quarter_later(last, privileged, due):
    assert ReviewState(last, privileged, TODAY).due_on == due


@pytest.mark.parametrize(("last", "in_time"), [(date(2026, 2, 8), True), (date(2026, 2, 7), False), (None, False)])
def test_tg_10_all_rights_every_year(last, in_time):
    assert members.YEARLY.holds(ReviewState(last, False, TODAY)) is in_time


@pytest.mark.parametrize(("last", "in_time"), [(date(2026, 11, 8), True), (date(2026, 11, 7), False)])
def test_tg_11_privileged_rights_every_quarter(last, in_time):
    assert members.QUARTERLY.holds(ReviewState(last, True, TODAY)) is in_time


def test_what_a_reviewer_must_look_at_twice():
    def found(**facts):
        usual = {"last_seen_on": TODAY, "has_account": True, "standing": standing(Role.ISO), "has_left": False}
        return members.flags(**{**usual, **facts})

    assert found() == ()
    assert found(last_seen_on=TODAY - timedelta(days=91)) == ("idle",)
    assert found(last_seen_on=None) == ("never",)
    assert found(last_seen_on=None, has_account=False) == ("no_account",)
    assert found(has_left=True, standing=standing(Role.ISO, until_on=TODAY - timedelta(days=1))) == ("left", "ended")
