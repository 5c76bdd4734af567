"""An invitation opened: who it is from, what it gives, and coming in as a new or an existing person."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waarborg.apps.accounts.actions import EmailTakenError
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.invitations import (
    AlreadyHereError,
    NotInvitedError,
    accept_as,
    accept_as_new,
)
from waarborg.apps.organisations.shapes import InvitationState, Invited
from waarborg.interfaces.web.access import actor_of, public
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.people import words
from waarborg.interfaces.web.people.forms import AcceptForm
from waarborg.interfaces.web.presence import SESSION_KEY


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link leads to. Who does not hold a link that works learns nothing about anyone."""
    found = queries.invitation(token, at=now())
    if found.state is not InvitationState.OPEN:
        return _closed(request, found)
    if request.user.is_authenticated:
        return _as_myself(request, token, found)
    return _as_new(request, token, found)


def _as_new(request: HttpRequest, token: str, found: Invited) -> HttpResponse:
    form = AcceptForm(request.POST or None, email=found.member.email, initial={"name": found.member.name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person = accept_as_new(
                token=token, name=data["name"], password=data["password"], origin=actor_of(request).origin, at=now()
            )
        except NotInvitedError:
            return _closed(request, queries.invitation(token, at=now()))
        except EmailTakenError:
            form.add_error(
                None, _("Met dit e-mailadres kan geen nieuw account worden gemaakt. Heb je er al een? Meld je dan aan.")
            )
        else:
            request.session[SESSION_KEY] = found.organisation.pk
            messages.success(request, _("Welkom bij %(name)s.") % {"name": found.organisation.name})
            signed_in: HttpResponse = perform_login(request, person, email_verification="none", redirect_url="/")
            return signed_in
    return _page(request, token, found, form)


def _as_myself(request: HttpRequest, token: str, found: Invited) -> HttpResponse:
    if request.method != "POST":
        return _page(request, token, found, None)
    try:
        accept_as(token=token, person_id=actor_of(request).person_id or 0, by=actor_of(request), at=now())
    except NotInvitedError:
        return _closed(request, queries.invitation(token, at=now()))
    except AlreadyHereError:
        messages.error(request, _("Je hoort al bij deze organisatie. Vraag de beheerder om je rollen aan te passen."))
        return redirect("people:organisations")
    request.session[SESSION_KEY] = found.organisation.pk
    messages.success(request, _("Je hoort nu bij %(name)s en werkt daar nu in.") % {"name": found.organisation.name})
    return redirect("/")


def _page(request: HttpRequest, token: str, found: Invited, form: AcceptForm | None) -> HttpResponse:
    context = {
        "token": token,
        "invited": found,
        "roles": words.explanations(found.roles),
        "form": form,
        "password_rules": _password_rules(),
        "crumbs": [(_("Uitnodiging"), "")],
    }
    wrong = form is not None and form.is_bound and bool(form.errors)
    return render(request, "people/invitation.html", context, status=400 if wrong else 200)


def _password_rules() -> list[str]:
    from waarborg.interfaces.web.accounts.passwords import rules  # noqa: PLC0415 - imports Django's list of 20,000

    return rules()


def _closed(request: HttpRequest, found: Invited) -> HttpResponse:
    status = 404 if found.state is InvitationState.UNKNOWN else 410
    context = {"state": found.state.value, "invited": found, "crumbs": [(_("Uitnodiging"), "")]}
    return render(request, "people/invitation_closed.html", context, status=status)
