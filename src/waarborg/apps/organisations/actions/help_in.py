"""Helping somebody in who lost the password or the second step."""

from datetime import datetime

from waarborg.apps.accounts import actions as accounts
from waarborg.apps.accounts.models import Person
from waarborg.apps.accounts.queries import person_of
from waarborg.apps.base.actions import Actor, require
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member
from waarborg.apps.organisations.queries import memberships
from waarborg.domain.permissions import Act


class CannotHelpError(Exception):
    """Not by an administrator of one organisation: the account opens more than that, or there is none."""


def give_new_password(*, organisation_id: int, member_id: int, by: Actor, at: datetime) -> tuple[str, str]:
    """The key of a link to a new password, for a member of the own organisation. Raises CannotHelpError."""
    person = _helped(organisation_id, member_id, by)
    return accounts.make_password_key(person=person, organisation_ids=[organisation_id], by=by, at=at)


def clear_second_step(*, organisation_id: int, member_id: int, by: Actor, at: datetime) -> None:
    """Let a member of the own organisation set up a new second step. Raises CannotHelpError."""
    person = _helped(organisation_id, member_id, by)
    accounts.clear_second_steps(person=person, organisation_ids=[organisation_id], by=by, at=at)


def give_new_password_as_machine(*, email: str, by: Actor, at: datetime) -> tuple[str, str] | None:
    """The same for whoever holds the machine, for any account; None when there is none with this address."""
    require(by, Act.REGISTER_ORGANISATION, organisation_id=0)
    person = person_of(email)
    if person is None or person.is_break_glass:
        return None
    return accounts.make_password_key(person=person, organisation_ids=_organisations(person, at), by=by, at=at)


def clear_second_step_as_machine(*, email: str, by: Actor, at: datetime) -> bool:
    """The same for whoever holds the machine; False when there is no ordinary account with this address."""
    require(by, Act.REGISTER_ORGANISATION, organisation_id=0)
    person = person_of(email)
    if person is None or person.is_break_glass:
        return False
    accounts.clear_second_steps(person=person, organisation_ids=_organisations(person, at), by=by, at=at)
    return True


def _helped(organisation_id: int, member_id: int, by: Actor) -> Person:
    """An account that opens this organisation only: who helps could come in with it.

    Never one's own: who finds an open browser could otherwise take the account without knowing its password.
    """
    require(by, Act.MANAGE_MEMBERS, organisation_id=organisation_id)
    with within(organisation_id):
        member = Member.objects.filter(pk=member_id, organisation_id=organisation_id, left_on=None).first()
        person = member.person if member else None
    if person is None or person.is_operator or person.is_break_glass or person.pk == by.person_id:
        raise CannotHelpError
    with within(None, person_id=person.pk):  # also where the roles begin later, or ended: they can be given again
        if Member.objects.filter(person=person, left_on=None).exclude(organisation=organisation_id).exists():
            raise CannotHelpError
    return person


def _organisations(person: Person, at: datetime) -> list[int]:
    with within(None, person_id=person.pk):
        return [found.organisation.pk for found in memberships(person_id=person.pk, on=at.date())]
