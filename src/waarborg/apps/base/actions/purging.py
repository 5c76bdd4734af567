"""Clearing the journal of what is past its time: whole sealed batches, whose digests stay."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from waarborg.apps.base.actions.acting import Actor, require, wait_for_turn
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Act


@dataclass(frozen=True, slots=True)
class Purged:
    """What was cleared: up to and including which batch, and how many lines."""

    until_batch: int
    lines: int


@transaction.atomic
def purge_journal(*, organisation_id: int, by: Actor, at: datetime) -> Purged | None:
    """Remove the lines that are older than the organisation keeps them; None when there are none.

    The database itself decides what may go, and leaves the line that tells of it (`base_journal_purge`): the
    application has no right to remove a line.
    Raises NotAllowedError.
    """
    require(by, Act.KEEP_JOURNAL, organisation_id=organisation_id)
    with within(organisation_id):
        wait_for_turn(f"journal.seal.{organisation_id}")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT until_batch, lines FROM base_journal_purge(%s, %s, %s, %s, %s)",
                [organisation_id, at, by.name, by.person_id, by.origin[:200]],
            )
            until, lines = cursor.fetchone()
    return Purged(until, lines) if until is not None else None
