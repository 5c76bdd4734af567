"""The picture of a round as a page shows it: bars and counts per level, each leading to the rows behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from waarborg.apps.reports.shapes import Decision, Group, ReportData
from waarborg.domain.assessments import ASSESSED, Applicability, Ask, Counts, Level, Verdict
from waarborg.interfaces.web.stand import filters
from waarborg.interfaces.web.stand.round_page import page_of

# the rows that a decision of the board counts
_ROWS_OF = {
    "gaps": {"uitkomst": filters.GAP, "volgorde": "urgentie"},
    "ownerless": {"uitkomst": filters.GAP, "eigenaar": filters.NONE, "volgorde": "urgentie"},
    "quick_wins": {"uitkomst": filters.QUICK_WIN, "volgorde": "urgentie"},
    "exceptions": {"uitkomst": filters.EXCEPTION},
    "not_judged": {"uitkomst": filters.NOT_JUDGED},
}


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the rows behind it; none means nothing to see."""

    code: str
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, in percentages of its width."""

    verdict: str
    x: str
    width: str
    url: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One level: how what was assessed divides, and every count. What was not assessed is no part of the bar."""

    level: Level
    segments: tuple[Segment, ...]
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A chapter or a theme with its bars."""

    code: str
    title: str
    total: int
    url: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the plan: its gaps, and how many of them take days, weeks or months."""

    gaps: Count
    effort: str


def rows_url(slug: str, **wanted: str) -> str:
    """The address of the rows that answer to these filters."""
    return f"{page_of(slug, 'lines')}?{urlencode(wanted)}"


def totals(data: ReportData) -> tuple[Bar, ...]:
    return _bars(data, data.totals, soort=Ask.VERDICT.value)


def controls(data: ReportData) -> tuple[Bar, ...]:
    return _bars(data, data.controls, soort=Ask.GUIDELINE.value)


def control_choices(data: ReportData) -> list[tuple[str, Count]]:
    """What was chosen for the controls without measure, in words, with the rows."""
    order = (Applicability.FOLLOWS, Applicability.DEVIATES, Applicability.NOT_APPLICABLE, Applicability.APPLIES)
    return [
        (
            data.choice_labels[choice],
            Count(
                choice.value,
                data.control_choices[choice],
                _rows(data, soort=Ask.GUIDELINE.value, toepassing=choice.value),
            ),
        )
        for choice in order
    ]


def chapters(data: ReportData) -> list[Block]:
    return [_block(data, group, "hoofdstuk") for group in data.chapters]


def themes(data: ReportData) -> list[Block]:
    return [_block(data, group, "thema") for group in data.themes]


def tallies(data: ReportData) -> list[tuple[str, Count]]:
    """What asks for attention, as numbers that lead to their rows."""
    broken = len({hit.number for hit in data.hits})
    told = (
        (_("tekortkomingen"), len(data.gaps), _ROWS_OF["gaps"]),
        (_("quick wins"), len(data.quick_wins), _ROWS_OF["quick_wins"]),
        (_("uitzonderingen"), len(data.exceptions), _ROWS_OF["exceptions"]),
        (_("nog niet (geheel) beoordeeld"), len(data.not_judged), _ROWS_OF["not_judged"]),
        (_("antwoorden die nog niet kloppen"), broken, {"uitkomst": filters.BREAKS_RULE}),
    )
    return [(word, Count(wanted["uitkomst"], n, _rows(data, **wanted))) for word, n, wanted in told]


def plan(data: ReportData) -> list[Quarter]:
    return [
        Quarter(
            Count(quarter.label, len(quarter.gaps), _rows(data, kwartaal=quarter.label, volgorde="urgentie")),
            ", ".join(f"{word}: {n}" for word, n in quarter.effort.items()),
        )
        for quarter in data.plan
    ]


def decisions(data: ReportData) -> list[tuple[Decision, str]]:
    """What the board is asked, each with the address of the rows that it counts."""
    return [(one, _rows(data, **_ROWS_OF[one.about]) if one.about else "") for one in data.decisions]


def bars(counts: Counts, levels: Sequence[Level]) -> tuple[Bar, ...]:
    """Bars of a round on the shelf: the whole row leads to the round already."""
    return tuple(Bar(level, _segments(counts[level], {}), _counts(counts[level], {})) for level in levels)


def bars_with(counts: Counts, levels: Sequence[Level], url: Callable[[Level, Verdict], str]) -> tuple[Bar, ...]:
    """Bars of which every number leads to the address that `url` gives."""
    found = []
    for level in levels:
        urls = {verdict: url(level, verdict) for verdict in Verdict if counts[level][verdict]}
        found.append(Bar(level, _segments(counts[level], urls), _counts(counts[level], urls)))
    return tuple(found)


def _rows(data: ReportData, **wanted: str) -> str:
    """The rows of the subject that this picture is of."""
    over = {"over": data.subject_code} if data.subject_code else {}
    return rows_url(data.slug, **over, **wanted)


def _block(data: ReportData, group: Group, name: str) -> Block:
    wanted = {"soort": Ask.VERDICT.value, name: group.code or filters.NONE}
    return Block(group.code, group.title, group.total, _rows(data, **wanted), _bars(data, group.counts, **wanted))


def _bars(data: ReportData, counts: Counts, **wanted: str) -> tuple[Bar, ...]:
    return bars_with(counts, data.levels, lambda level, verdict: _rows(data, **wanted, **{level.value: verdict.value}))


def _counts(table: dict[Verdict, int], urls: dict[Verdict, str]) -> tuple[Count, ...]:
    return tuple(Count(verdict.value, table[verdict], urls.get(verdict, "")) for verdict in Verdict)


def _segments(table: dict[Verdict, int], urls: dict[Verdict, str]) -> tuple[Segment, ...]:
    total = sum(table[verdict] for verdict in ASSESSED)
    found: list[Segment] = []
    done = 0
    for verdict in ASSESSED:
        if table[verdict]:
            url = urls.get(verdict, "")
            found.append(Segment(verdict.value, _percent(done, total), _percent(table[verdict], total), url))
        done += table[verdict]
    return tuple(found)


def _percent(part: int, total: int) -> str:
    return f"{100 * part / total:.2f}%"
