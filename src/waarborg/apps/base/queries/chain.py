"""Proving that the journal is whole: every digest made again, in memory that does not grow with the journal."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction

from waarborg.apps.base.models import JournalBatch, JournalLine
from waarborg.domain.clearing import SHORTEST_YEARS, ClearedBatch, Clearing, ClearingCheck, read_clearing, years_before
from waarborg.domain.journal import BEGINNING, PURGED, BatchHead, Seal, canonical, moment

LINE_COLUMNS = ("id", "organisation_id", "at", "actor", "person_id", "origin", "action", "object", "result", "detail")
_BATCHES_AT_A_TIME = 100
_LINES_AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was sealed: what (a code), and in which batch, if in one."""

    code: str
    batch: int | None = None
    expected: int | str = ""
    found: int | str = ""
    sealed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The journal of one organisation after checking. `head` is the digest on which all that was sealed rests."""

    organisation_id: int | None
    batches: int
    purged: int
    lines: int
    unsealed: int
    head_number: int
    head: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The newest seal of one organisation, to keep somewhere else.

    `headers_sha256` covers when every batch so far was sealed and with how many lines: what its seal cannot prove any
    more once its lines were cleared. Empty, with `years` None, in a file of before that was kept. `kept_at` is when
    the head was taken.
    """

    organisation_id: int | None
    number: int
    sha256: str
    headers_sha256: str = ""
    years: int | None = None
    kept_at: datetime | None = None


@dataclass(slots=True)
class _Tally:
    batches: int = 0
    purged: int = 0
    lines: int = 0
    number: int = 0
    sha256: str = BEGINNING
    headers: "hashlib._Hash" = field(default_factory=hashlib.sha256)


def waiting() -> list[int | None]:
    """The organisations with lines that are not sealed yet, whichever is at work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM base_journal_waiting() ORDER BY 1 NULLS FIRST")
        return [row[0] for row in cursor.fetchall()]


@transaction.atomic
def journals() -> list[int | None]:
    """The organisations that have a journal; for who holds the machine."""
    _only_own_names()
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM base_journal_all() ORDER BY 1 NULLS FIRST")
        return [row[0] for row in cursor.fetchall()]


def unsealed(organisation_id: int | None) -> int:
    """How many lines wait to be sealed."""
    return JournalLine.objects.filter(organisation_id=organisation_id, batch__isnull=True).count()


def waits(organisation_id: int | None, *, most: int) -> int:
    """How many lines wait to be sealed, counted no further than `most`."""
    return JournalLine.objects.filter(organisation_id=organisation_id, batch__isnull=True)[:most].count()


@transaction.atomic
def head(organisation_id: int | None) -> Head:
    """The newest seal, or the beginning when nothing was sealed yet."""
    _only_own_names()
    tally = _Tally()
    for batches in _batches(organisation_id):
        for batch in batches:
            _pass(batch, tally)
    return Head(organisation_id, tally.number, tally.sha256, tally.headers.hexdigest(), _years(organisation_id))


def last_sealed(organisation_id: int | None) -> JournalBatch | None:
    """The newest batch, for who wants to show it."""
    return JournalBatch.objects.filter(organisation_id=organisation_id).order_by("-number").first()


@transaction.atomic
def verify(organisation_id: int | None, *, at: datetime, anchors: Sequence[Head] = ()) -> Chain:
    """Make every digest of one organisation again and compare. `anchors` are heads that were kept elsewhere.

    `at` is now by the clock of who verifies: the owner of the database can make that of the database say anything.
    """
    _only_own_names()
    tally, faults = _Tally(), list[Fault]()
    anchored = sorted((a for a in anchors if a.organisation_id == organisation_id), key=lambda anchor: anchor.number)
    clearing = ClearingCheck(_clearings(organisation_id), at)
    for batches in _batches(organisation_id):
        seals = _seals(batches)
        for batch in batches:
            found = [*_faults(batch, seals[batch.pk], tally), *_clearing_faults(batch, clearing, anchored)]
            _count(batch, seals[batch.pk], tally)
            found += _anchor_faults(batch, tally, anchored)
            faults += (replace(fault, sealed_at=batch.sealed_at) for fault in found)
    faults += [Fault("clearing_differs", line.until_batch) for line in clearing.disagreeing()]
    faults += [Fault("anchor_missing", anchor.number) for anchor in anchored if anchor.number > tally.number]
    faults += _strays(organisation_id)
    return Chain(
        organisation_id=organisation_id,
        batches=tally.batches,
        purged=tally.purged,
        lines=tally.lines,
        unsealed=unsealed(organisation_id),
        head_number=tally.number,
        head=tally.sha256,
        faults=tuple(faults),
    )


def _only_own_names() -> None:
    """For this transaction: a table or function of another schema, put before ours, answers in its place nowhere."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = pg_catalog, public, pg_temp")


def _batches(organisation_id: int | None) -> Iterator[list[JournalBatch]]:
    found = JournalBatch.objects.filter(organisation_id=organisation_id).order_by("number")
    rows = found.iterator(chunk_size=_BATCHES_AT_A_TIME)
    while some := list(islice(rows, _BATCHES_AT_A_TIME)):
        yield some


