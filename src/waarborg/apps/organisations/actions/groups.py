"""Groups of an identity provider that decide what people may here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions.rules import is_last_administrator
from waarborg.apps.organisations.models import GroupRole, Member
from waarborg.domain.permissions import NOT_FOR_PEOPLE, TIME_BOXED, Act, Role

# a time-boxed role needs a last day, which a group does not have
GIVEN_BY_GROUPS = frozenset(Role) - TIME_BOXED - NOT_FOR_PEOPLE


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody whom the provider brought to the door, with the groups that it told.

    `email` is empty when nobody answers for the address: then it opens no place that waits for it.
    """

    provider: str
    groups: frozenset[str]
    name: str
    email: str
    person: Person | None


@transaction.atomic
def map_group(
    *, organisation_id: int, provider: str, group: str, roles: Iterable[Role], by: Actor, at: datetime
) -> None:
    """From now on who is in this group has these roles here; no roles takes the group off the list."""
    require(by, Act.MANAGE_SETTINGS, organisation_id=organisation_id)
    given = sorted(GIVEN_BY_GROUPS & set(roles))
    found = GroupRole.objects.filter(organisation_id=organisation_id, provider=provider, group=group)
    if given:
        found.update_or_create(
            organisation_id=organisation_id, provider=provider, group=group, defaults={"roles": given}
        )
    else:
        found.delete()
    write_journal(
        action="sign_in.group_mapped",
        about=f"{provider}: {group}",
        by=by,
        at=at,
        organisation_id=organisation_id,
        detail={"roles": given},
    )


def roles_of(*, organisation_id: int, provider: str, groups: Iterable[str]) -> frozenset[Role] | None:
    """What these groups may here; None when the organisation gives no roles by groups of this provider."""
    with within(organisation_id):
        rows = tuple(GroupRole.objects.filter(organisation_id=organisation_id, provider=provider))
    if not rows:
        return None
    mine = set(groups)
    return frozenset(Role(role) for row in rows if row.group in mine for role in row.roles)


@transaction.atomic
def follow_groups(*, organisation_id: int, who: Arrival, by: Actor, at: datetime) -> bool:
    """Give the member the roles of the groups, and take those that no group gives any more.

    Somebody new becomes a member when a group gives a role. False when there is no place for them here: no member and
    no role, or somebody who left. Who left comes back by invitation, not because a group was not tidied up.
    """
    roles = roles_of(organisation_id=organisation_id, provider=who.provider, groups=who.groups)
    with within(organisation_id):
        member = _member(organisation_id, who)
        if member is None:
            return bool(roles) and _welcome(organisation_id, who, roles or frozenset(), by, at)
        if member.left_on is not None:
            return False
        _take_place(member, who.person)
        if roles is not None:
            _replace_roles(member, roles, who, by, at)
    return True


def _member(organisation_id: int, who: Arrival) -> Member | None:
    """The member with this account, or one without any account and this address."""
    rows = Member.objects.select_for_update().filter(organisation_id=organisation_id)
    mine = rows.filter(person=who.person).first() if who.person else None
    if mine is not None or not who.email:
        return mine
    return rows.filter(person__isnull=True, email__iexact=who.email).first()


def _take_place(member: Member, person: Person | None) -> None:
    if member.person_id is None and person is not None:
        member.person = person
        member.save(update_fields=["person"])


def _welcome(organisation_id: int, who: Arrival, roles: frozenset[Role], by: Actor, at: datetime) -> bool:
    if who.person is None:
        return True  # there is a place; the account is made first
    email = who.email or who.person.email
    is_taken = Member.objects.filter(organisation_id=organisation_id, email__iexact=email).exists()
    Member.objects.create(
        organisation_id=organisation_id,
        person=who.person,
        name=who.name,
        email="" if is_taken else email,
        roles=sorted(roles),
    )
    _tell("members.joined_by_group", organisation_id, who, {"roles": sorted(roles)}, by, at)
    return True


def _replace_roles(member: Member, roles: frozenset[Role], who: Arrival, by: Actor, at: datetime) -> None:
    """What the groups give; the last administrator keeps that role (TG-06), whatever the groups say."""
    was = sorted(member.roles)
    if Role.ADMINISTRATOR not in roles and is_last_administrator(member):
        roles |= {Role.ADMINISTRATOR}
    if was == sorted(roles):
        return
    member.roles = sorted(roles)
    member.save(update_fields=["roles"])
    detail = {"from": was, "to": member.roles}
    _tell("members.roles_followed_groups", member.organisation_id, who, detail, by, at)


def _tell(
    action: str, organisation_id: int, who: Arrival, detail: dict[str, list[str]], by: Actor, at: datetime
) -> None:
    write_journal(
        action=action,
        about=who.name or who.email,
        by=Actor(by.name, by.origin, person_id=by.person_id),
        at=at,
        organisation_id=organisation_id,
        detail={**detail, "provider": who.provider},
    )
