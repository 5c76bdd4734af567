"""My questions in a round: an overview, and one per screen, saved at once."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import (
    ConflictError,
    RoundClosedError,
    add_remark,
    attach_evidence,
    save_judgement,
)
from waarborg.apps.assessments.queries import Assessment, JudgementRow
from waarborg.apps.norms import queries as norms
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.evidence.keeping import keep
from waarborg.interfaces.web.stand.conflict import conflict_page
from waarborg.interfaces.web.stand.line import line_url
from waarborg.interfaces.web.stand.question_forms import QuestionForm
from waarborg.interfaces.web.stand.round_page import frame, round_or_404

_WRONG, _CONFLICT, _CLOSED = 422, 409, 423


@may(Act.JUDGE)
@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is asked of me in this round, and what is left."""
    round_ = round_or_404(request, slug)
    mine = _mine(request, round_)
    context = {
        **frame(request, round_, "questions", (_("Vragen"), "")),
        "mine": mine,
        "n_done": sum(row.is_done for row in mine),
        "next": next((row for row in mine if not row.is_done), None),
        "takes_answers": (is_open := queries.takes_answers(round_, actor_of(request))),
        "may_assign": is_open and extent_of(request, Act.ASSIGN_JUDGEMENTS) is not Extent.NONE,
    }
    return render(request, "stand/questions.html", context)


@may(Act.JUDGE)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str, row_id: int) -> HttpResponse:
    """One question. Posting saves the answer and goes on to the next one that is open."""
    round_ = round_or_404(request, slug)
    mine = _mine(request, round_)
    row = next((one for one in mine if one.pk == row_id), None)
    if row is None:
        raise Http404(str(row_id))
    helped = [one for one in queries.remarks(organisation_of(request), row) if one.asks_help]
    form = QuestionForm(
        request.POST or None,
        request.FILES or None,
        row=row,
        levels=queries.levels_of_row(row),
        asked_help=bool(helped),
    )
    if request.method == "POST":
        return _answered(request, round_, mine, form, was_helped=bool(helped))
    return _page(request, round_, mine, form)


def _answered(
    request: HttpRequest,
    round_: Assessment,
    mine: Sequence[Any],
    form: QuestionForm,
    *,
    was_helped: bool,
) -> HttpResponse:
    if "X-Autosave" in request.headers:
        return _autosaved(request, form)
    if not form.is_valid():
        return _page(request, round_, mine, form)
    try:
        is_kept = _keep_all(request, form, was_helped=was_helped)
    except ConflictError as conflict:
        return conflict_page(request, form.row, conflict, form.edit().values, action=line_url(form.row))
    except RoundClosedError:
        messages.error(request, _("Deze ronde neemt geen antwoorden meer aan. Er is niets bewaard."))
        return redirect("stand:questions", round_.slug)
    return _onwards(request, round_, form.row) if is_kept else _page(request, round_, mine, form)


def _onwards(request: HttpRequest, round_: Assessment, row: JudgementRow) -> HttpResponse:
    following = _next_open(_mine(request, round_), row)
    if following is None:
        return redirect("stand:questions", round_.slug)
    return redirect("stand:question", round_.slug, following.pk)


def _autosaved(request: HttpRequest, form: QuestionForm) -> HttpResponse:
    """Keep only the answer, for the script; what it cannot keep waits for the button."""
    if not form.is_valid():
        return JsonResponse({}, status=_WRONG)
    try:
        saved = save_judgement(
            organisation=organisation_of(request), edit=form.edit(), by=actor_of(request), at=now(), origin="question"
        )
    except ConflictError:
        return JsonResponse({}, status=_CONFLICT)
    except RoundClosedError:
        return JsonResponse({}, status=_CLOSED)
    said = _("Bewaard om %(time)s") % {"time": f"{timezone.localtime(now()):%H:%M}"}
    return JsonResponse({"version": saved.row.version, "said": said})


def _keep_all(request: HttpRequest, form: QuestionForm, *, was_helped: bool) -> bool:
    """Keep the evidence, the answer and the call for help; False when the evidence was refused: nothing is kept."""
    who: dict[str, Any] = {"organisation": organisation_of(request), "by": actor_of(request), "at": now()}
    added = None
    if form.has_evidence:
        added = keep(request, form)
        if added is None:
            return False
    save_judgement(edit=form.edit(), origin="question", **who)
    if added is not None:
        attach_evidence(judgement_id=form.row.pk, evidence=added.evidence, levels=form.proven_levels(), **who)
    asked = form.cleaned_data["help_wanted"].strip()
    if asked or (form.does_not_know and not was_helped):
        add_remark(judgement_id=form.row.pk, text=asked, asks_help=True, **who)
    return True


def _mine(request: HttpRequest, round_: Assessment) -> list[Any]:
    """The rows that are assigned to me, in turn, each with `is_done`."""
    seen = queries.visible_judgements(organisation_of(request), round_, actor_of(request))
    me = actor_of(request).member_id
    rows = queries.in_turn(queries.asked(seen.filter(assignee=me), [round_])) if me else seen.none()
    return list(rows.select_related("item", "subject", "assessment"))


def _next_open(mine: Sequence[Any], row: JudgementRow) -> JudgementRow | None:
    """The first open one after this; else the first open one before it."""
    at = next(n for n, one in enumerate(mine) if one.pk == row.pk)
    return next((one for one in (*mine[at + 1 :], *mine[:at]) if not one.is_done), None)


def _page(request: HttpRequest, round_: Assessment, mine: Sequence[Any], form: QuestionForm) -> HttpResponse:
    row = form.row
    at = next(n for n, one in enumerate(mine) if one.pk == row.pk)
    item = norms.item(round_.edition, row.item.number)
    parent = item.parent if item.parent is not None and item.status == "none" else None
    context = {
        **frame(request, round_, "questions", (row.item.number, "")),
        "form": form,
        "row": row,
        "item": item,
        "titled": parent or item,
        "content": {**(parent.content if parent else {}), **item.content},
        "place": at + 1,
        "total": len(mine),
        "n_done": sum(one.is_done for one in mine),
        "before": mine[at - 1] if at else None,
        "after": mine[at + 1] if at + 1 < len(mine) else None,
        "attached": queries.attached_evidence(organisation_of(request), row, actor_of(request)),
        "takes_answers": queries.takes_answers(round_, actor_of(request)),
    }
    return render(request, "stand/question.html", context, status=_WRONG if form.errors else 200)
