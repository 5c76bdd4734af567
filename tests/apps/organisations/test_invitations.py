"""Invitations: a link that opens the door once, for seven days, and of which only a hash is kept."""

from datetime import timedelta

import pytest

from tests import people
from tests.cast import AT, ELSEWHERE, TODAY, VELDERMEER
from waarborg.apps.accounts.actions import EmailTakenError
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor, NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions import invitations
from waarborg.apps.organisations.actions.invitations import (
    AlreadyHereError,
    CannotInviteError,
    NotInvitedError,
    accept_as,
    accept_as_new,
    invite,
    withdraw_invitation,
)
from waarborg.apps.organisations.actions.members import Details, change_member
from waarborg.apps.organisations.models import Invitation, Member
from waarborg.apps.organisations.shapes import InvitationState
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
NEW = {"name": "Ruben Koster", "password": "een lange zin van mij", "origin": "test"}


@pytest.fixture
def here():
    return people.organisation(VELDERMEER)


@pytest.fixture
def administrator(here):
    with within(here.pk):
        return people.member(here, Role.ADMINISTRATOR)


@pytest.fixture
def ruben(here):
    with within(here.pk):
        return Member.objects.create(organisation=here, name="Ruben", email="ruben@advies.test", roles=["adviser"])


@pytest.fixture
def letter(here, administrator, ruben):
    with within(here.pk):
        return invite(organisation=here, member_id=ruben.pk, by=people.actor(administrator), at=AT)


def state(token: str, at=AT) -> InvitationState:
    return queries.invitation(token, at=at).state


def test_a_link_makes_an_account_with_the_roles_that_were_chosen(here, letter, ruben):
    person = accept_as_new(token=letter.token, at=AT, **NEW)

    assert person.email == "ruben@advies.test"
    assert person.check_password(NEW["password"])
    with within(None, person_id=person.pk):
        (membership,) = queries.memberships(person_id=person.pk, on=TODAY)
    assert membership.organisation == here
    assert membership.roles == {Role.ADVISER}


def test_only_the_hash_of_the_token_is_kept(here, letter):
    with within(here.pk):
        kept = Invitation.objects.values().get()
        told = list(JournalLine.objects.values_list("detail", flat=True))

    secret = letter.token.partition("-")[2]
    assert kept["token_sha256"] == queries.token_hash(letter.token)
    assert secret not in str(kept)
    assert secret not in str(told)


def test_a_link_works_once(letter):
    accept_as_new(token=letter.token, at=AT, **NEW)

    assert state(letter.token) is InvitationState.USED
    with pytest.raises(NotInvitedError):
        accept_as_new(token=letter.token, at=AT, **NEW)


def test_a_link_works_for_seven_days(letter):
    assert state(letter.token, AT + timedelta(days=7, seconds=-1)) is InvitationState.OPEN
    with pytest.raises(NotInvitedError):
        accept_as_new(token=letter.token, at=AT + timedelta(days=7), **NEW)


def test_a_new_link_ends_the_old_one(here, administrator, ruben, letter):
    with within(here.pk):
        again = invite(organisation=here, member_id=ruben.pk, by=people.actor(administrator), at=AT)

    assert state(letter.token) is InvitationState.WITHDRAWN
    assert state(again.token) is InvitationState.OPEN


def test_a_link_can_be_withdrawn(here, administrator, ruben, letter):
    with within(here.pk):
        n = withdraw_invitation(organisation=here, member_id=ruben.pk, by=people.actor(administrator), at=AT)

    assert n == 1
    assert state(letter.token) is InvitationState.WITHDRAWN


@pytest.mark.parametrize("token", ["", "x", "zz-geheim", "1-geheim", "-1-a", "f" * 60 + "-a", "é-a"])
def test_a_made_up_link_leads_nowhere(letter, token):
    assert state(token) is InvitationState.UNKNOWN
    assert state(letter.token[:-1] + "!") is InvitationState.UNKNOWN


