"""The list of people of an organisation: account, second step, invitation; in a fixed number of queries."""

from collections.abc import Sequence
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Max, QuerySet

from waarborg.apps.organisations.models import Invitation, Member, Organisation
from waarborg.apps.organisations.shapes import Colleague, Presence
from waarborg.domain.permissions import Role


def colleagues(organisation: Organisation, *, at: datetime, on: date) -> Sequence[Colleague]:
    """Everybody who is or was here, by name. Three queries, however many people."""
    return _colleagues(organisation, Member.objects.filter(organisation=organisation), at, on)


def colleague(organisation: Organisation, member_id: int, *, at: datetime, on: date) -> Colleague | None:
    """One of them."""
    found = _colleagues(organisation, Member.objects.filter(organisation=organisation, pk=member_id), at, on)
    return found[0] if found else None


def _colleagues(organisation: Organisation, members: QuerySet[Member], at: datetime, on: date) -> tuple[Colleague, ...]:
    rows = tuple(members.select_related("person").order_by("name", "id"))
    people = [row.person_id for row in rows if row.person_id]
    secured = set(
        Authenticator.objects.filter(user_id__in=people)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    invited = dict(
        Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None, expires_at__gt=at)
        .values_list("member_id")
        .annotate(Max("expires_at"))
    )
    return tuple(
        Colleague(
            member=row,
            roles=frozenset(map(Role, row.roles)),
            presence=presence(row, on),
            has_account=row.person_id is not None,
            has_second_step=row.person_id in secured,
            last_seen_at=row.person.last_login if row.person else None,
            invited_until=invited.get(row.pk),
        )
        for row in rows
    )


def presence(member: Member, on: date) -> Presence:
    """Whether the roles count on this day."""
    if member.left_on:
        return Presence.LEFT
    if member.until_on and member.until_on < on:
        return Presence.ENDED
    return Presence.SOON if member.from_on and member.from_on > on else Presence.HERE
