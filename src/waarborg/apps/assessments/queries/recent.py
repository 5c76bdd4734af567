"""What changed lately, for who comes back after a few days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from waarborg.apps.assessments.models import JudgementChange
from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Stir:
    """What one person changed in one round since a moment: how many rows, and when last."""

    by: str
    round_title: str
    slug: str
    n: int
    last_at: datetime


def stirs(organisation: Organisation, by: Actor, *, since: datetime, most: int = 8) -> Sequence[Stir]:
    """What others changed, the latest first. One query."""
    changes = JudgementChange.objects.filter(organisation=organisation, at__gte=since)
    found = (
        changes.exclude(member=by.member_id, member__isnull=False)
        .order_by()
        .values_list("by", "judgement__assessment__title", "judgement__assessment__slug")
        .annotate(n=Count("judgement", distinct=True), last=Max("at"))
        .order_by("-last")
    )
    return tuple(Stir(*row) for row in found[:most])
