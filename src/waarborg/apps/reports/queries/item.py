"""What the report says about one item: the same words as the whole report, without making the rest of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import translation

from waarborg.apps.assessments.models import Assessment, Judgement
from waarborg.apps.assessments.queries import results, shown_levels
from waarborg.apps.reports.formats.frozen import restored
from waarborg.apps.reports.queries import gaps, hits, law, lines
from waarborg.apps.reports.queries.frozen import kept_plain
from waarborg.apps.reports.queries.lines import Scope
from waarborg.apps.reports.queries.view import View
from waarborg.apps.reports.shapes import GapLine, Line, RuleHit
from waarborg.domain import numbers
from waarborg.domain.assessments import Level


@dataclass(frozen=True, slots=True)
class Heading:
    """A line by its number and title."""

    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReport:
    """A line with what the report found about it, and every line by name: to look around from this one."""

    line: Line
    gap: GapLine | None
    n_gaps: int
    hits: tuple[RuleHit, ...]
    levels: tuple[Level, ...]
    organisation: str
    reference_on: date
    file_name: str
    headings: tuple[Heading, ...]


class UnknownLineError(LookupError):
    """The report has no line of this number; `headings` are those that it has."""

    def __init__(self, number: str, headings: Sequence[Heading]) -> None:
        super().__init__(number)
        self.headings = tuple(headings)


def item_report(
    assessment: Assessment, number: str, *, language: str, today: date, view: View, row: Judgement | None = None
) -> ItemReport:
    """The item of this number, in any notation: as it was frozen when the round was closed, else as it stands now.

    `row` is its judgement in this view, with who is to answer it, where that was read already.
    Raises UnknownLineError, and LookupError when the round has no such subject.
    """
    kept = kept_plain(assessment, language=language) if view.is_whole and assessment.is_closed else None
    if kept is not None:
        return _frozen(kept, number)
    with translation.override(language):
        return _live(assessment, number, language, today, view, row)


def _frozen(kept: dict[str, Any], number: str) -> ItemReport:
    headings = [Heading(one["number"], one["title"]) for one in kept["lines"]]
    at = _place(headings, number)
    own = headings[at].number
    about = next((gap for gap in kept["gaps"] if gap["line"]["number"] == own), None)
    return ItemReport(
        line=restored(Line, kept["lines"][at]),
        gap=restored(GapLine, about) if about else None,
        n_gaps=len(kept["gaps"]),
        hits=tuple(restored(RuleHit, hit) for hit in kept["hits"] if hit["number"] == own),
        levels=tuple(level for level in Level if level.value in kept["level_labels"]),
        organisation=kept["organisation"],
        reference_on=date.fromisoformat(kept["reference_on"]),
        file_name=kept.get("file_name", ""),
        headings=tuple(headings),
    )


def _live(
    assessment: Assessment, number: str, language: str, today: date, view: View, row: Judgement | None
) -> ItemReport:
    scope = Scope(results.subject(assessment, view.subject_code), view.member)
    norm = lines.norm_of(assessment.edition)
    facts = lines.facts(assessment, norm, scope=scope)
    shown = lines.shown_items(norm, scope, facts)
    headings = [Heading(item.number, lines.title_of(item, language)) for item in shown]
    item = shown[_place(headings, number)]
    source = lines.source(assessment, norm, item, language=language, scope=scope, row=row)
    found = hits.rule_hits(assessment, [source], only=item.number)
    order = gaps.ranked(facts.values(), law=law.of(assessment))
    place = next((n for n, one in enumerate(order, start=1) if one.about.number == item.number), None)
    gap = gaps.gap_line(source, order[place - 1].gap, place, today=today, language=language) if place else None
    line = replace(source.line, problems=tuple(hit.code for hit in found))
    return ItemReport(
        line=line,
        gap=gap,
        n_gaps=len(order),
        hits=found,
        levels=shown_levels(assessment),
        organisation=assessment.organisation.name,
        reference_on=assessment.reference_on,
        file_name=assessment.file_name,
        headings=tuple(headings),
    )


def _place(headings: Sequence[Heading], number: str) -> int:
    for at, heading in enumerate(headings):
        if numbers.same_place(heading.number, number):
            return at
    raise UnknownLineError(number, headings)
