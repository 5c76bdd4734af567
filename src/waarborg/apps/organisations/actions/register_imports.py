"""A sheet for the registers: kept when it was read, taken over in one act, and taken back in one act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from waarborg.apps.base.actions import Actor, require, wait_for_turn, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions.register_people import (
    ChangedSinceError,
    put_people_back,
    refuse_changed_people,
    save_people,
)
from waarborg.apps.organisations.actions.register_rows import remove, store
from waarborg.apps.organisations.actions.registers import tell
from waarborg.apps.organisations.formats.book import Book, Change, Edit
from waarborg.apps.organisations.formats.member_rows import KIND as PERSON
from waarborg.apps.organisations.formats.member_rows import PersonChange, PersonRow
from waarborg.apps.organisations.formats.plan import Plan, SheetRow, plan
from waarborg.apps.organisations.models import Member, Organisation, RegisterImport
from waarborg.apps.organisations.queries import registers
from waarborg.domain.permissions import Act
from waarborg.domain.registers import RegisterKind


class PlanChangedError(Exception):
    """The registers changed since the preview, so taking over would do something else than was shown."""


SHEETS_KEPT_FOR = timedelta(days=1)


class AlreadyDoneError(Exception):
    """The sheet was taken over, or taken back, already."""


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file as it was read: the rows, what was not understood by place, and the sheets to be told about."""

    name: str
    sha256: str
    rows: Sequence[SheetRow | PersonRow]
    notes: Sequence[tuple[str, str]] = ()
    sheets: Sequence[Mapping[str, Any]] = ()


@transaction.atomic
def keep_import(*, organisation: Organisation, file: SheetFile, by: Actor, at: datetime) -> RegisterImport:
    """Remember what the sheet said, to show what it would change. Nothing in the registers changes."""
    require(by, Act.IMPORT_REGISTERS, organisation_id=organisation.pk)
    return RegisterImport.objects.create(
        organisation=organisation,
        at=at,
        by=by.name,
        file_name=file.name[:300],
        file_sha256=file.sha256,
        rows=[row.as_json() for row in file.rows],
        notes=[list(note) for note in file.notes],
        sheets=list(file.sheets),
    )


@transaction.atomic
def tell_import(
    *,
    organisation: Organisation,
    import_id: int,
    rows: Sequence[SheetRow | PersonRow],
    notes: Sequence[tuple[str, str]],
    by: Actor,
) -> None:
    """Remember the rows of an import now that somebody said what its sheets hold. Nothing in the registers changes.

    Raises LookupError, AlreadyDoneError, NotAllowedError.
    """
    require(by, Act.IMPORT_REGISTERS, organisation_id=organisation.pk)
    found = _locked(organisation, import_id)
    if found.applied_at is not None:
        raise AlreadyDoneError(found.file_name)
    told = {sheet["name"] for sheet in found.sheets}
    found.rows = [row for row in found.rows if row["sheet"] not in told] + [row.as_json() for row in rows]
    others = [
        note for note in found.notes if not any(note[0] == name or note[0].startswith(f"{name}, ") for name in told)
    ]
    found.notes = others + [list(note) for note in notes]
    found.save(update_fields=["rows", "notes"])


def forget_untold_sheets(at: datetime) -> int:
    """Remove the cells of sheets of which nobody said within a day what they hold; returns of how many imports.

    What was read of them stays. No permission is asked: this is upkeep by the system itself.
    """
    with within(None, registry=True):
        organisations = list(Organisation.objects.values_list("pk", flat=True))
    emptied = 0
    for organisation_id in organisations:
        with within(organisation_id):
            old = RegisterImport.objects.filter(organisation=organisation_id, at__lt=at - SHEETS_KEPT_FOR)
            emptied += old.exclude(sheets=[]).update(sheets=[])
    return emptied


def preview(found: RegisterImport, book: Book, choices: Mapping[str, str]) -> Plan:
    """What taking over would change now."""
    about_people = [PersonRow.from_json(row) for row in found.rows if row["kind"] == PERSON]
    rows = [SheetRow.from_json(row) for row in found.rows if row["kind"] != PERSON]
    return plan(book, rows, choices, about_people)


@transaction.atomic
def apply_import(
    *, organisation: Organisation, import_id: int, choices: Mapping[str, str], seen: str, by: Actor, at: datetime
) -> Plan:
    """Take over the good rows, in one act. `seen` is the digest of the plan that was shown.

    Raises LookupError, AlreadyDoneError, PlanChangedError, NotAllowedError.
    """
    require(by, Act.IMPORT_REGISTERS, organisation_id=organisation.pk)
    wait_for_turn(f"registers.{organisation.pk}")
    found = _locked(organisation, import_id)
    if found.applied_at is not None:
        raise AlreadyDoneError(found.file_name)
    book = registers.book(organisation)
    shown = preview(found, book, choices)
    if shown.digest != seen:
        raise PlanChangedError(found.file_name)
    made = _make_people(organisation, shown, by, at) | save_people(organisation, shown.people, by, at)
    done = _with_people(shown, made)
    store(organisation, done.book, done.changes, by, at)
    found.applied_at = at
    found.changes = [_kept(change) for change in done.changes] + [
        {**change.as_json(), "id": made.get(change.id, change.id)} for change in shown.people
    ]
    found.sheets = []
    found.save(update_fields=["applied_at", "changes", "sheets"])
    write_journal(
        action=Act.IMPORT_REGISTERS.value,
        about=found.file_name,
        by=by,
        at=at,
        organisation_id=organisation.pk,
        detail={"import": found.pk, "sha256": found.file_sha256, **_counts(done), "people_made": sorted(made.values())},
    )
    tell(organisation, done.changes, by, at)
    return done


