"""Changing a round that has started: its name, day, depth, scope and team. Its answers stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from waarborg.apps.assessments.actions.judge import RoundClosedError
from waarborg.apps.assessments.actions.start import RoundRefusedError
from waarborg.apps.assessments.models import Assessment, TeamMember
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.basis import check_all
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import RULES, Depth, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDetails:
    """What of a round can change. `team` are keys of members."""

    title: str
    reference_on: date
    depth: Depth
    scope: str = ""
    team: Sequence[int] = ()


@transaction.atomic
def change_round(
    *, organisation: Organisation, round_: Assessment, details: RoundDetails, by: Actor, at: datetime
) -> Assessment:
    """Change what a round is called, of which day it is, how deep it looks and who does it.

    Raises NotAllowedError, RoundClosedError, RoundRefusedError.
    """
    require(by, Act.START_ASSESSMENT, organisation_id=organisation.pk)
    if round_.is_closed:
        raise RoundClosedError(round_.slug)
    _check(round_, details, at)
    team = _team(organisation, details.team)
    about = {**round_.about, "scope": details.scope.strip(), "assessors": ", ".join(one.name for one in team)}
    values = {
        "title": details.title.strip(),
        "reference_on": details.reference_on,
        "depth": details.depth.value,
        "about": {key: text for key, text in about.items() if text},
    }
    was = {field: getattr(round_, field) for field, value in values.items() if getattr(round_, field) != value}
    for field in was:
        setattr(round_, field, values[field])
    if was:
        round_.save(update_fields=list(was))
    joined, left = _change_team(round_, team)
    if was or joined or left:
        write_journal(
            action="assessment.change",
            about=f"{organisation.name}: {round_.slug}",
            by=by,
            at=at,
            organisation_id=organisation.pk,
            detail={"was": {field: str(value) for field, value in was.items()}, "joined": joined, "left": left},
        )
    return round_


def _check(round_: Assessment, details: RoundDetails, at: datetime) -> None:
    plan = Plan(
        title=details.title,
        slug=round_.slug,
        reference_on=details.reference_on,
        today=timezone.localdate(at),
        n_items=1,  # it has started: there are rows
        n_subjects=1,
    )
    if broken := check_all(RULES, plan, about=round_.slug):
        raise RoundRefusedError(broken)


def _team(organisation: Organisation, wanted: Sequence[int]) -> list[Member]:
    found = Member.objects.filter(organisation=organisation, pk__in=wanted, left_on__isnull=True)
    return list(found.order_by("name", "id"))


def _change_team(round_: Assessment, team: Sequence[Member]) -> tuple[list[str], list[str]]:
    """Who joined and who left, by name."""
    there = TeamMember.objects.filter(organisation=round_.organisation_id, assessment=round_)
    was = {one.member_id: one.member.name for one in there.select_related("member")}
    wanted = {member.pk: member.name for member in team}
    there.exclude(member__in=wanted).delete()
    TeamMember.objects.bulk_create(
        TeamMember(organisation_id=round_.organisation_id, assessment=round_, member_id=pk)
        for pk in wanted
        if pk not in was
    )
    return (
        [name for pk, name in wanted.items() if pk not in was],
        [name for pk, name in was.items() if pk not in wanted],
    )
