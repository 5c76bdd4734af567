"""How far somebody sees into rounds: all of it, or only the rows that are assigned to them."""

from django.db.models import QuerySet

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.base.actions import Actor
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.rounds import RoundStatus, takes_verdicts


def narrowed(rows: QuerySet[JudgementRow], by: Actor) -> QuerySet[JudgementRow]:
    """Of these rows only what this person may see."""
    reach = by.extent(Act.READ_ASSESSMENT)
    if reach is Extent.ALL:
        return rows
    if reach is Extent.NONE or by.member_id is None:
        return rows.none()
    return rows.filter(assignee=by.member_id)


def sees_all(by: Actor) -> bool:
    """Whether this person sees every row, so that figures of the whole round may be shown."""
    return by.extent(Act.READ_ASSESSMENT) is Extent.ALL


def may_judge(row: JudgementRow, by: Actor) -> bool:
    """Whether this person may change this judgement; the act asks the same again. Closed rounds apart."""
    reach = by.extent(Act.JUDGE)
    return by.organisation_id == row.organisation_id and (
        reach is Extent.ALL or (reach is Extent.OWN and row.is_of(by.member_id))
    )


def takes_answers(round_: Assessment, by: Actor) -> bool:
    """Whether verdicts may change now, as far as the state of the round goes; the act asks the same again."""
    return takes_verdicts(RoundStatus(round_.status), by_team=by.extent(Act.HEAR) is Extent.ALL)
