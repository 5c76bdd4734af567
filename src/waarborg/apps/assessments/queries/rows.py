"""The rows of a round: the judgements, and which of them somebody may see."""

from django.db.models import QuerySet

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.models import Organisation
from waarborg.domain import assessments as rules
from waarborg.domain.assessments import Applicability, Judgement, Verdict
from waarborg.domain.basis import Problem
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.permissions import Act, Extent

# a judgement needs the number and the status of its item, not its prose: that is most of the row
_PROSE = ("search_nl", "search_en", "content", "attributes", "doubts", "summary_nl", "summary_en")


def judgements(round_: Assessment) -> QuerySet[JudgementRow]:
    """The judgements of a round in norm order, each with its item. One query."""
    return _rows(round_.organisation_id, round_).order_by("item__position")


def visible_judgements(organisation: Organisation, assessment: Assessment, by: Actor) -> QuerySet[JudgementRow]:
    """The rows of a round that this person may see: all, or only those assigned to them (`Extent.OWN`).

    In norm order, per item the subjects in their order; each with its item, subject and assignee. One query.
    """
    found = _rows(organisation.pk, assessment).select_related("item", "subject", "assignee")
    found = found.order_by("item__position", "subject__position", "subject_id")
    reach = by.extent(Act.READ_ASSESSMENT)
    if reach is Extent.ALL:
        return found
    if reach is Extent.NONE or by.member_id is None:
        return found.none()
    return found.filter(assignee=by.member_id)


def sees_all(by: Actor) -> bool:
    """Whether this person sees every row, so that figures of the whole round may be shown."""
    return by.extent(Act.READ_ASSESSMENT) is Extent.ALL


def may_judge(row: JudgementRow, by: Actor) -> bool:
    """Whether this person may change this judgement; the act asks the same again. Closed rounds apart."""
    own = row.assignee_id is not None and row.assignee_id == by.member_id
    reach = by.extent(Act.JUDGE)
    return by.organisation_id == row.organisation_id and (reach is Extent.ALL or (reach is Extent.OWN and own))


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


def broken_rules(row: JudgementRow) -> list[Problem]:
    """What the rules say of this one judgement."""
    return rules.problems([as_domain(row)], single_level=bool(row.assessment.status_means))


def _rows(organisation_id: int, round_: Assessment) -> QuerySet[JudgementRow]:
    return (
        JudgementRow.objects.filter(organisation=organisation_id, assessment=round_)
        .select_related("item")
        .defer(*(f"item__{column}" for column in _PROSE))
    )
