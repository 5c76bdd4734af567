"""Who is in an organisation: for lists, and for choosing an owner or someone to do a task."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from waarborg.apps.organisations.models import Member, Organisation


def members(organisation: Organisation, *, on: date) -> Sequence[Member]:
    """Who is there on this day, with an account or without, by name: to choose an owner or assignee from."""
    found = (
        Member.objects.filter(organisation=organisation, left_on__isnull=True)
        .filter(Q(from_on__isnull=True) | Q(from_on__lte=on))
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
    )
    return tuple(found.order_by("name", "id"))


def member(organisation: Organisation, member_id: int) -> Member | None:
    """One person of this organisation, also one who left; None for somebody of another."""
    return Member.objects.filter(organisation=organisation, pk=member_id).select_related("person").first()
