"""Reads of the registers: units, locations, processes and systems, with what they inherit and what objects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.formats.book import Book, Edit, Entry, Fault
from waarborg.apps.organisations.formats.values import plain_hours
from waarborg.apps.organisations.models import (
    Location,
    Member,
    Organisation,
    Process,
    ProcessSystem,
    RegisterChange,
    RegisterImport,
    Scope,
    System,
    Unit,
)
from waarborg.domain import biv
from waarborg.domain.basis import Problem
from waarborg.domain.biv import Aspect, Floors, Level, Limit
from waarborg.domain.registers import CLASSIFIED, RegisterKind

__all__ = [
    "Book",
    "Edit",
    "Entry",
    "Fault",
    "Line",
    "RegisterChange",
    "RegisterImport",
    "Subject",
    "as_seen",
    "book",
    "changes",
    "imports",
    "line",
    "lines",
    "one_import",
    "owned_by",
    "process",
    "processes",
    "scope",
    "subjects",
    "system",
    "systems",
]

TABLES: dict[RegisterKind, type[Any]] = {
    RegisterKind.UNIT: Unit,
    RegisterKind.LOCATION: Location,
    RegisterKind.PROCESS: Process,
    RegisterKind.SYSTEM: System,
}
KINDS: dict[type[Any], RegisterKind] = {table: kind for kind, table in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as pages show it: with the names of what it refers to, what counts, and what objects.

    For a process the levels and limits are its own; for a system what it inherits, overridden or not.
    """

    id: int
    kind: RegisterKind
    code: str
    name: str
    owner_id: int | None
    owner: str
    values: dict[str, Any]
    archived_at: datetime | None
    levels: dict[Aspect, Level]
    outage: Limit | None
    data_loss: Limit | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A process or system that a round can be about."""

    kind: RegisterKind
    id: int
    code: str
    name: str
    owner_id: int | None


def book(organisation: Organisation) -> Book:
    """All registers at once, in seven queries, whatever their size."""
    scale = scope(organisation)
    found = Book(
        scale=tuple(scale.biv_labels) or biv.DEFAULT_SCALE, floors=Floors(scale.floor_ordinary, scale.floor_special)
    )
    for member in Member.objects.filter(organisation=organisation).order_by("pk"):
        _meet(found, member)
    codes: dict[RegisterKind, dict[int, str]] = {}
    for kind, table in TABLES.items():
        rows = list(table.objects.filter(organisation=organisation).order_by("pk"))
        codes[kind] = {row.pk: row.code for row in rows}
        for row in rows:
            entry = Entry(kind, row.code, _values(kind, row, codes), row.pk, row.archived_at, row.version)
            found.entries[entry.key] = entry
    _lean(organisation, found, codes)
    return found


def _meet(into: Book, member: Member) -> None:
    into.people[member.pk], into.emails[member.pk] = member.name, member.email
    into.functions[member.pk], into.roles[member.pk] = member.function, tuple(member.roles)
    if member.person_id is not None or member.roles:
        into.fixed_emails.add(member.pk)
    if member.left_on is not None:
        into.gone.add(member.pk)


def _lean(organisation: Organisation, into: Book, codes: dict[RegisterKind, dict[int, str]]) -> None:
    by_id = {entry.id: entry for entry in into.of(RegisterKind.SYSTEM, archived=True)}
    for link in ProcessSystem.objects.filter(organisation=organisation):
        by_id[link.system_id].values["processes"].append(codes[RegisterKind.PROCESS][link.process_id])
    for entry in by_id.values():
        entry.values["processes"].sort()


def _values(kind: RegisterKind, row: Any, codes: dict[RegisterKind, dict[int, str]]) -> dict[str, Any]:  # noqa: ANN401 - of four tables
    found: dict[str, Any] = {}
    for field in fields.of(kind):
        match field.shape:
            case fields.Shape.OWNER:
                found[field.name] = row.owner_id
            case fields.Shape.ONE if field.refers_to is not None:
                key = getattr(row, f"{field.name}_id")
                found[field.name] = codes[field.refers_to].get(key, "")
            case fields.Shape.MANY:
                found[field.name] = []
            case fields.Shape.HOURS:
                found[field.name] = plain_hours(getattr(row, field.name))
            case _ if field.name == "archived":
                found[field.name] = row.archived_at is not None
            case _:
                found[field.name] = getattr(row, field.name)
    return found


def scope(organisation: Organisation) -> Scope:
    """The statement of scope and the scale; unsaved, with the usual values, when nothing was said yet."""
    return Scope.objects.filter(organisation=organisation).first() or Scope(
        organisation=organisation, biv_labels=list(biv.DEFAULT_SCALE)
    )


def lines(registers: Book, kind: RegisterKind, *, archived: bool = False) -> list[Line]:
    """One register for a list."""
    return [_line(registers, entry) for entry in registers.of(kind, archived=archived)]


def line(registers: Book, kind: RegisterKind, code: str) -> Line | None:
    """One entry, also when it is archived."""
    entry = registers.get(kind, code)
    return None if entry is None else _line(registers, entry)


def _line(registers: Book, entry: Entry) -> Line:
    leaning = registers.leaning(entry) if entry.kind in CLASSIFIED else None
    return Line(
        id=entry.id or 0,
        kind=entry.kind,
        code=entry.code,
        name=entry.name,
        owner_id=entry.owner_id,
        owner=registers.people.get(entry.owner_id or 0, ""),
        values=entry.values,
        archived_at=entry.archived_at,
        levels=biv.levels(leaning) if leaning else {},
        outage=biv.outage(leaning) if leaning else None,
        data_loss=biv.data_loss(leaning) if leaning else None,
        problems=tuple(registers.problems(entry)),
    )


def processes(organisation: Organisation) -> Sequence[Line]:
    """Every process that is not archived, by code."""
    return lines(book(organisation), RegisterKind.PROCESS)


def systems(organisation: Organisation) -> Sequence[Line]:
    """Every system that is not archived, by code, with the BIV that it inherits."""
    return lines(book(organisation), RegisterKind.SYSTEM)


def process(organisation: Organisation, code: str) -> Line | None:
    """The process of this code, whatever the case of its letters."""
    return line(book(organisation), RegisterKind.PROCESS, code)


def system(organisation: Organisation, code: str) -> Line | None:
    """The system of this code, whatever the case of its letters."""
    return line(book(organisation), RegisterKind.SYSTEM, code)


def owned_by(organisation: Organisation, member_id: int) -> Sequence[Subject]:
    """The processes and systems of this person: what a leaver hands over, what a line manager sees as own."""
    return [subject for subject in subjects(organisation) if subject.owner_id == member_id]


def subjects(organisation: Organisation, kinds: Iterable[RegisterKind] = CLASSIFIED) -> Sequence[Subject]:
    """What a round can be about besides the organisation: processes first, then systems, by code. Two queries."""
    found = []
    for kind in sorted(kinds):
        rows = TABLES[kind].objects.filter(organisation=organisation, archived_at__isnull=True)
        found += [Subject(kind, row.pk, row.code, row.name, row.owner_id) for row in rows.order_by("code")]
    return found


def changes(organisation: Organisation, entry: Entry | Line, *, since: int = 0) -> Sequence[RegisterChange]:
    """What became of an entry after a version, newest first."""
    if entry.id is None:
        return ()
    return tuple(
        RegisterChange.objects.filter(
            organisation=organisation, register=entry.kind.value, entry=entry.id or 0, version__gt=since
        )
    )


def as_seen(entry: Entry, later: Iterable[RegisterChange]) -> dict[str, Any]:
    """The values of an entry before these changes, newest first, that led to what it is now."""
    seen = dict(entry.values)
    for one in later:
        seen.update(one.before or {})
    return seen


def imports(organisation: Organisation) -> Sequence[RegisterImport]:
    """The sheets that were read, newest first."""
    return tuple(RegisterImport.objects.filter(organisation=organisation).defer("rows", "changes")[:50])


def one_import(organisation: Organisation, import_id: int) -> RegisterImport | None:
    """One sheet that was read, with its rows."""
    return RegisterImport.objects.filter(organisation=organisation, pk=import_id).first()
