"""Reads about assessments. The organisation comes first: what is not yours is not there."""

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.norms.models import Edition, Item
from waarborg.apps.organisations.models import Organisation
from waarborg.domain import assessments as rules
from waarborg.domain.assessments import Applicability, Ask, Counts, Judgement, Level, Verdict
from waarborg.domain.basis import Problem
from waarborg.domain.norms import ItemKind, ItemStatus

_PLACE = re.compile(r"(?<![^\s;,])(blad|cel|rij) (?='|[A-Z]{0,3}\d)")

# a judgement needs the number and the status of its item, not its prose: that is most of the row
_PROSE = ("search_nl", "search_en", "content", "attributes", "doubts", "summary_nl", "summary_en")


def assessments(organisation: Organisation) -> QuerySet[Assessment]:
    """The rounds of an organisation, newest first."""
    return Assessment.objects.filter(organisation=organisation).select_related("organisation", "edition__catalogue")


def assessment(organisation: Organisation, slug: str) -> Assessment | None:
    """One round of an organisation, if there is one of this name."""
    return assessments(organisation).filter(slug=slug).first()


def judgements(round_: Assessment) -> QuerySet[JudgementRow]:
    """The judgements of a round in norm order, each with its item. One query."""
    return (
        JudgementRow.objects.filter(organisation=round_.organisation_id, assessment=round_)
        .select_related("item")
        .defer(*(f"item__{column}" for column in _PROSE))
        .order_by("item__position")
    )


def as_domain(row: JudgementRow) -> Judgement:
    """The judgement as the rules see it."""
    return Judgement(
        number=row.item.number,
        kind=ItemKind(row.item.kind),
        status=ItemStatus(row.item.status),
        applicability=Applicability(row.applicability),
        justification=row.justification,
        risk_analysis=row.risk_analysis,
        opzet=Verdict(row.opzet),
        bestaan=Verdict(row.bestaan),
        werking=Verdict(row.werking),
        maturity=row.maturity,
        explanation=row.explanation,
        evidence=row.evidence,
    )


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


def told(reading: Mapping[str, Any]) -> tuple[str, str]:
    """Where something was read and what is to be told about it, in the language of the moment."""
    parts = reading.get("parts", {})
    dutch = reading.get("sentence") or reading["what"]
    sentence = _(dutch)
    return place(reading["where"]), sentence % parts if parts else sentence


def place(where: str) -> str:
    """`blad 'x', cel D4` in the language of the moment."""
    words = {"blad": _("blad"), "cel": _("cel"), "rij": _("rij")}
    return _PLACE.sub(lambda found: f"{words[found.group(1)]} ", where)


def what_to_ask(items: Iterable[Item]) -> dict[int, Ask]:
    """Per item id of a whole edition: judged, guideline, answered elsewhere or only a heading."""
    places = [rules.Place(item.pk, ItemKind(item.kind), ItemStatus(item.status), item.parent_id) for item in items]
    return {int(str(key)): ask for key, ask in rules.what_to_ask(places).items()}


def items(edition: Edition) -> list[Item]:
    """Every item of an edition in norm order, with parents and official text. One query."""
    found = list(edition.items.select_related("official_text").defer("search_nl", "search_en").order_by("position"))
    by_id = {item.pk: item for item in found}
    for item in found:  # a parent stands in the same edition: no joins needed
        if item.parent_id is not None:
            item.parent = by_id[item.parent_id]
    return found


def broken_rules(row: JudgementRow) -> list[Problem]:
    """What the rules say of this one judgement."""
    return rules.problems([as_domain(row)], single_level=bool(row.assessment.status_means))
