"""Assigning: who answers which rows. In one statement, however many rows, and to be taken back in one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from waarborg.apps.assessments.actions.judge import RoundClosedError
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.permissions import Act

ORIGIN = "assign"

_ASSIGN = """
WITH was AS (
    SELECT id, assignee_id, version FROM assessments_judgement
    WHERE organisation_id = %(organisation)s AND assessment_id = %(round)s AND id = ANY(%(rows)s)
        AND assignee_id IS DISTINCT FROM %(assignee)s
    ORDER BY id FOR UPDATE
), changed AS (
    UPDATE assessments_judgement j SET assignee_id = %(assignee)s FROM was WHERE j.id = was.id
)
INSERT INTO assessments_judgementchange
    (organisation_id, judgement_id, batch, at, by, member_id, origin, before, after, version)
SELECT %(organisation)s, id, %(batch)s, %(at)s, %(by)s, %(member)s, %(origin)s,
    jsonb_build_object('assignee', assignee_id), jsonb_build_object('assignee', %(assignee)s::bigint), version
FROM was
"""

# only what still stands as it was assigned: who gave it to a third person since, meant that
_UNDO = """
UPDATE assessments_judgement j SET assignee_id = m.id
FROM assessments_judgementchange c
LEFT JOIN organisations_member m ON m.id = (c.before->>'assignee')::bigint
WHERE c.organisation_id = %(organisation)s AND c.batch = %(batch)s AND c.origin = %(origin)s
    AND j.id = c.judgement_id AND j.assessment_id = %(round)s
    AND j.assignee_id IS NOT DISTINCT FROM (c.after->>'assignee')::bigint
"""


@dataclass(frozen=True, slots=True)
class Assigned:
    """How many rows changed hands, and the batch that takes it back."""

    n_rows: int
    batch: UUID


@transaction.atomic
def assign_rows(
    *,
    organisation: Organisation,
    round_: Assessment,
    rows: Collection[int],
    assignee_id: int | None,
    by: Actor,
    at: datetime,
) -> Assigned:
    """Give these rows to somebody, or to nobody with None. Answers stay as they are.

    Raises NotAllowedError, RoundClosedError; LookupError when the person is not of this organisation or left.
    """
    require(by, Act.ASSIGN_JUDGEMENTS, organisation_id=organisation.pk)
    _require_open(round_)
    assignee = _assignee(organisation, assignee_id)
    batch = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            _ASSIGN,
            {
                "organisation": organisation.pk,
                "round": round_.pk,
                "rows": list(rows),
                "assignee": assignee_id,
                "batch": batch,
                "at": at,
                "by": by.name,
                "member": by.member_id,
                "origin": ORIGIN,
            },
        )
        n_rows = cursor.rowcount
    if n_rows:
        _tell(round_, by, at, {"rows": n_rows, "to": assignee.name if assignee else "", "batch": str(batch)})
    return Assigned(n_rows, batch)


@transaction.atomic
def undo_assignment(*, organisation: Organisation, round_: Assessment, batch: UUID, by: Actor, at: datetime) -> int:
    """Give back what one act assigned, unless it was given on since; how many rows went back."""
    require(by, Act.ASSIGN_JUDGEMENTS, organisation_id=organisation.pk)
    _require_open(round_)
    with connection.cursor() as cursor:
        cursor.execute(_UNDO, {"organisation": organisation.pk, "round": round_.pk, "batch": batch, "origin": ORIGIN})
        n_rows = cursor.rowcount
    if n_rows:
        _tell(round_, by, at, {"rows": n_rows, "undone": str(batch)})
    return int(n_rows)


def _require_open(round_: Assessment) -> None:
    if round_.is_closed:
        raise RoundClosedError(round_.slug)


def _assignee(organisation: Organisation, assignee_id: int | None) -> Member | None:
    if assignee_id is None:
        return None
    found = Member.objects.filter(organisation=organisation, pk=assignee_id, left_on__isnull=True).first()
    if found is None:
        raise LookupError(str(assignee_id))
    return found


def _tell(round_: Assessment, by: Actor, at: datetime, detail: dict[str, object]) -> None:
    write_journal(
        action=Act.ASSIGN_JUDGEMENTS.value,
        about=round_.slug,
        by=by,
        at=at,
        organisation_id=round_.organisation_id,
        detail=detail,
    )
