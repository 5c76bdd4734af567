"""Ending what was handed out, when it should no longer open anything. Part of other acts."""

from collections.abc import Iterable
from datetime import datetime

from waarborg.apps.organisations.models import Invitation


def end_invitations(member_ids: Iterable[int], organisation_id: int, at: datetime) -> int:
    """What is still open for these people stops working; gives how many did.

    Whoever holds the link comes in as the person it was made for, at the address that stands there now: so it ends
    as soon as that address changes, since it was sent to another.
    """
    return Invitation.objects.filter(
        organisation=organisation_id, member__in=list(member_ids), accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=at)
