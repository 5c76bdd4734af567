"""Starting a round, changing it, and judging more subjects in it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import (
    RoundClosedError,
    RoundRefusedError,
    add_subjects,
    change_round,
    start_round,
)
from waarborg.apps.assessments.queries import Assessment
from waarborg.apps.norms import queries as norms
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.stand.round_page import frame, round_or_404
from waarborg.interfaces.web.stand.start_forms import RoundForm, StartForm, SubjectsForm

_WRONG = 422


@may(Act.START_ASSESSMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Start a round: one form, and its rows are there."""
    organisation = organisation_of(request)
    latest = queries.assessments(organisation).first()
    form = StartForm(request.POST or None, organisation=organisation, today=today(), initial=_usual(request, latest))
    if request.method == "POST" and form.is_valid():
        try:
            round_ = start_round(organisation=organisation, new=form.new_round(), by=actor_of(request), at=now())
        except RoundRefusedError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("De ronde “%(title)s” staat klaar.") % {"title": round_.title})
            return redirect("stand:assign", round_.slug)
    context = {
        "form": form,
        "latest": latest,
        "crumbs": [(_("Stand"), reverse("stand:list")), (_("Start een ronde"), "")],
    }
    return render(request, "stand/start.html", context, status=_WRONG if form.errors else 200)


@may(Act.START_ASSESSMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a round is called, its day, its depth and its team."""
    round_, organisation = round_or_404(request, slug), organisation_of(request)
    form = RoundForm(
        request.POST or None, organisation=organisation, today=today(), initial=RoundForm.initial_of(round_)
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_round(
                organisation=organisation, round_=round_, details=form.details(), by=actor_of(request), at=now()
            )
        except RoundRefusedError as refused:
            form.refuse(refused)
        except RoundClosedError:
            return _closed(request, round_)
        else:
            messages.success(request, _("De ronde is aangepast."))
            return redirect("stand:change", slug)
    return _change_page(request, round_, form, _subjects_form(request, round_), status=_WRONG if form.errors else 200)


@may(Act.START_ASSESSMENT)
@require_http_methods(["POST"])
def more_subjects(request: HttpRequest, slug: str) -> HttpResponse:
    """Judge more processes or systems in a round that has started."""
    round_, organisation = round_or_404(request, slug), organisation_of(request)
    form = _subjects_form(request, round_)
    if not form.is_valid():
        known = RoundForm(organisation=organisation, today=today(), initial=RoundForm.initial_of(round_))
        return _change_page(request, round_, known, form, status=_WRONG)
    try:
        made = add_subjects(
            organisation=organisation, round_=round_, subjects=form.subjects(), by=actor_of(request), at=now()
        )
    except RoundClosedError:
        return _closed(request, round_)
    told = ngettext("%(n)s onderwerp toegevoegd.", "%(n)s onderwerpen toegevoegd.", len(made)) % {"n": len(made)}
    messages.success(request, told)
    return redirect("stand:change", slug)


def _usual(request: HttpRequest, latest: Assessment | None) -> dict[str, object]:
    """What most will want: the norm of the last round, and otherwise the newest BIO2."""
    bio2 = [edition for edition in norms.editions() if edition.catalogue.name == "bio2" and edition.published_on]
    newest = max(bio2, key=lambda edition: str(edition.published_on), default=None)
    edition = latest.edition if latest else newest
    me = actor_of(request).member_id
    return {
        "edition": str(edition) if edition else "",
        "title": _("Nulmeting %(year)s") % {"year": today().year},
        "reference_on": today(),
        "organisation": True,
        "to_owners": False,
        "team": [str(me)] if me else [],
    }


def _subjects_form(request: HttpRequest, round_: Assessment) -> SubjectsForm:
    there = [subject.code for subject in queries.subjects(round_)]
    return SubjectsForm(
        request.POST or None,
        organisation=organisation_of(request),
        without=there,
        prefix="meer",
    )


def _change_page(
    request: HttpRequest, round_: Assessment, form: RoundForm, subjects: SubjectsForm, *, status: int
) -> HttpResponse:
    context = {
        **frame(request, round_, "change", (_("Ronde aanpassen"), "")),
        "form": form,
        "subjects_form": subjects,
        "subjects": queries.subjects(round_),
    }
    return render(request, "stand/change.html", context, status=status)


def _closed(request: HttpRequest, round_: Assessment) -> HttpResponse:
    messages.error(request, _("Deze ronde is gesloten. Wat er sindsdien veranderde, hoort in een volgende ronde."))
    return redirect("stand:change", round_.slug)
