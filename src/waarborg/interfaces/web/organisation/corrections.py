"""Corrections with a source: of the status of the organisation, and of the scope of a measure. Two separate facts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.apps.norms import queries as norms
from waarborg.apps.organisations.actions import profile as acts
from waarborg.apps.organisations.queries import profile as reads
from waarborg.domain.cbw import Correction
from waarborg.domain.organisations import CbwStatus
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.fields import LookedAfter
from waarborg.interfaces.web.organisation import words

EDITION = "bio2@1.3"  # the edition that the duty of care rests on today


class _Argued(LookedAfter):
    because = forms.CharField(
        label=gettext_lazy("Waarom is het anders?"),
        help_text=gettext_lazy("In één of twee zinnen, zo dat een ander het kan volgen."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=gettext_lazy("Waar staat dat?"),
        help_text=gettext_lazy("Bijvoorbeeld een brief, een advies of een artikel, met datum of nummer."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class StatusForm(_Argued):
    """Another status than was derived."""

    value = forms.ChoiceField(label=gettext_lazy("Wat is de organisatie onder de wet?"), widget=forms.RadioSelect)
    field_order = ("value", "because", "source")

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        self.fields["value"].choices = [(code, words.word(code, "status").capitalize()) for code in CbwStatus]  # type: ignore[attr-defined]


class ScopeForm(_Argued):
    """Another scope of a measure than the norm says."""

    number = forms.CharField(
        label=gettext_lazy("Nummer in BIO2 versie 1.3"), help_text=gettext_lazy("Zoals 5.33 of 5.17.01."), max_length=20
    )
    value = forms.ChoiceField(label=gettext_lazy("Valt zij onder de zorgplicht?"), widget=forms.RadioSelect)
    field_order = ("number", "value", "because", "source")

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        choices = [(code, words.word(code, "scope").capitalize()) for code in ("inside", "outside")]
        self.fields["value"].choices = choices  # type: ignore[attr-defined]
        self.item: Any = None  # a row of Item

    def clean_number(self) -> str:
        """The number as the norm writes it."""
        typed: str = self.cleaned_data["number"]
        try:
            self.item = norms.item(norms.edition(EDITION), typed)
        except (norms.UnknownItemError, norms.UnknownEditionError) as error:
            raise forms.ValidationError(
                _("%(number)s staat niet in BIO2 versie 1.3. Kijk in de norm welk nummer je bedoelt."),
                params={"number": typed},
            ) from error
        number: str = self.item.number
        return number


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EDIT_PROFILE)
def status(request: HttpRequest) -> HttpResponse:
    """Say with a source that the organisation is something else under the act than was derived."""
    form = StatusForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        acts.correct(
            organisation=organisation_of(request), correction=_argued(request, form), by=actor_of(request), at=now()
        )
        messages.success(request, _("De correctie is bewaard, met jouw naam, de datum en de bron."))
        return redirect("organisation:cbw")
    context = {
        "form": form,
        "legal": reads.legal_status(organisation_of(request)),
        "crumbs": _crumbs(_("Status corrigeren")),
    }
    return render(request, "organisation/correct_status.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EDIT_PROFILE)
def scope(request: HttpRequest) -> HttpResponse:
    """Say with a source that a measure is inside or outside the duty of care."""
    organisation = organisation_of(request)
    form = ScopeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.item:
        acts.correct(
            organisation=organisation,
            correction=_argued(request, form),
            about=f"{form.item.edition.catalogue.name}/{form.item.requirement.key}",
            shown_as=f"{form.item.number} ({EDITION})",
            by=actor_of(request),
            at=now(),
        )
        messages.success(request, _("De correctie is bewaard, met jouw naam, de datum en de bron."))
        return redirect("organisation:correct_scope")
    context = {
        "form": form,
        "rows": [row for row in reads.corrections(organisation, reads.SCOPE) if row.withdrawn_at is None],
        "crumbs": _crumbs(_("Bereik van maatregelen")),
    }
    return render(request, "organisation/correct_scope.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Act.EDIT_PROFILE)
def withdraw(request: HttpRequest) -> HttpResponse:
    """What was derived counts again."""
    about = request.POST.get("about", "")
    try:
        acts.withdraw_correction(organisation=organisation_of(request), about=about, by=actor_of(request), at=now())
    except LookupError as error:
        raise Http404 from error
    messages.success(request, _("De correctie is ingetrokken. Wat is afgeleid, geldt weer."))
    return redirect("organisation:correct_scope" if about else "organisation:cbw")


def _argued(request: HttpRequest, form: _Argued) -> Correction:
    typed = form.cleaned_data
    return Correction(typed["value"], typed["because"], typed["source"], today(), actor_of(request).name)


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [
        (_("Organisatie"), reverse("organisation:overview")),
        (_("Cyberbeveiligingswet"), reverse("organisation:cbw")),
        (last, ""),
    ]
