"""Access reviews: a list of who may what, decided person by person, with the rights that end at once."""

from datetime import timedelta

import pytest

from tests import people
from tests.cast import AT, TODAY, VELDERMEER
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.reviews import ReviewClosedError, close_review, judge_line, open_review
from waarborg.apps.organisations.actions.rules import RuleBrokenError
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    made = people.organisation(VELDERMEER)
    with within(made.pk):
        yield made


@pytest.fixture
def noor(here):
    return people.member(here, Role.CISO)


@pytest.fixture
def daan(here):
    return people.member(here, Role.ADMINISTRATOR)


@pytest.fixture
def tim(here):
    return people.member(here, Role.ISO, Role.ENSIA_COORDINATOR)


@pytest.fixture
def review(here, noor, daan, tim):
    return open_review(organisation=here, privileged_only=False, by=people.actor(noor), at=AT)


def line_of(here, review, member):
    return next(one.line for one in queries.decisions(here, review.pk) if one.line.member_id == member.pk)


def judge(here, review, member, *stays: Role, by, remark=""):
    line = line_of(here, review, member)
    return judge_line(
        organisation=here, line_id=line.pk, stays=frozenset(stays), remark=remark, by=people.actor(by), at=AT
    )


def test_a_review_lists_everyone_with_roles_by_name(here, review, noor, daan, tim):
    people.member(here, email="zonder@voorbeeld.test")

    listed = [one.line.member.name for one in queries.decisions(here, review.pk)]
    assert listed == sorted([noor.name, daan.name, tim.name])


def test_a_review_of_the_privileged_lists_administrators_and_cisos(here, review, noor):
    privileged = open_review(organisation=here, privileged_only=True, by=people.actor(noor), at=AT)

    listed = queries.decisions(here, privileged.pk)
    assert {Role.ADMINISTRATOR, Role.CISO} == {role for one in listed for role in one.roles}


def test_a_review_that_is_open_is_not_opened_twice(here, review, daan):
    assert open_review(organisation=here, privileged_only=False, by=people.actor(daan), at=AT) == review


def test_what_is_withdrawn_ends_at_once(here, review, noor, tim):
    judge(here, review, tim, by=noor, remark="doet dit werk niet meer")

    assert queries.member(here, tim.pk).roles == []
    line = JournalLine.objects.get(action="members.roles_changed")
    assert line.detail["reason"] == "doet dit werk niet meer"


def test_some_roles_can_stay_and_others_go(here, review, noor, tim):
    line = judge(here, review, tim, Role.ISO, by=noor)

    assert (line.keeps, line.stays) == (True, ["iso"])
    assert queries.member(here, tim.pk).roles == ["iso"]


def test_a_review_takes_and_never_gives(here, review, noor, tim):
    judge(here, review, tim, Role.ISO, Role.ADMINISTRATOR, by=noor)

    assert queries.member(here, tim.pk).roles == ["iso"]


def test_tg_08_own_rights_are_for_another_to_judge(here, review, noor, daan):
    with pytest.raises(RuleBrokenError, match="TG-08"):
        judge(here, review, noor, Role.CISO, by=noor)
    assert judge(here, review, noor, Role.CISO, by=daan).keeps


def test_tg_06_a_review_does_not_take_the_last_administrator(here, review, noor, daan):
    with pytest.raises(RuleBrokenError, match="TG-06"):
        judge(here, review, daan, by=noor)


def test_tg_09_a_review_closes_when_all_is_judged_and_then_rests(here, review, noor, daan, tim):
    judge(here, review, tim, Role.ISO, by=noor)
    judge(here, review, daan, Role.ADMINISTRATOR, by=noor)
    with pytest.raises(RuleBrokenError, match="TG-09"):
        close_review(organisation=here, review_id=review.pk, by=people.actor(noor), at=AT)
    judge(here, review, noor, Role.CISO, by=daan)
    close_review(organisation=here, review_id=review.pk, by=people.actor(noor), at=AT)

    told = JournalLine.objects.get(action="members.review_closed").detail
    assert (told["lines"], told["withdrawn"], told["narrowed"]) == (3, 0, 1)
    with pytest.raises(ReviewClosedError):
        judge(here, review, tim, by=noor)


def test_the_next_review_is_due_a_quarter_and_a_year_after_the_last(here, review, noor, daan, tim):
    privileged, everyone = queries.due(here, on=TODAY)
    assert (privileged.is_late, everyone.is_late, everyone.open_review) == (True, True, review)
    for member, by in ((tim, noor), (daan, noor), (noor, daan)):
        judge(here, review, member, *map(Role, member.roles), by=by)
    close_review(organisation=here, review_id=review.pk, by=people.actor(noor), at=AT)

    privileged, everyone = queries.due(here, on=TODAY + timedelta(days=100))
    assert (privileged.is_late, everyone.is_late) == (True, False)
    assert str(privileged.due_on) == "2027-05-08"
    assert str(everyone.due_on) == "2028-02-08"


def test_only_who_reviews_access_opens_a_review(here, tim):
    with pytest.raises(NotAllowedError):
        open_review(organisation=here, privileged_only=False, by=people.actor(tim), at=AT)


def test_the_flagged_stand_first(here, noor, daan):
    people.member(here, Role.ISO, email="aaf@voorbeeld.test", name="Zwaantje Zoek", until_on=TODAY - timedelta(days=1))
    for member in (noor, daan):
        member.person.last_login = AT
        member.person.save()
    review = open_review(organisation=here, privileged_only=False, by=people.actor(noor), at=AT)

    first, *rest = queries.decisions(here, review.pk)
    assert (first.line.member.name, first.flags) == ("Zwaantje Zoek", ("ended", "never"))
    assert [one.flags for one in rest] == [(), ()]
