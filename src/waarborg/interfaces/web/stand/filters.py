"""The filters of the rows of a round: they live in the address, so that a link shows the same rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from django.http import QueryDict
from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.shapes import Line, ReportData
from waarborg.domain import numbers
from waarborg.domain.assessments import Applicability, Ask, Level, Verdict
from waarborg.interfaces.web.facets import Choice, Facet, search_text, values

NONE = "-"  # in the address: rows without an owner, without a theme
NOBODY = "0"  # rows that are assigned to nobody
GAP, QUICK_WIN, EXCEPTION, NOT_JUDGED, BREAKS_RULE = "gap", "quick_win", "exception", "not_judged", "breaks_rule"

Options = Iterable[tuple[str, str]]


class Rows:
    """The rows of a round with what the report found about each."""

    def __init__(self, data: ReportData) -> None:
        self.data = data
        self.gaps = {gap.line.number: gap for gap in data.gaps}
        self._outcomes = (
            (GAP, frozenset(self.gaps)),
            (QUICK_WIN, frozenset(gap.line.number for gap in data.quick_wins)),
            (EXCEPTION, frozenset(line.number for line in data.exceptions)),
            (NOT_JUDGED, frozenset(line.number for line in data.not_judged)),
            (BREAKS_RULE, frozenset(hit.number for hit in data.hits)),
        )

    def outcomes(self, line: Line) -> tuple[str, ...]:
        return tuple(code for code, found in self._outcomes if line.number in found)

    def quarter(self, line: Line) -> tuple[str, ...]:
        gap = self.gaps.get(line.number)
        return (gap.quarter,) if gap and gap.quarter else ()


@dataclass(frozen=True, slots=True)
class Field:
    """One filter: its name in the address, its heading, the values of a row, and every value in order with its word."""

    name: str
    heading: Callable[[], str]
    codes: Callable[[Rows, Line], tuple[str, ...]]
    options: Callable[[Rows], Options]


@dataclass(frozen=True, slots=True)
class LineFilters:
    """What the rows are narrowed by: values within one filter are alternatives, filters add up."""

    text: str
    chosen: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, params: QueryDict) -> "LineFilters":
        found = {field.name: values(params, field.name) for field in FIELDS}
        return cls(search_text(params), {name: chosen for name, chosen in found.items() if chosen})

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.chosen

    def apply(self, rows: Rows) -> list[Line]:
        """The rows that answer to every filter, in the order of the norm."""
        active = [(field.codes, self.chosen[field.name]) for field in FIELDS if field.name in self.chosen]
        return [
            line
            for line in rows.data.lines
            if all(set(codes(rows, line)) & set(wanted) for codes, wanted in active) and _has_text(line, self.text)
        ]

    def facets(self, rows: Rows) -> list[Facet]:
        """The filters that this round gives reason for: those with at least two choices, or with one that is chosen."""
        hidden = set(Level) - set(rows.data.levels) - set(self.chosen)
        found = (self._facet(field, rows) for field in FIELDS if field.name not in hidden)
        return [facet for facet in found if len(facet.choices) > 1 or facet.n_chosen]

    def _facet(self, field: Field, rows: Rows) -> Facet:
        counts = Counter(code for line in rows.data.lines for code in field.codes(rows, line))
        chosen = self.chosen.get(field.name, ())
        words = dict(field.options(rows))
        known = {code: words.get(code, code) for code in (*words, *counts, *chosen)}
        choices = (Choice(code, word, counts[code], code in chosen) for code, word in known.items())
        return Facet(field.name, field.heading(), tuple(c for c in choices if c.count or c.is_chosen))


def by_urgency(lines: Iterable[Line], rows: Rows) -> list[Line]:
    """The gaps first, the most urgent on top; the rest in the order of the norm."""
    last = len(rows.gaps) + 1
    return sorted(lines, key=lambda line: rows.gaps[line.number].priority if line.number in rows.gaps else last)


def _has_text(line: Line, text: str) -> bool:
    if not text:
        return True
    place = numbers.parts(text)
    if place is not None:
        return (numbers.parts(line.number) or ())[: len(place)] == place
    where = (line.number, line.title, line.summary, line.explanation, line.evidence, line.owner, line.action)
    everything = " ".join(where).lower()
    return all(word in everything for word in text.lower().split())


def _verdict(level: Level, _rows: Rows, line: Line) -> tuple[str, ...]:
    is_judged = line.ask is not Ask.ELSEWHERE or line.follows
    return (line.verdicts[level].value,) if is_judged else ()


def _asks(rows: Rows) -> Options:
    yield Ask.VERDICT.value, rows.data.item_noun
    yield Ask.GUIDELINE.value, _("beheersmaatregelen zonder overheidsmaatregel")
    yield Ask.ELSEWHERE.value, _("verplaatst, vervallen of verwijzing")
    yield Ask.NOTHING.value, _("andere onderdelen")


def _outcomes(_rows: Rows) -> Options:
    yield GAP, _("tekortkoming")
    yield QUICK_WIN, _("quick win")
    yield EXCEPTION, _("uitzondering")
    yield NOT_JUDGED, _("nog niet (geheel) beoordeeld")
    yield BREAKS_RULE, _("antwoord dat nog niet klopt")


def _verdicts(_rows: Rows) -> Options:
    return [(verdict.value, labels.verdict(verdict)) for verdict in Verdict]


def _applicabilities(_rows: Rows) -> Options:
    return [(choice.value, labels.applicability(choice)) for choice in Applicability]


def _chapters(rows: Rows) -> Options:
    titles = {group.code: f"{group.code} {group.title}" for group in rows.data.chapters}
    return [(code, titles.get(code, code)) for code in dict.fromkeys(line.chapter for line in rows.data.lines)]


def _themes(rows: Rows) -> Options:
    codes = {line.theme_code for line in rows.data.lines if line.theme_code}
    yield from sorted(((code, labels.theme(code)) for code in codes), key=lambda option: option[1])
    yield NONE, _("zonder thema")


def _owners(rows: Rows) -> Options:
    yield NONE, _("zonder eigenaar")
    yield from ((name, name) for name in sorted({line.owner for line in rows.data.lines if line.owner}))


def _people(rows: Rows) -> Options:
    yield NOBODY, _("niet toegewezen")
    found = {(str(line.assignee_id), line.assignee) for line in rows.data.lines if line.assignee_id}
    yield from sorted(found, key=lambda option: option[1])


def _quarters(rows: Rows) -> Iterator[tuple[str, str]]:
    return ((quarter.label, quarter.label) for quarter in rows.data.plan)


def _level_name(level: Level) -> str:
    return labels.level(level).capitalize()


FIELDS = (
    Field("soort", lambda: _("Soort"), lambda _rows, line: (line.ask.value,), _asks),
    Field("uitkomst", lambda: _("Uitkomst"), Rows.outcomes, _outcomes),
    *(Field(level.value, partial(_level_name, level), partial(_verdict, level), _verdicts) for level in Level),
    Field("toepassing", lambda: _("Toepassing"), lambda _rows, line: (line.applicability.value,), _applicabilities),
    Field("hoofdstuk", lambda: _("Hoofdstuk"), lambda _rows, line: (line.chapter,), _chapters),
    Field("thema", lambda: _("Thema"), lambda _rows, line: (line.theme_code or NONE,), _themes),
    Field("eigenaar", lambda: _("Eigenaar"), lambda _rows, line: (line.owner or NONE,), _owners),
    Field("persoon", lambda: _("Wie antwoordt"), lambda _rows, line: (str(line.assignee_id),), _people),
    Field("kwartaal", lambda: _("Kwartaal"), Rows.quarter, _quarters),
)
