"""What templates need to speak: labels for codes, the right language of a text, and safe paragraphs."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.apps.base import labels

register = template.Library()

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DASH = re.compile(r"(?:^|(?<= ))-(?: |$)")
# "deel" and its number stay on one line
_PART = re.compile(r"\b(deel|versie|part|version) (?=\d)")
_BULLET = re.compile(r"^\s*[-*•]\s+")


@register.filter
def label(code: str, subject: str) -> str:
    """The word for a code: `{{ item.status|label:"status" }}` asks `labels.status`."""
    words: str = getattr(labels, subject)(code)
    return words


@register.filter
def local(thing: object, name: str) -> str:
    """The field of a row in the visitor's language, else in the other one: `{{ item|local:"title" }}`."""
    first, second = ("en", "nl") if get_language() == "en" else ("nl", "en")
    text = getattr(thing, f"{name}_{first}", "") or getattr(thing, f"{name}_{second}", "") or ""
    return _PART.sub("\\1\u00a0", text) if name == "title" else text


@register.filter
def titles(things: Iterable[object]) -> str:
    """The titles of rows as one text."""
    return ", ".join(local(thing, "title") for thing in things)


@register.filter
def speak(text: Any) -> Any:  # noqa: ANN401 - a text or a list, as the content has it
    """The visitor's language of `{"nl": …, "en": …}` from the content."""
    if not isinstance(text, dict):
        return text or ""
    first, second = ("en", "nl") if get_language() == "en" else ("nl", "en")
    return text.get(first) or text.get(second) or ""


@register.filter
def capitalised(text: str) -> str:
    """Only the first letter: "CISO" stays "CISO"."""
    return text[:1].upper() + text[1:]


@register.filter
def prose(text: str) -> SafeString:
    """Paragraphs and lists from plain text; everything in it is escaped, whatever the file held."""
    blocks: list[str] = []
    bullets: list[str] = []
    for line in [*_BREAK.sub("\n", text).splitlines(), ""]:
        if _BULLET.match(line):
            bullets.append(_BULLET.sub("", line))
            continue
        if bullets:
            blocks.append(format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((b,) for b in bullets))))
            bullets = []
        if line.strip():
            blocks.append(format_html('<p class="nl-paragraph">{}</p>', line.strip()))
    return mark_safe("".join(blocks))  # noqa: S308 - every block was escaped above


@register.filter
def marked(text: str) -> SafeString:
    """The found words of a search headline as <mark>; the rest is escaped."""
    safe = escape(text)
    return mark_safe(  # noqa: S308 - escaped in the line above
        safe.replace("\ue000", '<mark class="nl-mark">').replace("\ue001", "</mark>")
    )


@register.filter
def has_mark(text: str | None) -> bool:
    """Whether a search headline holds a found word; a word may also stand only in the title or the official text."""
    return text is not None and "\ue000" in text


@register.filter
def bullets(words: str) -> SafeString:
    """Words of a text comparison, with every list dash on a line of its own."""
    safe = escape(words)
    return mark_safe(_DASH.sub("<br>– ", safe))  # noqa: S308 - escaped in the line above


@register.simple_tag
def query(params: Any, **changes: Any) -> str:  # noqa: ANN401 - a QueryDict and values from templates
    """The query string of this page with some parameters changed: `{% query params pagina=2 %}`."""
    copy = params.copy()
    for name, value in changes.items():
        if value:
            copy[name] = value
        else:
            copy.pop(name, None)
    return f"?{copy.urlencode()}"  # a simple tag is escaped by Django itself


@register.simple_tag
def item_url(item: Any, edition: Any) -> str:  # noqa: ANN401 - rows or places, which only share a number
    """The one address of an item of an edition."""
    return reverse("norms:item", args=[edition.catalogue.name, edition.version, item.number])


@register.simple_tag
def edition_url(edition: Any) -> str:  # noqa: ANN401 - templates are not typed
    return reverse("norms:edition", args=[edition.catalogue.name, edition.version])


@register.filter
def rhythm(entry: dict[str, Any]) -> str:
    """When, in words: `{"every": "P1Y"}` is "elk jaar". An occasion (`each`) speaks for itself in its description."""
    if "every" in entry:
        return labels.every(entry["every"])
    if "within" in entry:
        return _("binnen %(duration)s") % {"duration": labels.duration(entry["within"])}
    if "keep" in entry:
        return _("%(duration)s bewaren") % {"duration": labels.duration(entry["keep"])}
    return ""