@transaction.atomic
def undo_import(*, organisation: Organisation, import_id: int, by: Actor, at: datetime) -> int:
    """Put everything back as it was before the sheet; how many entries that were. People that were made stay.

    Raises LookupError, AlreadyDoneError, ChangedSinceError, NotAllowedError.
    """
    require(by, Act.IMPORT_REGISTERS, organisation_id=organisation.pk)
    wait_for_turn(f"registers.{organisation.pk}")
    found = _locked(organisation, import_id)
    if found.applied_at is None or found.undone_at is not None:
        raise AlreadyDoneError(found.file_name)
    book = registers.book(organisation)
    people, changes = kept_changes(found)
    _refuse_changed(book, changes)
    refuse_changed_people(book, people)
    back = _put_back(book, changes)
    store(organisation, book, back, by, at)
    gone = [book.entries[change.key] for change in changes if change.is_new]
    if used := remove(organisation, gone):
        raise ChangedSinceError(used)
    put_people_back(organisation, people, by, at)
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    write_journal(
        action="organisation.import_undone",
        about=found.file_name,
        by=by,
        at=at,
        organisation_id=organisation.pk,
        detail={"import": found.pk, "removed": [entry.code for entry in gone], "restored": [c.code for c in back]},
    )
    tell(organisation, back, by, at)
    return len(changes) + len(people)


def kept_changes(found: RegisterImport) -> tuple[list[PersonChange], list[Change]]:
    """What the import did, to people and to entries."""
    people = [PersonChange.from_json(c) for c in found.changes if c["kind"] == PERSON]
    entries = [c for c in found.changes if c["kind"] != PERSON]
    return people, [Change(RegisterKind(c["kind"]), c["code"], c["name"], c["before"], c["after"]) for c in entries]


def _locked(organisation: Organisation, import_id: int) -> RegisterImport:
    found = RegisterImport.objects.select_for_update().filter(organisation=organisation, pk=import_id).first()
    if found is None:
        raise LookupError(str(import_id))
    return found


def _make_people(organisation: Organisation, shown: Plan, by: Actor, at: datetime) -> dict[int, int]:
    """Members without account or role, for owners that were not there yet: their ids by those of the plan."""
    made = {}
    for identity, (name, email) in shown.newcomers.items():
        member = Member.objects.create(organisation=organisation, name=name, email=email)
        made[identity] = member.pk
        write_journal(
            action="members.added",
            about=name,
            by=by,
            at=at,
            organisation_id=organisation.pk,
            detail={"roles": [], "because": "owner in a register"},
        )
    return made


def _with_people(shown: Plan, made: Mapping[int, int]) -> Plan:
    """The plan with the real ids of who was made."""
    for entry in shown.book.entries.values():
        entry.values["owner"] = made.get(entry.values["owner"], entry.values["owner"])
    shown.changes = [_with_owner(change, made) for change in shown.changes]
    return shown


def _with_owner(change: Change, made: Mapping[int, int]) -> Change:
    owner = change.after.get("owner")
    if owner is None or owner not in made:
        return change
    return Change(change.kind, change.code, change.name, change.before, {**change.after, "owner": made[owner]})


def _kept(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "code": change.code,
        "name": change.name,
        "before": None if change.before is None else dict(change.before),
        "after": dict(change.after),
    }


def _counts(done: Plan) -> dict[str, int]:
    return {
        "rows": done.n_rows,
        "people_changed": len(done.people),
        "added": len(done.added),
        "changed": len(done.changed),
        "archived": len(done.archived),
        "refused": done.n_refused,
    }


def _refuse_changed(book: Book, changes: Iterable[Change]) -> None:
    """Raises ChangedSinceError for values that are no longer what the sheet made them."""
    moved = []
    for change in changes:
        entry = book.get(change.kind, change.code)
        if entry is None or any(entry.values[name] != value for name, value in change.after.items()):
            moved.append(change.code)
    if moved:
        raise ChangedSinceError(moved)


def _put_back(book: Book, changes: Iterable[Change]) -> list[Change]:
    edits = [Edit(c.kind, c.code, c.before) for c in changes if c.before is not None]
    return [change for edit in edits if (change := book.apply(edit))]
