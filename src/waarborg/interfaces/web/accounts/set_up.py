"""`/inrichten/`: the first account and organisation of an empty installation. Afterwards this page does not exist."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waarborg.apps.accounts import queries
from waarborg.apps.accounts.actions import InvalidCodeError
from waarborg.apps.organisations.actions import FirstAccount, set_up
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.accounts import events
from waarborg.interfaces.web.accounts.forms import SetUp
from waarborg.interfaces.web.clock import now


@never_cache
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Only who sees the console can begin."""
    if not queries.is_empty():
        raise Http404
    form = SetUp(request.POST or None)
    if request.method == "POST" and form.is_valid() and (answer := _begin(request, form)) is not None:
        return answer
    return render(request, "accounts/set_up.html", {"form": form})


def _begin(request: HttpRequest, form: SetUp) -> HttpResponse | None:
    if not ratelimit.consume(request, action="set_up"):
        form.add_error("code", _("Dat ging te vaak mis. Wacht een minuut."))
        return None
    given = form.cleaned_data
    first = FirstAccount(
        name=given["name"],
        email=given["email"],
        password=given["password"],
        organisation=given["organisation"],
        layer=Layer(given["layer"]),
        roles=frozenset(map(Role, given["roles"])),
    )
    try:
        person = set_up(code=given["code"], first=first, origin=events.origin_of(request), at=now())
    except InvalidCodeError:
        form.add_error(
            "code", _("Deze code klopt niet of geldt niet meer. Start Waarborg opnieuw voor een nieuwe code.")
        )
        return None
    login = Login(user=person, redirect_url=reverse("mfa_index"))
    answer: HttpResponse = perform_password_login(request, {"email": person.email}, login)
    return answer
