"""Where a row stands in the list that it was opened from: the one before, the one after, and the way back."""

from dataclasses import dataclass

from django.http import QueryDict

from waarborg.apps.reports.shapes import Line
from waarborg.interfaces.web.stand.filters import LineFilters, Rows, by_urgency


@dataclass(frozen=True, slots=True)
class Trail:
    """The neighbours of a row in its list; `is_narrowed` when the list is not the whole round."""

    before: Line | None
    after: Line | None
    place: int
    total: int
    is_narrowed: bool


def trail(rows: Rows, params: QueryDict, line: Line) -> Trail:
    """The list that the address describes; the whole round when the row is not in it."""
    filters = LineFilters.read(params)
    found = filters.apply(rows)
    is_narrowed = line in found and not filters.is_empty
    listed = found if is_narrowed else list(rows.data.lines)
    if params.get("volgorde") == "urgentie":
        listed = by_urgency(listed, rows)
    at = listed.index(line)
    return Trail(
        before=listed[at - 1] if at else None,
        after=listed[at + 1] if at + 1 < len(listed) else None,
        place=at + 1,
        total=len(listed),
        is_narrowed=is_narrowed,
    )
