"""People of an organisation: added, changed, with rules for their roles, and never out of sight of the journal."""

from datetime import timedelta

import pytest

from tests import people
from tests.cast import AT, TODAY, VELDERMEER
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.members import Details, add_member, change_member, take_back
from waarborg.apps.organisations.actions.rules import RuleBrokenError, TakenError
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    made = people.organisation(VELDERMEER)
    with within(made.pk):
        yield made


@pytest.fixture
def administrator(here):
    return people.member(here, Role.ADMINISTRATOR)


def details(of, *roles: Role, **fields) -> Details:
    return Details(**{"name": of.name, "email": of.email, "roles": frozenset(roles), **fields})


def change(here, by, member, to: Details, reason: str = ""):
    return change_member(organisation=here, member_id=member.pk, details=to, reason=reason, by=people.actor(by), at=AT)


def test_somebody_can_be_added_without_an_account(here, administrator):
    eline = Details("Eline Bos", function="teamleider", roles=frozenset({Role.PROCESS_OWNER}))
    added = add_member(organisation=here, details=eline, by=people.actor(administrator), at=AT)

    assert queries.member(here, added.pk) == added
    assert added in queries.members(here, on=TODAY)
    line = JournalLine.objects.get(action="members.added")
    assert line.object == "Eline Bos"
    assert line.detail["roles"] == ["process_owner"]


def test_an_address_is_in_an_organisation_once(here, administrator):
    with pytest.raises(TakenError):
        add_member(
            organisation=here,
            details=Details("Dubbel", administrator.email.upper()),
            by=people.actor(administrator),
            at=AT,
        )


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.COMMAND_LINE}])
def test_only_an_administrator_adds_people(here, role):
    until = {"until_on": TODAY} if role is Role.SUPERVISOR else {}
    with pytest.raises(NotAllowedError):
        add_member(
            organisation=here,
            details=Details("Iemand"),
            by=people.actor(people.member(here, role, **until)),
            at=AT,
        )


def test_a_change_of_roles_tells_before_and_after_and_whether_it_is_privileged(here, administrator):
    tim = people.member(here, Role.ISO)
    change(here, administrator, tim, details(tim, Role.CISO, until_on=TODAY), "waarneming")

    line = JournalLine.objects.get(action="members.roles_changed")
    assert line.detail["from"]["roles"] == ["iso"]
    assert line.detail["to"] == {"roles": ["ciso"], "from_on": None, "until_on": "2027-02-08"}
    assert line.detail["privileged"] is True
    assert line.detail["reason"] == "waarneming"


def test_tg_01_a_supervisor_without_a_last_day_is_refused(here, administrator):
    els = people.member(here, Role.EMPLOYEE)
    with pytest.raises(RuleBrokenError, match="TG-01"):
        change(here, administrator, els, details(els, Role.SUPERVISOR))


def test_tg_06_the_last_administrator_keeps_the_role(here, administrator):
    for to in (details(administrator), details(administrator, Role.ADMINISTRATOR, until_on=TODAY)):
        with pytest.raises(RuleBrokenError, match="TG-06"):
            change(here, administrator, administrator, to)


def test_tg_06_a_second_administrator_without_an_account_does_not_count(here, administrator):
    waiting = people.member(here, Role.ADMINISTRATOR, email="straks@voorbeeld.test")
    waiting.person = None
    waiting.save()
    with pytest.raises(RuleBrokenError, match="TG-06"):
        change(here, administrator, administrator, details(administrator))


def test_tg_07_with_two_administrators_nobody_raises_own_rights(here, administrator):
    second = people.member(here, Role.ADMINISTRATOR, email="tweede@voorbeeld.test")
    more = details(administrator, Role.ADMINISTRATOR, Role.CISO)
    with pytest.raises(RuleBrokenError, match="TG-07"):
        change(here, administrator, administrator, more, "handig")

    assert change(here, second, administrator, more).roles == ["administrator", "ciso"]


def test_tg_07_a_lone_administrator_gives_a_reason_that_stays(here, administrator):
    more = details(administrator, Role.ADMINISTRATOR, Role.CISO)
    with pytest.raises(RuleBrokenError, match="TG-07"):
        change(here, administrator, administrator, more)
    change(here, administrator, administrator, more, "wij zijn met ons tweeën")

    assert JournalLine.objects.get(action="members.roles_changed").detail["own"] is True


def test_roles_count_from_the_first_up_to_and_including_the_last_day(here):
    for first, last, is_here in ((0, 0, True), (1, None, False), (-9, -1, False), (-1, 1, True)):
        one = people.member(
            here,
            Role.ISO,
            email=f"{first}.{last}@voorbeeld.test",
            from_on=TODAY + timedelta(days=first),
            until_on=None if last is None else TODAY + timedelta(days=last),
        )
        assert (one in queries.members(here, on=TODAY)) is is_here
        assert bool(queries.memberships(person_id=one.person_id, on=TODAY)) is is_here


def test_who_comes_back_has_no_roles(here, administrator):
    gone = people.member(here, Role.ISO, left_on=TODAY)
    assert gone not in queries.members(here, on=TODAY)
    back = take_back(organisation=here, member_id=gone.pk, by=people.actor(administrator), at=AT)

    assert back.roles == []
    assert back in queries.members(here, on=TODAY)


def test_the_list_of_people_takes_the_same_queries_for_three_and_for_thirty(here, django_assert_num_queries):
    for n in range(30):
        people.member(here, Role.EMPLOYEE, email=f"{n}@voorbeeld.test")
        if n in {2, 29}:
            with django_assert_num_queries(3):
                assert len(queries.colleagues(here, at=AT, on=TODAY)) == n + 1
