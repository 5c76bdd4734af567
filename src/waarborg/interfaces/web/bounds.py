"""How much may come in at once, and what may stay behind in a browser."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from waarborg.interfaces.web.failures import came_from

_MEGABYTE = 1024 * 1024
_TOO_LARGE = 413


class BoundsMiddleware:
    """Refuses what is too large before any of it is kept, and asks browsers to keep no page of who is signed in.

    Without a bound, whoever reaches the sign-in page can fill the disk: a form is read before its view is asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = settings.REQUEST_MEGABYTES if request.user.is_authenticated else settings.STRANGER_MEGABYTES
        if _is_more(request, most * _MEGABYTE):
            told = {"most": most, "back": came_from(request)}
            return render(request, "web/413.html", told, status=_TOO_LARGE)
        response = self.get_response(request)
        if request.user.is_authenticated:  # after signing out, the back button shows nothing
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _is_more(request: HttpRequest, most: int) -> bool:
    """Whether the request says that it is larger; more than it says is never read."""
    said = (request.META.get("CONTENT_LENGTH") or "0").lstrip("0")
    if not (said.isascii() and said.isdecimal()):
        return False
    return len(said) > len(str(most)) or int(said) > most
