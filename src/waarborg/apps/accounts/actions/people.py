"""A new account."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.accounts.models import Person


class EmailTakenError(Exception):
    """There is an account with this address already."""


@transaction.atomic
def make_person(
    *,
    email: str,
    name: str,
    password: str | None,
    at: datetime,
    is_operator: bool = False,
    is_break_glass: bool = False,
) -> Person:
    """The account; without a password for who signs in elsewhere. The act that asked for it tells the journal.

    Raises EmailTakenError.
    """
    if Person.objects.filter(email__iexact=email).exists():
        raise EmailTakenError(email)
    return Person.objects.create_user(
        email, password, name=name, joined_at=at, is_operator=is_operator, is_break_glass=is_break_glass
    )
