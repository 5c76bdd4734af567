"""The people in a sheet of the registers: made without account or role, changed, and put back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from waarborg.apps.base.actions import Actor, JournalEntry, wait_for_turn, write_journal_lines
from waarborg.apps.organisations.actions.ending import end_invitations
from waarborg.apps.organisations.formats.book import Book
from waarborg.apps.organisations.formats.member_rows import FIELDS, PersonChange
from waarborg.apps.organisations.models import Member, Organisation

_NAMES = [about.name for about in FIELDS]


class ChangedSinceError(Exception):
    """Entries or people of the import were changed or are used since; `codes` are theirs. Nothing was taken back."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(", ".join(codes))
        self.codes = tuple(codes)


def save_people(organisation: Organisation, changes: Sequence[PersonChange], by: Actor, at: datetime) -> dict[int, int]:
    """Make and change them; the ids of who is new by those of the plan. For acts that asked their own permission."""
    wait_for_turn(f"members.{organisation.pk}")
    new = [change for change in changes if change.is_new]
    made = Member.objects.bulk_create([Member(organisation=organisation, **change.after) for change in new])
    _write(organisation, {change.id: change.after for change in changes if not change.is_new}, at)
    ids = {change.id: member.pk for change, member in zip(new, made, strict=True)}
    _tell(organisation, ((change, ids.get(change.id, change.id)) for change in changes), by, at)
    return ids


def refuse_changed_people(book: Book, changes: Iterable[PersonChange]) -> None:
    """Raises ChangedSinceError for who is no longer as the sheet made them, or whose old email address is taken."""
    taken = {email.lower(): pk for pk, email in book.emails.items() if email}
    moved = []
    for change in changes:
        now = {"name": book.people.get(change.id), "email": book.emails.get(change.id)}
        now["function"] = book.functions.get(change.id)
        before = (change.before or {}).get("email", "").lower()
        is_fixed = not change.is_new and "email" in change.after and change.id in book.fixed_emails
        is_other = any(now[name] != value for name, value in change.after.items())
        if is_fixed or is_other or taken.get(before, change.id) != change.id:
            moved.append(change.name)
    if moved:
        raise ChangedSinceError(moved)


def put_people_back(organisation: Organisation, changes: Iterable[PersonChange], by: Actor, at: datetime) -> None:
    """As they were. Who was made goes again, unless something refers to them or they got an account or a role."""
    changes = list(changes)
    back = [PersonChange(c.id, c.name, c.after, c.before) for c in changes if c.before is not None]
    _write(organisation, {change.id: change.after for change in back}, at)
    _tell(organisation, ((change, change.id) for change in back), by, at)
    made = Member.objects.filter(
        organisation=organisation, pk__in=[c.id for c in changes if c.is_new], person=None, roles=[]
    )
    leaving = {member.pk: member.name for member in made}
    for pk in _referred_to(organisation, list(leaving)):
        leaving.pop(pk, None)
    Member.objects.filter(organisation=organisation, pk__in=list(leaving)).delete()
    lines = [JournalEntry("members.removed", name, {"member": pk}) for pk, name in leaving.items()]
    write_journal_lines(lines, by=by, at=at, organisation_id=organisation.pk)


def _write(organisation: Organisation, told: Mapping[int, Mapping[str, str]], at: datetime) -> None:
    rows = list(Member.objects.select_for_update().filter(organisation=organisation, pk__in=list(told)))
    for member in rows:
        for name, value in told[member.pk].items():
            setattr(member, name, value)
    Member.objects.bulk_update(rows, _NAMES)
    end_invitations([pk for pk, fields in told.items() if "email" in fields], organisation.pk, at)


def _referred_to(organisation: Organisation, ids: Sequence[int]) -> set[int]:
    """Who a row of any table refers to, also of an app above this one."""
    used: set[int] = set()
    ties: Iterable[Any] = Member._meta.get_fields(include_hidden=True)  # noqa: SLF001 - who refers to it
    for tie in ties:
        if tie.auto_created and (tie.one_to_many or tie.one_to_one):
            rows = tie.related_model.objects.filter(**{f"{tie.field.name}__in": ids, "organisation": organisation})
            used |= set(rows.values_list(f"{tie.field.name}_id", flat=True))
    return used


def _tell(organisation: Organisation, changes: Iterable[tuple[PersonChange, int]], by: Actor, at: datetime) -> None:
    lines = [
        JournalEntry("members.added", change.name, {"member": pk, "roles": [], "because": "sheet"})
        if change.is_new
        else JournalEntry("members.changed", change.name, {"member": pk, "fields": sorted(change.after)})
        for change, pk in changes
    ]
    write_journal_lines(lines, by=by, at=at, organisation_id=organisation.pk)
