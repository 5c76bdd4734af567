"""A stored round opened in the application: the picture, the rows behind every figure, and one item."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.assessments import queries
from waarborg.apps.reports.exporters import charts
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.apps.reports.shapes import ReportData
from waarborg.interfaces.web.stand.filters import LineFilters

GAPS_ON_THE_PICTURE = 10


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Every stored round, newest first."""
    return render(
        request, "stand/rounds.html", {"rounds": queries.shelf(), "crumbs": [(_("Stand"), reverse("stand:list"))]}
    )


@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the organisation stands: opzet, bestaan and werking side by side, and what to do first."""
    data = _report(slug)
    return render(
        request,
        "stand/picture.html",
        {
            **_frame(data, slug),
            "bars": charts.verdict_bars(data.chapters, title=_("Hoe staat elk hoofdstuk ervoor?")),
            "radar": charts.theme_radar(data.themes, title=_("Welke thema's lopen achter?")),
            "gaps": data.gaps[:GAPS_ON_THE_PICTURE],
        },
    )


@require_safe
def lines(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows behind the figures, narrowed by filters that stand in the address."""
    data = _report(slug)
    filters = LineFilters.from_query(request.GET, data)
    found = filters.apply(data.lines)
    return render(
        request,
        "stand/lines.html",
        {**_frame(data, slug, (_("Regels"), "")), "filters": filters, "lines": found},
    )


@require_safe
def line(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One item: what is asked, how it stands, and the rules that object."""
    data = _report(slug)
    found = next((line for line in data.lines if line.number == number), None)
    if found is None:
        raise Http404(_("Deze ronde heeft geen nummer %(number)s.") % {"number": number})
    gap = next((gap for gap in data.gaps if gap.line.number == number), None)
    hits = [hit for hit in data.hits if hit.number == number]
    return render(
        request,
        "stand/line.html",
        {
            **_frame(data, slug, (number, "")),
            "line": found,
            "gap": gap,
            "hits": hits,
            "norm_url": _norm_url(data, number),
        },
    )


def _report(slug: str) -> ReportData:
    found = queries.round_named(slug)
    if found is None:
        raise Http404(_("Deze nulmeting is er niet."))
    return nulmeting_report(found, language=get_language() or "nl", today=timezone.localdate())


def _frame(data: ReportData, slug: str, *deeper: tuple[str, str]) -> dict[str, object]:
    return {
        "data": data,
        "slug": slug,
        "crumbs": [
            (_("Stand"), reverse("stand:list")),
            (data.organisation, reverse("stand:round", args=[slug])),
            *deeper,
        ],
    }


def _norm_url(data: ReportData, number: str) -> str:
    name, _at, version = data.edition_id.partition("@")
    return reverse("norms:item", args=[name, version, number])