def test_a_link_says_nothing_when_another_organisation_is_put_in_front(letter):
    elsewhere = people.organisation(ELSEWHERE)

    assert state(queries.make_token(elsewhere.pk, letter.token.partition("-")[2])) is InvitationState.UNKNOWN


def test_who_has_an_account_comes_in_as_that_person(here, letter, ruben):
    elsewhere = people.organisation(ELSEWHERE)
    with within(elsewhere.pk):
        consultant = people.member(elsewhere, Role.ADVISER, email="ruben.koster@thuis.test")
    accept_as(token=letter.token, person_id=consultant.person_id, by=people.actor(consultant), at=AT)

    with within(None, person_id=consultant.person_id):
        found = queries.memberships(person_id=consultant.person_id, on=TODAY)
    assert [one.organisation.name for one in found] == [VELDERMEER, ELSEWHERE]
    with within(here.pk):
        assert JournalLine.objects.get(action="members.joined").detail["account"] == "ruben.koster@thuis.test"


def test_who_is_here_already_does_not_come_in_twice(letter, administrator):
    with pytest.raises(AlreadyHereError):
        accept_as(token=letter.token, person_id=administrator.person_id, by=people.actor(administrator), at=AT)
    assert state(letter.token) is InvitationState.OPEN


def test_an_address_with_an_account_makes_no_second_one(letter):
    Person.objects.create_user("Ruben@advies.test", name="Ruben", joined_at=AT)
    with pytest.raises(EmailTakenError):
        accept_as_new(token=letter.token, at=AT, **NEW)
    assert state(letter.token) is InvitationState.OPEN


def test_nobody_is_invited_without_address_or_with_an_account(here, administrator):
    with within(here.pk):
        nameless = Member.objects.create(organisation=here, name="Zonder adres")
        for member in (nameless, administrator):
            with pytest.raises(CannotInviteError):
                invite(organisation=here, member_id=member.pk, by=people.actor(administrator), at=AT)


@pytest.mark.parametrize("role", [Role.CISO, Role.EMPLOYEE])
def test_only_an_administrator_invites(here, ruben, role):
    with within(here.pk), pytest.raises(NotAllowedError):
        invite(organisation=here, member_id=ruben.pk, by=people.actor(people.member(here, role)), at=AT)


def test_somebody_of_another_organisation_cannot_be_invited_from_here(administrator, ruben):
    elsewhere = people.organisation(ELSEWHERE)
    with within(elsewhere.pk):
        stranger = people.member(elsewhere, Role.ADMINISTRATOR)
        with pytest.raises(LookupError):
            invite(organisation=elsewhere, member_id=ruben.pk, by=people.actor(stranger), at=AT)


def test_a_process_without_a_name_comes_in_nowhere():
    with pytest.raises(NotInvitedError):
        accept_as(token="", person_id=1, by=Actor("niemand", "test"), at=AT)
    assert timedelta(days=7) == invitations.INVITATION_LASTS


def corrected(here, administrator, member, **other):
    details = {"name": member.name, "email": member.email, "roles": frozenset(map(Role, member.roles)), **other}
    with within(here.pk):
        change_member(
            organisation=here,
            member_id=member.pk,
            details=Details(**details),
            reason="",
            by=people.actor(administrator),
            at=AT,
        )


def test_a_link_to_an_address_that_was_corrected_opens_nothing(here, administrator, ruben, letter):
    corrected(here, administrator, ruben, email="r.koster@advies.test")

    with pytest.raises(NotInvitedError):
        accept_as_new(token=letter.token, at=AT, **NEW)
    assert state(letter.token) is InvitationState.WITHDRAWN
    told = JournalLine.objects.get(action="members.invitation_withdrawn")
    assert told.detail["because"] == "email"


@pytest.mark.parametrize("other", [{"function": "adviseur"}, {"email": "RUBEN@advies.test"}])
def test_a_link_stays_good_when_the_address_stays_the_same(here, administrator, ruben, letter, other):
    corrected(here, administrator, ruben, **other)

    assert state(letter.token) is InvitationState.OPEN
