"""Bars of the improvement plan: how many gaps each quarter closes, by the effort they usually take."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.exporters.charts.drawing import Chart, Drawing, legend
from waarborg.apps.reports.shapes import Quarter
from waarborg.domain.assessments import Effort, Verdict

_LEFT = 150
_BAR = 470
_THICK, _STEP = 18.0, 26.0
# light, hatched, dark: little, more, most work; dotted: something else
_FILLS = (Verdict.FAILS, Verdict.PARTLY, Verdict.MEETS, Verdict.NOT_ASSESSED)


def plan_bars(quarters: Sequence[Quarter], *, title: str) -> Chart:
    """Per quarter the number of gaps, stacked by effort, on one scale, with the total behind it."""
    kinds, table = effort_table(quarters)
    drawing = Drawing()
    legend(drawing, list(zip(_FILLS, kinds, strict=False)), x=_LEFT, y=12, marks=False)
    longest = max(map(sum, table), default=0) or 1
    for place, (quarter, counts) in enumerate(zip(quarters, table, strict=True)):
        y = 28 + place * _STEP
        drawing.write("name", (0, y + 13), quarter.label)
        _bar(drawing, counts, y=y, unit=_BAR / longest)
    return drawing.chart(title=title, text=describe(quarters), height=30 + len(quarters) * _STEP)


def describe(quarters: Sequence[Quarter]) -> str:
    """The same in words."""
    return " ".join(_sentence(quarter) for quarter in quarters)


def effort_table(quarters: Sequence[Quarter]) -> tuple[list[str], list[list[int]]]:
    """The kinds of effort, little work first, and per quarter the count of each; other words than ours are one kind."""
    usual = [labels.effort(effort) for effort in Effort]
    rows = [_row(quarter, usual) for quarter in quarters]
    if not any(row[-1] for row in rows):
        return usual, [row[:-1] for row in rows]
    others = {label for quarter in quarters for label in quarter.effort if label not in usual}
    return [*usual, others.pop() if len(others) == 1 else _("anders")], rows


def _row(quarter: Quarter, usual: Sequence[str]) -> list[int]:
    known = [quarter.effort.get(label, 0) for label in usual]
    return [*known, sum(quarter.effort.values()) - sum(known)]


def _sentence(quarter: Quarter) -> str:
    parts = ", ".join(f"{count} × {label}" for label, count in quarter.effort.items() if count)
    values = {"quarter": quarter.label, "count": sum(quarter.effort.values()), "parts": parts}
    if not parts:
        return _("%(quarter)s: %(count)d.") % values
    return _("%(quarter)s: %(count)d (%(parts)s).") % values


def _bar(drawing: Drawing, counts: Sequence[int], *, y: float, unit: float) -> None:
    x = float(_LEFT)
    for fill, count in zip(_FILLS, counts, strict=False):
        if count:
            drawing.box(fill, (x, y), (count * unit, _THICK))
            _pad(drawing, fill, x + count * unit / 2, y)
            style = "on-dark" if fill is Verdict.MEETS else "on-light"
            drawing.write(style, (x + count * unit / 2, y + 13), count)
        x += count * unit
    drawing.write("name", (x + 8, y + 13), sum(counts))


def _pad(drawing: Drawing, fill: Verdict, centre: float, y: float) -> None:
    grounds = {Verdict.PARTLY: "pad", Verdict.NOT_ASSESSED: "blank"}
    if fill in grounds:
        drawing.box(grounds[fill], (centre - 8, y + 1), (16, _THICK - 2))
