"""Bars of the improvement plan: how many gaps each quarter closes, by the effort they usually take."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from waarborg.apps.reports.exporters.charts.drawing import Chart, Drawing, legend
from waarborg.apps.reports.shapes import Quarter
from waarborg.domain.assessments import Verdict

_LEFT = 150
_BAR = 470
_THICK, _STEP = 18.0, 26.0
_FILLS = (Verdict.FAILS, Verdict.PARTLY, Verdict.MEETS)  # light, hatched, dark: little, more, most work


def plan_bars(quarters: Sequence[Quarter], *, title: str) -> Chart:
    """Per quarter the number of gaps, stacked by effort, on one scale, with the total behind it."""
    kinds = effort_kinds(quarters)
    drawing = Drawing()
    _legend(drawing, kinds)
    longest = max((sum(quarter.effort.values()) for quarter in quarters), default=0) or 1
    for row, quarter in enumerate(quarters):
        _bar(drawing, quarter, kinds, y=28 + row * _STEP, unit=_BAR / longest)
    return drawing.chart(title=title, text=describe(quarters), height=30 + len(quarters) * _STEP)


def describe(quarters: Sequence[Quarter]) -> str:
    """The same in words."""
    return " ".join(_sentence(quarter) for quarter in quarters)


def effort_kinds(quarters: Sequence[Quarter]) -> list[str]:
    """The labels of effort that occur, in the order in which the quarters name them (little work first)."""
    return list(dict.fromkeys(label for quarter in quarters for label in quarter.effort))


def _sentence(quarter: Quarter) -> str:
    parts = ", ".join(f"{count} × {label}" for label, count in quarter.effort.items() if count)
    values = {"quarter": quarter.label, "count": sum(quarter.effort.values()), "parts": parts}
    if not parts:
        return _("%(quarter)s: %(count)d.") % values
    return _("%(quarter)s: %(count)d (%(parts)s).") % values


def _legend(drawing: Drawing, kinds: Sequence[str]) -> None:
    legend(drawing, list(zip(_FILLS, kinds, strict=False)), x=_LEFT, y=12, marks=False)


def _bar(drawing: Drawing, quarter: Quarter, kinds: Sequence[str], *, y: float, unit: float) -> None:
    drawing.write("name", (0, y + 13), quarter.label)
    x = float(_LEFT)
    for place, kind in enumerate(kinds):
        count = quarter.effort.get(kind, 0)
        fill = _FILLS[min(place, len(_FILLS) - 1)]
        if count:
            drawing.box(fill, (x, y), (count * unit, _THICK))
            _pad(drawing, fill, x + count * unit / 2, y)
            style = "on-dark" if fill is Verdict.MEETS else "on-light"
            drawing.write(style, (x + count * unit / 2, y + 13), count)
        x += count * unit
    drawing.write("name", (x + 8, y + 13), sum(quarter.effort.values()))


def _pad(drawing: Drawing, fill: Verdict, centre: float, y: float) -> None:
    if fill is Verdict.PARTLY:
        drawing.box("pad", (centre - 8, y + 1), (16, _THICK - 2))
