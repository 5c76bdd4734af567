"""What every page knows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

import waarborg


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A subject in the menu; `current_kind` is what `aria-current` says when the visitor is in it."""

    label: str
    url: str
    is_current: bool
    current_kind: str


def product(request: HttpRequest) -> dict[str, Any]:
    """Name of the product, the menu, and the address of this page, for the language switch."""
    return {
        "product_version": waarborg.__version__,
        "here": request.get_full_path(),
        "full_address": request.build_absolute_uri(),
        "languages": (("nl", "Nederlands"), ("en", "English")),
        "menu": _menu(request.path),
    }


def _menu(path: str) -> list[MenuEntry]:
    subjects = ((_("Norm"), "norms:shelf"), (_("Stand"), "stand:list"))
    entries = []
    for label, name in subjects:
        url = reverse(name)
        entries.append(
            MenuEntry(label, url, is_current=path.startswith(url), current_kind="page" if path == url else "true")
        )
    return entries
