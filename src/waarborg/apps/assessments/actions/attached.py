"""What a judgement rests on: tying a piece of evidence to its levels, loosening it, and following a newer version."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions.judge import require_judge
from waarborg.apps.assessments.models import Judgement, JudgementChange, JudgementEvidence
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.evidence.models import Evidence
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.assessments import Level
from waarborg.domain.evidence import Confidentiality, spoken_of
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import RoundStatus, is_closed

ORIGIN = "proof"


@transaction.atomic
def attach_evidence(
    *,
    organisation: Organisation,
    judgement_id: int,
    evidence: Evidence,
    levels: Collection[Level],
    by: Actor,
    at: datetime,
) -> int:
    """Let the verdicts on these levels rest on the evidence; how many of them did not yet.

    Raises LookupError, NotAllowedError, RoundClosedError.
    """
    row = _row(organisation, judgement_id, by)
    if not queries.visible_evidence(organisation, by).filter(pk=evidence.pk, withdrawn_at__isnull=True).exists():
        raise LookupError(str(evidence.pk))
    there = set(JudgementEvidence.objects.filter(judgement=row, evidence=evidence).values_list("level", flat=True))
    new = [level for level in Level if level in levels and level.value not in there]
    JudgementEvidence.objects.bulk_create(
        JudgementEvidence(organisation=organisation, judgement=row, evidence=evidence, level=level.value)
        for level in new
    )
    if new:
        _remember(row, evidence.pk, new, by, at, attached=True)
    return len(new)


@transaction.atomic
def detach_evidence(
    *, organisation: Organisation, judgement_id: int, evidence_id: int, by: Actor, at: datetime
) -> list[Level]:
    """Let no verdict of this row rest on it any more; the levels that did. The evidence itself stays.

    Raises LookupError, NotAllowedError, RoundClosedError.
    """
    row = _row(organisation, judgement_id, by)
    ties = JudgementEvidence.objects.filter(organisation=organisation, judgement=row, evidence=evidence_id)
    there = set(ties.values_list("level", flat=True))
    levels = [level for level in Level if level.value in there]
    ties.delete()
    if levels:
        _remember(row, evidence_id, levels, by, at, attached=False)
    return levels


@transaction.atomic
def follow_newer_version(*, organisation: Organisation, old: Evidence, new: Evidence, by: Actor, at: datetime) -> int:
    """Let what rested on the old version in rounds that take changes rest on the new one; how many rows did.

    What the actor may not judge moves along too: it is the same evidence, and the act of replacing it is journalled.
    Raises NotAllowedError.
    """
    own = old.added_by_id is not None and old.added_by_id == by.member_id
    require(by, Act.ADD_EVIDENCE, organisation_id=organisation.pk, is_own=own)
    ties = JudgementEvidence.objects.filter(organisation=organisation, evidence=old)
    moving = ties.exclude(judgement__assessment__status__in=[one.value for one in RoundStatus if is_closed(one)])
    doubled = JudgementEvidence.objects.filter(organisation=organisation, evidence=new)
    there = set(doubled.values_list("judgement_id", "level"))
    moving = moving.select_related("judgement")
    rows = {tie.judgement_id: tie.judgement for tie in moving}
    for tie in moving:
        if (tie.judgement_id, tie.level) in there:
            tie.delete()
        else:
            tie.evidence = new
            tie.save(update_fields=["evidence"])
    if rows:
        write_journal(
            action="evidence.replaced",
            about=spoken_of(f"{old.pk} -> {new.pk}", new.title, Confidentiality(new.confidentiality)),
            by=by,
            at=at,
            organisation_id=organisation.pk,
            detail={"judgements": sorted(rows)},
        )
    return len(rows)


def _row(organisation: Organisation, judgement_id: int, by: Actor) -> Judgement:
    rows = Judgement.objects.filter(organisation=organisation, pk=judgement_id)
    row = rows.select_related("item", "assessment").select_for_update(of=("self",)).first()
    if row is None:
        raise LookupError(str(judgement_id))
    require_judge(row, by)
    return row


def _remember(
    row: Judgement, evidence_id: int, levels: Iterable[Level], by: Actor, at: datetime, *, attached: bool
) -> None:
    told = {"proof": evidence_id, "levels": [level.value for level in levels]}
    JudgementChange.objects.create(
        organisation_id=row.organisation_id,
        judgement=row,
        batch=uuid4(),
        at=at,
        by=by.name,
        member_id=by.member_id,
        origin=ORIGIN,
        before={} if attached else told,
        after=told if attached else {},
        version=row.version,
    )
    write_journal(
        action="assessment.attach_evidence" if attached else "assessment.detach_evidence",
        about=f"{row.assessment.slug}: {row.item.number}",
        by=by,
        at=at,
        organisation_id=row.organisation_id,
        detail={"judgement": row.pk, **told},
    )
