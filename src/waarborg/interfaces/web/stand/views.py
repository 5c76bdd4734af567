"""A stored round opened in the application: the picture, the rows behind every figure, and one item."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.queries import Assessment, results
from waarborg.apps.reports.queries import View, report_data
from waarborg.apps.reports.shapes import Line, ReportData
from waarborg.domain import numbers
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.facets import chips
from waarborg.interfaces.web.htmx import wants_results
from waarborg.interfaces.web.stand import picture as pictures
from waarborg.interfaces.web.stand.filters import LineFilters, Rows, by_urgency
from waarborg.interfaces.web.stand.next_step import next_step
from waarborg.interfaces.web.stand.results import context_of
from waarborg.interfaces.web.stand.round_page import frame, round_of, unknown_round
from waarborg.interfaces.web.stand.trail import trail

ROUNDS_PER_PAGE = 50
LINES_PER_PAGE = 250
GAPS_ON_THE_PICTURE = 10
OVER = "over"  # in the address: the code of a subject other than the organisation


@require_safe
@may(Act.READ_ASSESSMENT)
def rounds(request: HttpRequest) -> HttpResponse:
    """Every stored round, newest first, each with its three levels in small."""
    by = actor_of(request)
    found = queries.visible_assessments(organisation_of(request), by).order_by("-started_at", "-id")
    page = Paginator(found, ROUNDS_PER_PAGE).get_page(request.GET.get("pagina"))
    counts = results.totals_for(page.object_list, by)
    context = {
        "may_start": extent_of(request, Act.START_ASSESSMENT) is Extent.ALL,
        "page": page,
        "rounds": [(round_, pictures.bars(counts[round_.pk])) for round_ in page.object_list],
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
    if not queries.sees_all(actor_of(request)) or _is_of_many(request, subjects):
        return render(request, "stand/results.html", context_of(request, round_))
    data = _data(request, round_)
    context = {
        **_frame(data),
        **frame(request, round_, "round"),
        "subjects": subjects,
        "step": next_step(request, round_, results.progress(round_, actor_of(request))),
        "totals": pictures.totals(data),
        "tallies": pictures.tallies(data),
        "chapters": pictures.chapters(data),
        "themes": pictures.themes(data),
        "gaps": data.gaps[:GAPS_ON_THE_PICTURE],
        "plan": pictures.plan(data),
        "controls": pictures.controls(data) if data.n_controls else (),
        "control_choices": pictures.control_choices(data),
        "decisions": pictures.decisions(data),
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
        **_frame(data),
        **frame(request, round_, "lines", (_("Antwoorden"), "")),
        "subjects": results.subjects(round_),
        "filters": wanted,
        "by_priority": by_priority,
        "facets": facets,
        "chips": list(chips(request.GET, facets)),
        "page": Paginator(by_urgency(found, rows) if by_priority else found, LINES_PER_PAGE).get_page(
            request.GET.get("pagina")
        ),
        "kept": _kept(request),
    }
    template = "stand/parts/results.html" if wants_results(request) else "stand/lines.html"
    return render(request, template, context)


@require_safe
@may(Act.READ_ASSESSMENT)
def line(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One item: what is asked, how it stands, what to do, and the rules that object."""
    data = _report(request, slug)
    if data is None:
        return unknown_round(request, slug)
    rows = Rows(data)
    found = next((line for line in data.lines if numbers.same_place(line.number, number)), None)
    if found is None:
        return _unknown_line(request, data, number)
    if found.number != number:
        return redirect(reverse("stand:line", args=[slug, found.number]) + _kept(request), permanent=True)
    context = {
        **_frame(data, (found.number, "")),
        "line": found,
        "gap": rows.gaps.get(found.number),
        "hits": [hit for hit in data.hits if hit.number == found.number],
        "trail": trail(rows, request.GET, found),
        "kept": _kept(request),
        "norm_url": _norm_url(data, found.number),
    }
    return render(request, "stand/line.html", context)


def _report(request: HttpRequest, slug: str) -> ReportData | None:
    found = round_of(request, slug)
    return None if found is None else _data(request, found)


def _data(request: HttpRequest, round_: Assessment) -> ReportData:
    """The report of the subject in the address; who sees only own rows gets a report of those."""
    by = actor_of(request)
    view = View(
        subject_code=request.GET.get(OVER, "").replace("\x00", ""),
        member=None if queries.sees_all(by) else by.member_id,
    )
    try:
        return report_data(round_, language=get_language() or "nl", today=timezone.localdate(), view=view)
    except LookupError as error:
        raise Http404 from error


def _frame(data: ReportData, *deeper: tuple[str, str]) -> dict[str, object]:
    return {
        "data": data,
        "slug": data.slug,
        "crumbs": [
            (_("Stand"), reverse("stand:list")),
            (data.organisation, reverse("stand:round", args=[data.slug])),
            *deeper,
        ],
    }


def _kept(request: HttpRequest) -> str:
    """The filters of this page as the tail of an address, so that a row remembers the list it came from."""
    params = request.GET.copy()
    params.pop("pagina", None)
    for name in [name for name in params if not any(params.getlist(name))]:
        params.pop(name)
    return f"?{params.urlencode()}" if params else ""


def _norm_url(data: ReportData, number: str) -> str:
    name, _at, version = data.edition_id.partition("@")
    return reverse("norms:item", args=[name, version, number])


def _unknown_line(request: HttpRequest, data: ReportData, number: str) -> HttpResponse:
    """What stands under the number, or beside where it would stand."""
    place = numbers.parts(number) or ()
    near = next((found for n in (len(place), len(place) - 1, 1) if n > 0 and (found := _under(data, place[:n]))), [])
    context = {
        **_frame(data, (number, "")),
        "number": number,
        "near": near,
        "norm_url": _norm_url(data, number) if place else "",
    }
    return render(request, "stand/unknown_line.html", context, status=404)


def _under(data: ReportData, place: tuple[int, ...]) -> list[Line]:
    return [line for line in data.lines if (numbers.parts(line.number) or ())[: len(place)] == place][:12]
