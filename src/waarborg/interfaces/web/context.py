"""What every page knows."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

import waarborg
from waarborg.interfaces.web import made_for
from waarborg.interfaces.web.access import membership_of
from waarborg.interfaces.web.menu import below, menu

_ACCOUNT = (("/account/wachtwoord", gettext_noop("Wachtwoord")), ("/account/tweede-stap", gettext_noop("Tweede stap")))


def product(request: HttpRequest) -> dict[str, Any]:
    """Name of the product, the menu, who is at work where, and the address of this page for the language switch."""
    has_presence = hasattr(request, "membership")  # a page that fails early has none
    return {
        "product_version": waarborg.__version__,
        "here": request.get_full_path(),
        "full_address": request.build_absolute_uri(),
        "languages": (("nl", "Nederlands"), ("en", "English")),
        "menu": menu(request) if has_presence else [],
        "menu_below": below(request) if has_presence else [],
        "membership": membership_of(request) if has_presence else None,
        "memberships": getattr(request, "memberships", ()),
        "made_for": made_for.sealed(request) if has_presence else "",
        "crumbs": _account_crumbs(request.path),
    }


def _account_crumbs(path: str) -> list[tuple[str, str]]:
    """The way back from the pages of one's own account that come with allauth; other pages tell their own."""
    deeper = next((word for start, word in _ACCOUNT if path.startswith(start)), None)
    return [(_("Mijn account"), "/account/"), (_(deeper), path)] if deeper else []
