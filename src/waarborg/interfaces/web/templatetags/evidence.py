"""Evidence on a page: what it is, which period, and its marking in words."""

from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils import formats
from django.utils.translation import gettext as _

from waarborg.apps.evidence.formats import extension
from waarborg.interfaces.web.evidence import words

register = template.Library()


@register.filter
def what_it_is(piece: Any) -> str:  # noqa: ANN401 - a row
    """Its kind and size, or that it is a link."""
    if piece.url:
        return _("link")
    return f"{extension(piece.file_name).upper()}, {filesizeformat(piece.size)}"


@register.filter
def period(piece: Any) -> str:  # noqa: ANN401 - a row
    """The period that it covers, in words."""
    first = formats.date_format(piece.period_from, "j F Y") if piece.period_from else ""
    last = formats.date_format(piece.period_until, "j F Y") if piece.period_until else ""
    if first and last:
        return _("%(first)s tot en met %(last)s") % {"first": first, "last": last}
    return _("vanaf %(first)s") % {"first": first} if first else _("tot en met %(last)s") % {"last": last}


@register.filter
def marking(code: str) -> str:
    return words.marking(code)
