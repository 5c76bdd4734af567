"""Who acts, what that allows, the line that every act leaves, and acts that must wait for each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from waarborg.apps.base.models import JournalLine
from waarborg.domain.permissions import Act, Extent, Role, extent

_LINES_AT_ONCE = 500


class NotAllowedError(Exception):
    """The roles of who acts do not allow this act, here or on this object."""

    def __init__(self, act: Act) -> None:
        super().__init__(act.value)
        self.act = act


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and from where: a person or a process, and the device or entrance (BIO2 8.15.01).

    `organisation_id` is the one at work; `roles` are what the actor is there. `member_id` is None for a process.
    `runs_installation`: may do what concerns all organisations, in this session.
    """

    name: str
    origin: str
    roles: frozenset[Role] = field(default=frozenset())
    organisation_id: int | None = None
    person_id: int | None = None
    member_id: int | None = None
    runs_installation: bool = False

    def extent(self, act: Act) -> Extent:
        """How far this actor may do the act in the organisation at work."""
        return extent(self.roles, act)


def require(by: Actor, act: Act, *, organisation_id: int, is_own: bool = False) -> None:
    """Refuse what the table of `domain.permissions` does not allow. `is_own`: the object is the actor's.

    Raises NotAllowedError.
    """
    elsewhere = by.organisation_id not in {None, organisation_id}
    reach = by.extent(act)
    if elsewhere or reach is Extent.NONE or (reach is Extent.OWN and not is_own):
        raise NotAllowedError(act)


def require_installation(by: Actor, act: Act) -> None:
    """Refuse who does not run the installation, or came in by the provider of one organisation (ADR 23).

    Raises NotAllowedError.
    """
    if not by.runs_installation:
        raise NotAllowedError(act)


def wait_for_turn(act: str) -> None:
    """Let nobody else do this act until our transaction ends: for what is read first and written after.

    A row can only be locked once it is there; this also holds for what is still to be made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"waarborg.{act}"])


def write_journal(
    *,
    action: str,
    about: str,
    by: Actor,
    at: datetime,
    organisation_id: int | None = None,
    result: str = "done",
    detail: dict[str, Any] | None = None,
) -> None:
    """Add one line, in the transaction of the act itself. `detail` never holds secrets (BIO2 8.15.02).

    Without `organisation_id` the line belongs to the organisation in which the actor is at work, if any.
    """
    where = by.organisation_id if organisation_id is None else organisation_id
    _line(JournalEntry(action, about, detail or {}, result), by, at, where).save(force_insert=True)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What one line says, besides who and when."""

    action: str
    about: str
    detail: Mapping[str, Any] = field(default_factory=dict)
    result: str = "done"


def write_journal_lines(entries: Iterable[JournalEntry], *, by: Actor, at: datetime, organisation_id: int) -> None:
    """Add many lines of one act at once, in its transaction, in few queries. Otherwise as `write_journal`."""
    lines = [_line(entry, by, at, organisation_id) for entry in entries]
    JournalLine.objects.bulk_create(lines, batch_size=_LINES_AT_ONCE)


def _line(entry: JournalEntry, by: Actor, at: datetime, organisation_id: int | None) -> JournalLine:
    return JournalLine(
        organisation_id=organisation_id,
        at=at,
        actor=by.name,
        person_id=by.person_id,
        origin=by.origin[:200],
        action=entry.action,
        object=entry.about[:300],
        result=entry.result,
        detail=dict(entry.detail),
    )
