"""What people see when a page fails: what is wrong, what happened to what they typed, and a way out."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from waarborg.interfaces.web import language, outage

_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_WITHOUT_BODY = frozenset({"GET", "HEAD"})
_GONE = (OperationalError, InterfaceError)  # the database stopped, is full, or let us wait too long


class DeadEndMiddleware:
    """A page instead of nothing for who opens the address of a button; Django's answer is empty."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method not in _WITHOUT_BODY:
            return response
        page = render(request, "web/405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page


class OutageMiddleware:
    """While the database is known to be gone, visitors hear so at once instead of each waiting for it in vain."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        error = outage.trouble()
        return self.get_response(request) if error is None else _unavailable(request, error)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    return render(request, "web/404.html", status=HTTPStatus.NOT_FOUND)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """The form carries no proof that it is ours: it stood open while somebody signed in or out beside it."""
    return render(request, "web/expired.html", {"back": came_from(request)}, status=HTTPStatus.FORBIDDEN)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """What the libraries below us refuse; our own acts say more, see `access.refused`."""
    return _plain(request, "web/forbidden.html", HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    why = "host" if isinstance(exception, DisallowedHost) else "much" if isinstance(exception, _TOO_MUCH) else ""
    return _plain(request, "web/400.html", HTTPStatus.BAD_REQUEST, why=why)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    if isinstance(error, _GONE):
        return _unavailable(request, error)
    return _plain(request, "web/500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def came_from(request: HttpRequest) -> str:
    """The page of ours where a form stood; the beginning when the browser does not say."""
    parts = urlsplit(request.headers.get("Referer", ""))
    # `//elsewhere` is a path of ours to a browser that asks for it, and another site in a link
    if parts.netloc != request.get_host() or not url_has_allowed_host_and_scheme(parts.path, allowed_hosts=None):
        return "/"
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _unavailable(request: HttpRequest, error: BaseException) -> HttpResponse:
    cause = outage.learn(error)
    page = _plain(request, "web/503.html", HTTPStatus.SERVICE_UNAVAILABLE, why=cause)
    page["Retry-After"] = str(outage.RETRY_SECONDS[cause])
    return page


def _plain(request: HttpRequest, template: str, status: HTTPStatus, **also: str) -> HttpResponse:
    """Without a menu and without who is here: those need the database, which may be what fails."""
    said = {"LANGUAGE_CODE": language.current(), "is_sent": request.method not in _WITHOUT_BODY, **also}
    return HttpResponse(render_to_string(template, said), status=status)
