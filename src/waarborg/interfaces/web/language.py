"""Dutch unless the visitor chose English; the choice is a cookie, so every address stays one address."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

A_YEAR = 365 * 24 * 3600
LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageMiddleware:
    """Activates the chosen language for the request, and says so in the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            patch_vary_headers(response, ["Cookie"])
        return response


def remember(response: HttpResponse, code: str, *, is_secure: bool) -> None:
    """Keep the chosen language in a cookie."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=A_YEAR, samesite="Lax", httponly=True, secure=is_secure
    )


def current() -> str:
    """The language of this request, as norms, reports and workbooks name it."""
    return "en" if translation.get_language() == "en" else "nl"
