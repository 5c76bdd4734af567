"""Groups of an identity provider decide the roles: given, replaced, taken."""

import pytest

from tests.cast import AT
from tests.people import actor, member, organisation
from waarborg.apps.accounts.actions import make_person
from waarborg.apps.base.actions import Actor, NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.organisations.actions import Arrival, follow_groups, map_group
from waarborg.apps.organisations.models import Member
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
PROVIDER = Actor("Entra", "test")


@pytest.fixture
def here():
    return organisation("Gemeente Veldermeer")


@pytest.fixture
def mapped(here):
    by = actor(member(here, Role.ADMINISTRATOR))
    for group, role in (("beveiliging", Role.CISO), ("audit", Role.AUDITOR)):
        map_group(organisation_id=here.pk, provider="entra", group=group, roles=[role], by=by, at=AT)
    return here


def arrive(at, *groups, person, email="tim@veldermeer.test"):
    who = Arrival("entra", frozenset(groups), "Tim Postma", email, person)
    return follow_groups(organisation_id=at.pk, who=who, by=PROVIDER, at=AT)


@pytest.fixture
def tim():
    return make_person(email="tim@veldermeer.test", name="Tim Postma", password=None, at=AT)


def roles(person):
    return set(Member.objects.get(person=person).roles)


def lines(action):
    return JournalLine.objects.filter(action=action).count()


def test_somebody_new_becomes_a_member_by_the_group(mapped, tim):
    assert arrive(mapped, "beveiliging", "onbekend", person=tim)
    assert roles(tim) == {Role.CISO}
    assert lines("members.joined_by_group") == 1


def test_somebody_in_no_group_that_counts_has_no_place(mapped, tim):
    assert not arrive(mapped, "onbekend", person=tim)
    assert not Member.objects.filter(person=tim).exists()


def test_the_roles_follow_the_groups_and_only_a_change_is_told(mapped, tim):
    for groups in (["beveiliging"], ["beveiliging"], ["audit", "beveiliging"], ["audit"]):
        arrive(mapped, *groups, person=tim)
    assert roles(tim) == {Role.AUDITOR}
    assert lines("members.roles_followed_groups") == 2


def test_roles_end_when_the_groups_are_gone(mapped, tim):
    arrive(mapped, "beveiliging", person=tim)
    arrive(mapped, person=tim)
    assert roles(tim) == set()


def test_roles_given_by_hand_stay_where_no_group_is_mapped(here, tim):
    member(here, Role.ISO, email="tim@veldermeer.test")
    assert arrive(here, "beveiliging", person=tim)
    assert roles(tim) == {Role.ISO}


def test_who_was_expected_by_address_takes_that_place(mapped, tim):
    waiting = Member.objects.create(organisation=mapped, name="Tim", email="Tim@veldermeer.test", roles=[])
    assert arrive(mapped, "audit", person=tim)
    assert Member.objects.get(person=tim).pk == waiting.pk


def test_who_left_does_not_come_back_because_a_group_was_not_tidied_up(mapped, tim):
    arrive(mapped, "beveiliging", person=tim)
    Member.objects.filter(person=tim).update(left_on=AT.date())
    assert not arrive(mapped, "beveiliging", person=tim)


def test_a_time_boxed_role_is_never_given_by_a_group(here, tim):
    by = actor(member(here, Role.ADMINISTRATOR))
    map_group(
        organisation_id=here.pk, provider="entra", group="rdi", roles=[Role.SUPERVISOR, Role.AUDITOR], by=by, at=AT
    )
    arrive(here, "rdi", person=tim)
    assert roles(tim) == {Role.AUDITOR}


def test_a_ciso_does_not_map_groups(here):
    with pytest.raises(NotAllowedError):
        map_group(
            organisation_id=here.pk, provider="entra", group="x", roles=[Role.CISO],
            by=actor(member(here, Role.CISO)), at=AT,
        )  # fmt: skip


def test_an_address_that_nobody_answers_for_takes_no_place_that_waits(mapped, tim):
    arrive(mapped, "audit", person=tim)
    waiting = Member.objects.create(organisation=mapped, name="Noor", email="noor@veldermeer.test", roles=["ciso"])
    assert arrive(mapped, "audit", person=tim, email="")
    assert arrive(mapped, "audit", person=tim, email="noor@veldermeer.test")
    assert Member.objects.get(pk=waiting.pk).person is None
    assert roles(tim) == {Role.AUDITOR}


def test_the_last_administrator_stays_one_whatever_the_groups_say(mapped, tim):
    Member.objects.filter(organisation=mapped).delete()
    member(mapped, Role.ADMINISTRATOR, email="tim@veldermeer.test")
    assert arrive(mapped, "audit", person=tim)
    assert roles(tim) == {Role.AUDITOR, Role.ADMINISTRATOR}
    member(mapped, Role.ADMINISTRATOR, email="daan@veldermeer.test")
    assert arrive(mapped, "audit", person=tim)
    assert roles(tim) == {Role.AUDITOR}
