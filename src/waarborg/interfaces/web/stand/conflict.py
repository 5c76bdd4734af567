"""Two people changed the same: theirs and yours side by side, and nothing of either is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from waarborg.apps.assessments.actions import ConflictError
from waarborg.apps.assessments.queries import JudgementRow
from waarborg.interfaces.web.stand.line_forms import LineForm
from waarborg.interfaces.web.stand.line_history import field_label, value_words
from waarborg.interfaces.web.stand.round_page import frame, round_or_404

_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed, in words and as it is stored."""

    field: str
    label: str
    mine: str
    theirs: str
    my_value: str
    their_value: str
    is_text: bool


def conflict_page(
    request: HttpRequest,
    row: JudgementRow,
    conflict: ConflictError,
    mine: Mapping[str, Any],
    *,
    action: str = "",
) -> HttpResponse:
    """Let the visitor choose per field; `mine` are the fields that the visitor changed.

    What only one of both changed needs no choice and is kept.
    """
    now = conflict.row
    fields = [name for name in LineForm.base_fields if name != "version"]
    kept = [(name, _plain(mine.get(name, getattr(now, name))), _plain(getattr(now, name))) for name in fields]
    context = {
        **frame(request, round_or_404(request, row.assessment.slug), "line", (row.item.number, "")),
        "row": row,
        "now": now,
        "action": action or request.get_full_path(),
        "clashes": [_clash(field, mine[field], getattr(now, field)) for field in conflict.fields],
        "kept": [one for one in kept if one[0] not in conflict.fields],
    }
    return render(request, "stand/conflict.html", context, status=_CONFLICT)


def _clash(field: str, mine: object, theirs: object) -> Clash:
    is_text = field in {"explanation", "evidence", "justification", "action"}
    return Clash(
        field,
        field_label(field),
        value_words(field, mine),
        value_words(field, theirs),
        _plain(mine),
        _plain(theirs),
        is_text,
    )


def _plain(value: object) -> str:
    return "" if value is None else str(value)
