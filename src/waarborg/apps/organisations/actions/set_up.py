"""The first account of an installation, with the organisation for which it was installed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from waarborg.apps.accounts.actions import make_person, open_with, tell
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions.register import register_organisation
from waarborg.apps.organisations.models import Member
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Role


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """Who begins, where, and as what besides administrator."""

    name: str
    email: str
    password: str
    organisation: str
    layer: Layer
    roles: frozenset[Role]


@transaction.atomic
def set_up(*, code: str, first: FirstAccount, origin: str, at: datetime) -> Person:
    """Open an empty installation with the code from the console. Raises InvalidCodeError."""
    open_with(code, at=at)
    person = make_person(email=first.email, name=first.name, password=first.password, at=at, is_operator=True)
    by = Actor(first.name, origin, person_id=person.pk)
    organisation = register_organisation(name=first.organisation, layer=first.layer, by=by, at=at)
    roles = sorted(first.roles | {Role.ADMINISTRATOR})
    with within(organisation.pk):
        Member.objects.create(
            organisation=organisation, person=person, name=first.name, email=person.email, roles=roles
        )
    tell(
        "installation.set_up",
        about=organisation.name,
        organisation_ids=[organisation.pk],
        by=by,
        at=at,
        detail={"roles": roles},
    )
    return person
