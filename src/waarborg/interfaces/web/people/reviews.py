"""Access reviews: when the next is due, deciding person by person, closing, and taking the list along."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.reviews import ReviewClosedError, close_review, judge_line, open_review
from waarborg.apps.organisations.actions.rules import RuleBrokenError
from waarborg.apps.organisations.exporters.access_review import Sheet, as_csv, as_xlsx
from waarborg.apps.organisations.shapes import Decision
from waarborg.domain.permissions import Act, Role
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.downloads import file_response
from waarborg.interfaces.web.people import words
from waarborg.interfaces.web.people.refusals import told

KEEP, WITHDRAW, ADJUST = "houden", "intrekken", "aanpassen"
_EXPORTS = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What could not be decided, with what was typed."""

    line_id: int
    remark: str
    text: str


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.REVIEW_ACCESS)
def overview(request: HttpRequest) -> HttpResponse:
    """When rights must be looked at again, and the reviews that were."""
    organisation = organisation_of(request)
    if request.method == "POST":
        only = request.POST.get("wie") == "bijzonder"
        opened = open_review(organisation=organisation, privileged_only=only, by=actor_of(request), at=now())
        return redirect("people:review", opened.pk)
    context = {
        "due": queries.due(organisation, on=today()),
        "reviews": queries.reviews(organisation),
        "crumbs": _crumbs(),
    }
    return render(request, "people/access.html", context)


@require_safe
@may(Act.REVIEW_ACCESS)
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    """Everyone on the list, with what to look at twice first."""
    return _page(request, review_id)


@require_POST
@may(Act.REVIEW_ACCESS)
def decide(request: HttpRequest, review_id: int, line_id: int) -> HttpResponse:
    """Keep, withdraw or narrow the roles of one person; it works at once."""
    line = next((one for one in _decisions(request, review_id) if one.line.pk == line_id), None)
    if line is None:
        raise Http404
    remark = request.POST.get("opmerking", "").replace("\x00", "").strip()[:2000]
    try:
        judge_line(
            organisation=organisation_of(request),
            line_id=line_id,
            stays=_stays(request, line),
            remark=remark,
            by=actor_of(request),
            at=now(),
        )
    except RuleBrokenError as error:
        return _page(request, review_id, Refusal(line_id, remark, told(error)))
    except ReviewClosedError:
        return _is_closed(request, review_id)
    left = [one.line.pk for one in _decisions(request, review_id) if one.stays is None]
    return redirect(reverse("people:review", args=[review_id]) + (f"#regel-{left[0]}" if left else "#sluiten"))


@require_POST
@may(Act.REVIEW_ACCESS)
def close(request: HttpRequest, review_id: int) -> HttpResponse:
    """Say that everyone was looked at."""
    try:
        close_review(organisation=organisation_of(request), review_id=review_id, by=actor_of(request), at=now())
    except LookupError as error:
        raise Http404 from error
    except ReviewClosedError:
        return _is_closed(request, review_id)
    except RuleBrokenError as error:
        messages.error(request, told(error))
        return redirect("people:review", review_id)
    messages.success(request, _("De beoordeling is gesloten. Ze blijft hier staan als bewijs."))
    return redirect("people:access")


@require_safe
@may(Act.REVIEW_ACCESS)
def export(request: HttpRequest, review_id: int, kind: str) -> HttpResponse:
    """The list as a file, as it stands now."""
    decisions = _decisions(request, review_id)
    if kind not in _EXPORTS:
        raise Http404
    write, media_type = _EXPORTS[kind]
    return file_response(write(_sheet(decisions)), name=f"toegang-{review_id}.{kind}", media_type=media_type)


def _page(request: HttpRequest, review_id: int, refusal: Refusal | None = None) -> HttpResponse:
    decisions = _decisions(request, review_id)
    found = queries.review(organisation_of(request), review_id)
    judged = sum(one.stays is not None for one in decisions)
    context = {
        "review": found,
        "rows": [_row(one) for one in decisions],
        "n": len(decisions),
        "judged": judged,
        "left": len(decisions) - judged,
        "refusal": refusal,
        "me": actor_of(request).member_id,
        "crumbs": _crumbs((_("Beoordeling"), "")),
    }
    return render(request, "people/review.html", context, status=400 if refusal else 200)


def _row(one: Decision) -> dict[str, object]:
    return {
        "one": one,
        "line": one.line,
        "member": one.line.member,
        "roles": words.explanations(one.roles),
        "role_names": words.names(one.roles),
        "stays": words.names(one.stays or ()),
        "decision": _decision(one),
        "flags": [words.flag(code) for code in one.flags],
    }


def _decision(one: Decision) -> str:
    if one.stays is None:
        return ""
    if not one.stays:
        return _("ingetrokken")
    return _("blijft") if len(one.stays) == len(one.roles) else _("aangepast")


def _stays(request: HttpRequest, one: Decision) -> frozenset[Role]:
    decision = request.POST.get("besluit")
    if decision == KEEP:
        return frozenset(one.roles)
    if decision == ADJUST:
        return frozenset(role for role in one.roles if role.value in request.POST.getlist("rol"))
    if decision == WITHDRAW:
        return frozenset()
    raise Http404


def _decisions(request: HttpRequest, review_id: int) -> list[Decision]:
    if queries.review(organisation_of(request), review_id) is None:
        raise Http404
    return list(queries.decisions(organisation_of(request), review_id))


def _sheet(decisions: list[Decision]) -> Sheet:
    head = (
        _("Naam"),
        _("Functie"),
        _("Rollen"),
        _("Laatst aangemeld"),
        _("Let op"),
        _("Besluit"),
        _("Blijft"),
        _("Opmerking"),
        _("Door"),
        _("Op"),
    )
    return Sheet(_("Toegangsrechten"), head, tuple(_cells(one) for one in decisions))


def _cells(one: Decision) -> tuple[str, ...]:
    line = one.line
    return (
        line.member.name,
        line.member.function,
        ", ".join(words.names(one.roles)),
        one.last_seen_on.isoformat() if one.last_seen_on else "",
        ", ".join(words.flag(code) for code in one.flags),
        _decision(one),
        ", ".join(words.names(one.stays or ())),
        line.remark,
        line.judged_by,
        line.judged_at.strftime("%Y-%m-%d") if line.judged_at else "",
    )


def _is_closed(request: HttpRequest, review_id: int) -> HttpResponse:
    messages.error(request, _("Deze beoordeling is al gesloten. Wat sindsdien anders is, hoort in de volgende."))
    return redirect("people:review", review_id)


def _crumbs(*deeper: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Beheer"), "/beheer/"), (_("Toegang"), reverse("people:access")), *deeper]
