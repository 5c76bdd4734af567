"""How a judgement became what it is: its changes, what was said, and how it stood the round before."""

from collections.abc import Sequence

from django.db import connection

from waarborg.apps.assessments.models import Assessment, JudgementChange, Remark
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.organisations.models import Organisation

# what an item was before, back over every edition; items with the same permanent identity count as one
_EARLIER_ITEMS = """
WITH RECURSIVE back(id) AS (
    SELECT %(item)s::bigint
    UNION
    SELECT was.id FROM back
    CROSS JOIN LATERAL (
        SELECT s.old_id AS id FROM norms_succession s WHERE s.new_id = back.id AND s.old_id IS NOT NULL
        UNION
        SELECT same.id FROM norms_item same JOIN norms_item own ON own.requirement_id = same.requirement_id
        WHERE own.id = back.id
    ) was
)
SELECT back.id FROM back JOIN norms_item i ON i.id = back.id WHERE i.edition_id = %(edition)s
"""


def changes(organisation: Organisation, row: JudgementRow) -> Sequence[JudgementChange]:
    """Every change of one judgement, newest first."""
    return list(JudgementChange.objects.filter(organisation=organisation, judgement=row).order_by("-id"))


def remarks(organisation: Organisation, row: JudgementRow) -> Sequence[Remark]:
    """What was said about one judgement, oldest first."""
    return list(Remark.objects.filter(organisation=organisation, judgement=row))


def earlier(organisation: Organisation, round_: Assessment, row: JudgementRow) -> Sequence[JudgementRow]:
    """How it stood in the round before, for the same subject; more than one when items were merged since."""
    if round_.previous_id is None:
        return []
    before = Assessment.objects.filter(organisation=organisation, pk=round_.previous_id).first()
    if before is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER_ITEMS, {"item": row.item_id, "edition": before.edition_id})
        items = [pk for (pk,) in cursor.fetchall()]
    rows = JudgementRow.objects.filter(organisation=organisation, assessment=before, item__in=items)
    same = rows.filter(
        subject__kind=row.subject.kind, subject__process=row.subject.process_id, subject__system=row.subject.system_id
    )
    return list(same.select_related("item", "assessment", "subject").order_by("item__position"))
