"""The radar: three lines over the themes, told apart by dashes and by the shape of their points."""

from collections.abc import Sequence
from math import cos, pi, sin

from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.exporters.charts.drawing import ACCENT, WIDTH, Chart, Drawing, wrap
from waarborg.apps.reports.shapes import Group
from waarborg.domain.assessments import Level, Verdict, percentage, share

_RADIUS = 152.0
_CENTRE = (WIDTH / 2, 186.0)
_HEIGHT = 396
_TOP = 0.15  # so near to the vertical, a label stands in the middle
_DASHES = {Level.OPZET: "", Level.BESTAAN: ' stroke-dasharray="7 4"', Level.WERKING: ' stroke-dasharray="1.5 4"'}
_WIDTHS = {Level.OPZET: 1.4, Level.BESTAAN: 2.2, Level.WERKING: 2.6}

Point = tuple[float, float]


def theme_radar(themes: Sequence[Group], *, title: str, levels: Sequence[Level] = tuple(Level)) -> Chart:
    """Which part of the assessed items meets, per theme and level. A theme that was not assessed breaks the line."""
    drawing = Drawing()
    _web(drawing, themes)
    for level in levels:
        _line(drawing, themes, level)
    _legend(drawing, levels)
    return drawing.chart(title=title, text=describe(themes, levels), height=_HEIGHT)


def describe(themes: Sequence[Group], levels: Sequence[Level] = tuple(Level)) -> str:
    """The same in words: the percentages per theme."""
    intro = _("Aandeel van de beoordeelde maatregelen dat voldoet, per thema.")
    return " ".join([intro, *(_sentence(theme, levels) for theme in themes)])


def _sentence(theme: Group, levels: Sequence[Level]) -> str:
    told = ", ".join(f"{labels.level(level)} {_percentage(theme, level)}" for level in levels)
    return f"{theme.title}: {told}."


def _percentage(theme: Group, level: Level) -> str:
    meets = percentage(theme.counts[level], Verdict.MEETS)
    return labels.verdict(Verdict.NOT_ASSESSED) if meets is None else f"{meets}%"


def _at(index: float, count: int, part: float) -> Point:
    angle = 2 * pi * index / count - pi / 2
    return _CENTRE[0] + _RADIUS * part * cos(angle), _CENTRE[1] + _RADIUS * part * sin(angle)


def _web(drawing: Drawing, themes: Sequence[Group]) -> None:
    count = len(themes)
    rings = "".join(_path([_at(i, count, part / 4) for i in range(count)]) + "z" for part in (1, 2, 3, 4))
    spokes = "".join(_path([_CENTRE, _at(i, count, 1)]) for i in range(count))
    drawing.add(f'<path d="{rings}{spokes}" fill="none" stroke="currentColor" stroke-width=".7" opacity=".3"/>')
    for part in (1, 2, 3, 4):
        x, y = _at(-0.5, count, part / 4)
        drawing.write("small-middle", (x, y + 4), f"{25 * part}%")
    for index, theme in enumerate(themes):
        _label(drawing, theme.title, _at(index, count, 1.07))


def _label(drawing: Drawing, title: str, at: Point) -> None:
    sideways = (at[0] - _CENTRE[0]) / _RADIUS
    style = "middle" if abs(sideways) < _TOP else ("end" if sideways < 0 else "plain")
    lines = wrap(title, 160)
    lift = 13 * (len(lines) - 1) * (1 if at[1] < _CENTRE[1] - _RADIUS * 0.9 else 0.5)
    for row, line in enumerate(lines):
        drawing.write(style, (at[0], at[1] + 4 - lift + 13 * row), line)


def _line(drawing: Drawing, themes: Sequence[Group], level: Level) -> None:
    points = [_point(themes, index, level) for index in range(len(themes))]
    runs = "".join(
        _path([here, after]) for here, after in zip(points, points[1:] + points[:1], strict=True) if here and after
    )
    if all(points):
        runs = _path([point for point in points if point]) + "z"
    drawing.add(
        f'<path d="{runs}" fill="none" stroke="{_colour(level)}" stroke-width="{_WIDTHS[level]}"{_DASHES[level]} '
        'stroke-linejoin="round" stroke-linecap="round"/>'
    )
    drawing.add(f'<path d="{"".join(_dot(level, point) for point in points if point)}" fill="{_colour(level)}"/>')


def _point(themes: Sequence[Group], index: int, level: Level) -> Point | None:
    meets = share(themes[index].counts[level], Verdict.MEETS)
    return None if meets is None else _at(index, len(themes), meets)


def _colour(level: Level) -> str:
    return ACCENT if level is Level.BESTAAN else "currentColor"


def _dot(level: Level, at: Point) -> str:
    x, y = round(at[0], 1), round(at[1], 1)
    if level is Level.OPZET:
        return f"M{x - 3:g} {y - 3:g}h6v6h-6z"
    if level is Level.BESTAAN:
        return f"M{x - 3.5:g} {y:g}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"
    return f"M{x:g} {y - 4.5:g}l4 7h-8z"


def _legend(drawing: Drawing, levels: Sequence[Level]) -> None:
    x, y = 0.0, _HEIGHT - 8.0
    for level in levels:
        colour = _colour(level)
        line = f'stroke="{colour}" stroke-width="{_WIDTHS[level]}"{_DASHES[level]} stroke-linecap="round"'
        drawing.add(f'<path d="M{x:g} {y - 4:g}h40" {line}/>')
        drawing.add(f'<path d="{_dot(level, (x + 20, y - 4))}" fill="{colour}"/>')
        drawing.write("plain", (x + 48, y), labels.level(level))
        x += 120


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in points)
