"""Bars of verdicts: per group three bars, opzet, bestaan and werking side by side and never added up."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.exporters.charts.drawing import WIDTH, Chart, Drawing, legend, wrap
from waarborg.apps.reports.shapes import Group
from waarborg.domain.assessments import ASSESSED, Level, Verdict

LEFT = 222  # where the bars begin
_BAR = 330  # all that was assessed
_OPEN, _NVT = 604, 660  # centres of the two columns that stand apart
THICK, STEP, _GAP = 11.6, 13.2, 7.5  # seventeen themes fit on a page


def verdict_bars(
    groups: Sequence[Group], *, title: str, levels: Sequence[Level] = tuple(Level), most_missing_first: bool = False
) -> Chart:
    """How the assessed items of each group divide, per level; what was not assessed stands apart, as a number.

    The order is that of the groups; `most_missing_first` says that it means something, and the words say so too.
    """
    drawing = Drawing()
    legend(drawing, [(verdict, labels.verdict(verdict)) for verdict in ASSESSED], x=LEFT, y=12)
    apart_heads(drawing)
    top = 40.0
    for group in groups:
        top = _group(drawing, group, top, levels) + _GAP
    return drawing.chart(
        title=title, text=describe(groups, levels, most_missing_first=most_missing_first), height=top - 3
    )


def describe(
    groups: Sequence[Group], levels: Sequence[Level] = tuple(Level), *, most_missing_first: bool = False
) -> str:
    """The same in words: per group and level how many of the assessed items meet, and what was not assessed."""
    parts = [_group_sentence(group, levels) for group in groups]
    if most_missing_first and len(groups) > 1:
        parts.insert(0, _("Het meest ontbreekt bij %(group)s.") % {"group": groups[0].title})
    return " ".join(parts)


def assessed(group: Group, level: Level) -> int:
    """How many items of the group were judged on this level and apply."""
    return sum(group.counts[level][verdict] for verdict in ASSESSED)


def _group_sentence(group: Group, levels: Sequence[Level]) -> str:
    told = ", ".join(
        _("%(level)s %(meets)d van %(assessed)d")
        % {
            "level": labels.level(level),
            "meets": group.counts[level][Verdict.MEETS],
            "assessed": assessed(group, level),
        }
        for level in levels
    )
    sentence = _("%(group)s: voldoet in %(levels)s.") % {"group": group.title, "levels": told}
    missing = max(group.counts[level][Verdict.NOT_ASSESSED] for level in levels)
    if missing:
        sentence += " " + _("Niet beoordeeld: hoogstens %(count)d per niveau.") % {"count": missing}
    return sentence


def apart_heads(drawing: Drawing) -> None:
    for x, verdict in ((_OPEN, Verdict.NOT_ASSESSED), (_NVT, Verdict.NOT_APPLICABLE)):
        lines = wrap(labels.verdict(verdict), 62, 10.5)
        for row, line in enumerate(lines):
            drawing.write("small-middle", (x, 12 + 11 * row), line)
        drawing.mark(verdict, (x, 12 + 11 * len(lines) - 4), 3)


def _group(drawing: Drawing, group: Group, top: float, levels: Sequence[Level]) -> float:
    """Draw it, and say where it ends: beneath its bars, or beneath its name and total when those are taller."""
    lines = wrap(group.title, 150)
    for row, line in enumerate(lines):
        drawing.write("name", (0, top + 9.4 + 13.2 * row), line)
    total = _("%(count)d in totaal") % {"count": group.total}
    drawing.write("small", (0, top + 9.4 + 13.2 * len(lines)), total)
    for row, level in enumerate(levels):
        y = top + row * STEP
        drawing.write("small-end", (LEFT - 8, y + 9.4), labels.level(level))
        bar(drawing, group.counts[level], y)
    end = top + max(len(levels), min(len(lines) + 1, len(Level))) * STEP
    drawing.box("rule", (0, end + 1), (WIDTH, 0.6))
    return end


def bar(drawing: Drawing, table: Mapping[Verdict, int], y: float) -> None:
    """One level: how what was assessed divides, and apart from that what was not assessed or does not apply."""
    for place, verdict in ((_OPEN, Verdict.NOT_ASSESSED), (_NVT, Verdict.NOT_APPLICABLE)):
        if table[verdict]:
            drawing.write("small-middle", (place, y + 9.4), table[verdict])
    total = sum(table[verdict] for verdict in ASSESSED)
    if not total:
        drawing.box(Verdict.NOT_ASSESSED, (LEFT, y), (_BAR, THICK))
        return
    x = float(LEFT)
    for verdict in ASSESSED:
        count = table[verdict]
        width = _BAR * count / total
        if count:
            drawing.box(verdict, (x, y), (width, THICK))
            _pad(drawing, verdict, x + width / 2, y, width)
            drawing.write("on-dark" if verdict is Verdict.MEETS else "on-light", (x + width / 2, y + 9.4), count)
        x += width


def _pad(drawing: Drawing, verdict: Verdict, centre: float, y: float, width: float) -> None:
    """A plain ground under a number, so that the hatching does not run through it."""
    if verdict is Verdict.PARTLY:
        room = min(18.0, width - 2)
        drawing.box("pad", (centre - room / 2, y + 0.6), (room, THICK - 1.2))
