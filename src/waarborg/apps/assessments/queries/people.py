"""What somebody still has to do in rounds: to be handed over by who leaves."""

from collections.abc import Mapping

from waarborg.apps.assessments.models import HearingInvitee, Interview, Judgement, TeamMember
from waarborg.apps.organisations.queries import Member
from waarborg.domain.permissions import Act, Extent, Role, extent
from waarborg.domain.rounds import RoundStatus

_CLOSED = RoundStatus.CLOSED.value


def open_work(member: Member) -> Mapping[str, int]:
    """How many rows, team places, requests to react and unfinished interviews; closed rounds do not count."""
    mine = {"organisation": member.organisation_id, "member": member}
    return {
        "judgements": Judgement.objects.filter(organisation=member.organisation_id, assignee=member)
        .exclude(assessment__status=_CLOSED)
        .count(),
        "teams": TeamMember.objects.filter(**mine).exclude(assessment__status=_CLOSED).count(),
        "hearings": HearingInvitee.objects.filter(**mine, hearing__settled_at=None).count(),
        # an interview belongs to its round, not to a person: it is told, not moved
        "interviews": Interview.objects.filter(
            organisation=member.organisation_id, created_by=member.name, finished_at=None
        ).count(),
    }


def can_answer(member: Member) -> bool:
    """Whether this person can sign in and may judge what is given to them: else somebody must know, who gives it."""
    return member.person_id is not None and extent(map(Role, member.roles), Act.JUDGE) is not Extent.NONE
