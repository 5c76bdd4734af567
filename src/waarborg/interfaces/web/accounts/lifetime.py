"""How long somebody stays signed in: not without doing anything, and never longer than a working day."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from waarborg.interfaces.web.clock import now

IDLE = timedelta(hours=2)
ABSOLUTE = timedelta(hours=12)
BEGAN, _SEEN = "signed_in_at", "seen_at"
_STEP = 300  # seconds: writing the session at every request would cost a query each time


class LifetimeMiddleware:
    """Signs out whose time is over, and says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _look(request)
        return self.get_response(request)


def _look(request: HttpRequest) -> None:
    session, moment = request.session, int(now().timestamp())
    began, seen = session.get(BEGAN), session.get(_SEEN)
    if began is None or seen is None:
        session[BEGAN] = session[_SEEN] = moment
    elif moment - began > ABSOLUTE.total_seconds() or moment - seen > IDLE.total_seconds():
        logout(request)
        messages.info(
            request, _("Je bent afgemeld, omdat je een tijd niets deed of lang aangemeld was. Meld je opnieuw aan.")
        )
    elif moment - seen > _STEP:
        session[_SEEN] = moment
