"""What people change of their own account."""

from collections.abc import Iterable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from waarborg.apps.accounts.actions.telling import tell
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor


@transaction.atomic
def update_profile(
    *, person: Person, name: str, language: str, organisation_ids: Iterable[int], by: Actor, at: datetime
) -> None:
    """How somebody is called, and the language in which pages and mails come."""
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    tell("account.profile_changed", about=person.email, organisation_ids=organisation_ids, by=by, at=at)


@transaction.atomic
def end_session(*, person: Person, session_id: int, organisation_ids: Iterable[int], by: Actor, at: datetime) -> bool:
    """Sign one browser out; False when there is no such session of this person."""
    session = UserSession.objects.filter(user=person, pk=session_id).first()
    if session is None:
        return False
    session.end()
    tell("account.session_ended", about=person.email, organisation_ids=organisation_ids, by=by, at=at)
    return True
