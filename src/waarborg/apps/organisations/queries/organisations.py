"""Organisations by name, and where one person is at work."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.apps.organisations.shapes import Membership
from waarborg.domain.permissions import Role


def memberships(*, person_id: int, on: date) -> Sequence[Membership]:
    """Where this person is at work on this day, by name of the organisation. One query, `within` that person."""
    found = (
        Member.objects.filter(person_id=person_id, left_on__isnull=True)
        .filter(Q(from_on__isnull=True) | Q(from_on__lte=on))
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
        .select_related("organisation")
        .order_by("organisation__name")
    )
    return tuple(
        Membership(
            member_id=member.pk,
            name=member.name,
            organisation=member.organisation,
            roles=frozenset(map(Role, member.roles)),
            until_on=member.until_on,
        )
        for member in found
    )


def find(name: str) -> Organisation | None:
    """The organisation of this exact name, if there is one; for commands, that name it in full."""
    with within(None, registry=True):
        return Organisation.objects.filter(name=name).first()


def names() -> dict[int, str]:
    """The name of every organisation by its number; for who holds the machine."""
    with within(None, registry=True):
        return dict(Organisation.objects.values_list("pk", "name"))
