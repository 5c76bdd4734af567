"""The interview mode: questions by theme, notes with who said it, several people at once."""

from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.assessments.actions import ConflictError, Edit, RoundClosedError, save_judgement
from waarborg.apps.assessments.actions import interviews as acts
from waarborg.apps.assessments.queries import interviews as queries
from waarborg.apps.assessments.queries import shown_levels
from waarborg.apps.base import labels
from waarborg.apps.base.formats import whole_numbers
from waarborg.domain.assessments import Level, Verdict
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.interviews.forms import NoteForm, PlanForm
from waarborg.interfaces.web.interviews.shown import as_json, grouped
from waarborg.interfaces.web.stand.round_page import round_or_404, tabs

VERDICTS = (Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS, Verdict.NOT_ASSESSED)
_CONFLICT, _CLOSED, _WRONG = 409, 423, 400


@may(Act.INTERVIEW)
@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """The conversations of a round."""
    round_ = round_or_404(request, slug)
    context = {
        **_frame(round_),
        "tabs": tabs(request, round_, "interviews:list"),
        "interviews": queries.interviews(organisation_of(request), round_),
    }
    return render(request, "interviews/list.html", context)


@may(Act.INTERVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a conversation."""
    round_ = round_or_404(request, slug)
    form = PlanForm(request.POST or None, themes=queries.themes(round_), initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        planned = acts.plan_interview(
            organisation=organisation_of(request),
            assessment=round_,
            plan=form.as_plan(),
            by=actor_of(request),
            at=now(),
        )
        return redirect("interviews:talk", slug, planned.pk)
    context = {**_frame(round_, (_("Plan gesprek"), "")), "form": form}
    return render(request, "interviews/plan.html", context, status=_WRONG if form.errors else 200)


@may(Act.INTERVIEW)
@require_safe
def talk(request: HttpRequest, slug: str, interview_id: int) -> HttpResponse:
    """The conversation itself."""
    round_ = round_or_404(request, slug)
    interview = _interview(request, round_, interview_id)
    organisation = organisation_of(request)
    levels = shown_levels(round_)
    context = {
        **_frame(round_, (interview.title, "")),
        "interview": interview,
        "groups": grouped(queries.questions(organisation, interview), levels),
        "loose": queries.loose_notes(organisation, interview),
        "new_key": uuid4,
        "verdicts": [(verdict, labels.verdict(verdict)) for verdict in VERDICTS],
        "moment": now().isoformat(),
    }
    return render(request, "interviews/talk.html", context)


@may(Act.INTERVIEW)
@require_POST
def note(request: HttpRequest, slug: str, interview_id: int) -> HttpResponse:
    """Keep a note: back to the question, or as JSON for the script that saves while you type."""
    interview = _interview(request, round_or_404(request, slug), interview_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": _("Deze notitie is niet te lezen.")}, status=_WRONG)
    typed = acts.Note(
        key=form.cleaned_data["key"],
        text=form.cleaned_data["text"],
        number=form.cleaned_data["number"],
        said_by=form.cleaned_data["said_by"],
        seen_version=form.cleaned_data["version"],
    )
    try:
        kept = acts.save_note(
            organisation=organisation_of(request), interview=interview, note=typed, by=actor_of(request), at=now()
        )
    except acts.NoteConflictError as error:
        told = _("%(name)s heeft deze notitie intussen veranderd.") % {"name": error.row.by}
        return _answer(request, interview, typed, {"error": told, "note": as_json(error.row)}, _CONFLICT)
    except acts.EmptyNoteError:
        return _answer(request, interview, typed, {"error": _("Typ eerst wat er gezegd is.")}, _WRONG)
    except RoundClosedError:
        return _answer(request, interview, typed, {"error": _("Deze ronde is gesloten.")}, _CLOSED)
    return _answer(request, interview, typed, {"note": as_json(kept) if kept else None}, 200)


@may(Act.INTERVIEW)
@require_safe
def since(request: HttpRequest, slug: str, interview_id: int) -> HttpResponse:
    """What others noted since a moment."""
    interview = _interview(request, round_or_404(request, slug), interview_id)
    try:
        moment = parse_datetime(request.GET.get("na", "").replace(" ", "+"))
    except ValueError:
        moment = None
    notes = queries.notes_since(organisation_of(request), interview, moment)
    latest = max((one.at for one in notes), default=moment)
    return JsonResponse({"notes": [as_json(one) for one in notes], "moment": latest.isoformat() if latest else ""})


@may(Act.INTERVIEW)
@require_POST
def judge(request: HttpRequest, slug: str, interview_id: int) -> HttpResponse:
    """Set the verdicts on one question from the conversation."""
    interview = _interview(request, round_or_404(request, slug), interview_id)
    number = request.POST.get("number", "")
    values = {level.value: request.POST[level.value] for level in Level if request.POST.get(level.value)}
    try:
        judgement, version = (whole_numbers.read(request.POST[name]) for name in ("judgement", "version"))
        if judgement is None or version is None:
            raise Http404
        edit = Edit(judgement, values, version)
        save_judgement(
            organisation=organisation_of(request), edit=edit, by=actor_of(request), at=now(), origin="interview"
        )
    except ConflictError as error:
        told = _("%(name)s heeft dit oordeel intussen veranderd. Kijk eerst wat er nu staat, en kies dan opnieuw.")
        messages.error(request, told % {"name": error.row.changed_by})
    except RoundClosedError:
        messages.error(request, _("Deze ronde is gesloten."))
    except (KeyError, ValueError, LookupError) as error:
        raise Http404 from error
    else:
        messages.success(request, _("Het oordeel over %(number)s is bewaard.") % {"number": number})
    return redirect(_question(interview.assessment.slug, interview.pk, number))


@may(Act.INTERVIEW)
@require_POST
def take_over(request: HttpRequest, slug: str, interview_id: int) -> HttpResponse:
    """Put the notes on one question in the explanation of its judgement."""
    interview = _interview(request, round_or_404(request, slug), interview_id)
    number = request.POST.get("number", "")
    try:
        acts.take_over(
            organisation=organisation_of(request), interview=interview, number=number, by=actor_of(request), at=now()
        )
    except LookupError as error:
        raise Http404 from error
    except RoundClosedError:
        messages.error(request, _("Deze ronde is gesloten."))
    else:
        messages.success(request, _("De notities staan in de toelichting van %(number)s.") % {"number": number})
    return redirect(_question(slug, interview_id, number))


@may(Act.INTERVIEW)
@require_POST
def finish(request: HttpRequest, slug: str, interview_id: int) -> HttpResponse:
    """The conversation is over."""
    interview = _interview(request, round_or_404(request, slug), interview_id)
    try:
        acts.finish_interview(
            organisation=organisation_of(request), interview=interview, by=actor_of(request), at=now()
        )
    except RoundClosedError:
        messages.error(request, _("Deze ronde is gesloten."))
    else:
        messages.success(request, _("Het gesprek is afgerond. Wie er waren, staat in het rapport."))
    return redirect("interviews:list", slug)


def _interview(request: HttpRequest, round_: queries.Assessment, interview_id: int) -> queries.Interview:
    found = queries.interview(organisation_of(request), round_, interview_id)
    if found is None:
        raise Http404
    return found


def _answer(
    request: HttpRequest, interview: queries.Interview, typed: acts.Note, told: dict[str, object], status: int
) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(told, status=status)
    if "error" in told:
        messages.error(request, cast("str", told["error"]))
    return redirect(_question(interview.assessment.slug, interview.pk, typed.number))


def _question(slug: str, interview_id: int, number: str) -> str:
    return reverse("interviews:talk", args=[slug, interview_id]) + (f"#v{number}" if number else "")


def _frame(round_: queries.Assessment, *deeper: tuple[str, str]) -> dict[str, object]:
    return {
        "round": round_,
        "slug": round_.slug,
        "is_closed": round_.is_closed,
        "crumbs": [
            (_("Stand"), reverse("stand:list")),
            (round_.title, reverse("stand:round", args=[round_.slug])),
            (_("Gesprekken"), reverse("interviews:list", args=[round_.slug])),
            *deeper,
        ],
    }
