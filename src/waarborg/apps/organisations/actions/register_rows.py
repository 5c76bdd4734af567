"""Writing what changed in the registers to their tables, a register at a time, in few queries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.formats.book import Book, Change, Entry
from waarborg.apps.organisations.formats.fields import Shape
from waarborg.apps.organisations.models import Organisation, ProcessSystem
from waarborg.apps.organisations.queries.registers import TABLES
from waarborg.domain.registers import RegisterKind, same_code

_AT_ONCE = 500


def store(organisation: Organisation, book: Book, changes: Iterable[Change], at: datetime) -> None:
    """The changed entries of the book, in the tables; each new one learns its id."""
    touched = {change.key for change in changes}
    for kind in RegisterKind:
        entries = [entry for key, entry in book.entries.items() if key in touched and entry.kind is kind]
        new = [entry for entry in entries if entry.id is None]
        old = [entry for entry in entries if entry.id is not None]
        _add(organisation, new, book, at)
        # a new unit can be part of one that was added in the same act
        _update(organisation, [*old, *(entry for entry in new if entry.values.get("parent"))], book, at)
    _lean(organisation, [book.entries[key] for key in touched if key[0] is RegisterKind.SYSTEM], book)


def _add(organisation: Organisation, entries: Sequence[Entry], book: Book, at: datetime) -> None:
    if not entries:
        return
    table = TABLES[entries[0].kind]
    rows = [table(organisation=organisation, **_columns(entry, book, at)) for entry in entries]
    for entry, row in zip(entries, table.objects.bulk_create(rows, batch_size=_AT_ONCE), strict=True):
        entry.id = row.pk


def _update(organisation: Organisation, entries: Sequence[Entry], book: Book, at: datetime) -> None:
    if not entries:
        return
    table = TABLES[entries[0].kind]
    rows = [table(pk=entry.id, organisation=organisation, **_columns(entry, book, at)) for entry in entries]
    names = [name for name in _columns(entries[0], book, at) if name != "code"]
    table.objects.filter(organisation=organisation).bulk_update(rows, names, batch_size=_AT_ONCE)


def _columns(entry: Entry, book: Book, at: datetime) -> dict[str, Any]:
    found: dict[str, Any] = {"code": entry.code}
    for field in fields.of(entry.kind):
        value = entry.values[field.name]
        match field.shape:
            case Shape.MANY:
                continue
            case Shape.OWNER:
                found["owner_id"] = value
            case Shape.ONE if field.refers_to is not None:
                other = book.get(field.refers_to, value) if value else None
                found[f"{field.name}_id"] = other.id if other else None
            case Shape.HOURS:
                found[field.name] = None if value is None else Decimal(value)
            case _ if field.name == "archived":
                found["archived_at"] = (entry.archived_at or at) if value else None
            case _:
                found[field.name] = value
    entry.archived_at = found["archived_at"]
    return found


def _lean(organisation: Organisation, systems: Sequence[Entry], book: Book) -> None:
    """The ties of these systems to processes, as the book has them."""
    wanted = {
        (process.id or 0, system.id or 0)
        for system in systems
        for code in system.values["processes"]
        if (process := book.entries.get((RegisterKind.PROCESS, same_code(code)))) is not None
    }
    stored = ProcessSystem.objects.filter(organisation=organisation, system__in=[system.id for system in systems])
    there = {(tie.process_id, tie.system_id): tie.pk for tie in stored}
    gone = [pk for tie, pk in there.items() if tie not in wanted]
    ProcessSystem.objects.filter(organisation=organisation, pk__in=gone).delete()
    ProcessSystem.objects.bulk_create(
        ProcessSystem(organisation=organisation, process_id=process, system_id=system)
        for process, system in sorted(wanted - there.keys())
    )


def remove(organisation: Organisation, entries: Sequence[Entry]) -> list[str]:
    """Take these entries away for good, unless something outside them refers to one: then the codes of those."""
    ids = {kind: {e.id: e.code for e in entries if e.kind is kind and e.id is not None} for kind in RegisterKind}
    used = [code for kind, found in ids.items() for code in _used(organisation, kind, found, ids)]
    if not used:
        for kind in reversed(RegisterKind):
            if kind is RegisterKind.UNIT:  # a unit may be part of one that goes too
                TABLES[kind].objects.filter(organisation=organisation, pk__in=ids[kind]).update(parent=None)
            TABLES[kind].objects.filter(organisation=organisation, pk__in=ids[kind]).delete()
    return sorted(set(used))


def _used(
    organisation: Organisation,
    kind: RegisterKind,
    found: Mapping[int, str],
    leaving: Mapping[RegisterKind, Mapping[int, str]],
) -> list[str]:
    """The codes that a row of any table refers to, also one of an app above this one, unless that row goes too."""
    used = []
    tables = {table: register for register, table in TABLES.items()}
    for tie in TABLES[kind]._meta.get_fields(include_hidden=True):  # noqa: SLF001 - who refers to it
        if not (tie.auto_created and (tie.one_to_many or tie.one_to_one)):
            continue
        rows = tie.related_model.objects.filter(organisation=organisation, **{f"{tie.field.name}__in": list(found)})
        if tie.related_model in tables:
            rows = rows.exclude(pk__in=list(leaving[tables[tie.related_model]]))
        elif tie.related_model is ProcessSystem:
            gone = list(leaving[RegisterKind.SYSTEM])
            rows = rows.none() if kind is RegisterKind.SYSTEM else rows.exclude(system__in=gone)
        used += [found[pk] for pk in rows.values_list(f"{tie.field.name}_id", flat=True)]
    return used
