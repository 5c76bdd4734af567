"""The evidence that judgements rest on, as far as somebody may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.assessments.models import JudgementEvidence
from waarborg.apps.assessments.queries.reach import narrowed
from waarborg.apps.base.actions import Actor
from waarborg.apps.evidence import queries as evidence
from waarborg.apps.evidence.models import Evidence
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.assessments import Level


@dataclass(frozen=True, slots=True)
class Attached:
    """A piece of evidence with the levels of one judgement that rest on it."""

    evidence: Evidence
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class AttachedEvidence:
    """What a judgement rests on: what is shown, and how many pieces are there that may not be shown."""

    shown: Sequence[Attached]
    n_hidden: int


def visible_evidence(organisation: Organisation, by: Actor) -> QuerySet[Evidence]:
    """What this person may see: by its marking, their own, and what rows assigned to them rest on."""
    if by.member_id is None:
        return evidence.visible(organisation, by)
    mine = JudgementEvidence.objects.filter(organisation=organisation, judgement__assignee=by.member_id)
    return evidence.visible(organisation, by, theirs=Q(pk__in=mine.values("evidence")))


def attached_evidence(organisation: Organisation, row: JudgementRow, by: Actor) -> AttachedEvidence:
    """What one judgement rests on, newest first. Two queries, or one when there is none."""
    ties = JudgementEvidence.objects.filter(organisation=organisation, judgement=row)
    levels: dict[int, list[str]] = {}
    for piece, level in ties.values_list("evidence_id", "level"):
        levels.setdefault(piece, []).append(level)
    shown = visible_evidence(organisation, by).filter(pk__in=levels) if levels else ()
    listed = [Attached(one, tuple(level for level in Level if level.value in levels[one.pk])) for one in shown]
    return AttachedEvidence(listed, len(levels) - len(listed))


def resting_on(organisation: Organisation, piece: Evidence, by: Actor) -> QuerySet[JudgementRow]:
    """The judgements that rest on a piece, as far as this person may see them, newest round first."""
    ties = JudgementEvidence.objects.filter(organisation=organisation, evidence=piece)
    rows = JudgementRow.objects.filter(organisation=organisation, pk__in=ties.values("judgement"))
    found = narrowed(rows, by).select_related("item", "assessment", "subject")
    return found.order_by("-assessment__started_at", "item__position", "subject__position")


def resting_counts(organisation: Organisation, pieces: Iterable[Evidence]) -> dict[int, int]:
    """How many judgements rest on each piece. One query."""
    ties = JudgementEvidence.objects.filter(organisation=organisation, evidence__in=[piece.pk for piece in pieces])
    counted = ties.order_by().values_list("evidence").annotate(n=Count("judgement", distinct=True))
    return dict(counted)
