"""Dividing the questions of a round: choose rows, choose a person, look at what it means, do it, and undo it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import RoundClosedError, assign_rows, undo_assignment
from waarborg.apps.assessments.queries import Assessment
from waarborg.apps.base.formats import whole_numbers
from waarborg.apps.organisations.queries import members
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.facets import chips
from waarborg.interfaces.web.stand.assign_filters import AssignFilters
from waarborg.interfaces.web.stand.round_page import frame, round_or_404

ROWS_PER_PAGE = 100
NOBODY = "niemand"
_WRONG = 422


@may(Act.ASSIGN_JUDGEMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows to divide; a POST shows what a choice means, and with `doe` it happens."""
    round_ = round_or_404(request, slug)
    seen = queries.visible_judgements(organisation_of(request), round_, actor_of(request))
    filters = AssignFilters(seen, request.GET, round_=round_)
    if request.method == "POST":
        return _chosen(request, round_, filters)
    return _page(request, round_, filters)


@may(Act.ASSIGN_JUDGEMENTS)
@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Give back what one act assigned."""
    round_ = round_or_404(request, slug)
    batch = _batch(request.POST.get("batch", ""))
    if batch is None:
        raise Http404
    n = undo_assignment(
        organisation=organisation_of(request), round_=round_, batch=batch, by=actor_of(request), at=now()
    )
    told = ngettext("%(n)s vraag is teruggezet.", "%(n)s vragen zijn teruggezet.", n) % {"n": n}
    messages.success(request, told)
    return redirect("stand:assign", slug)


def _page(
    request: HttpRequest,
    round_: Assessment,
    filters: AssignFilters,
    *,
    error: str = "",
) -> HttpResponse:
    facets = filters.facets()
    context = {
        **frame(request, round_, "assign", (_("Toewijzen"), "")),
        "filters": filters,
        "facets": facets,
        "chips": list(chips(request.GET, facets)),
        "page": Paginator(filters.in_turn(), ROWS_PER_PAGE).get_page(request.GET.get("pagina")),
        "people": _people(request),
        "shares": filters.shares(),
        "done": _batch(request.GET.get("gedaan", "")),
        "n_done": request.GET.get("n", ""),
        "error": error,
        "query": _query(request),
    }
    return render(request, "stand/assign.html", context, status=_WRONG if error else 200)


def _chosen(request: HttpRequest, round_: Assessment, filters: AssignFilters) -> HttpResponse:
    who = request.POST.get("wie", "")
    person = next((one for one in _people(request) if str(one.pk) == who), None)
    rows = _rows(request, filters)
    if person is None and who != NOBODY:
        return _page(request, round_, filters, error=_("Kies eerst een persoon."))
    if not rows:
        return _page(request, round_, filters, error=_("Kies minstens één vraag, of kies alle vragen van dit filter."))
    if request.POST.get("stap") != "doe":
        return _preview(request, round_, rows, person)
    return _do(request, round_, rows, person)


def _do(request: HttpRequest, round_: Assessment, rows: list[int], person: Any | None) -> HttpResponse:  # noqa: ANN401 - rows
    try:
        done = assign_rows(
            organisation=organisation_of(request),
            round_=round_,
            rows=rows,
            assignee_id=person.pk if person else None,
            by=actor_of(request),
            at=now(),
        )
    except RoundClosedError:
        messages.error(request, _("Deze ronde is gesloten. Er is niets toegewezen."))
        return redirect("stand:assign", round_.slug)
    tail = urlencode({"gedaan": str(done.batch), "n": done.n_rows})
    kept = _query(request)
    return redirect(f"{reverse('stand:assign', args=[round_.slug])}?{kept}{'&' if kept else ''}{tail}")


def _preview(request: HttpRequest, round_: Assessment, rows: list[int], person: Any | None) -> HttpResponse:  # noqa: ANN401 - rows
    seen = queries.visible_judgements(organisation_of(request), round_, actor_of(request))
    chosen = queries.asked(seen, [round_]).filter(pk__in=rows)
    others = chosen.exclude(assignee=person.pk if person else None).filter(assignee__isnull=False)
    context = {
        **frame(request, round_, "assign", (_("Toewijzen"), "")),
        "person": person,
        "n_rows": len(rows),
        "n_from_others": others.count(),
        "n_done": chosen.filter(is_done=True).count(),  # type: ignore[misc]  # annotated
        "can_answer": person is None or queries.can_answer(person),
        "who": request.POST.get("wie", ""),
        "all": request.POST.get("keuze") == "alle",
        "rows": rows,
        "query": _query(request),
    }
    return render(request, "stand/assign_preview.html", context)


def _rows(request: HttpRequest, filters: AssignFilters) -> list[int]:
    """What was ticked, or everything that the filter finds."""
    if request.POST.get("keuze") == "alle":
        return list(filters.rows.values_list("pk", flat=True))
    told = map(whole_numbers.read, request.POST.getlist("vraag"))
    ticked = [one for one in told if one is not None]
    return list(filters.all.filter(pk__in=ticked).values_list("pk", flat=True))


def _people(request: HttpRequest) -> Any:  # noqa: ANN401 - rows
    return members(organisation_of(request), on=today())


def _query(request: HttpRequest) -> str:
    params = request.GET.copy()
    for name in ("pagina", "gedaan", "n"):
        params.pop(name, None)
    return params.urlencode()


def _batch(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
