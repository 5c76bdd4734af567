"""Pages that belong to no subject: the language switch and accessibility."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.interfaces.web.access import public

A_YEAR = 365 * 24 * 3600


@require_safe
@public
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language in a cookie and go back to the page where it was chosen."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("terug", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response


@require_safe
@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everybody can work with Waarborg, and what is known to be lacking."""
    return render(request, "web/accessibility.html", {"crumbs": [(_("Toegankelijkheid"), "")]})
