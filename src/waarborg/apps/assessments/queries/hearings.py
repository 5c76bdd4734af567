"""Reads about the factual check: what is shown to whom, who said what, and who said nothing yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from waarborg.apps.assessments.models import Assessment, Hearing, HearingInvitee, Judgement, Reaction
from waarborg.apps.assessments.queries.progress import shown_levels
from waarborg.apps.assessments.queries.rows import visible_judgements
from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.apps.organisations.queries.members import members
from waarborg.domain.assessments import Applicability, Level, Verdict
from waarborg.domain.permissions import Act, Role, extent
from waarborg.domain.rounds import RoundStatus


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the draft with what this person said about it."""

    row: Judgement
    reaction: Reaction | None
    verdicts: tuple[tuple[Level, str], ...]


def hearing(round_: Assessment) -> Hearing | None:
    """The latest check of the round, open or settled."""
    found = Hearing.objects.filter(organisation=round_.organisation_id, assessment=round_)
    return found.select_related("assessment").first()


def invitees(of: Hearing) -> Sequence[HearingInvitee]:
    """Who was asked, by name."""
    found = HearingInvitee.objects.filter(organisation=of.organisation_id, hearing=of)
    return tuple(found.select_related("member").order_by("member__name"))


def invitation(of: Hearing, by: Actor) -> HearingInvitee | None:
    """That this person was asked, if so."""
    if by.member_id is None:
        return None
    return HearingInvitee.objects.filter(organisation=of.organisation_id, hearing=of, member=by.member_id).first()


def concerned(round_: Assessment) -> set[int]:
    """The members to whom rows of the round are assigned: whom to ask first."""
    rows = Judgement.objects.filter(organisation=round_.organisation_id, assessment=round_, assignee__isnull=False)
    return set(rows.order_by().values_list("assignee", flat=True).distinct())


def to_ask(round_: Assessment, by: Actor, *, on: date) -> list[Member]:
    """Whom this person can ask for a reaction: who is there on this day and may react; never who asks."""
    there = members(round_.organisation, on=on)
    return [one for one in there if one.pk != by.member_id and extent(map(Role, one.roles), Act.REACT)]


def reactions(of: Hearing) -> QuerySet[Reaction]:
    """What was said, objections that wait for an answer first; each with its row."""
    found = Reaction.objects.filter(organisation=of.organisation_id, hearing=of, agrees=False)
    return found.select_related("judgement__item", "judgement__subject", "member").order_by(
        F("answered_at").asc(nulls_first=True), "id"
    )


def unanswered(of: Hearing) -> int:
    """How many objections nobody answered yet."""
    return reactions(of).filter(answered_at__isnull=True).count()


def has_reacted(of: Hearing) -> set[int]:
    """The members who said something, or agreed."""
    said = Reaction.objects.filter(organisation=of.organisation_id, hearing=of, member__isnull=False)
    agreed = HearingInvitee.objects.filter(organisation=of.organisation_id, hearing=of, agreed_at__isnull=False)
    return set(said.values_list("member", flat=True)) | set(agreed.values_list("member", flat=True))


def draft(organisation: Organisation, of: Hearing, by: Actor) -> list[Shown]:
    """The answered rows that this person is asked about: assigned to them. With what they said."""
    levels = shown_levels(of.assessment)
    mine = {
        reaction.judgement_id: reaction
        for reaction in Reaction.objects.filter(organisation=organisation, hearing=of, member=by.member_id)
    }
    rows = visible_judgements(organisation, of.assessment, by).filter(assignee=by.member_id).exclude(_NOT_ANSWERED)
    return [Shown(row, mine.get(row.pk), tuple((level, getattr(row, level.value)) for level in levels)) for row in rows]


def waiting_for(organisation: Organisation, by: Actor) -> QuerySet[HearingInvitee]:
    """The open checks that this person was asked for and said nothing in: for the home page."""
    if by.member_id is None:
        return HearingInvitee.objects.none()
    said = Reaction.objects.filter(organisation=organisation, hearing=OuterRef("hearing"), member=by.member_id)
    found = HearingInvitee.objects.filter(
        organisation=organisation,
        member=by.member_id,
        agreed_at__isnull=True,
        hearing__settled_at__isnull=True,
        hearing__assessment__status=RoundStatus.HEARING.value,
    )
    return found.exclude(Exists(said)).select_related("hearing__assessment").order_by("hearing__until_on")


_NOT_ANSWERED = Q(
    applicability=Applicability.APPLIES.value,
    opzet=Verdict.NOT_ASSESSED.value,
    bestaan=Verdict.NOT_ASSESSED.value,
    werking=Verdict.NOT_ASSESSED.value,
)
