"""How we stood before: the closed rounds in a row, as a drawing with its table."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from waarborg.apps.assessments.queries import Assessment
from waarborg.apps.reports.exporters.charts.trend import shares, trend_bars
from waarborg.apps.reports.queries.trend import trend
from waarborg.apps.reports.shapes import Stand
from waarborg.domain.assessments import Counts, Level


@dataclass(frozen=True, slots=True)
class Row:
    """One round: what it is, what it found per level, and where it leads."""

    stand: Stand
    url: str
    compare_url: str
    levels: tuple[tuple[Level, str], ...]


def context(round_: Assessment, subject_code: str, counts: Counts) -> dict[str, Any]:
    """The drawing and its rows; nothing when no earlier round was closed."""
    stands = trend(round_, subject_code, counts)
    if not stands:
        return {}
    levels = max((one.levels for one in stands), key=len)
    return {
        "trend": trend_bars(stands, title=_("Hoe stonden we vorige keer?"), levels=levels),
        "trend_levels": levels,
        "trend_rows": [_row(round_, one, subject_code, levels) for one in stands],
    }


def _row(round_: Assessment, stand: Stand, code: str, levels: tuple[Level, ...]) -> Row:
    over = f"?{urlencode({'over': code})}" if code else ""
    compared = f"{reverse('stand:compare', args=[round_.slug])}?{urlencode({'met': stand.slug})}"
    return Row(
        stand,
        f"{reverse('stand:round', args=[stand.slug])}{over}",
        "" if stand.is_now else compared,
        tuple((level, shares(stand, level)) for level in levels),
    )
