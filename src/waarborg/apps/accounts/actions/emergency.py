"""The break-glass account: a way in for when the identity provider or all administrators are away."""

import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from waarborg.apps.accounts.actions.people import make_person
from waarborg.apps.accounts.models import Person
from waarborg.apps.accounts.shapes import EmergencyPapers

_WORD_BYTES = 24


@transaction.atomic
def make_break_glass(*, email: str, name: str, at: datetime) -> tuple[Person, EmergencyPapers]:
    """The account with its papers; for an address that has one already, new papers: the old no longer work.

    The second step is a recovery code from the paper. The act that makes it a member tells the journal.
    """
    person = Person.objects.filter(email__iexact=email, is_break_glass=True).first()
    person = person or make_person(email=email, name=name, password=None, at=at, is_break_glass=True)
    password = secrets.token_urlsafe(_WORD_BYTES)
    person.set_password(password)
    person.save(update_fields=["password"])
    Authenticator.objects.filter(user=person).delete()
    # allauth asks a second step only of who has one besides recovery codes: nobody knows the secret of this one
    TOTP.activate(person, generate_totp_secret())
    codes = RecoveryCodes.activate(person)
    return person, EmergencyPapers(person.email, password, tuple(codes.get_unused_codes()))
