"""Templates: keep the structure of a round, and start another with it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import RoundRefusedError
from waarborg.apps.assessments.actions import templates as acts
from waarborg.apps.assessments.queries import templates as reads
from waarborg.apps.base import labels
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import RULES
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.fields import LookedAfter

_PLACE = "{organisatie}"
_SENTENCES = {rule.code: rule.sentence for rule in RULES}


class UseForm(LookedAfter):
    """What the round of this client is called, and of which day it tells."""

    title = forms.CharField(label=gettext_lazy("Naam van de ronde"), max_length=300)
    reference_on = forms.DateField(
        label=gettext_lazy("Peildatum"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@require_safe
@may(Act.KEEP_TEMPLATE)
def shelf(request: HttpRequest) -> HttpResponse:
    """My templates, and the rounds here of which one can be made."""
    by = actor_of(request)
    found = reads.templates(by.person_id) if by.person_id else ()
    context = {
        "templates": [(one, what_is_kept(one)) for one in found],
        "rounds": queries.visible_assessments(organisation_of(request), by)[:50],
        "crumbs": [(_("Stand"), reverse("stand:list")), (_("Sjablonen"), "")],
    }
    return render(request, "templates_kept/shelf.html", context)


@require_POST
@may(Act.KEEP_TEMPLATE)
def keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep how a round was set up."""
    round_ = queries.visible_assessment(organisation_of(request), slug, actor_of(request))
    if round_ is None:
        raise Http404
    try:
        kept = acts.keep_template(round_=round_, name=request.POST.get("naam", ""), by=actor_of(request), at=now())
    except acts.NamelessError:
        messages.error(request, _("Geef het sjabloon een naam."))
        return redirect("templates:list")
    messages.success(request, _("Sjabloon ‘%(name)s’ is bewaard.") % {"name": kept.name})
    return redirect("templates:one", kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.KEEP_TEMPLATE)
def one(request: HttpRequest, template_id: int) -> HttpResponse:
    """What a template holds; and start a round with it in the organisation at work."""
    template = _mine(request, template_id)
    organisation = organisation_of(request)
    title = str(template.structure.get("title", "")).replace(_PLACE, organisation.name)
    form = UseForm(request.POST or None, initial={"title": title, "reference_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            round_ = acts.use_template(
                organisation=organisation,
                template=template,
                title=form.cleaned_data["title"],
                reference_on=form.cleaned_data["reference_on"],
                by=actor_of(request),
                at=now(),
            )
        except RoundRefusedError as refused:
            for problem in refused.problems:
                form.add_error(None, _(_SENTENCES[problem.code]))
        else:
            messages.success(request, _("De ronde staat klaar."))
            return redirect("stand:round", round_.slug)
    context = {
        "template": template,
        "kept": what_is_kept(template),
        "form": form,
        "organisation": organisation,
        "crumbs": [
            (_("Stand"), reverse("stand:list")),
            (_("Sjablonen"), reverse("templates:list")),
            (template.name, ""),
        ],
    }
    return render(request, "templates_kept/one.html", context, status=422 if form.errors else 200)


@require_POST
@may(Act.KEEP_TEMPLATE)
def change(request: HttpRequest, template_id: int) -> HttpResponse:
    """Call it otherwise, or throw it away."""
    template = _mine(request, template_id)
    if request.POST.get("doe") == "weg":
        acts.delete_template(template=template, by=actor_of(request), at=now())
        messages.success(request, _("Het sjabloon is weg. Rondes die ermee begonnen zijn, blijven."))
        return redirect("templates:list")
    try:
        acts.rename_template(template=template, name=request.POST.get("naam", ""), by=actor_of(request), at=now())
        messages.success(request, _("De naam is gewijzigd."))
    except acts.NamelessError:
        messages.error(request, _("Geef het sjabloon een naam."))
    return redirect("templates:one", template.pk)


def what_is_kept(template: Any) -> dict[str, Any]:  # noqa: ANN401 - a row
    """The contents in words: so that nobody takes along what belongs to a client."""
    kept = template.structure
    return {
        "kinds": ", ".join(labels.subject_kind(kind) for kind in kept["kinds"]),
        "texts": list(kept["about"].values()),
        "interviews": [", ".join(map(labels.theme, themes)) for themes in kept["interviews"]],
        "n_roles": len(kept["roles"]),
    }


def _mine(request: HttpRequest, template_id: int) -> Any:  # noqa: ANN401 - a row
    person = actor_of(request).person_id
    found = reads.template(person, template_id) if person else None
    if found is None:
        raise Http404
    return found
