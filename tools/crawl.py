"""Find every kind of page that somebody can reach by following links, so that no page is forgotten in a walk."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

LINK = re.compile(r'\bhref="(/[^"#]*)')
NOT_PAGES = ("/static/", "/taal/", "/thema.css")
PER_ROUTE = 2  # one page can look different with other data
MOST_PAGES = 400

Get = Callable[[str], tuple[int, str, str]]  # path -> status, content type, text


@dataclass
class Walk:
    """What was found: addresses per route, and every answer that is no page."""

    pages: dict[str, list[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        return [address for found in self.pages.values() for address in found]


def walk(get: Get, start: str = "/", per_route: int = PER_ROUTE) -> Walk:
    """Follow links from `start`, at most so many pages of each kind; what fails is told with where it stood."""
    found, waiting, seen = Walk(), [(start, "")], {start}
    while waiting and len(found.addresses) < MOST_PAGES:
        address, origin = waiting.pop(0)
        kind = route(address)
        if kind is None:
            found.broken.append(f"{address} on {origin}: no such page")
            continue
        if len(found.pages.get(kind, [])) >= per_route:
            continue
        status, content_type, text = get(address)
        if status >= 400:  # noqa: PLR2004 - refusals and failures
            found.broken.append(f"{address} on {origin}: {status}")
        elif not content_type.startswith("text/html"):
            found.files.append(address)
        else:
            found.pages.setdefault(kind, []).append(address)
            for link in links(text):
                if link not in seen:
                    seen.add(link)
                    waiting.append((link, address))
    return found


def links(text: str) -> Iterator[str]:
    """The addresses of pages that a page leads to."""
    for match in LINK.finditer(text):
        address = unescape(match.group(1))
        if not address.startswith(NOT_PAGES):
            yield address


def route(address: str) -> str | None:
    """The pattern of an address; with a query it is another kind of page. None when nothing answers there."""
    parts = urlsplit(address)
    try:
        pattern = resolve(parts.path).route
    except Resolver404:
        return None
    return f"{pattern}?" if parts.query else str(pattern)
