"""The figures of rounds, and the rules that their answers break."""

from collections.abc import Iterable
from itertools import chain

from django.db.models import Count

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.assessments.queries.rows import as_domain, judgements
from waarborg.domain import assessments as rules
from waarborg.domain.assessments import Applicability, Ask, Counts, Judgement, Level, Verdict
from waarborg.domain.basis import Problem
from waarborg.domain.norms import ItemStatus


def counts(round_: Assessment, ask: Ask = Ask.VERDICT) -> Counts:
    """How many of the judged items (or guidelines) have each verdict, per level. One query."""
    return totals([round_], ask)[round_.pk]


def totals(rounds: Iterable[Assessment], ask: Ask = Ask.VERDICT) -> dict[int, Counts]:
    """The same for each of these rounds. One query, however many rounds.

    Equal answers come as one row with their number, so that the rule that counts stays in the domain.
    """
    asked = {round_.pk: round_.organisation_id for round_ in rounds}
    found = (
        JudgementRow.objects.filter(assessment__in=asked, organisation__in=asked.values(), ask=ask.value)
        .order_by()
        .values_list("assessment_id", "applicability", *(level.value for level in Level))
        .annotate(n=Count("id"))
    )
    tallies: dict[int, list[tuple[rules.Verdicts, int]]] = {pk: [] for pk in asked}
    for pk, applicability, *given, n in found:
        verdicts = dict(zip(Level, map(Verdict, given), strict=True))
        tallies[pk].append((rules.verdicts(Applicability(applicability), verdicts), n))
    return {pk: rules.tally(same) for pk, same in tallies.items()}


def problems(round_: Assessment, rows: Iterable[JudgementRow] | None = None) -> list[Problem]:
    """Every rule of the nulmeting that the round breaks; double answers as the reader saw them.

    A reference only repeats the verdicts of another number, so it breaks nothing itself.
    """
    own = (row for row in (judgements(round_) if rows is None else rows) if row.item.status != ItemStatus.REFERENCE)
    return problems_of(round_, (as_domain(row) for row in own))


def problems_of(round_: Assessment, own: Iterable[Judgement]) -> list[Problem]:
    """The same for judgements that were read already, references left out."""
    twice = (Problem("NM-07", r["number"]) for r in round_.readings if r["code"] == "NM-07")
    return list(chain(rules.problems(own, single_level=bool(round_.status_means)), twice))
