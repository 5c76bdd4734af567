"""Acts on the people of an organisation: who they are there, and what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from waarborg.apps.base.actions import Actor, require, wait_for_turn, write_journal
from waarborg.apps.organisations.actions.ending import end_invitations
from waarborg.apps.organisations.actions.rules import (
    TakenError,
    day_of,
    is_lasting_administrator,
    locked,
    require_administrator_left,
    require_rules,
    require_second_person,
    standing_of,
)
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.members import Standing
from waarborg.domain.permissions import PRIVILEGED, Act, Role


@dataclass(frozen=True, slots=True)
class Details:
    """Who somebody is here. The roles count from `from_on` up to and including `until_on`."""

    name: str
    email: str = ""
    function: str = ""
    roles: frozenset[Role] = field(default=frozenset())
    from_on: date | None = None
    until_on: date | None = None

    def standing(self, on: date) -> Standing:
        return Standing(self.roles, self.from_on, self.until_on, on)


@transaction.atomic
def add_member(*, organisation: Organisation, details: Details, by: Actor, at: datetime) -> Member:
    """Someone new, without an account; an invitation gives one. Raises RuleBrokenError and TakenError."""
    require(by, Act.MANAGE_MEMBERS, organisation_id=organisation.pk)
    wait_for_turn(f"members.{organisation.pk}")
    require_rules(details.standing(day_of(at)))
    _require_free(organisation, details.email, besides=0)
    member = Member(organisation=organisation)
    _write(member, details)
    _tell(
        member,
        "members.added",
        by,
        at,
        {"roles": member.roles, **_days(member), "privileged": bool(details.roles & PRIVILEGED)},
    )
    return member


@transaction.atomic
def change_member(
    *, organisation: Organisation, member_id: int, details: Details, reason: str, by: Actor, at: datetime
) -> Member:
    """Other details, roles or days. Raises RuleBrokenError, TakenError, and LookupError when nobody is there."""
    require(by, Act.MANAGE_MEMBERS, organisation_id=organisation.pk)
    member = locked(organisation, member_id)
    before, after = standing_of(member, day_of(at)), details.standing(day_of(at))
    require_rules(after)
    require_second_person(member, before, after, reason, by)
    _require_free(organisation, details.email, besides=member.pk)
    was_last_resort = is_lasting_administrator(member)
    if details.email.lower() != member.email.lower() and end_invitations([member.pk], organisation.pk, at):
        _tell(member, "members.invitation_withdrawn", by, at, {"because": "email"})
    _write(member, details)
    if was_last_resort and not is_lasting_administrator(member):
        require_administrator_left(organisation, besides=member)
    _tell_change(member, before, after, reason, by, at)
    return member


@transaction.atomic
def take_back(*, organisation: Organisation, member_id: int, by: Actor, at: datetime) -> Member:
    """Somebody who left is here again, without any role: those are given anew."""
    require(by, Act.MANAGE_MEMBERS, organisation_id=organisation.pk)
    member = locked(organisation, member_id)
    member.left_on, member.until_on, member.from_on, member.roles = None, None, None, []
    member.save(update_fields=["left_on", "until_on", "from_on", "roles"])
    _tell(member, "members.returned", by, at, {})
    return member


def narrow_roles(*, member: Member, keeps: frozenset[Role], reason: str, by: Actor, at: datetime) -> None:
    """Only these of the roles remain. For acts that have asked their own permission; takes, never gives."""
    before = standing_of(member, day_of(at))
    was_last_resort = is_lasting_administrator(member)
    member.roles = sorted(role.value for role in keeps & before.roles)
    member.save(update_fields=["roles"])
    if was_last_resort and not is_lasting_administrator(member):
        require_administrator_left(member.organisation, besides=member)
    _tell_change(member, before, standing_of(member, before.on), reason, by, at)


def _require_free(organisation: Organisation, email: str, *, besides: int) -> None:
    if email and Member.objects.filter(organisation=organisation, email__iexact=email).exclude(pk=besides).exists():
        raise TakenError(email)


def _write(member: Member, details: Details) -> None:
    member.name, member.email, member.function = details.name, details.email, details.function
    member.roles = sorted(role.value for role in details.roles)
    member.from_on, member.until_on = details.from_on, details.until_on
    member.save()


def _tell_change(member: Member, before: Standing, after: Standing, reason: str, by: Actor, at: datetime) -> None:
    same = (before.roles, before.from_on, before.until_on) == (after.roles, after.from_on, after.until_on)
    if same:
        _tell(member, "members.changed", by, at, {})
        return
    told = {
        "from": _plain(before),
        "to": _plain(after),
        "privileged": bool((before.roles ^ after.roles) & PRIVILEGED),  # to be watched: BIO2 5.18.01
        "own": by.member_id == member.pk,
        "reason": reason,
    }
    _tell(member, "members.roles_changed", by, at, {name: value for name, value in told.items() if value})


def _plain(standing: Standing) -> dict[str, Any]:
    return {
        "roles": sorted(role.value for role in standing.roles),
        "from_on": standing.from_on.isoformat() if standing.from_on else None,
        "until_on": standing.until_on.isoformat() if standing.until_on else None,
    }


def _days(member: Member) -> dict[str, str]:
    days = {"from_on": member.from_on, "until_on": member.until_on}
    return {name: day.isoformat() for name, day in days.items() if day}


def _tell(member: Member, action: str, by: Actor, at: datetime, detail: Mapping[str, Any]) -> None:
    write_journal(
        action=action,
        about=member.name,
        by=by,
        at=at,
        organisation_id=member.organisation_id,
        detail={"member": member.pk, **detail},
    )
