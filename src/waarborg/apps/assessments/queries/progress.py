"""What is answered and what is still open, for whom."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField

from waarborg.apps.assessments.models import Assessment, Remark, Subject
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.assessments.queries.reach import narrowed
from waarborg.apps.assessments.queries.rounds import assessments
from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.models import Organisation
from waarborg.domain import rounds as rules
from waarborg.domain.assessments import Applicability, Ask, Level, Verdict
from waarborg.domain.rounds import Depth, RoundStatus, asked_levels

_ASKED = (Ask.VERDICT.value, Ask.GUIDELINE.value)


@dataclass(frozen=True, slots=True)
class MyPart:
    """What one person has to answer in one round; `next_row` is the first open one."""

    round_: Assessment
    n_open: int
    n_done: int
    next_row: JudgementRow | None

    @property
    def n_total(self) -> int:
        return self.n_open + self.n_done


@dataclass(frozen=True, slots=True)
class Share:
    """How much somebody has in a round; no member is what nobody has."""

    member_id: int | None
    name: str
    n_total: int
    n_done: int

    @property
    def n_open(self) -> int:
        return self.n_total - self.n_done


def asked(rows: QuerySet[JudgementRow], rounds: Sequence[Assessment]) -> QuerySet[JudgementRow]:
    """Only the rows that somebody has to answer, each with `is_done`; all are of these rounds.

    Done: every level that the round asks has a verdict, or it does not apply, or who must answer asked for help.
    """
    # a list that is looked up, instead of a question to the database for every open row
    help_asked = Q(pk__in=Remark.objects.filter(asks_help=True).values("judgement"))
    done = ~Q(applicability=Applicability.APPLIES.value) | _judged(rounds) | help_asked
    return rows.filter(ask__in=_ASKED).annotate(
        is_done=Case(When(done, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())
    )


def _judged(rounds: Sequence[Assessment]) -> Q:
    """By what each round asks: that is known, so that sixteen thousand rows need not look it up."""
    by_depth: dict[Depth, list[int]] = {}
    for round_ in rounds:
        by_depth.setdefault(Depth(round_.depth), []).append(round_.pk)
    if len(by_depth) == 1:
        return _has_verdicts(*by_depth)
    found = Q()
    for depth, of in by_depth.items():
        found |= Q(assessment__in=of) & _has_verdicts(depth)
    return found


def _has_verdicts(depth: Depth) -> Q:
    found = Q()
    for level in asked_levels(depth):
        found &= ~Q(**{level.value: Verdict.NOT_ASSESSED.value})
    return found


def mine(organisation: Organisation, member_id: int) -> Sequence[MyPart]:
    """What this person has to answer in rounds that are open, newest round first. Three queries."""
    rounds = _open_rounds(organisation)
    rows = asked(_of_rounds(organisation, rounds).filter(assignee=member_id), rounds)
    counts = rows.order_by().values("assessment").annotate(n=Count("pk"), done=Count("pk", filter=Q(is_done=True)))
    by_round = {found["assessment"]: found for found in counts}
    first = in_turn(rows.filter(is_done=False)).select_related("item", "subject")  # type: ignore[misc]  # annotated
    next_rows = {row.assessment_id: row for row in first.order_by("assessment_id", *_TURN).distinct("assessment_id")}
    return [
        MyPart(one, by_round[one.pk]["n"] - by_round[one.pk]["done"], by_round[one.pk]["done"], next_rows.get(one.pk))
        for one in rounds
        if one.pk in by_round
    ]


def nobodys(organisation: Organisation) -> Sequence[tuple[Assessment, int]]:
    """The open rounds with questions that are open and nobody's, and how many; newest round first. Two queries."""
    rounds = _open_rounds(organisation)
    rows = asked(_of_rounds(organisation, rounds).filter(assignee__isnull=True), rounds)
    still_open = rows.filter(is_done=False).order_by()  # type: ignore[misc]  # annotated
    counted = dict(still_open.values_list("assessment").annotate(n=Count("pk")))
    return [(one, counted[one.pk]) for one in rounds if one.pk in counted]


def _open_rounds(organisation: Organisation) -> list[Assessment]:
    return list(assessments(organisation).filter(status=RoundStatus.OPEN.value))


def _of_rounds(organisation: Organisation, rounds: Iterable[Assessment]) -> QuerySet[JudgementRow]:
    """By the keys of the rounds: joined with their table, the database expects a hundredth of the rows."""
    return JudgementRow.objects.filter(organisation=organisation, assessment__in=[one.pk for one in rounds])


_TURN = ("subject__position", "subject_id", "item__position")


def in_turn(rows: QuerySet[JudgementRow]) -> QuerySet[JudgementRow]:
    """In the order in which questions are asked: one subject after the other."""
    return rows.order_by(*_TURN)


