"""Bars of rounds in a row: per level a bar for each round, oldest first, so that one sees how it went on."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.exporters.charts.bars import LEFT, STEP, THICK, apart_heads, bar
from waarborg.apps.reports.exporters.charts.drawing import WIDTH, Chart, Drawing, clip, legend
from waarborg.apps.reports.shapes import Stand
from waarborg.domain.assessments import ASSESSED, Level, Verdict, percentage

_TOP, _HEAD, _GAP = 40.0, 20.0, 9.0


def trend_bars(stands: Sequence[Stand], *, title: str, levels: Sequence[Level] = tuple(Level)) -> Chart:
    """How what was assessed divides, per level and round; a round that did not ask a level says so."""
    drawing = Drawing()
    legend(drawing, [(verdict, labels.verdict(verdict)) for verdict in ASSESSED], x=LEFT, y=12)
    apart_heads(drawing)
    y = _TOP
    for level in levels:
        drawing.write("name", (0, y + 10), labels.level(level))
        drawing.box("rule", (0, y + 15), (WIDTH, 0.6))
        y += _HEAD
        for stand in stands:
            _row(drawing, stand, level, y)
            y += STEP
        y += _GAP
    return drawing.chart(title=title, text=describe(stands, levels), height=y)


def describe(stands: Sequence[Stand], levels: Sequence[Level] = tuple(Level)) -> str:
    """The same in words: per level what each round found."""
    return " ".join(
        f"{labels.level(level).capitalize()}: {'; '.join(f'{when(one)}: {shares(one, level)}' for one in stands)}."
        for level in levels
    )


def when(stand: Stand) -> str:
    """The day of the round, and what makes it another measuring rod."""
    day = str(date_format(stand.reference_on, "j F Y"))
    if stand.is_now:
        return _("nu, %(day)s") % {"day": day}
    return _("%(day)s, andere editie") % {"day": day} if stand.is_other_edition else day


def shares(stand: Stand, level: Level) -> str:
    """The part of what was assessed that has each verdict, and how many were not assessed."""
    if level not in stand.levels:
        return _("niet gevraagd")
    table = stand.counts[level]
    parts = [
        f"{percentage(table, verdict)}% {labels.verdict(verdict)}"
        for verdict in ASSESSED
        if percentage(table, verdict) is not None
    ]
    apart = f"{table[Verdict.NOT_ASSESSED]} {labels.verdict(Verdict.NOT_ASSESSED)}"
    told = [", ".join(parts), apart if table[Verdict.NOT_ASSESSED] or not parts else ""]
    return " · ".join(filter(None, told))


def _row(drawing: Drawing, stand: Stand, level: Level, y: float) -> None:
    drawing.write("small-end", (LEFT - 8, y + 9.4), clip(when(stand), LEFT - 8, 10.5))
    if level in stand.levels:
        bar(drawing, stand.counts[level], y)
    else:
        drawing.write("small", (LEFT, y + THICK - 2), _("niet gevraagd"))
