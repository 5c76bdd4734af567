"""Leaving in one act: what somebody has goes to others, and the rights end. Rounds stand above organisations."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from waarborg.apps.assessments.models import HearingInvitee, Judgement, TeamMember
from waarborg.apps.base.actions import Actor, require
from waarborg.apps.organisations import queries as organisations
from waarborg.apps.organisations.actions.leave import Heirs, leave, require_heirs
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import RoundStatus


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves, and what kind of thing goes to whom; a kind that is not named goes to nobody."""

    member_id: int
    heirs: Heirs


@transaction.atomic
def hand_over(*, organisation: Organisation, leaving: Leaving, by: Actor, at: datetime) -> Member:
    """Assignments, places in teams, invitations to react, ownership, roles, sessions: all of it, or nothing.

    Raises NoHeirError, RuleBrokenError (the last administrator), and LookupError when nobody is there.
    """
    require(by, Act.MANAGE_MEMBERS, organisation_id=organisation.pk)
    member = organisations.member(organisation, leaving.member_id)
    if member is None or member.left_on:
        raise LookupError(str(leaving.member_id))
    require_heirs(organisation, member, leaving.heirs)
    counts = {
        "judgements": _assignments(member, leaving.heirs.get("judgements")),
        "teams": _team_places(member, leaving.heirs.get("teams")),
        "hearings": _places_in_hearings(member, leaving.heirs.get("hearings")),
    }
    return leave(organisation=organisation, member_id=member.pk, heirs=leaving.heirs, handed_over=counts, by=by, at=at)


def _assignments(member: Member, heir: int | None) -> int:
    """A closed round stays as it was: who had a row there is part of the account."""
    return (
        Judgement.objects.filter(organisation=member.organisation_id, assignee=member)
        .exclude(assessment__status=RoundStatus.CLOSED.value)
        .update(assignee_id=heir)
    )


def _team_places(member: Member, heir: int | None) -> int:
    """The heir takes the place, or has one there already; then it only goes."""
    mine = TeamMember.objects.filter(organisation=member.organisation_id, member=member).exclude(
        assessment__status=RoundStatus.CLOSED.value
    )
    n = mine.count()
    if heir is not None:
        there = TeamMember.objects.filter(organisation=member.organisation_id, member_id=heir)
        mine.exclude(assessment__in=list(there.values_list("assessment", flat=True))).update(member_id=heir)
    mine.delete()
    return n


def _places_in_hearings(member: Member, heir: int | None) -> int:
    """The same for who was asked to react on a draft that is not settled yet."""
    mine = HearingInvitee.objects.filter(organisation=member.organisation_id, member=member, hearing__settled_at=None)
    n = mine.count()
    if heir is not None:
        there = HearingInvitee.objects.filter(organisation=member.organisation_id, member_id=heir)
        mine.exclude(hearing__in=list(there.values_list("hearing", flat=True))).update(member_id=heir)
    mine.delete()
    return n
