"""The improvement plan: the gaps by quarter, with how much work each quarter asks."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from waarborg.apps.reports.shapes import GapLine, Quarter


def plan(found: Sequence[GapLine]) -> tuple[Quarter, ...]:
    """Quarters in the order of time; within a quarter the order of priority."""
    labels = sorted({gap.quarter for gap in found})
    return tuple(_quarter(label, [gap for gap in found if gap.quarter == label]) for label in labels)


def _quarter(label: str, members: list[GapLine]) -> Quarter:
    effort = Counter(gap.effort or _("nog te bepalen") for gap in members)
    return Quarter(label=label, gaps=tuple(members), effort=dict(effort.most_common()))
