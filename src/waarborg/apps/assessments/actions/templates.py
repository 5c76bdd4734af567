"""Templates: the structure of a round without any answer or name, kept by a person and used for another client."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from waarborg.apps.assessments.actions.assign import assign_rows
from waarborg.apps.assessments.actions.interviews import Plan, plan_interview
from waarborg.apps.assessments.actions.start import NewRound, Subjects, start_round
from waarborg.apps.assessments.models import Assessment, Interview, Judgement, RoundTemplate
from waarborg.apps.base import labels
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.organisations.models import Member, Organisation, Process, System
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import Depth, SubjectKind

_NAME = "{organisatie}"  # stands for whose round it is
_TEXTS = ("method",)  # how one works; scope, limits and assignment tell of the client
_LONGEST_NAME = 200


class NamelessError(ValueError):
    """A template has a name."""


@transaction.atomic
def keep_template(*, round_: Assessment, name: str, by: Actor, at: datetime) -> RoundTemplate:
    """Keep how the round was set up. Raises NotAllowedError, NamelessError."""
    require(by, Act.KEEP_TEMPLATE, organisation_id=round_.organisation_id)
    template = RoundTemplate.objects.create(
        person_id=_person(by), name=_named(name), edition=round_.edition, structure=structure(round_), made_at=at
    )
    _tell(template, round_.organisation_id, by, at, "kept")
    return template


@transaction.atomic
def use_template(
    *, organisation: Organisation, template: RoundTemplate, title: str, reference_on: date, by: Actor, at: datetime
) -> Assessment:
    """Start a round here as the template says, over what the registers of this organisation hold.

    Raises NotAllowedError, RoundRefusedError.
    """
    require(by, Act.KEEP_TEMPLATE, organisation_id=organisation.pk)
    kept: dict[str, Any] = template.structure
    new = NewRound(
        edition=template.edition,
        title=title,
        reference_on=reference_on,
        subjects=_subjects(organisation, kept),
        depth=Depth(kept["depth"]),
    )
    round_ = start_round(organisation=organisation, new=new, by=by, at=at)
    texts = {key: text.replace(_NAME, organisation.name) for key, text in kept["about"].items()}
    round_.about = {**texts, **round_.about}
    round_.save(update_fields=["about"])
    for themes in kept["interviews"]:
        plan = Plan(title=", ".join(map(labels.theme, themes))[:_LONGEST_NAME], on=reference_on, themes=themes)
        plan_interview(organisation=organisation, assessment=round_, plan=plan, by=by, at=at)
    _assign(organisation, round_, kept["roles"], by, at)
    _tell(template, organisation.pk, by, at, "used")
    return round_


@transaction.atomic
def rename_template(*, template: RoundTemplate, name: str, by: Actor, at: datetime) -> None:
    """Call it otherwise. Raises NamelessError, NotAllowedError."""
    _require_own(template, by)
    template.name = _named(name)
    template.save(update_fields=["name"])
    _tell(template, by.organisation_id, by, at, "renamed")


@transaction.atomic
def delete_template(*, template: RoundTemplate, by: Actor, at: datetime) -> None:
    """Throw it away; rounds that were started from it stay."""
    _require_own(template, by)
    _tell(template, by.organisation_id, by, at, "deleted")
    template.delete()


def structure(round_: Assessment) -> dict[str, Any]:
    """What can be used for another client: never an answer, a name of a person or of a system."""
    own = round_.organisation.name
    about = {key: str(round_.about[key]).replace(own, _NAME) for key in _TEXTS if round_.about.get(key)}
    return {
        "title": round_.title.replace(own, _NAME),
        "depth": round_.depth,
        "about": about,
        "kinds": sorted(set(round_.subjects.values_list("kind", flat=True))),
        "interviews": [list(themes) for themes in _planned(round_)],
        "roles": _roles(round_),
    }


def _planned(round_: Assessment) -> QuerySet[Interview, list[str]]:
    """The themes of each interview; its title may name who was spoken to."""
    planned = Interview.objects.filter(organisation=round_.organisation_id, assessment=round_)
    return planned.order_by("id").values_list("themes", flat=True)


def _roles(round_: Assessment) -> dict[str, str]:
    """By what is asked: the role of who usually answers it here."""
    rows = Judgement.objects.filter(
        organisation=round_.organisation_id,
        assessment=round_,
        assignee__isnull=False,
        subject__kind=SubjectKind.ORGANISATION.value,
    )
    found: dict[str, Counter[str]] = {}
    for key, roles in rows.values_list("item__requirement__key", "assignee__roles"):
        found.setdefault(key, Counter()).update(roles[:1])
    return {key: counted.most_common(1)[0][0] for key, counted in sorted(found.items()) if counted}


def _subjects(organisation: Organisation, kept: dict[str, Any]) -> Subjects:
    kinds = set(kept["kinds"])
    return Subjects(
        organisation=SubjectKind.ORGANISATION in kinds or not kinds,
        processes=_codes(Process, organisation) if SubjectKind.PROCESS in kinds else (),
        systems=_codes(System, organisation) if SubjectKind.SYSTEM in kinds else (),
    )


def _codes(table: type[Process] | type[System], organisation: Organisation) -> list[str]:
    found = table.objects.filter(organisation=organisation, archived_at__isnull=True)
    return list(found.values_list("code", flat=True))


def _assign(organisation: Organisation, round_: Assessment, roles: dict[str, str], by: Actor, at: datetime) -> None:
    """Give rows to the one person with that role here; where there are more or none, somebody chooses later."""
    for role in sorted(set(roles.values())):
        members = Member.objects.filter(organisation=organisation, roles__contains=[role], left_on__isnull=True)[:2]
        if len(members) != 1:
            continue
        keys = [key for key, wanted in roles.items() if wanted == role]
        rows = Judgement.objects.filter(
            organisation=organisation,
            assessment=round_,
            subject__kind=SubjectKind.ORGANISATION.value,
            item__requirement__key__in=keys,
        )
        wanted_rows = list(rows.values_list("pk", flat=True))
        if wanted_rows:
            assign_rows(
                organisation=organisation, round_=round_, rows=wanted_rows, assignee_id=members[0].pk, by=by, at=at
            )


def _named(name: str) -> str:
    kept = name.replace("\x00", "").strip()[:_LONGEST_NAME]
    if not kept:
        raise NamelessError
    return kept


def _person(by: Actor) -> int:
    if by.person_id is None:
        raise LookupError("a template belongs to a person")
    return by.person_id


def _require_own(template: RoundTemplate, by: Actor) -> None:
    if template.person_id != by.person_id:
        raise LookupError(str(template.pk))


def _tell(template: RoundTemplate, organisation_id: int | None, by: Actor, at: datetime, what: str) -> None:
    write_journal(
        action=Act.KEEP_TEMPLATE.value,
        about=template.name,
        by=by,
        at=at,
        organisation_id=organisation_id,
        detail={"template": template.pk, "what": what, "edition": str(template.edition)},
    )
