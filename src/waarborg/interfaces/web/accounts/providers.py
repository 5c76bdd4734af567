"""`/beheer/aanmelden`: by which identity providers people come in, and what their groups may here."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.accounts import actions, queries
from waarborg.apps.accounts.shapes import ProviderSettings, SecondStep
from waarborg.apps.organisations.actions import map_group
from waarborg.apps.organisations.labels import role as role_name
from waarborg.apps.organisations.queries import group_roles
from waarborg.domain.permissions import Act, Role
from waarborg.interfaces.web.access import actor_of, for_installation, may, organisation_of
from waarborg.interfaces.web.accounts.provider_forms import Group, Provider
from waarborg.interfaces.web.clock import now

SHOWN = timedelta(days=30)  # how long a use of the emergency account stays on the page


@may(Act.MANAGE_SETTINGS)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The providers and the groups of this organisation."""
    return _page(request, Group(organisation_id=organisation_of(request).pk))


@for_installation(Act.MANAGE_SETTINGS)
@may(Act.MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Add a provider, or change one."""
    found = _found(request, slug) if slug else None
    form = Provider(request.POST or None, initial=_initial(found))
    form.fields["secret"].required = found is None
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data, "second_step": SecondStep(form.cleaned_data["second_step"])}
        settings = ProviderSettings(slug=slug or _new_slug(form.cleaned_data["name"]), **told)
        actions.save_provider(
            organisation_id=organisation_of(request).pk, told=settings, by=actor_of(request), at=now()
        )
        messages.success(request, _("De aanbieder is bewaard. Probeer het aanmelden uit in een ander venster."))
        return redirect("sign_in_settings")
    back = request.build_absolute_uri(reverse("openid_connect_callback", args=[slug])) if slug else ""
    crumbs = [(_("Aanmelden"), reverse("sign_in_settings")), (found.name if found else _("Aanbieder"), request.path)]
    return render(request, "accounts/provider.html", {"form": form, "provider": found, "back": back, "crumbs": crumbs})


@for_installation(Act.MANAGE_SETTINGS)
@may(Act.MANAGE_SETTINGS)
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Nobody comes in by this provider any more."""
    organisation_id = organisation_of(request).pk
    if not actions.remove_provider(organisation_id=organisation_id, slug=slug, by=actor_of(request), at=now()):
        raise Http404
    messages.success(request, _("De aanbieder is weg. Niemand komt er nog mee binnen."))
    return redirect("sign_in_settings")


@may(Act.MANAGE_SETTINGS)
@require_POST
def group(request: HttpRequest) -> HttpResponse:
    """What a group may from now on."""
    organisation_id = organisation_of(request).pk
    form = Group(request.POST, organisation_id=organisation_id)
    if not form.is_valid():
        return _page(request, form)
    map_group(
        organisation_id=organisation_id,
        provider=form.cleaned_data["provider"],
        group=form.cleaned_data["group"],
        roles=map(Role, form.cleaned_data["roles"]),
        by=actor_of(request),
        at=now(),
    )
    messages.success(request, _("Bewaard. De rollen gelden vanaf de volgende keer dat iemand zich aanmeldt."))
    return redirect("sign_in_settings")


def _page(request: HttpRequest, form: Group) -> HttpResponse:
    organisation = organisation_of(request)
    names = {one.slug: one.name for one in queries.providers(organisation.pk)}
    rows = [
        (names.get(row.provider, row.provider), row.provider, row.group, [role_name(Role(role)) for role in row.roles])
        for row in group_roles(organisation)
    ]
    context = {
        "providers": queries.providers(organisation.pk),
        "rows": rows,
        "uses": queries.break_glass_uses(organisation.pk, since=now() - SHOWN),
        "form": form,
        "is_operator": actor_of(request).runs_installation,
        "crumbs": [(_("Beheer"), "/beheer/"), (_("Aanmelden"), request.path)],
    }
    return render(request, "accounts/sign_in_settings.html", context)


def _found(request: HttpRequest, slug: str) -> queries.IdentityProvider:
    found = queries.provider_of(slug)
    if found is None or found.organisation_id != organisation_of(request).pk:
        raise Http404
    return found


def _initial(found: queries.IdentityProvider | None) -> dict[str, Any]:
    if found is None:
        return {}
    names = ("name", "server_url", "client_id", "groups_claim", "trusts_email", "second_step")
    return {name: getattr(found, name) for name in names}


def _new_slug(name: str) -> str:
    """A slug of its own, also when two organisations call their provider the same."""
    base = slugify(name)[:50] or "aanbieder"
    number = 1
    while queries.provider_of(slug := base if number == 1 else f"{base}-{number}") is not None:
        number += 1
    return slug
