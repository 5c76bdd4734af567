"""Who acts, the line that every act leaves, and acts that must wait for each other."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from waarborg.apps.base.models import JournalLine


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and from where: a person or a process, and the device or entrance (BIO2 8.15.01)."""

    name: str
    origin: str


def wait_for_turn(act: str) -> None:
    """Let nobody else do this act until our transaction ends: for what is read first and written after.

    A row can only be locked once it is there; this also holds for what is still to be made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"waarborg.{act}"])


def write_journal(
    *, action: str, about: str, by: Actor, at: datetime, result: str = "done", detail: dict[str, Any] | None = None
) -> None:
    """Add one line, in the transaction of the act itself. `detail` never holds secrets (BIO2 8.15.02)."""
    JournalLine.objects.create(
        at=at, actor=by.name, origin=by.origin, action=action, object=about, result=result, detail=detail or {}
    )
