"""Leaving, as far as organisations know it; `assessments.actions.hand_over` is the act that people do."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from allauth.usersessions.models import UserSession

from waarborg.apps.base.actions import Actor, require, wait_for_turn, write_journal
from waarborg.apps.organisations.actions.ending import end_invitations
from waarborg.apps.organisations.actions.register_rows import store
from waarborg.apps.organisations.actions.rules import (
    day_of,
    is_lasting_administrator,
    locked,
    require_administrator_left,
)
from waarborg.apps.organisations.formats.book import Edit
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.apps.organisations.queries import REGISTERS, registers
from waarborg.domain.permissions import Act

Heirs = Mapping[str, int | None]  # what kind of thing goes to whom; None: to nobody yet


class NoHeirError(Exception):
    """Who should take over is not here, or is the one who leaves."""


def leave(
    *,
    organisation: Organisation,
    member_id: int,
    heirs: Heirs,
    handed_over: Mapping[str, int],
    by: Actor,
    at: datetime,
) -> Member:
    """Everything owned goes to the heirs; roles, sessions and invitations end. In the transaction of the caller.

    `handed_over` is what the caller moved already, for the one journal line of the act.
    """
    require(by, Act.MANAGE_MEMBERS, organisation_id=organisation.pk)
    wait_for_turn(f"registers.{organisation.pk}")  # before that of the people, as a sheet does
    member = locked(organisation, member_id)
    require_heirs(organisation, member, heirs)
    if is_lasting_administrator(member):
        require_administrator_left(organisation, besides=member)
    counts = {**handed_over, **_hand_over_registers(organisation, member, heirs, by, at)}
    roles, member.roles, member.left_on = member.roles, [], day_of(at)
    member.save(update_fields=["roles", "left_on"])
    counts["invitations"] = end_invitations([member.pk], organisation.pk, at)
    counts["sessions"] = _end_sessions(member)
    write_journal(
        action="members.left",
        about=member.name,
        by=by,
        at=at,
        organisation_id=organisation.pk,
        detail={"member": member.pk, "roles": roles, "heirs": dict(heirs), "counts": counts},
    )
    return member


def require_heirs(organisation: Organisation, member: Member, heirs: Heirs) -> None:
    """Whoever takes over is of this organisation, did not leave, and is somebody else."""
    wanted = {heir for heir in heirs.values() if heir is not None}
    found = Member.objects.filter(organisation=organisation, pk__in=wanted - {member.pk}, left_on__isnull=True)
    if found.count() != len(wanted):
        raise NoHeirError


def _hand_over_registers(
    organisation: Organisation, member: Member, heirs: Heirs, by: Actor, at: datetime
) -> dict[str, int]:
    book = registers.book(organisation)
    heir_of = {registers.KINDS[table]: heirs.get(name) for name, table in REGISTERS.items()}
    owned = [entry for entry in book.entries.values() if entry.owner_id == member.pk]
    edits = [Edit(entry.kind, entry.code, {"owner": heir_of[entry.kind]}) for entry in owned]
    changes = [change for edit in edits if (change := book.apply(edit))]
    store(organisation, book, changes, by, at)
    counts = Counter(change.kind for change in changes)
    return {name: counts[registers.KINDS[table]] for name, table in REGISTERS.items()}


def _end_sessions(member: Member) -> int:
    """Also those in which this person works elsewhere: signing in again is little trouble, an open door is much."""
    sessions = list(UserSession.objects.filter(user_id=member.person_id)) if member.person_id else []
    for session in sessions:
        session.end()
    return len(sessions)
