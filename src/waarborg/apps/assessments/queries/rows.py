"""The rows of a round: the judgements, and which of them somebody may see."""

from typing import cast

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.utils.functional import SimpleLazyObject

from waarborg.apps.assessments.models import Assessment, JudgementEvidence
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.assessments.queries.reach import narrowed
from waarborg.apps.base.actions import Actor
from waarborg.apps.norms.queries.published import PublishedItem
from waarborg.apps.organisations.models import Organisation
from waarborg.domain import assessments as rules
from waarborg.domain.assessments import Applicability, Judgement, Verdict
from waarborg.domain.basis import Problem
from waarborg.domain.evidence import Confidentiality
from waarborg.domain.norms import ItemKind, ItemStatus

# a judgement needs the number and the status of its item, not its prose: that is most of the row
PROSE = tuple(
    f"item__{column}"
    for column in ("search_nl", "search_en", "content", "attributes", "doubts", "summary_nl", "summary_en")
)

# a report says that there is evidence; the title of what is marked confidential stays behind the marking
_SHOWN_TITLE = Case(
    When(
        evidence__confidentiality__in=(Confidentiality.OPEN.value, Confidentiality.INTERNAL.value),
        then=F("evidence__title"),
    ),
    default=Value("vertrouwelijk bewijsstuk"),
    output_field=TextField(),
)
_EVIDENCE_TITLES = Subquery(
    JudgementEvidence.objects.filter(judgement=OuterRef("pk"))
    .order_by()
    .values("judgement")
    .annotate(titles=StringAgg(_SHOWN_TITLE, delimiter="; ", distinct=True))
    .values("titles")
)


def judgements(round_: Assessment) -> QuerySet[JudgementRow]:
    """The judgements of a round in norm order, each with its item. One query."""
    return _rows(round_.organisation_id, round_).order_by("item__position")


def visible_judgements(organisation: Organisation, assessment: Assessment, by: Actor) -> QuerySet[JudgementRow]:
    """The rows of a round that this person may see: all, or only those assigned to them (`Extent.OWN`).

    In norm order, per item the subjects in their order; each with its item, subject and assignee. One query.
    """
    found = _rows(organisation.pk, assessment).select_related("item", "subject", "assignee")
    return narrowed(found.order_by("item__position", "subject__position", "subject_id"), by)


def with_evidence(rows: QuerySet[JudgementRow]) -> QuerySet[JudgementRow]:
    """These rows, each read with the titles of the evidence that is tied to it: the rules ask for it."""
    return rows.annotate(evidence_titles=_EVIDENCE_TITLES)


def as_domain(row: JudgementRow, item: PublishedItem | None = None) -> Judgement:
    """The judgement as the rules see it; with `item` when the row was read without its own."""
    about = row.item if item is None else item
    return Judgement(
        number=about.number,
        kind=ItemKind(about.kind),
        status=ItemStatus(about.status),
        applicability=Applicability(row.applicability),
        justification=row.justification,
        risk_analysis=row.risk_analysis,
        opzet=Verdict(row.opzet),
        bestaan=Verdict(row.bestaan),
        werking=Verdict(row.werking),
        maturity=row.maturity,
        explanation=row.explanation,
        evidence=_evidence(row),
    )


def _evidence(row: JudgementRow) -> str:
    """What was typed and what is tied to it; when that was not read with the row, it is asked if a rule needs it."""
    if "evidence_titles" in row.__dict__:
        return _joined(row)
    return cast("str", SimpleLazyObject(lambda: _joined(row)))


def _joined(row: JudgementRow) -> str:
    return "; ".join(filter(None, (row.evidence, _evidence_titles(row))))


def _evidence_titles(row: JudgementRow) -> str:
    if "evidence_titles" not in row.__dict__:
        titles = JudgementEvidence.objects.filter(judgement=row).order_by("level").values_list(_SHOWN_TITLE, flat=True)
        row.__dict__["evidence_titles"] = "; ".join(dict.fromkeys(titles))
    return str(row.__dict__["evidence_titles"] or "")


def broken_rules(row: JudgementRow) -> list[Problem]:
    """What the rules say of this one judgement; reckoned once per version, for a page asks it more often."""
    version, found = row.__dict__.get("broken_rules", (None, []))
    if version != row.version:
        found = rules.problems([as_domain(row)], single_level=bool(row.assessment.status_means))
        row.__dict__["broken_rules"] = (row.version, found)
    return list(found)


def _rows(organisation_id: int, round_: Assessment) -> QuerySet[JudgementRow]:
    rows = JudgementRow.objects.filter(organisation=organisation_id, assessment=round_)
    return with_evidence(rows.select_related("item").defer(*PROSE))
