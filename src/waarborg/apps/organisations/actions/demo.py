"""The people of `waarborg demo`: accounts that everybody may try, in an organisation that says it is one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.permissions import Act, Role


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of the demo in one organisation, with the password that the console prints."""

    email: str
    name: str
    function: str
    roles: Collection[Role]
    until_on: date | None = None


def welcome_guest(*, organisation: Organisation, guest: Guest, password: str, by: Actor, at: datetime) -> Member:
    """Let somebody sign in to the demo. Doing it again changes nothing but a password that differs."""
    with within(organisation.pk):
        require(by, Act.REGISTER_ORGANISATION, organisation_id=organisation.pk)
        there = Member.objects.filter(organisation=organisation, email=guest.email).first()
        person = _person(guest, password, at)
        if there is not None:
            return there
        _mark_as_demo(organisation)
        member = Member.objects.create(
            organisation=organisation,
            person=person,
            name=guest.name,
            email=guest.email,
            function=guest.function,
            roles=sorted(role.value for role in guest.roles),
            until_on=guest.until_on,
        )
        write_journal(
            action="members.welcomed",
            about=guest.name,
            by=by,
            at=at,
            organisation_id=organisation.pk,
            detail={"roles": member.roles},
        )
        return member


def _person(guest: Guest, password: str, at: datetime) -> Person:
    person, is_new = Person.objects.get_or_create(email=guest.email, defaults={"name": guest.name, "joined_at": at})
    if is_new or not person.check_password(password):
        person.set_password(password)
        person.save(update_fields=["password"])
    return person


def _mark_as_demo(organisation: Organisation) -> None:
    if not organisation.is_demo:
        organisation.is_demo, organisation.requires_second_step = True, False
        organisation.save(update_fields=["is_demo", "requires_second_step"])
