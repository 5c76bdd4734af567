"""Withdrawing evidence: it stays in the records, and nobody leans on it any more."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.evidence import queries
from waarborg.apps.evidence.actions.add import EvidenceRefusedError
from waarborg.apps.evidence.models import Evidence
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.basis import check_all
from waarborg.domain.evidence import WITHDRAWAL
from waarborg.domain.permissions import Act


@transaction.atomic
def withdraw_evidence(*, organisation: Organisation, evidence_id: int, by: Actor, at: datetime) -> Evidence:
    """Take a piece out of use. Raises LookupError, NotAllowedError, EvidenceRefusedError when something rests on it."""
    evidence = Evidence.objects.select_for_update().filter(organisation=organisation, pk=evidence_id).first()
    if evidence is None:
        raise LookupError(str(evidence_id))
    own = evidence.added_by_id is not None and evidence.added_by_id == by.member_id
    require(by, Act.ADD_EVIDENCE, organisation_id=organisation.pk, is_own=own)
    if broken := check_all((WITHDRAWAL,), queries.n_resting_on(evidence), about=evidence.title):
        raise EvidenceRefusedError(broken)
    if evidence.withdrawn_at is None:
        evidence.withdrawn_at = at
        evidence.save(update_fields=["withdrawn_at"])
        write_journal(
            action="evidence.withdraw",
            about=evidence.spoken_of,
            by=by,
            at=at,
            organisation_id=organisation.pk,
        )
    return evidence
