"""What every page of a round has: the round itself, its tabs, and the way back."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.queries import Assessment
from waarborg.apps.reports.queries import files
from waarborg.apps.reports.shapes import ReportState
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.rounds import RoundStatus
from waarborg.interfaces.web.access import actor_of, extent_of, organisation_of

ROUNDS_TO_SUGGEST = 10


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the round in its menu."""

    label: str
    url: str
    is_current: bool


@lru_cache(maxsize=1024)
def page_of(slug: str, name: str) -> str:
    """The address of a page of a round; a page of figures leads to hundreds, and looking one up takes its time."""
    return reverse(f"stand:{name}", args=[slug])


def round_of(request: HttpRequest, slug: str) -> Assessment | None:
    """The round of this name that the visitor may see something of; None when there is none."""
    return queries.visible_assessment(organisation_of(request), slug, actor_of(request))


def round_or_404(request: HttpRequest, slug: str) -> Assessment:
    """The round of this name. For who has no row in it, it is not there."""
    found = round_of(request, slug)
    if found is None:
        raise Http404(slug)
    return found


def frame(request: HttpRequest, round_: Assessment, here: str, *deeper: tuple[str, str]) -> dict[str, Any]:
    """The context of a page of a round. `here` is the name of its address."""
    crumbs = [
        (_("Stand"), reverse("stand:list")),
        (round_.title, reverse("stand:round", args=[round_.slug])),
        *deeper,
    ]
    return {
        "round": round_,
        "slug": round_.slug,
        "crumbs": crumbs,
        "tabs": tabs(request, round_, here),
        "is_closed": round_.is_closed,
        "is_heard": round_.status == RoundStatus.HEARING,
        **_being_closed(request, round_),
    }


def _being_closed(request: HttpRequest, round_: Assessment) -> dict[str, Any]:
    """How far closing is, while it goes on."""
    if not round_.is_closing:
        return {"is_closing": False}
    found = files.closing(round_)
    has_failed = found is not None and found.state == ReportState.FAILED
    return {
        "is_closing": True,
        "closing": found,  # None when it was done just now: the page looks again by itself
        "closing_failed": f"{_(found.message)}{found.pk}" if found and has_failed else "",
        "may_close": _may(request, Act.CLOSE_ASSESSMENT),
    }


def tabs(request: HttpRequest, round_: Assessment, here: str) -> list[Tab]:
    """The pages of the round that this visitor can use, in the order of the work."""
    may_all = extent_of(request, Act.READ_ASSESSMENT) is Extent.ALL
    is_open = not round_.is_closed
    wanted = (
        ("round", _("Beeld"), may_all),
        ("questions", _("Vragen"), is_open and _may(request, Act.JUDGE)),
        ("table", _("Invullen"), is_open and _may(request, Act.JUDGE)),
        ("excel", _("Excel"), _may(request, Act.EXCHANGE_SHEET)),
        ("lines", _("Antwoorden"), True),
        ("results", _("Resultaten"), True),
        ("assign", _("Toewijzen"), is_open and _may(request, Act.ASSIGN_JUDGEMENTS)),
        ("interviews:list", _("Gesprekken"), is_open and _may(request, Act.INTERVIEW)),
        ("hearing", _("Wederhoor"), _may(request, Act.HEAR) or _may(request, Act.REACT)),
        ("compare", _("Vergelijk"), may_all),
        ("reports", _("Rapporten"), _may(request, Act.READ_REPORT)),
        ("close", _("Sluiten"), (is_open or round_.is_closing) and _may(request, Act.CLOSE_ASSESSMENT)),
    )
    found = [(name, label, _url(name, round_.slug)) for name, label, is_shown in wanted if is_shown]
    return [Tab(label, url, name == here) for name, label, url in found if url]


def unknown_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that there is no such round here, and which there are."""
    context = {
        "wanted": slug,
        "rounds": queries.visible_assessments(organisation_of(request), actor_of(request))[:ROUNDS_TO_SUGGEST],
        "crumbs": [(_("Stand"), reverse("stand:list")), (slug, "")],
    }
    return render(request, "stand/unknown_round.html", context, status=404)


def _may(request: HttpRequest, act: Act) -> bool:
    return extent_of(request, act) is not Extent.NONE


def _url(name: str, slug: str) -> str:
    try:
        return reverse(name if ":" in name else f"stand:{name}", args=[slug])
    except NoReverseMatch:
        return ""
