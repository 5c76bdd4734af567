"""`/beheer/aanmelden/hulp/…`: an administrator helps a colleague who lost the password or the second step."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from waarborg.apps.organisations.actions import CannotHelpError, clear_second_step, give_new_password
from waarborg.apps.organisations.queries import member
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now


@may(Act.MANAGE_MEMBERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, member_id: int) -> HttpResponse:
    """Choose what is lost; a link is shown once."""
    found = member(organisation_of(request), member_id)
    if found is None or found.person is None or found.pk == actor_of(request).member_id:
        raise Http404
    context = {"member": found, "crumbs": [(_("Mensen"), "/beheer/mensen"), (found.name, request.path)]}
    if request.method == "POST":
        try:
            if request.POST.get("what") == "second_step":
                return _clear(request, member_id)
            context["link"] = _link(request, member_id)
        except CannotHelpError:
            context["refused"] = True
    return render(request, "accounts/help_in.html", context)


def _link(request: HttpRequest, member_id: int) -> str:
    organisation_id = organisation_of(request).pk
    uid, key = give_new_password(organisation_id=organisation_id, member_id=member_id, by=actor_of(request), at=now())
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    return request.build_absolute_uri(path)


def _clear(request: HttpRequest, member_id: int) -> HttpResponse:
    clear_second_step(organisation_id=organisation_of(request).pk, member_id=member_id, by=actor_of(request), at=now())
    messages.success(request, _("De tweede stap is leeg. Bij de volgende aanmelding wordt een nieuwe opgezet."))
    return redirect("sign_in_help", member_id)
