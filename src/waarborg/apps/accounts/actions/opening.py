"""Opening an empty installation: a code on the console, used once, of which only the hash is kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from waarborg.apps.accounts.models import Person, SetupCode
from waarborg.apps.base.actions import wait_for_turn

LIVES = timedelta(hours=24)
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0, O, 1 and I, which people confuse
_GROUPS, _LENGTH = 3, 4  # 60 bits


class InvalidCodeError(Exception):
    """No installation waits for this code: wrong, too old, replaced by a new start, or used."""


def offer_setup(*, at: datetime) -> str | None:
    """A new code, which replaces the one before; None once somebody has an account."""
    if Person.objects.exists():
        return None
    code = "-".join("".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for _ in range(_GROUPS))
    SetupCode.objects.all().delete()
    SetupCode.objects.create(code_sha256=_hash(code), expires_at=at + LIVES)
    return code


def require_code(code: str, *, at: datetime) -> None:
    """Raises InvalidCodeError unless this code opens the installation now."""
    if Person.objects.exists() or not SetupCode.objects.filter(code_sha256=_hash(code), expires_at__gt=at).exists():
        raise InvalidCodeError


def open_with(code: str, *, at: datetime) -> None:
    """Use up the code, in the transaction of the act that makes the first account. Raises InvalidCodeError."""
    wait_for_turn("setup")  # two who type the code together do not both become the first
    require_code(code, at=at)
    SetupCode.objects.all().delete()


def _hash(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
