"""My organisations: where I work as what, working somewhere else, and opening a new one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.organisations.actions.open_here import ExistsError, open_organisation
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, for_installation, signed_in
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.people import words
from waarborg.interfaces.web.people.forms import OrganisationForm
from waarborg.interfaces.web.people.letters import say_how_it_went
from waarborg.interfaces.web.presence import work_at


@require_safe
@signed_in
def organisations(request: HttpRequest) -> HttpResponse:
    """Where I work, as what and until when."""
    context = {
        "mine": [(one, words.names(one.roles)) for one in request.memberships],  # type: ignore[attr-defined]
        "is_operator": actor_of(request).runs_installation,
        "crumbs": [(_("Mijn organisaties"), "")],
    }
    return render(request, "people/organisations.html", context)


@require_POST
@signed_in
def switch(request: HttpRequest) -> HttpResponse:
    """Work in another of my organisations from now on, and go to a page that exists there."""
    wanted = request.POST.get("organisatie", "")
    chosen = next((one for one in request.memberships if str(one.organisation.pk) == wanted), None)  # type: ignore[attr-defined]
    if chosen is None:
        raise Http404
    work_at(request, chosen)
    then = request.POST.get("naar", "/")
    return redirect(then if url_has_allowed_host_and_scheme(then, allowed_hosts=None) else "/")


@require_http_methods(["GET", "HEAD", "POST"])
@for_installation(Act.REGISTER_ORGANISATION)
def register(request: HttpRequest) -> HttpResponse:
    """An operator opens a new organisation on this installation."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form)
        except ExistsError:
            form.add_error("name", _("Een organisatie met deze naam bestaat hier al. Vraag haar beheerder om toegang."))
    context = {
        "form": form,
        "crumbs": [(_("Mijn organisaties"), reverse("people:organisations")), (_("Nieuwe organisatie"), "")],
    }
    return render(request, "people/register.html", context, status=400 if form.is_bound and form.errors else 200)


def _opened(request: HttpRequest, form: OrganisationForm) -> HttpResponse:
    data = form.cleaned_data
    is_mine = data["begins"] == "me"
    organisation, letter = open_organisation(
        name=data["name"],
        layer=Layer(data["layer"]),
        administrator="" if is_mine else data["administrator"],
        email="" if is_mine else data["email"],
        by=actor_of(request),
        at=now(),
    )
    messages.success(request, _("%(name)s staat klaar.") % {"name": organisation.name})
    then = reverse("people:organisations")
    if letter is not None:
        return say_how_it_went(request, letter, organisation, then)
    return redirect(then)
