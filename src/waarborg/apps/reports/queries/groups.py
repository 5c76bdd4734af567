"""The picture: how many items have each verdict, per level, for everything, per chapter and per risk theme."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.queries.lines import Source, judgements
from waarborg.apps.reports.shapes import Group
from waarborg.domain.assessments import Applicability, Counts, Level, Verdict, counts, share


def chapters(found: Sequence[Source]) -> tuple[Group, ...]:
    """The chapters in the order of the norm."""
    codes = dict.fromkeys((source.line.chapter, source.chapter_title) for source in found)
    return tuple(
        _group(code, title, [source for source in found if source.line.chapter == code]) for code, title in codes
    )


def themes(found: Sequence[Source]) -> tuple[Group, ...]:
    """The risk themes, the one where most is missing first: the question that the chart answers."""
    codes = {source.theme for source in found}
    groups = [
        _group(code, labels.theme(code) if code else _("Zonder thema"), [s for s in found if s.theme == code])
        for code in codes
    ]
    level = deepest_level(counts(judgements(found)))
    return tuple(sorted(groups, key=lambda group: _most_missing(group, level)))


def deepest_level(totals: Counts) -> Level:
    """Bestaan, or opzet when nothing was assessed on bestaan: the level that order and words go by."""
    return Level.OPZET if share(totals[Level.BESTAAN], Verdict.MEETS) is None else Level.BESTAAN


def choices(found: Iterable[Source]) -> dict[Applicability, int]:
    """What was chosen for the controls without measure; APPLIES counts those for which nothing was chosen."""
    table = dict.fromkeys(Applicability, 0)
    for source in found:
        table[source.judgement.applicability] += 1
    return table


def _group(code: str, title: str, members: list[Source]) -> Group:
    return Group(code=code, title=title, counts=counts(judgements(members)), total=len(members))


def _most_missing(group: Group, level: Level) -> tuple[int, int, str]:
    found = group.counts[level]
    return (-found[Verdict.FAILS], -found[Verdict.PARTLY], group.title)
