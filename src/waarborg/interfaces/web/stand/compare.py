"""A round beside an earlier one: what got better, what got worse, and where."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.assessments.queries import Assessment, levels_to_show, sees_all
from waarborg.apps.assessments.queries import compare as reads
from waarborg.apps.assessments.queries.compare import Change, Comparison, Turn
from waarborg.apps.base import labels
from waarborg.domain.assessments import Level
from waarborg.domain.permissions import Act
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import actor_of, may
from waarborg.interfaces.web.stand.results import chosen_level
from waarborg.interfaces.web.stand.round_page import frame, round_of, unknown_round

CHANGES_PER_PAGE = 250


@dataclass(frozen=True, slots=True)
class Cell:
    """How many went that way, and the rows behind it."""

    turn: str
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A level, or a theme on one level, with a cell per way."""

    label: str
    cells: tuple[Cell, ...]


@require_safe
@may(Act.READ_ASSESSMENT)
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Totals per level and per theme; each number leads to its answers."""
    round_ = round_of(request, slug)
    if round_ is None or not sees_all(actor_of(request)):
        return unknown_round(request, slug)
    earlier = reads.earlier_rounds(round_)
    wanted = request.GET.get("met") or (round_.previous.slug if round_.previous else "")
    before = next((one for one in earlier if one.slug == wanted), None)
    if request.GET.get("met") and before is None:
        raise Http404
    before = before or (earlier[0] if earlier else None)
    context = {
        **frame(request, round_, "compare", (_("Vergelijk"), "")),
        "earlier": earlier,
        "before": before,
        "turns": [(turn.value, turn_words(turn)) for turn in Turn],
    }
    if before is not None:
        context |= _figures(request, round_, before)
    return render(request, "stand/compare.html", context)


def turn_words(turn: Turn) -> str:
    """The way that a verdict went, in words with a sign."""
    return {
        Turn.IMPROVED: _("▲ beter"),
        Turn.WORSENED: _("▼ slechter"),
        Turn.SAME: _("= gelijk"),
        Turn.NEW: _("+ nieuw beoordeeld"),
        Turn.GONE: _("− niet meer beoordeeld"),
    }[turn]


def _figures(request: HttpRequest, round_: Assessment, before: Any) -> dict[str, Any]:  # noqa: ANN401 - rows
    found = reads.compare(before, round_, language=languages.current())
    levels = max(levels_to_show([before, round_]).values(), key=len)
    level = chosen_level(request.GET.get("niveau", ""), levels)
    theme, turn = request.GET.get("thema"), request.GET.get("kant")
    narrowed = [change for change in found.changes if theme is None or change.place.theme == theme]
    shown = [change for change in narrowed if _is_shown(change, level, turn)]
    base = {"met": before.slug}
    return {
        "is_related": found.is_related,
        "levels": [_row(round_.slug, found, one, base) for one in levels],
        "themes": list(_themes(round_.slug, found, level, base)),
        "level": level,
        "levels_to_choose": [
            (one.value, labels.level(one), _url(round_.slug, {**base, "niveau": one})) for one in levels
        ],
        "turn": turn_words(Turn(turn)) if turn in set(Turn) else "",
        "theme": labels.theme(theme) if theme else "",
        "page": Paginator([_told(change, level) for change in shown], CHANGES_PER_PAGE).get_page(
            request.GET.get("pagina")
        ),
    }


def _is_shown(change: Change, level: Level, turn: str | None) -> bool:
    """What was asked for; without a choice, everything that did not stay as it was."""
    found = change.turn(level)
    return found.value == turn if turn in set(Turn) else found is not Turn.SAME


def _row(slug: str, found: Comparison, level: Level, base: dict[str, str]) -> Row:
    table = found.tally(level)
    return Row(labels.level(level), _cells(slug, table, {**base, "niveau": level.value}))


def _themes(slug: str, found: Comparison, level: Level, base: dict[str, str]) -> list[Row]:
    groups: dict[str, list[Change]] = {}
    for change in found.changes:
        groups.setdefault(change.place.theme, []).append(change)
    rows = [
        Row(
            labels.theme(code) if code else _("Zonder thema"),
            _cells(slug, found.tally(level, same), {**base, "niveau": level.value, "thema": code}),
        )
        for code, same in groups.items()
    ]
    return sorted(rows, key=lambda row: row.label)


def _cells(slug: str, table: dict[Turn, int], wanted: dict[str, str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(turn.value, n, _url(slug, {**wanted, "kant": turn.value}) + "#antwoorden") for turn, n in table.items()
    )


def _url(slug: str, wanted: dict[str, Any]) -> str:
    return f"{reverse('stand:compare', args=[slug])}?{urlencode(wanted)}"


def _told(change: Change, level: Level) -> dict[str, Any]:
    return {
        "place": change.place,
        "earlier": change.number_before,
        "turn": turn_words(change.turn(level)),
        "before": change.before[level].value if change.before else "",
        "after": change.after[level].value if change.after else "",
    }
