"""What Veldermeer is doing right now, for `waarborg demo`: its profile, and a round that people are answering."""

from datetime import datetime
from typing import Any

import yaml

from waarborg.apps.assessments.actions import NewRound, Subjects, assign_rows, start_round
from waarborg.apps.assessments.actions.interviews import Plan, plan_interview
from waarborg.apps.assessments.queries import assessment, visible_judgements
from waarborg.apps.base.actions import Actor
from waarborg.apps.base.tenancy import within
from waarborg.apps.norms.queries import edition
from waarborg.apps.organisations.actions.profile import save_profile
from waarborg.apps.organisations.queries import Organisation, members
from waarborg.apps.organisations.queries.profile import profile_row
from waarborg.domain import profile
from waarborg.domain.rounds import Depth
from waarborg.machine import folders


def ensure(organisation: Organisation, edition_id: str, by: Actor, at: datetime) -> None:
    """The profile is filled in and the round is there. What people did since stays."""
    data = _load()
    with within(organisation.pk):
        if profile_row(organisation) is None:
            save_profile(organisation=organisation, given=profile.read(data["profile"]), by=by, at=at)
        if assessment(organisation, data["round"]["slug"]) is None:
            _start(organisation, edition_id, data, by, at)


def _start(organisation: Organisation, edition_id: str, data: dict[str, Any], by: Actor, at: datetime) -> None:
    about = data["round"]
    people = {member.name: member.pk for member in members(organisation, on=at.date())}
    new = NewRound(
        edition=edition(edition_id),
        title=about["title"],
        slug=about["slug"],
        reference_on=about["reference_on"],
        depth=Depth(about["depth"]),
        scope=about["scope"],
        subjects=Subjects(systems=about["systems"]),
        team=[people[name] for name in about["team"]],
    )
    round_ = start_round(organisation=organisation, new=new, by=by, at=at)
    for asked in data["asked"]:
        found = visible_judgements(organisation, round_, by).filter(subject__code=asked["system"])
        rows = set(found.filter(item__theme__in=asked["themes"]).values_list("pk", flat=True))
        assign_rows(organisation=organisation, round_=round_, rows=rows, assignee_id=people[asked["who"]], by=by, at=at)
    plan_interview(organisation=organisation, assessment=round_, plan=Plan(**data["interview"]), by=by, at=at)


def _load() -> dict[str, Any]:
    file = folders.content() / "demo" / "veldermeer-together.yaml"
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found
