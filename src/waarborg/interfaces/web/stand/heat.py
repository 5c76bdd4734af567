"""The heat map of systems against themes: a number in every cell; the stronger its colour, the more is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from waarborg.apps.assessments.queries.results import Key, Shortfall
from waarborg.apps.base import labels
from waarborg.domain.assessments import Level, Verdict
from waarborg.interfaces.web.stand.filters import NONE

_DARKEST = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """What every cell needs, looked up and escaped once: there are thousands of cells."""

    themes: tuple[tuple[str, str], ...]  # code, and the tail of an address; all of it is "" and no tail
    not_assessed: str
    share: str  # "%(n)s van %(total)s", for who hears the page


def context(
    slug: str,
    cells: Mapping[Key, Shortfall],
    asked: Any,  # noqa: ANN401
    subjects: Sequence[Any],
    levels: Sequence[Level],
) -> dict[str, Any]:
    """The map of one level, and the other levels to look at. The cells are per subject and theme."""
    themes = sorted({theme for _subject, theme in cells}, key=_theme)
    seen = {subject for subject, _theme in cells}
    words = _Words(
        tuple((code, escape(f"&{urlencode({'thema': code or NONE})}")) for code in themes),
        escape(labels.verdict(Verdict.NOT_ASSESSED)),
        escape(_("%(n)s van %(total)s")),
    )
    lines = reverse("stand:lines", args=[slug])
    rows = "\n".join(_row(lines, one, words, cells) for one in subjects if one.pk in seen)
    return {
        "level": asked.level,
        "levels_to_choose": [
            (level.value, labels.level(level), _level_url(slug, asked.params, level)) for level in levels
        ],
        "heat_heads": [_theme(code) for code in themes],
        "heat_rows": mark_safe(rows),  # noqa: S308 - every name in it was escaped
    }


def _row(lines: str, subject: Any, words: _Words, cells: Mapping[Key, Shortfall]) -> SafeString:  # noqa: ANN401 - a row
    """One subject, written as text: a template would take a second."""
    url = escape(f"{lines}?{urlencode({'over': subject.code, 'soort': 'verdict'})}")
    mine = [(tail, cells.get((subject.pk, code))) for code, tail in words.themes]
    parts = "".join(_cell(numbers, words, url + tail) for tail, numbers in mine)
    there = [numbers for _tail, numbers in mine if numbers]
    whole = Shortfall(sum(one.missing for one in there), sum(one.assessed for one in there))
    head = f'<th scope="row"><a class="nl-link" href="{url}">{escape(subject.name)}</a></th>'
    return mark_safe(f"<tr>{head}{_cell(whole, words, url)}{parts}</tr>")  # noqa: S308 - escaped above


def _cell(numbers: Shortfall | None, words: _Words, url: str) -> str:
    """How many fall short, of how many that were assessed; nothing assessed is said, and is no zero."""
    if numbers is None:
        return '<td class="wb-heat__none"><span aria-hidden="true">–</span></td>'
    missing, assessed = numbers
    if not assessed:
        said = f'<span class="wb-visually-hidden">{words.not_assessed}</span>'
        return f'<td class="wb-heat__unknown"><a href="{url}">·{said}</a></td>'
    step = 0 if not missing else min(_DARKEST, 1 + _DARKEST * missing // assessed)
    said = words.share % {"n": missing, "total": assessed}
    cell = f'<td class="wb-heat__step wb-heat__step--{step}"><a href="{url}" aria-label="{said}">'
    return f"{cell}{missing}<small>/{assessed}</small></a></td>"


def _theme(code: str) -> str:
    return labels.theme(code) if code else _("Zonder thema")


def _level_url(slug: str, params: Mapping[str, str], level: Level) -> str:
    wanted = urlencode({**params, "per": "systeem", "niveau": level.value})
    return f"{reverse('stand:results', args=[slug])}?{wanted}"
