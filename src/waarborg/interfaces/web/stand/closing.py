"""Closing a round: what is open still, what closing means, a clear yes, and then how far it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.assessments.queries import Assessment, hearings, results, unjudged
from waarborg.apps.reports.actions import close as acts
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.apps.reports.queries.view import View
from waarborg.apps.reports.shapes import ReportData
from waarborg.domain.permissions import Act
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import actor_of, may
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.htmx import wants_results
from waarborg.interfaces.web.stand import filters, picture
from waarborg.interfaces.web.stand.round_page import frame, round_of, round_or_404, unknown_round

YES = "ja"


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.CLOSE_ASSESSMENT)
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what closing means; with a clear yes, let it be closed, and show how far it is."""
    round_ = round_of(request, slug)
    if round_ is None:
        return unknown_round(request, slug)
    context = frame(request, round_, "close", (_("Sluiten"), ""))
    if context["is_closing"]:
        return render(request, "stand/closing.html", context)
    if context["is_closed"]:
        return redirect("stand:reports", slug)  # which says when it was closed, and by whom
    if request.method == "POST" and request.POST.get("begrepen") == YES:
        return _close(request, round_)
    context |= _what_is_open(round_)
    context["is_not_confirmed"] = request.method == "POST"
    return render(request, "stand/close.html", context, status=400 if request.method == "POST" else 200)


def _close(request: HttpRequest, round_: Assessment) -> HttpResponse:
    try:
        acts.ask_close(round_=round_, by=actor_of(request), at=now())
    except acts.UnansweredReactionsError:
        messages.error(request, _("Beantwoord eerst elke reactie uit hoor en wederhoor."))
        return redirect("stand:hearing", round_.slug)
    except acts.AlreadyClosedError:
        pass  # somebody else asked: the page says how far it is
    return redirect("stand:close", round_.slug)


@require_safe
@may(Act.READ_ASSESSMENT)
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """How far closing is, for a page that looks again by itself; when it is over, the page is shown anew."""
    round_ = round_or_404(request, slug)
    if not wants_results(request):
        return redirect("stand:round", slug)
    if not round_.is_closing:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "stand/parts/closing.html", frame(request, round_, "close"))


@require_POST
@may(Act.CLOSE_ASSESSMENT)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Try again what went wrong, or do not close after all."""
    round_, by, at = round_or_404(request, slug), actor_of(request), now()
    try:
        if request.POST.get("doe") == "opnieuw":
            acts.retry_closing(round_=round_, by=by, at=at)
        else:
            acts.cancel_closing(round_=round_, by=by, at=at)
            messages.success(request, _("Er is niets afgesloten. De nulmeting is weer open."))
            return redirect("stand:round", slug)
    except acts.NotClosingError:
        messages.info(request, _("Dat kan niet meer. Zo staat het nu."))
    return redirect("stand:close", slug)


def _what_is_open(round_: Assessment) -> dict[str, Any]:
    data = nulmeting_report(round_, language=languages.current(), today=today(), view=View())
    found = hearings.hearing(round_)
    every_reaction = list(hearings.reactions(found)) if found else []
    broken = len({hit.number for hit in data.hits})
    return {
        "data": data,
        "open_rows": (
            (_("nog niet (geheel) beoordeeld"), _not_judged(round_, data)),
            (
                _("antwoorden die nog niet kloppen"),
                picture.Count("", broken, picture.rows_url(data.slug, uitkomst=filters.BREAKS_RULE)),
            ),
        ),
        "was_heard": found is not None,
        "n_waiting": sum(1 for one in every_reaction if one.answered_at is None),
    }


def _not_judged(round_: Assessment, data: ReportData) -> picture.Count:
    """With more subjects the rows of all of them count, and the results tell whose they are."""
    if len(results.subjects(round_)) <= 1:
        return picture.Count("", len(data.not_judged), picture.rows_url(data.slug, uitkomst=filters.NOT_JUDGED))
    return picture.Count("", unjudged(round_), f"{reverse('stand:results', args=[data.slug])}#voortgang")
