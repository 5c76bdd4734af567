"""What helps somebody who lost the password or the second step. Who may help whom: `organisations.actions.help_in`."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from waarborg.apps.accounts.actions.telling import tell
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor


@transaction.atomic
def make_password_key(*, person: Person, organisation_ids: Iterable[int], by: Actor, at: datetime) -> tuple[str, str]:
    """The two parts of the address at which this person chooses a new password: once, for an hour."""
    tell("account.password_link_given", about=person.email, organisation_ids=organisation_ids, by=by, at=at)
    return user_pk_to_url_str(person), default_token_generator.make_token(person)


@transaction.atomic
def clear_second_steps(*, person: Person, organisation_ids: Iterable[int], by: Actor, at: datetime) -> None:
    """The person sets up a new second step at the next sign-in; wherever the account is open, it is closed."""
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    tell("account.second_step_cleared", about=person.email, organisation_ids=organisation_ids, by=by, at=at)
