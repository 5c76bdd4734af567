"""The break-glass account of an organisation, made from the command line."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.accounts.actions import make_break_glass, tell
from waarborg.apps.accounts.shapes import EmergencyPapers
from waarborg.apps.base.actions import Actor, require
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.permissions import Act, Role


@transaction.atomic
def keep_emergency_account(*, organisation: Organisation, email: str, by: Actor, at: datetime) -> EmergencyPapers:
    """Papers for a safe, with which somebody comes in as administrator when no other way is left.

    Again for the same address: new papers, and the old no longer work. Raises EmailTakenError for an ordinary account.
    """
    require(by, Act.REGISTER_ORGANISATION, organisation_id=organisation.pk)
    person, papers = make_break_glass(email=email, name="Noodaccount", at=at)
    with within(organisation.pk):
        Member.objects.update_or_create(
            organisation=organisation,
            person=person,
            defaults={"name": person.name, "email": person.email, "roles": [Role.ADMINISTRATOR.value]},
        )
    tell("account.break_glass_made", about=person.email, organisation_ids=[organisation.pk], by=by, at=at)
    return papers
