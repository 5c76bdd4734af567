"""Doors of the account pages: stricter or wider than `signed_in`, for what belongs to signing in itself."""

from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from waarborg.apps.accounts import queries
from waarborg.interfaces.web.access import SIGNED_IN, View, signed_in, to_sign_in
from waarborg.interfaces.web.accounts import events, pinned


def settling(view: View) -> View:
    """Anybody with an account, also before the second step is set up: here it is set up.

    Not in a session that a provider opened for somebody who also works elsewhere or runs the installation: that
    provider speaks for one organisation, and what is settled here opens all (ADR 23).
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if _reaches_further(request):
            return render(request, "accounts/elsewhere.html", status=403)
        return view(request, *args, **kwargs)

    guarded.access = SIGNED_IN  # type: ignore[attr-defined]
    return cast("View", guarded)


def with_own_password(view: View) -> View:
    """Who signed in here, with the second step; who came by a provider has the password there."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view
        if pinned.of(request) is not None:
            return render(request, "accounts/elsewhere.html", status=403)
        return view(request, *args, **kwargs)

    return cast("View", guarded)


def once_set_up(sign_in: View) -> View:
    """Where nobody has an account yet, signing in leads to where the first is made."""

    @wraps(sign_in)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view
        return redirect("set_up") if queries.is_empty() else sign_in(request, *args, **kwargs)

    return cast("View", guarded)


def _reaches_further(request: HttpRequest) -> bool:
    pin = pinned.of(request)
    if pin is None:
        return False
    is_more = request.user.is_operator  # type: ignore[union-attr]  # only for who is signed in
    return is_more or any(one != pin.organisation_id for one in events.organisations_of(request.user))
