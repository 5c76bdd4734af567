"""Changing the registers: the one act behind the form, the sheet and its undo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from waarborg.apps.base.actions import Actor, JournalEntry, require, wait_for_turn, write_journal_lines
from waarborg.apps.organisations.actions.register_rows import store
from waarborg.apps.organisations.formats.book import Book, Change, Edit, Entry, Fault, Key
from waarborg.apps.organisations.models import Organisation, RegisterChange
from waarborg.apps.organisations.queries import registers
from waarborg.domain.merging import merge
from waarborg.domain.permissions import Act
from waarborg.domain.registers import RegisterKind


class RefusedError(Exception):
    """The entries cannot be saved like this: why, by entry. Nothing was saved."""

    def __init__(self, faults: Mapping[Key, Sequence[Fault]]) -> None:
        super().__init__(", ".join(f"{code}: {fault.field}" for (_, code), found in faults.items() for fault in found))
        self.faults = dict(faults)


class AlreadyThereError(Exception):
    """There is an entry of this code; perhaps it is archived."""


class ConflictError(Exception):
    """Somebody else changed the same fields since the version that was seen. Nothing was saved.

    `entry` is as it stands now, `wanted` what would be changed, and `clashes` the last change of each field of both.
    """

    def __init__(self, entry: Entry, wanted: Mapping[str, Any], clashes: Mapping[str, RegisterChange]) -> None:
        super().__init__(f"{entry.code}: {', '.join(clashes)}")
        self.entry, self.wanted, self.clashes = entry, dict(wanted), dict(clashes)


def add_entry(
    *, organisation: Organisation, kind: RegisterKind, code: str, values: Mapping[str, Any], by: Actor, at: datetime
) -> Change:
    """A new line in a register. Raises AlreadyThereError, RefusedError, NotAllowedError."""
    edit = Edit(kind, code, values, is_new=True)
    return save_entries(organisation=organisation, edits=[edit], by=by, at=at)[0]


def change_entry(
    *,
    organisation: Organisation,
    kind: RegisterKind,
    code: str,
    values: Mapping[str, Any],
    seen_version: int | None = None,
    by: Actor,
    at: datetime,
) -> Change | None:
    """Other values for some fields, based on the version that was seen; None when nothing changed.

    Raises LookupError, ConflictError, RefusedError, NotAllowedError.
    """
    edit = Edit(kind, code, values, is_new=False, seen_version=seen_version)
    return next(iter(save_entries(organisation=organisation, edits=[edit], by=by, at=at)), None)


def archive_entry(*, organisation: Organisation, kind: RegisterKind, code: str, by: Actor, at: datetime) -> None:
    """Out of the lists, kept with all that hangs on it; `restore_entry` puts it back. Raises as `change_entry`."""
    change_entry(organisation=organisation, kind=kind, code=code, values={"archived": True}, by=by, at=at)


def restore_entry(*, organisation: Organisation, kind: RegisterKind, code: str, by: Actor, at: datetime) -> None:
    """Back in the lists as it was. Raises as `change_entry`."""
    change_entry(organisation=organisation, kind=kind, code=code, values={"archived": False}, by=by, at=at)


@transaction.atomic
def save_entries(*, organisation: Organisation, edits: Iterable[Edit], by: Actor, at: datetime) -> list[Change]:
    """Add and change entries in one act, all or none, in the order given. Who may only change own ones, adds none."""
    wait_for_turn(f"registers.{organisation.pk}")
    book = registers.book(organisation)
    changes = []
    for edit in edits:
        entry = book.get(edit.kind, edit.code)
        own = entry is not None and entry.owner_id is not None and entry.owner_id == by.member_id
        require(by, Act.EDIT_REGISTERS, organisation_id=organisation.pk, is_own=own)
        if entry is not None and edit.is_new:
            raise AlreadyThereError(entry.code)
        told = _merged(organisation, entry, book.tidy(edit))
        changes += [change] if (change := book.apply(told)) else []
    refuse_faults(book, changes)
    store(organisation, book, changes, by, at)
    tell(organisation, changes, by, at)
    return changes


def _merged(organisation: Organisation, entry: Entry | None, edit: Edit) -> Edit:
    """Only what was changed against the version that was seen. Raises ConflictError."""
    if entry is None or edit.seen_version is None or edit.seen_version >= entry.version:
        return edit
    later = registers.changes(organisation, entry, since=edit.seen_version)
    merged = merge(registers.as_seen(entry, later), entry.values, edit.values)
    if merged.clashes:
        last = {name: next(one for one in later if name in one.after) for name in merged.clashes}
        raise ConflictError(entry, merged.wanted, last)
    return replace(edit, values=merged.wanted)


def refuse_faults(book: Book, changes: Iterable[Change]) -> None:
    """Raises RefusedError when a changed entry cannot be saved as it is now."""
    faults = {change.key: found for change in changes if (found := book.faults(book.entries[change.key]))}
    if faults:
        raise RefusedError(faults)


def tell(organisation: Organisation, changes: Iterable[Change], by: Actor, at: datetime) -> None:
    """One line in the journal for each entry that changed, with every value before and after."""
    entries = [
        JournalEntry(
            action=Act.EDIT_REGISTERS.value,
            about=f"{change.code} {change.name}",
            detail={
                "register": change.kind.value,
                "is_new": change.is_new,
                "before": dict(change.before or {}),
                "after": {name: value for name, value in change.after.items() if change.before or value},
            },
        )
        for change in changes
    ]
    write_journal_lines(entries, by=by, at=at, organisation_id=organisation.pk)
