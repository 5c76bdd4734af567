"""Rounds of an organisation, and what of them somebody may see."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from waarborg.apps.assessments.models import Assessment, Subject, TeamMember
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.base.actions import Actor
from waarborg.apps.norms.models import Edition
from waarborg.apps.organisations.models import Member, Organisation, Process, System
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.rounds import RoundStatus

_ANCESTORS = """
WITH RECURSIVE steps AS (SELECT DISTINCT old_edition_id, new_edition_id FROM norms_succession),
back(id) AS (SELECT %s::bigint UNION SELECT old_edition_id FROM steps JOIN back ON new_edition_id = back.id)
SELECT id FROM back
"""


def assessments(organisation: Organisation) -> QuerySet[Assessment]:
    """The rounds of an organisation, newest first."""
    return Assessment.objects.filter(organisation=organisation).select_related("organisation", "edition__catalogue")


def assessment(organisation: Organisation, slug: str) -> Assessment | None:
    """One round of an organisation, if there is one of this name."""
    return assessments(organisation).filter(slug=slug).first()


def visible_assessments(organisation: Organisation, by: Actor) -> QuerySet[Assessment]:
    """The rounds that somebody may see: all, or only those in which a row is assigned to them."""
    found = assessments(organisation)
    reach = by.extent(Act.READ_ASSESSMENT)
    if reach is Extent.ALL:
        return found
    if reach is Extent.NONE or by.member_id is None:
        return found.none()
    mine = JudgementRow.objects.filter(organisation=organisation, assessment=OuterRef("pk"), assignee=by.member_id)
    return found.filter(Exists(mine))


def visible_assessment(organisation: Organisation, slug: str, by: Actor) -> Assessment | None:
    """One round, if there is one of this name that this person may see."""
    found = visible_assessments(organisation, by).select_related(None).select_related("edition__catalogue")
    round_ = found.filter(slug=slug).first()
    if round_ is not None:
        round_.organisation = organisation
    return round_


def latest_before(organisation: Organisation, edition: Edition, day: date) -> Assessment | None:
    """The last round up to a day against the same norm, or against an edition that it grew out of."""
    found = assessments(organisation).filter(edition__in=_related(edition.pk), reference_on__lte=day)
    return found.order_by("-reference_on", "-started_at").first()


def closed_before(round_: Assessment) -> QuerySet[Assessment]:
    """The closed rounds up to the day of this one, against the same norm or what it grew out of; newest first."""
    found = assessments(round_.organisation).filter(
        edition__in=_related(round_.edition_id),
        reference_on__lte=round_.reference_on,
        started_at__lte=round_.started_at,
        status=RoundStatus.CLOSED.value,
    )
    return found.exclude(pk=round_.pk).order_by("-reference_on", "-started_at")


def _related(edition: int) -> RawSQL:
    """The edition itself and all that it grew out of, inside the query that asks for it."""
    return RawSQL(_ANCESTORS, [edition])  # noqa: S611 - our own text, and a number as parameter


def team(round_: Assessment) -> list[Member]:
    """Who does the round, by name. One query."""
    ids = TeamMember.objects.filter(organisation=round_.organisation_id, assessment=round_).values("member")
    return list(Member.objects.filter(pk__in=ids).order_by("name", "id"))


def subjects(round_: Assessment) -> list[Subject]:
    """What the round is about, in order. One query."""
    return list(Subject.objects.filter(organisation=round_.organisation_id, assessment=round_))


def processes_to_choose(organisation: Organisation) -> list[Process]:
    """The processes that a round can be about, each with its owner. One query."""
    found = Process.objects.filter(organisation=organisation, archived_at__isnull=True)
    return list(found.select_related("owner").order_by("code"))


def systems_to_choose(organisation: Organisation) -> list[System]:
    """The systems that a round can be about, each with its owner. One query."""
    found = System.objects.filter(organisation=organisation, archived_at__isnull=True)
    return list(found.select_related("owner").order_by("code"))
