"""An operator opens an organisation on this installation: it comes into being with its first administrator."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor, require_installation, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.invitations import Letter, first_letter
from waarborg.apps.organisations.actions.register import register_organisation
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Act, Role


class ExistsError(Exception):
    """There is an organisation of this name already."""


@transaction.atomic
def open_organisation(
    *, name: str, layer: Layer, administrator: str, email: str, by: Actor, at: datetime
) -> tuple[Organisation, Letter | None]:
    """Without `email` the operator becomes its administrator; else that person is invited, and the operator is nobody.

    Raises NotAllowedError and ExistsError.
    """
    require_installation(by, Act.REGISTER_ORGANISATION)
    operator = Person.objects.get(pk=by.person_id or 0)
    if queries.find(name):
        raise ExistsError(name)
    organisation = register_organisation(name=name, layer=layer, by=_outside(by), at=at)
    with within(organisation.pk):
        member = Member.objects.create(
            organisation=organisation,
            person=None if email else operator,
            name=administrator if email else operator.name,
            email=email or operator.email,
            roles=[Role.ADMINISTRATOR.value],
        )
        _tell(member, by, at)
        return organisation, first_letter(member, by=_outside(by), at=at) if email else None


def _tell(member: Member, by: Actor, at: datetime) -> None:
    write_journal(
        action="members.added",
        about=member.name,
        by=_outside(by),
        at=at,
        organisation_id=member.organisation_id,
        detail={"member": member.pk, "roles": member.roles, "privileged": True},
    )


def _outside(by: Actor) -> Actor:
    """The operator as nobody of any organisation."""
    return Actor(by.name, by.origin, person_id=by.person_id)
