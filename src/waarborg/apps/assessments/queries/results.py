"""Live figures of a round: grouped by the database, counted by the one rule of the domain."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, QuerySet, When

from waarborg.apps.assessments.models import Assessment, Subject
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.assessments.queries import reach
from waarborg.apps.assessments.queries.progress import SHARED_BY, Share, asked, shares_of
from waarborg.apps.base.actions import Actor
from waarborg.apps.norms.models import Item
from waarborg.apps.organisations.models import Member
from waarborg.domain import assessments as rules
from waarborg.domain.assessments import ASSESSED, GAPS, Applicability, Ask, Counts, Level, Verdict
from waarborg.domain.rounds import SubjectKind

_LEVELS = tuple(level.value for level in Level)
Key = tuple[Any, ...]


class _Number(Count):
    """How many, as the driver gives it: that is a whole number already, and there are thousands."""

    def get_db_converters(self, connection: Any) -> list[Any]:  # noqa: ANN401, ARG002 - as Django calls it
        return []


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What part of a round the figures are about; empty is everything."""

    subject: str | None = None  # the code of a subject; "" is the organisation
    theme: str | None = None
    chapter: str | None = None
    owner: str | None = None
    assignee: int | None = None  # a member; 0 is nobody


@dataclass(frozen=True, slots=True)
class Figures:
    """One group with its counts, and how many rows it has."""

    key: Key
    counts: Counts
    total: int


@dataclass(frozen=True, slots=True)
class Overall:
    """The figures of all rows together, and who has how much of what is asked."""

    figures: Figures
    shares: Sequence[Share]


class Shortfall(NamedTuple):
    """How many rows of a group are a gap on one level, of how many that were assessed."""

    missing: int
    assessed: int


@dataclass(frozen=True, slots=True)
class Places:
    """Which chapter each item of an edition stands in."""

    chapter_of: Mapping[int, str]
    titles: Mapping[str, str] = field(default_factory=dict)  # chapter -> its title

    def items_of(self, chapter: str) -> list[int]:
        return [item for item, code in self.chapter_of.items() if code == chapter]


def subjects(round_: Assessment) -> Sequence[Subject]:
    """What is judged in the round, in order."""
    return tuple(Subject.objects.filter(organisation=round_.organisation_id, assessment=round_))


def subject(round_: Assessment, code: str) -> Subject | None:
    """The subject of this code; without one the main subject. One query. Raises LookupError."""
    found = Subject.objects.filter(organisation=round_.organisation_id, assessment=round_)
    if not code:
        is_part = Case(When(kind=SubjectKind.ORGANISATION.value, then=0), default=1)
        return found.order_by(is_part, "position", "id").first()
    chosen = found.filter(code=code).first()
    if chosen is None:
        raise LookupError(code)
    return chosen


def main_subject(found: Sequence[Subject]) -> Subject | None:
    """The subject that the report is about: the organisation as a whole, else the first."""
    whole = (subject for subject in found if subject.kind == SubjectKind.ORGANISATION)
    return next(whole, found[0] if found else None)


def figures(
    round_: Assessment, by: Actor, *keys: str, narrowed: Narrowed = Narrowed(), ask: Ask = Ask.VERDICT
) -> list[Figures]:
    """The counts per value of `keys`, which are fields of a judgement, over what this person may see. One query.

    Equal answers of a group come as one row with their number: the rule that counts stays in the domain.
    """
    return _figures(_rows(round_, by, narrowed).filter(ask=ask.value), keys)


def every_figure(round_: Assessment, *keys: str, ask: Ask = Ask.VERDICT) -> list[Figures]:
    """The same over every row: for a report of the round, whoever reads it."""
    rows = JudgementRow.objects.filter(organisation=round_.organisation_id, assessment=round_, ask=ask.value)
    return _figures(rows, keys)


def overall(round_: Assessment, by: Actor) -> Overall:
    """Everything that this person may see taken together, and how it is divided. One query for both."""
    rows = _rows(round_, by, Narrowed())
    keys = (*SHARED_BY, "ask", "applicability", *_LEVELS)
    found = list(asked(rows, [round_]).order_by().values_list(*keys).annotate(n=_Number("id")))
    judged = [(_verdicts(*row[-5:-1]), row[-1]) for row in found if row[-6] == Ask.VERDICT]
    shares = shares_of((member, name, is_done, n) for member, name, is_done, *_answer, n in found)
    return Overall(Figures((), rules.tally(judged), sum(n for _v, n in judged)), shares)


