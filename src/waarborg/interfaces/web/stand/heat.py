"""The heat map of systems against themes: a table with a number in every cell; the darker, the more is missing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from waarborg.apps.assessments.queries import results as reads
from waarborg.apps.assessments.queries.results import Figures
from waarborg.apps.base import labels
from waarborg.domain.assessments import ASSESSED, GAPS, Level, Verdict
from waarborg.interfaces.web.stand.filters import NONE

_DARKEST = 4


def context(round_: Any, by: Any, asked: Any, subjects: Sequence[Any]) -> dict[str, Any]:  # noqa: ANN401 - rows
    """The map of one level, and the other levels to look at."""
    found = reads.figures(round_, by, "subject_id", "item__theme", narrowed=asked.narrowed)
    themes = sorted({one.key[1] for one in found}, key=_theme)
    cells = {one.key: one for one in found}
    seen = {one.key[0] for one in found}
    shown = [subject for subject in subjects if subject.pk in seen]
    return {
        "level": asked.level,
        "levels_to_choose": [
            (
                level.value,
                labels.level(level),
                _url("results", round_.slug, {**asked.params, "per": "systeem", "niveau": level}),
            )
            for level in Level
        ],
        "heat_heads": [_theme(code) for code in themes],
        "heat_rows": format_html_join(
            "\n", "{}", ((_row(round_.slug, subject, themes, cells, asked.level),) for subject in shown)
        ),
    }


def _row(
    slug: str,
    subject: Any,  # noqa: ANN401 - a row
    themes: Sequence[str],
    cells: Mapping[Any, Figures],
    level: Level,
) -> SafeString:
    """One subject. Written here, not in a template: there are thousands of cells."""
    mine = [cells.get((subject.pk, code)) for code in themes]
    whole = reads.total(one for one in mine if one)
    url = _url("lines", slug, {"over": subject.code, "soort": "verdict"})
    return format_html(
        '<tr><th scope="row"><a class="nl-link" href="{}">{}</a></th>{}{}</tr>',
        url,
        subject.name,
        _cell(whole, level, url, subject.name),
        format_html_join(
            "",
            "{}",
            (
                (_cell(one, level, f"{url}&{urlencode({'thema': code or NONE})}", f"{subject.name}, {_theme(code)}"),)
                for code, one in zip(themes, mine, strict=True)
            ),
        ),
    )


def _cell(one: Figures | None, level: Level, url: str, about: str) -> SafeString:
    """How many fall short, of how many that were assessed; nothing assessed is said, and is no zero."""
    if one is None:
        return format_html('<td class="wb-heat__none"><span aria-hidden="true">–</span></td>')
    table = one.counts[level]
    assessed = sum(table[verdict] for verdict in ASSESSED)
    if not assessed:
        return format_html(
            '<td class="wb-heat__unknown"><a href="{}" title="{}">·<span class="wb-visually-hidden">{}</span></a></td>',
            url,
            f"{about}: {labels.verdict(Verdict.NOT_ASSESSED)}",
            f" {labels.verdict(Verdict.NOT_ASSESSED)}",
        )
    missing = sum(table[verdict] for verdict in GAPS)
    step = 0 if not missing else min(_DARKEST, 1 + _DARKEST * missing // assessed)
    return format_html(
        '<td class="wb-heat__step wb-heat__step--{}"><a href="{}" title="{}">{}<span class="wb-heat__of">/{}</span></a>'
        "</td>",
        step,
        url,
        about,
        missing,
        assessed,
    )


def _theme(code: str) -> str:
    return labels.theme(code) if code else _("Zonder thema")


def _url(name: str, slug: str, wanted: Mapping[str, Any]) -> str:
    return f"{reverse(f'stand:{name}', args=[slug])}?{urlencode(dict(wanted))}"
