"""Sealing the journal: lines come in without waiting for each other, and are chained afterwards, in batches."""

from datetime import datetime

from django.db import connection, transaction

from waarborg.apps.base.actions.acting import wait_for_turn
from waarborg.apps.base.models import JournalBatch
from waarborg.apps.base.queries.chain import LINE_COLUMNS, plain, waiting
from waarborg.apps.base.tenancy import within
from waarborg.domain.journal import BEGINNING, BatchHead, seal

LINES_PER_BATCH = 10_000

_TAKE = f"""
WITH taken AS (
    SELECT id FROM base_journalline
    WHERE organisation_id IS NOT DISTINCT FROM %s AND batch_id IS NULL ORDER BY id LIMIT {LINES_PER_BATCH}
)
UPDATE base_journalline line SET batch_id = %s FROM taken WHERE line.id = taken.id
RETURNING {", ".join(f"line.{column}" for column in LINE_COLUMNS)}
"""  # noqa: S608 - constants of our own


def seal_all(at: datetime) -> int:
    """Seal what waits, of every organisation in turn; returns how many lines that were.

    No permission is asked: this is upkeep by the system itself, changes nothing that a line says, and leaves the batch.
    """
    return sum(seal_journal(organisation_id, at) for organisation_id in waiting())


def seal_journal(organisation_id: int | None, at: datetime) -> int:
    """Seal every line of one organisation that is not sealed yet; returns how many. One sealer at a time."""
    sealed = 0
    while True:
        with within(organisation_id):
            taken = _seal_batch(organisation_id, at)
        sealed += taken
        if taken < LINES_PER_BATCH:
            return sealed


@transaction.atomic
def _seal_batch(organisation_id: int | None, at: datetime) -> int:
    wait_for_turn(f"journal.seal.{organisation_id}")
    last = JournalBatch.objects.filter(organisation_id=organisation_id).order_by("-number").first()
    batch_id, lines = _take(organisation_id)
    if not lines:
        return 0
    head = BatchHead(
        organisation_id=organisation_id,
        number=last.number + 1 if last else 1,
        sealed_at=at,
        lines=len(lines),
        previous_sha256=last.sha256 if last else BEGINNING,
    )
    JournalBatch.objects.create(
        pk=batch_id,
        organisation_id=organisation_id,
        number=head.number,
        sealed_at=at,
        lines=head.lines,
        previous_sha256=head.previous_sha256,
        sha256=seal(head, lines),
    )
    return len(lines)


def _take(organisation_id: int | None) -> tuple[int, list[tuple[object, ...]]]:
    """The lines that wait, already marked with the number of the batch that is to hold them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('base_journalbatch', 'id'))")
        batch_id: int = cursor.fetchone()[0]
        cursor.execute(_TAKE, [organisation_id, batch_id])
        return batch_id, [plain(row) for row in sorted(cursor.fetchall())]
