"""The map of systems against themes, for one level: in every cell a mark, a number and a shade, never shade alone."""

from collections.abc import Sequence
from html import escape

from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.exporters.charts.drawing import WIDTH, Chart, Drawing, clip
from waarborg.apps.reports.shapes import Group, SubjectFigures
from waarborg.domain.assessments import ASSESSED, GAPS, Level, Verdict

PER_DRAWING = 36  # systems that fit on a page
_LEFT, _TOP, _ROW = 196.0, 108.0, 20.0
_LIGHT = 3  # the darkest shade that a mark in ink still stands out on


def subject_maps(subjects: Sequence[SubjectFigures], level: Level, *, title: str) -> list[Chart]:
    """As many drawings as the systems need, each with the themes above it."""
    parts = [subjects[start : start + PER_DRAWING] for start in range(0, len(subjects), PER_DRAWING)]
    return [
        _map(part, level, title=title if len(parts) == 1 else f"{title} ({place}/{len(parts)})")
        for place, part in enumerate(parts, start=1)
    ]


def describe(subjects: Sequence[SubjectFigures], level: Level) -> str:
    """The same in words: per system the themes where something is missing."""
    return " ".join(_sentence(one, level) for one in subjects)


def state(group: Group, level: Level) -> tuple[Verdict, int, int]:
    """How a theme of a system stands as a verdict, how many items fall short, and of how many that were assessed."""
    table = group.counts[level]
    total, missing = sum(table[verdict] for verdict in ASSESSED), sum(table[verdict] for verdict in GAPS)
    if not group.total or table[Verdict.NOT_APPLICABLE] == group.total:
        return Verdict.NOT_APPLICABLE, 0, 0
    if not total:
        return Verdict.NOT_ASSESSED, 0, 0
    if not missing:
        return Verdict.MEETS, 0, total
    return (Verdict.FAILS if missing == total else Verdict.PARTLY), missing, total


def shade(missing: int, total: int) -> int:
    """How dark a cell is: 0 when nothing is missing, to 3."""
    return 0 if not missing else min(_LIGHT, 1 + _LIGHT * missing // total)


def legend_words() -> list[tuple[Verdict, str]]:
    """What each mark on the map says."""
    return [
        (Verdict.MEETS, _("alles voldoet")),
        (Verdict.PARTLY, _("een deel voldoet niet (geheel)")),
        (Verdict.FAILS, _("niets voldoet geheel")),
        (Verdict.NOT_ASSESSED, labels.verdict(Verdict.NOT_ASSESSED)),
        (Verdict.NOT_APPLICABLE, labels.verdict(Verdict.NOT_APPLICABLE)),
    ]


def _map(subjects: Sequence[SubjectFigures], level: Level, *, title: str) -> Chart:
    drawing = Drawing()
    themes = subjects[0].themes
    width = min(60.0, (WIDTH - _LEFT - 40) / max(1, len(themes)))
    for column, theme in enumerate(themes):
        x = _LEFT + (column + 0.5) * width
        words = escape(clip(theme.title, 118, 10.5))
        drawing.add(f'<text transform="translate({x:.1f} {_TOP - 6:g}) rotate(-60)" font-size="10.5">{words}</text>')
    for row, one in enumerate(subjects):
        y = _TOP + row * _ROW
        drawing.write("small", (0, y + 13), clip(one.name, _LEFT - 6, 10.5))
        for column, theme in enumerate(one.themes):
            _cell(drawing, state(theme, level), (_LEFT + column * width, y), width - 2)
    bottom = _TOP + len(subjects) * _ROW + 16
    x = 0.0
    for verdict, words in legend_words():
        drawing.mark(verdict, (x + 5, bottom - 4))
        drawing.write("small", (x + 14, bottom), words)
        x += 14 + 5.4 * len(words) + 16
    return drawing.chart(title=title, text=describe(subjects, level), height=bottom + 6)


def _cell(drawing: Drawing, found: tuple[Verdict, int, int], at: tuple[float, float], width: float) -> None:
    verdict, missing, total = found
    is_known = verdict not in {Verdict.NOT_ASSESSED, Verdict.NOT_APPLICABLE}
    drawing.box(f"heat{shade(missing, total)}" if is_known else "ground", at, (width, _ROW - 2))
    middle = at[0] + width / 2
    drawing.mark(verdict, (middle - (6 if missing else 0), at[1] + 9), 3.4)
    if missing:
        drawing.write("on-light", (middle + 6, at[1] + 12.8), missing)


def _sentence(one: SubjectFigures, level: Level) -> str:
    found = [(theme.title, *state(theme, level)) for theme in one.themes]
    short = [
        _("%(theme)s %(count)d van %(total)d") % {"theme": title, "count": missing, "total": total}
        for title, _verdict, missing, total in found
        if missing
    ]
    if short:
        return _("%(group)s: tekort in %(cells)s.") % {"group": one.name, "cells": ", ".join(short)}
    if any(total for *_rest, total in found):
        return _("%(group)s: geen tekort in wat is beoordeeld.") % {"group": one.name}
    return _("%(group)s: niet beoordeeld.") % {"group": one.name}
