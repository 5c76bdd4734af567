"""Writing what changed in the registers to their tables, a register at a time, in few queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.formats.book import Book, Change, Entry
from waarborg.apps.organisations.formats.fields import Shape
from waarborg.apps.organisations.formats.values import level_label
from waarborg.apps.organisations.models import Organisation, ProcessSystem, RegisterChange
from waarborg.apps.organisations.queries.registers import KINDS, TABLES
from waarborg.domain.registers import RegisterKind, same_code

_AT_ONCE = 500


def store(
    organisation: Organisation,
    book: Book,
    changes: Sequence[Change],
    by: Actor,
    at: datetime,
    *,
    scale: Sequence[str] = (),
) -> None:
    """The changed entries of the book, in the tables, each with its history; each new one learns its id.

    `scale` is the one that the levels are on after this, when that is not the scale of the book.
    """
    remembered = list(_remembered(book, changes, scale or book.scale))  # also makes the versions one more
    touched = {change.key for change in changes}
    for kind in RegisterKind:
        entries = [entry for key, entry in book.entries.items() if key in touched and entry.kind is kind]
        new = [entry for entry in entries if entry.id is None]
        old = [entry for entry in entries if entry.id is not None]
        _add(organisation, new, book, at)
        # a new unit can be part of one that was added in the same act
        _update(organisation, [*old, *(entry for entry in new if entry.values.get("parent"))], book, at)
    _lean(organisation, [book.entries[key] for key in touched if key[0] is RegisterKind.SYSTEM], book)
    for entry, row in remembered:
        row.organisation, row.entry, row.by, row.at = organisation, entry.stored_id, by.name, at
    RegisterChange.objects.bulk_create((row for _entry, row in remembered), batch_size=_AT_ONCE)


def _remembered(book: Book, changes: Iterable[Change], scale: Sequence[str]) -> Iterator[tuple[Entry, RegisterChange]]:
    for change in changes:
        entry = book.entries[change.key]
        entry.version += 1
        after = {name: value for name, value in change.after.items() if change.before is not None or value}
        yield (
            entry,
            RegisterChange(
                register=change.kind.value,
                version=entry.version,
                before=None if change.before is None else dict(change.before),
                after=after,
                labels={
                    name: [_called((change.before or {}).get(name), book.scale), _called(value, scale)]
                    for name, value in after.items()
                    if fields.BY_NAME[name].shape is Shape.LEVEL
                },
            ),
        )


def _called(place: int | None, scale: Sequence[str]) -> str:
    return "" if place is None else level_label(place, scale)


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
    found: dict[str, Any] = {"code": entry.code, "version": entry.version}
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
            past = RegisterChange.objects.filter(organisation=organisation, register=kind.value)
            past.filter(entry__in=ids[kind]).delete()
    return sorted(set(used))


def _used(
    organisation: Organisation,
    kind: RegisterKind,
    found: Mapping[int, str],
    leaving: Mapping[RegisterKind, Mapping[int, str]],
) -> list[str]:
    """The codes that a row of any table refers to, also one of an app above this one, unless that row goes too."""
    used = []
    for tie in TABLES[kind]._meta.get_fields(include_hidden=True):  # noqa: SLF001 - who refers to it
        if not (tie.auto_created and (tie.one_to_many or tie.one_to_one)):
            continue
        rows = tie.related_model.objects.filter(organisation=organisation, **{f"{tie.field.name}__in": list(found)})
        if tie.related_model in KINDS:
            rows = rows.exclude(pk__in=list(leaving[KINDS[tie.related_model]]))
        elif tie.related_model is ProcessSystem:
            gone = list(leaving[RegisterKind.SYSTEM])
            rows = rows.none() if kind is RegisterKind.SYSTEM else rows.exclude(system__in=gone)
        used += [found[pk] for pk in rows.values_list(f"{tie.field.name}_id", flat=True)]
    return used
