"""Where a row stands in the list that it was opened from: the one before, the one after, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from waarborg.apps.reports.queries.item import Heading
from waarborg.apps.reports.shapes import Line
from waarborg.interfaces.web.stand.filters import LineFilters, Rows, by_urgency


@dataclass(frozen=True, slots=True)
class Trail:
    """The neighbours of a row in its list; `is_narrowed` when the list is not the whole round."""

    before: Heading | Line | None
    after: Heading | Line | None
    place: int
    total: int
    is_narrowed: bool


def is_described(params: QueryDict) -> bool:
    """Whether the address describes a list of its own: narrowed, or in another order than that of the norm."""
    return _is_by_urgency(params) or not LineFilters.read(params).is_empty


def trail(rows: Rows, params: QueryDict, number: str) -> Trail:
    """The list that the address describes; the whole round when the row is not in it."""
    filters = LineFilters.read(params)
    found = filters.apply(rows)
    is_narrowed = not filters.is_empty and any(line.number == number for line in found)
    listed = found if is_narrowed else list(rows.data.lines)
    return trail_of(by_urgency(listed, rows) if _is_by_urgency(params) else listed, number, is_narrowed=is_narrowed)


def trail_of(listed: Sequence[Heading | Line], number: str, *, is_narrowed: bool = False) -> Trail:
    """The neighbours of this number in a list that it stands in."""
    at = next(n for n, one in enumerate(listed) if one.number == number)
    return Trail(
        before=listed[at - 1] if at else None,
        after=listed[at + 1] if at + 1 < len(listed) else None,
        place=at + 1,
        total=len(listed),
        is_narrowed=is_narrowed,
    )


def _is_by_urgency(params: QueryDict) -> bool:
    return params.get("volgorde") == "urgentie"
