"""Hoor en wederhoor: the people concerned see the draft and react; the team answers, and settles."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.assessments.actions import hearing as acts
from waarborg.apps.assessments.queries import Assessment, hearings
from waarborg.apps.base.formats import whole_numbers
from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.fields import LookedAfter
from waarborg.interfaces.web.stand.round_page import frame, round_of, unknown_round

USUAL_DAYS = 14


class OpenForm(LookedAfter):
    """Until when, what is said with it, and who is asked."""

    until_on = forms.DateField(
        label=gettext_lazy("Reageren kan tot en met"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    message = forms.CharField(
        label=gettext_lazy("Bericht"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dit staat boven het concept. Vertel kort wat je vraagt."),
    )
    invite = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Wie vraag je om een reactie?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Wie antwoorden op naam heeft, staat al aangevinkt."),
    )

    def clean_until_on(self) -> Any:  # noqa: ANN401 - Django's signature
        until = self.cleaned_data["until_on"]
        if until < today():
            raise forms.ValidationError(_("Kies vandaag of een dag daarna."))
        return until


@require_safe
@may(Act.READ_ASSESSMENT)
def hearing(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft for who is asked, and for the team what was said about it."""
    round_ = round_of(request, slug)
    if round_ is None:
        return unknown_round(request, slug)
    found = hearings.hearing(round_)
    leads = _leads(request)
    context = {**frame(request, round_, "hearing", (_("Wederhoor"), "")), "hearing": found, "leads": leads}
    context["is_over"] = found is not None and (found.settled_at is not None or not context["is_heard"])
    if found is not None:
        if not context["is_over"]:
            acts.look(hearing=found, by=actor_of(request), at=now())
        context |= _what_is_shown(request, found, leads=leads)
    if leads and not context["is_closed"] and not context["is_heard"]:
        context["form"] = _form(request, round_)
    return render(request, "stand/hearing.html", context)


@require_http_methods(["POST"])
@may(Act.HEAR)
def open_(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the draft to the people concerned."""
    round_ = round_of(request, slug)
    if round_ is None:
        return unknown_round(request, slug)
    form = _form(request, round_, request.POST)
    if not form.is_valid():
        context = {**frame(request, round_, "hearing", (_("Wederhoor"), "")), "leads": True, "form": form}
        return render(request, "stand/hearing.html", context, status=400)
    try:
        acts.open_hearing(
            round_=round_,
            until_on=form.cleaned_data["until_on"],
            message=form.cleaned_data["message"],
            invite=form.cleaned_data["invite"],
            by=actor_of(request),
            at=now(),
        )
        messages.success(request, _("Het concept staat open voor reacties."))
    except acts.NotNowError:
        messages.info(request, _("Hoor en wederhoor is al begonnen, of de ronde is afgesloten."))
    return redirect("stand:hearing", slug)


@require_POST
@may(Act.REACT)
def react(request: HttpRequest, slug: str) -> HttpResponse:
    """Klopt, or klopt niet and why; for one row, or for the whole."""
    found = _open_hearing(request, slug)
    row = whole_numbers.read(request.POST.get("rij"))
    agrees = request.POST.get("klopt") == "ja"
    by, at = actor_of(request), now()
    try:
        if row is not None:
            acts.react(hearing=found, judgement_id=row, agrees=agrees, text=request.POST.get("tekst", ""), by=by, at=at)
            messages.success(request, _("Je reactie is bewaard."))
        elif agrees:
            acts.agree_with_rest(hearing=found, by=by, at=at)
            messages.success(request, _("Dank je. Bewaard dat de rest klopt."))
        else:
            acts.react(hearing=found, judgement_id=None, agrees=False, text=request.POST.get("tekst", ""), by=by, at=at)
            messages.success(request, _("Je reactie is bewaard."))
    except acts.NothingSaidError:
        messages.error(request, _("Schrijf op wat er niet klopt; dan kan het worden aangepast."))
    except acts.NotNowError:
        messages.info(request, _("Reageren kan niet meer: hoor en wederhoor is afgerond."))
    except LookupError as error:
        raise Http404 from error
    return redirect(
        f"{reverse('stand:hearing', args=[slug])}#rij-{row}" if row else reverse("stand:hearing", args=[slug])
    )


@require_POST
@may(Act.HEAR)
def answer(request: HttpRequest, slug: str, reaction_id: int) -> HttpResponse:
    """Followed or not followed, and why."""
    try:
        acts.answer_reaction(
            organisation=organisation_of(request),
            reaction_id=reaction_id,
            answer=request.POST.get("antwoord", ""),
            is_followed=request.POST.get("gevolgd") == "ja",
            by=actor_of(request),
            at=now(),
        )
        messages.success(request, _("Je antwoord is bewaard."))
    except acts.NothingSaidError:
        messages.error(request, _("Schrijf op wat je ermee hebt gedaan, of waarom niet."))
    except acts.NotNowError:
        messages.info(request, _("Hoor en wederhoor is al afgerond."))
    except LookupError as error:
        raise Http404 from error
    return redirect(f"{reverse('stand:hearing', args=[slug])}#reactie-{reaction_id}")


@require_POST
@may(Act.HEAR)
def settle(request: HttpRequest, slug: str) -> HttpResponse:
    """End the check; the round is open for the team again."""
    found = _open_hearing(request, slug)
    try:
        acts.settle_hearing(hearing=found, by=actor_of(request), at=now())
        messages.success(request, _("Hoor en wederhoor is afgerond. De ronde is weer open."))
    except acts.UnansweredError:
        messages.error(request, _("Beantwoord eerst elke reactie."))
    except acts.NotNowError:
        messages.info(request, _("Hoor en wederhoor is al afgerond."))
    return redirect("stand:hearing", slug)


def _open_hearing(request: HttpRequest, slug: str) -> Any:  # noqa: ANN401 - a row
    round_ = round_of(request, slug)
    found = hearings.hearing(round_) if round_ is not None else None
    if found is None:
        raise Http404
    return found


def _leads(request: HttpRequest) -> bool:
    return extent_of(request, Act.HEAR) is Extent.ALL


def _form(request: HttpRequest, round_: Assessment, data: Any = None) -> OpenForm:  # noqa: ANN401 - a row, and what was posted
    form = OpenForm(
        data,
        initial={
            "until_on": today() + timedelta(days=USUAL_DAYS),
            "invite": sorted(hearings.concerned(round_)),
        },
    )
    people = hearings.to_ask(round_, actor_of(request), on=today())
    form.fields["invite"].choices = [(member.pk, member.name) for member in people]  # type: ignore[attr-defined]
    return form


def _what_is_shown(request: HttpRequest, found: Any, *, leads: bool) -> dict[str, Any]:  # noqa: ANN401 - a row
    by = actor_of(request)
    shown: dict[str, Any] = {
        "draft": hearings.draft(organisation_of(request), found, by),
        "mine": hearings.invitation(found, by),
        "may_react": by.extent(Act.REACT) is not Extent.NONE,
    }
    if leads or by.extent(Act.READ_ASSESSMENT) is Extent.ALL:
        reacted = hearings.has_reacted(found)
        shown["people"] = [(one, one.member_id in reacted) for one in hearings.invitees(found)]
        shown["reactions"] = list(hearings.reactions(found))
        shown["n_waiting"] = sum(1 for one in shown["reactions"] if one.answered_at is None)
    return shown