def _seals(batches: Sequence[JournalBatch]) -> dict[int, Seal]:
    """The digest of each batch as its lines are now."""
    seals = {
        batch.pk: Seal(
            BatchHead(batch.organisation_id, batch.number, batch.sealed_at, batch.lines, batch.previous_sha256)
        )
        for batch in batches
    }
    for batch_id, line in _lines(list(seals)):
        seals[batch_id].add(line)
    return seals


def _lines(batch_ids: list[int]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    columns = ", ".join(LINE_COLUMNS)
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT batch_id, {columns} FROM base_journalline WHERE batch_id = ANY(%s) ORDER BY id",  # noqa: S608 - our own names
            [batch_ids],
        )
        while rows := cursor.fetchmany(_LINES_AT_A_TIME):
            for row in rows:
                yield row[0], plain(row[1:])


def plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row as the database gives it, with its detail as data."""
    *fields, detail = row
    return (*fields, json.loads(detail) if isinstance(detail, str) else detail)


def _clearings(organisation_id: int | None) -> list[Clearing]:
    """What the journal itself says of clearing; a line that says it wrongly counts for nothing."""
    told = JournalLine.objects.filter(organisation_id=organisation_id, action=PURGED).values_list("at", "detail")
    return [clearing for at, detail in told.order_by("id") if (clearing := read_clearing(at, detail))]


def _years(organisation_id: int | None) -> int | None:
    """For how long the organisation keeps lines; None for lines without an organisation, which never go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT base_journal_years(%s)", [organisation_id])
        found: int | None = cursor.fetchone()[0]
    return found


def _faults(batch: JournalBatch, seal: Seal, so_far: _Tally) -> Iterator[Fault]:
    if batch.number != so_far.number + 1:
        yield Fault("batch_missing", so_far.number + 1, so_far.number + 1, batch.number)
    elif batch.previous_sha256 != so_far.sha256:
        yield Fault("chain_broken", batch.number, so_far.sha256, batch.previous_sha256)
    if batch.purged_at is not None:
        if seal.lines:
            yield Fault("lines_in_cleared_batch", batch.number, 0, seal.lines)
    elif seal.lines != batch.lines:
        yield Fault(
            "lines_removed" if seal.lines < batch.lines else "lines_added", batch.number, batch.lines, seal.lines
        )
    elif seal.sha256 != batch.sha256:
        yield Fault("content_changed", batch.number, batch.sha256, seal.sha256)


def _clearing_faults(batch: JournalBatch, check: ClearingCheck, anchors: Sequence[Head]) -> Iterator[Fault]:
    """What is wrong with how the lines of this batch were cleared, if they were."""
    if batch.purged_at is None:
        check.kept()
        return
    covering = [anchor for anchor in anchors if anchor.number >= batch.number]
    cleared = ClearedBatch(batch.number, batch.sealed_at, batch.purged_at, batch.lines, batch.sha256)
    at_least = max((anchor.years or 0 for anchor in covering), default=0)
    yield from (Fault(code, batch.number) for code in check.cleared(cleared, at_least=at_least))
    if any(_kept_too_recently(anchor, batch, check) for anchor in anchors):
        yield Fault("anchor_covers_cleared", batch.number)


def _kept_too_recently(anchor: Head, batch: JournalBatch, check: ClearingCheck) -> bool:
    """Whether the head proves that the lines were too young to go, or cannot prove that they were old enough.

    What came after a head is younger than that head. What lies before it has the age that its headers prove; a head
    without them only proves that the lines were there when it was taken.
    """
    if anchor.kept_at is None or batch.purged_at is None or (anchor.number >= batch.number and anchor.headers_sha256):
        return False
    told = next((clearing.years for clearing in check.clearings if clearing.at == batch.purged_at), SHORTEST_YEARS)
    oldest = years_before(min(batch.purged_at, check.now), max(told, anchor.years or SHORTEST_YEARS))
    return anchor.kept_at >= oldest


def _anchor_faults(batch: JournalBatch, tally: _Tally, anchors: Sequence[Head]) -> Iterator[Fault]:
    for anchor in anchors:
        if anchor.number != batch.number:
            continue
        if anchor.sha256 != batch.sha256:
            yield Fault("anchor_differs", batch.number)
        elif anchor.headers_sha256 and anchor.headers_sha256 != tally.headers.hexdigest():
            yield Fault("anchor_headers_differ", batch.number)


def _count(batch: JournalBatch, seal: Seal, tally: _Tally) -> None:
    tally.batches += 1
    tally.purged += batch.purged_at is not None
    tally.lines += seal.lines
    _pass(batch, tally)


def _pass(batch: JournalBatch, tally: _Tally) -> None:
    tally.number, tally.sha256 = batch.number, batch.sha256
    tally.headers.update(canonical(batch.number, moment(batch.sealed_at), batch.lines, batch.sha256))


def _strays(organisation_id: int | None) -> Iterator[Fault]:
    """Lines that say they are in a batch that is not there, or of another organisation."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM base_journalline l LEFT JOIN base_journalbatch b ON b.id = l.batch_id "
            "WHERE l.organisation_id IS NOT DISTINCT FROM %s AND l.batch_id IS NOT NULL "
            "AND (b.id IS NULL OR b.organisation_id IS DISTINCT FROM l.organisation_id)",
            [organisation_id],
        )
        (count,) = cursor.fetchone()
    if count:
        yield Fault("lines_without_batch", None, 0, count)
