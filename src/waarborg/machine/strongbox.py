"""Secrets that must be read back, such as the key of an authenticator app, never stand in the database as they are."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class LockedError(Exception):
    """The secret was locked with another key: WAARBORG_SECRET_KEY is not the one with which it was stored."""


def lock(text: str, *, key: str) -> str:
    """The text, readable only with the key."""
    return _box(key).encrypt(text.encode()).decode()


def unlock(locked: str, *, key: str) -> str:
    """The text that was locked. Raises LockedError."""
    try:
        return _box(key).decrypt(locked.encode()).decode()
    except InvalidToken as error:
        raise LockedError("locked with another WAARBORG_SECRET_KEY") from error


def _box(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"waarborg.strongbox:{key}".encode()).digest()))
