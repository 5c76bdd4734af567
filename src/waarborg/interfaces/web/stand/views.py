"""A stored round opened in the application: the picture, and the rows behind every figure."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.queries import Assessment, results
from waarborg.apps.reports.queries import report_data
from waarborg.apps.reports.queries.view import View
from waarborg.apps.reports.shapes import ReportData
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import today
from waarborg.interfaces.web.facets import chips
from waarborg.interfaces.web.htmx import wants_results
from waarborg.interfaces.web.stand import picture as pictures
from waarborg.interfaces.web.stand import trend
from waarborg.interfaces.web.stand.filters import LineFilters, Rows, by_urgency
from waarborg.interfaces.web.stand.line import OVER, kept
from waarborg.interfaces.web.stand.next_step import next_step
from waarborg.interfaces.web.stand.results import context_of
from waarborg.interfaces.web.stand.round_page import frame, round_of, unknown_round

ROUNDS_PER_PAGE = 50
LINES_PER_PAGE = 250
GAPS_ON_THE_PICTURE = 10


@require_safe
@may(Act.READ_ASSESSMENT)
def rounds(request: HttpRequest) -> HttpResponse:
    """Every stored round, newest first, each with its levels in small."""
    by = actor_of(request)
    found = queries.visible_assessments(organisation_of(request), by).order_by("-started_at", "-id")
    page = Paginator(found, ROUNDS_PER_PAGE).get_page(request.GET.get("pagina"))
    counts = results.totals_for(page.object_list, by)
    levels = queries.levels_to_show(page.object_list)
    context = {
        "may_start": extent_of(request, Act.START_ASSESSMENT) is Extent.ALL,
        "page": page,
        "rounds": [(round_, pictures.bars(counts[round_.pk], levels[round_.pk])) for round_ in page.object_list],
        "crumbs": [(_("Stand"), reverse("stand:list"))],
    }
    return render(request, "stand/rounds.html", context)


@require_safe
@may(Act.READ_ASSESSMENT)
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the organisation stands: opzet, bestaan and werking side by side, and what to do first."""
    round_ = round_of(request, slug)
    if round_ is None:
        return unknown_round(request, slug)
    subjects = results.subjects(round_)
    sees_all = queries.sees_all(actor_of(request))
    here = frame(request, round_, "round" if sees_all else "results")
    if not sees_all or _is_of_many(request, subjects):
        return render(request, "stand/results.html", {**context_of(request, round_), **here, "is_picture": True})
    data = _data(request, round_)
    context = {
        "data": data,
        **here,
        "subjects": subjects,
        "step": next_step(request, round_),
        "totals": pictures.totals(data),
        "tallies": pictures.tallies(data),
        "chapters": pictures.chapters(data),
        "themes": pictures.themes(data),
        "gaps": data.gaps[:GAPS_ON_THE_PICTURE],
        "plan": pictures.plan(data),
        "controls": pictures.controls(data) if data.n_controls else (),
        "control_choices": pictures.control_choices(data),
        "decisions": pictures.decisions(data),
        **trend.context(round_, data.subject_code, data.totals),
    }
    return render(request, "stand/picture.html", context)


def _is_of_many(request: HttpRequest, subjects: Sequence[Any]) -> bool:
    """More subjects, none of them the organisation, and none chosen: no single picture says how the round stands."""
    main = results.main_subject(subjects)
    return OVER not in request.GET and len(subjects) > 1 and main is not None and bool(main.code)


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
@may(Act.READ_ASSESSMENT)
def lines(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows behind the figures, narrowed by filters that stand in the address."""
    round_ = round_of(request, slug)
    if round_ is None:
        return unknown_round(request, slug)
    data = _data(request, round_)
    rows, wanted = Rows(data), LineFilters.read(request.GET)
    by_priority = request.GET.get("volgorde") == "urgentie"
    found = wanted.apply(rows)
    facets = wanted.facets(rows)
    context = {
        "data": data,
        **frame(request, round_, "lines", (_("Antwoorden"), "")),
        "subjects": results.subjects(round_),
        "filters": wanted,
        "by_priority": by_priority,
        "facets": facets,
        "chips": list(chips(request.GET, facets)),
        "page": Paginator(by_urgency(found, rows) if by_priority else found, LINES_PER_PAGE).get_page(
            request.GET.get("pagina")
        ),
        "kept": kept(request),
    }
    template = "stand/parts/results.html" if wants_results(request) else "stand/lines.html"
    return render(request, template, context)


def _data(request: HttpRequest, round_: Assessment) -> ReportData:
    """The report of the subject in the address; who sees only own rows gets a report of those."""
    by = actor_of(request)
    view = View(
        subject_code=request.GET.get(OVER, "").replace("\x00", ""),
        member=None if queries.sees_all(by) else by.member_id,
    )
    try:
        return report_data(round_, language=languages.current(), today=today(), view=view)
    except LookupError as error:
        raise Http404 from error