class Turns(Sequence[JudgementRow]):
    """Rows of a round in the order in which questions are asked, read a page at a time; a `Paginator` takes it.

    Which subjects a page is about follows from how many rows each has: only theirs are sorted, not those of the round.
    """

    def __init__(self, rows: QuerySet[JudgementRow], subjects: Sequence[Subject]) -> None:
        self._rows = rows.order_by()
        counted = dict(self._rows.values_list("subject").annotate(n=Count("pk")))
        self._counts = [(one.pk, counted[one.pk]) for one in subjects if one.pk in counted]

    def __len__(self) -> int:
        return sum(n for _subject, n in self._counts)

    @overload
    def __getitem__(self, part: int) -> JudgementRow: ...
    @overload
    def __getitem__(self, part: slice) -> list[JudgementRow]: ...
    def __getitem__(self, part: int | slice) -> JudgementRow | list[JudgementRow]:
        if isinstance(part, int):
            return self._between(part, part + 1)[0]
        return self._between(*part.indices(len(self))[:2])

    def _between(self, start: int, stop: int) -> list[JudgementRow]:
        chosen: list[int] = []
        first = before = 0  # how many rows come before the first chosen subject, and before the one at hand
        for subject, n in self._counts:
            if before < stop and before + n > start:
                first = first if chosen else before
                chosen.append(subject)
            before += n
        return list(in_turn(self._rows.filter(subject__in=chosen))[start - first : stop - first])


SHARED_BY = ("assignee", "assignee__name", "is_done")


def shares(round_: Assessment, by: Actor) -> Sequence[Share]:
    """Who has how much of what this person may see, by name; what nobody has comes last. One query."""
    rows = narrowed(JudgementRow.objects.filter(organisation=round_.organisation_id, assessment=round_), by)
    return shares_of(asked(rows, [round_]).order_by().values_list(*SHARED_BY).annotate(n=Count("pk")))


def unjudged(round_: Assessment) -> int:
    """How many rows lack a verdict that the round asks, also where somebody asked for help. One query."""
    rows = JudgementRow.objects.filter(organisation=round_.organisation_id, assessment=round_, ask__in=_ASKED)
    return rows.exclude(~Q(applicability=Applicability.APPLIES.value) | _judged([round_])).count()


def shares_of(groups: Iterable[tuple[int | None, str | None, bool, int]]) -> Sequence[Share]:
    """The same of rows that were counted already: `SHARED_BY`, and how many."""
    names: dict[int | None, str] = {}
    totals: Counter[int | None] = Counter()
    done: Counter[int | None] = Counter()
    for member, name, is_done, n in groups:
        names[member] = name or ""
        totals[member] += n
        done[member] += n if is_done else 0
    listed = [Share(member, name, totals[member], done[member]) for member, name in names.items()]
    return sorted(listed, key=lambda share: (share.member_id is None, share.name))


def levels_of(round_: Assessment) -> tuple[Level, ...]:
    """The levels that this round asks about."""
    return asked_levels(Depth(round_.depth))


def shown_levels(round_: Assessment) -> tuple[Level, ...]:
    """The levels to show of this round. No query for a round that asks all of them, else one."""
    return levels_to_show([round_])[round_.pk]


def levels_of_row(row: JudgementRow) -> tuple[Level, ...]:
    """The levels to ask of one row: those of its round, and what was answered on it nonetheless."""
    answered = [level for level in Level if getattr(row, level.value) != Verdict.NOT_ASSESSED]
    return rules.shown_levels(Depth(row.assessment.depth), answered)


def levels_to_show(rounds: Iterable[Assessment]) -> dict[int, tuple[Level, ...]]:
    """The same for each of these rounds. One query at most, however many rounds."""
    listed = list(rounds)
    shallow = [round_ for round_ in listed if len(levels_of(round_)) < len(Level)]
    answered = _answered_levels(shallow) if shallow else {}
    return {one.pk: rules.shown_levels(Depth(one.depth), answered.get(one.pk, ())) for one in listed}


def _answered_levels(rounds: Collection[Assessment]) -> dict[int, tuple[Level, ...]]:
    """On which levels somebody gave a verdict; a row that does not apply says nothing of a level."""
    rows = JudgementRow.objects.filter(
        organisation__in={one.organisation_id for one in rounds}, assessment__in=[one.pk for one in rounds]
    ).exclude(applicability=Applicability.NOT_APPLICABLE.value)
    given = {f"n_{level.value}": Count("pk", filter=~Q(**{level.value: Verdict.NOT_ASSESSED.value})) for level in Level}
    counted = rows.order_by().values_list("assessment").annotate(**given)
    return {pk: tuple(level for level, n in zip(Level, found, strict=True) if n) for pk, *found in counted}
