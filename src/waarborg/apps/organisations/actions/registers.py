"""Changing the registers: the one act behind the form, the sheet and its undo."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from waarborg.apps.base.actions import Actor, JournalEntry, require, wait_for_turn, write_journal_lines
from waarborg.apps.organisations.actions.register_rows import store
from waarborg.apps.organisations.formats.book import Book, Change, Edit, Fault, Key
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.organisations.queries import registers
from waarborg.domain.permissions import Act
from waarborg.domain.registers import RegisterKind


class RefusedError(Exception):
    """The entries cannot be saved like this: why, by entry. Nothing was saved."""

    def __init__(self, faults: Mapping[Key, Sequence[Fault]]) -> None:
        super().__init__(", ".join(f"{code}: {fault.field}" for (_, code), found in faults.items() for fault in found))
        self.faults = dict(faults)


class AlreadyThereError(Exception):
    """There is an entry of this code; perhaps it is archived."""


def add_entry(
    *, organisation: Organisation, kind: RegisterKind, code: str, values: Mapping[str, Any], by: Actor, at: datetime
) -> Change:
    """A new line in a register. Raises AlreadyThereError, RefusedError, NotAllowedError."""
    edit = Edit(kind, code, values, is_new=True)
    return save_entries(organisation=organisation, edits=[edit], by=by, at=at)[0]


def change_entry(
    *, organisation: Organisation, kind: RegisterKind, code: str, values: Mapping[str, Any], by: Actor, at: datetime
) -> Change | None:
    """Other values for some fields; None when nothing changed. Raises LookupError, RefusedError, NotAllowedError."""
    edit = Edit(kind, code, values, is_new=False)
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
        changes += [change] if (change := book.apply(book.tidy(edit))) else []
    refuse_faults(book, changes)
    store(organisation, book, changes, at)
    tell(organisation, changes, by, at)
    return changes


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