def shortfalls(
    round_: Assessment, by: Actor, level: Level, *keys: str, narrowed: Narrowed = Narrowed()
) -> dict[Key, Shortfall]:
    """Per value of `keys` how many fall short on this level: for thousands of groups. One query."""
    rows = _rows(round_, by, narrowed).filter(ask=Ask.VERDICT.value).order_by()
    missing, assessed = (_Number("id", filter=_counts_as(level, wanted)) for wanted in (GAPS, ASSESSED))
    found = rows.values_list(*keys).annotate(missing=missing, assessed=assessed)
    return {tuple(key): Shortfall(missing, assessed) for *key, missing, assessed in found}


def _counts_as(level: Level, wanted: Collection[Verdict]) -> Q:
    """The answers that count as one of these: the rule of the domain, written out for the database."""
    found = Q(pk__in=[])
    for choice in Applicability:
        given = [verdict.value for verdict in Verdict if rules.that_counts(choice, verdict) in wanted]
        if given:
            found |= Q(**{"applicability": choice.value, f"{level.value}__in": given})
    return found


def _figures(rows: QuerySet[JudgementRow], keys: Sequence[str]) -> list[Figures]:
    found = rows.order_by().values_list(*keys, "applicability", *_LEVELS).annotate(n=_Number("id"))
    known: dict[tuple[str, ...], rules.Verdicts] = {}  # few answers differ, groups are many
    groups: dict[Key, list[tuple[rules.Verdicts, int]]] = {}
    for row in found:
        given = row[-5:-1]
        verdicts = known.get(given) or known.setdefault(given, _verdicts(*given))
        groups.setdefault(row[:-5], []).append((verdicts, row[-1]))
    return [Figures(key, rules.tally(same), sum(n for _v, n in same)) for key, same in groups.items()]


def totals_for(rounds: Iterable[Assessment], by: Actor) -> dict[int, Counts]:
    """The counts of each of these rounds, over what this person may see. One query, however many rounds."""
    asked = {round_.pk: round_.organisation_id for round_ in rounds}
    rows = JudgementRow.objects.filter(
        assessment__in=asked, organisation__in=set(asked.values()), ask=Ask.VERDICT.value
    )
    found = {one.key[0]: one.counts for one in _figures(reach.narrowed(rows, by), ("assessment_id",))}
    return {pk: found.get(pk) or total(()).counts for pk in asked}


def total(found: Iterable[Figures]) -> Figures:
    """The counts of several groups together."""
    whole = {level: dict.fromkeys(Verdict, 0) for level in Level}
    n = 0
    for one in found:
        n += one.total
        for level, table in one.counts.items():
            for verdict, count in table.items():
                whole[level][verdict] += count
    return Figures((), whole, n)


def merged(found: Iterable[Figures], key_of: Mapping[Any, Any]) -> list[Figures]:
    """Groups put together by what `key_of` says of the first part of their key."""
    together: dict[Any, list[Figures]] = {}
    for one in found:
        together.setdefault(key_of[one.key[0]], []).append(one)
    return [Figures((key,), (whole := total(same)).counts, whole.total) for key, same in together.items()]


def places(round_: Assessment, language: str) -> Places:
    """The chapters of the edition of this round. One query."""
    found = Item.objects.filter(edition=round_.edition_id).order_by("position")
    rows: dict[int, list[Any]] = {
        pk: row for pk, *row in found.values_list("pk", "parent_id", "number", "title_nl", "title_en")
    }
    roots = {pk: _root(rows, pk) for pk in rows}
    titles = {rows[pk][1]: (rows[pk][3] if language == "en" else "") or rows[pk][2] for pk in set(roots.values())}
    return Places({pk: rows[root][1] for pk, root in roots.items()}, titles)


def member_names(round_: Assessment, members: Iterable[int | None]) -> dict[int | None, str]:
    """The names of these members."""
    found = Member.objects.filter(organisation=round_.organisation_id, pk__in=[pk for pk in members if pk])
    return dict(found.values_list("pk", "name"))


def _rows(round_: Assessment, by: Actor, narrowed: Narrowed) -> QuerySet[JudgementRow]:
    rows = JudgementRow.objects.filter(organisation=round_.organisation_id, assessment=round_)
    rows = reach.narrowed(rows, by)
    wanted: dict[str, Any] = {
        "subject__code": narrowed.subject,
        "item__theme": narrowed.theme,
        "owner": narrowed.owner,
        "assignee": narrowed.assignee or None,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    if narrowed.chapter is not None:
        rows = rows.filter(item__in=places(round_, "nl").items_of(narrowed.chapter))
    return rows.filter(assignee__isnull=True) if narrowed.assignee == 0 else rows


def _verdicts(applicability: str, opzet: str, bestaan: str, werking: str) -> rules.Verdicts:
    given = dict(zip(Level, map(Verdict, (opzet, bestaan, werking)), strict=True))
    return rules.verdicts(Applicability(applicability), given)


def _root(rows: Mapping[int, Sequence[Any]], pk: int) -> int:
    while rows[pk][0] is not None:
        pk = rows[pk][0]
    return pk
