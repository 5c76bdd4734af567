"""The heat map: groups against the three levels; dark is where most is missing, and every cell says so."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.exporters.charts.bars import assessed
from waarborg.apps.reports.exporters.charts.drawing import Chart, Drawing, clip
from waarborg.apps.reports.shapes import Group
from waarborg.domain.assessments import GAPS, Level, Verdict

_LEFT = 236
_CELL = (146.0, 18.0)
_DARK_FROM = 4  # from this step on, white letters read better


def group_heat_map(groups: Sequence[Group], *, title: str, levels: Sequence[Level] = tuple(Level)) -> Chart:
    """Per group and level, how many of the assessed items do not (fully) meet: the darker, the larger the part."""
    drawing = Drawing()
    _heads(drawing, levels)
    for row, group in enumerate(groups):
        y = 22 + row * (_CELL[1] + 2)
        drawing.write("plain", (0, y + 13), clip(group.title, 230))
        for column, level in enumerate(levels):
            _cell(drawing, group, level, (_LEFT + column * (_CELL[0] + 2), y))
    return drawing.chart(title=title, text=describe(groups, levels), height=24 + len(groups) * (_CELL[1] + 2))


def describe(groups: Sequence[Group], levels: Sequence[Level] = tuple(Level)) -> str:
    """The same in words: per group and level the number that does not (fully) meet, of those assessed."""
    return " ".join(_group_sentence(group, levels) for group in groups)


def missing(group: Group, level: Level) -> int:
    return sum(group.counts[level][verdict] for verdict in GAPS)


def _group_sentence(group: Group, levels: Sequence[Level]) -> str:
    cells = ", ".join(f"{labels.level(level)} {_words(group, level)}" for level in levels)
    return _("%(group)s: tekort in %(cells)s.") % {"group": group.title, "cells": cells}


def _words(group: Group, level: Level) -> str:
    total = assessed(group, level)
    if not total:
        return labels.verdict(Verdict.NOT_ASSESSED)
    return _("%(count)d van %(total)d") % {"count": missing(group, level), "total": total}


def _heads(drawing: Drawing, levels: Sequence[Level]) -> None:
    for column, level in enumerate(levels):
        drawing.write("middle", (_LEFT + column * (_CELL[0] + 2) + _CELL[0] / 2, 13), labels.level(level))


def _cell(drawing: Drawing, group: Group, level: Level, at: tuple[float, float]) -> None:
    total = assessed(group, level)
    step = _step(missing(group, level), total)
    drawing.box(Verdict.NOT_ASSESSED if step is None else f"heat{step}", at, _CELL)
    if step is None:
        _pad(drawing, _words(group, level), at)
    style = "on-dark" if step is not None and step >= _DARK_FROM else "on-light"
    drawing.write(style, (at[0] + _CELL[0] / 2, at[1] + 13), _words(group, level))


def _step(count: int, total: int) -> int | None:
    if not total:
        return None
    return 0 if not count else min(4, 1 + int(4 * count / total))


def _pad(drawing: Drawing, word: str, at: tuple[float, float]) -> None:
    """A plain ground under a word on dots."""
    width = min(_CELL[0] - 4, 5.6 * len(word) + 8)
    drawing.box("blank", (at[0] + (_CELL[0] - width) / 2, at[1] + 2.5), (width, _CELL[1] - 5))
