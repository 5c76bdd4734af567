"""Starting a round: what it is about and who does it. Its rows are made by the database in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions.judge import RoundClosedError
from waarborg.apps.assessments.models import Assessment, Subject, TeamMember
from waarborg.apps.base.actions import Actor, require, wait_for_turn, write_journal
from waarborg.apps.norms.models import Edition
from waarborg.apps.organisations.models import Member, Organisation, Process, System
from waarborg.domain.assessments import Applicability, Verdict
from waarborg.domain.basis import Problem, check_all
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import RULES, Depth, Plan, SubjectKind

_LONGEST_SLUG = 80

# every item for every subject; references come along, for their verdicts follow another number
_ROWS = """
INSERT INTO assessments_judgement (
    organisation_id, assessment_id, subject_id, item_id, ask, applicability, opzet, bestaan, werking,
    justification, risk_analysis, explanation, evidence, owner, action, effort, "where",
    assignee_id, judged, version, changed_by)
SELECT %(organisation)s, %(assessment)s, s.id, i.id, i.ask, %(applies)s, %(not_yet)s, %(not_yet)s, %(not_yet)s,
    '', '', '', '', '', '', '', '', s.assignee, '{}', 1, ''
FROM unnest(%(subjects)s::bigint[], %(assignees)s::bigint[]) AS s(id, assignee)
CROSS JOIN unnest(%(items)s::bigint[], %(asks)s::text[]) AS i(id, ask)
"""


class RoundRefusedError(Exception):
    """The round cannot be made like this: the rules that it breaks."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """What is judged, by codes of the registers. With `to_owners` their owners get the rows to answer."""

    organisation: bool = False
    processes: Sequence[str] = ()
    systems: Sequence[str] = ()
    to_owners: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    """What a round will be. An empty `slug` is made from the title; `team` are keys of members."""

    edition: Edition
    title: str
    reference_on: date
    subjects: Subjects = Subjects(organisation=True)
    slug: str = ""
    scope: str = ""
    depth: Depth = Depth.WERKING
    team: Sequence[int] = ()


@transaction.atomic
def start_round(*, organisation: Organisation, new: NewRound, by: Actor, at: datetime) -> Assessment:
    """Make the round with a row per asked item and subject; the round before it is only pointed at.

    Raises NotAllowedError, RoundRefusedError.
    """
    require(by, Act.START_ASSESSMENT, organisation_id=organisation.pk)
    wait_for_turn(f"assessments.start.{organisation.pk}")
    items = queries.asked_items(new.edition)
    slug = slugify(new.slug) or _free_slug(organisation, new.title)
    _check(organisation, new, slug, n_items=len(items), at=at)
    round_ = Assessment.objects.create(
        organisation=organisation,
        edition=new.edition,
        slug=slug,
        title=new.title.strip(),
        reference_on=new.reference_on,
        started_at=at,
        depth=new.depth.value,
        previous=queries.latest_before(organisation, new.edition, new.reference_on),
        about=_about(new, by),
    )
    n_rows = _make_rows(round_, _make_subjects(round_, new.subjects), items)
    _make_team(round_, new.team)
    write_journal(
        action=Act.START_ASSESSMENT.value,
        about=f"{organisation.name}: {slug}",
        by=by,
        at=at,
        organisation_id=organisation.pk,
        detail={"edition": str(new.edition), "rows": n_rows, **_told(new.subjects)},
    )
    return round_


@transaction.atomic
def add_subjects(
    *, organisation: Organisation, round_: Assessment, subjects: Subjects, by: Actor, at: datetime
) -> Sequence[Subject]:
    """Also judge these, with a row per item; what the round has already is left alone.

    Raises NotAllowedError, RoundClosedError.
    """
    require(by, Act.START_ASSESSMENT, organisation_id=organisation.pk)
    wait_for_turn(f"assessments.start.{organisation.pk}")
    if round_.is_closed:
        raise RoundClosedError(round_.slug)
    made = _make_subjects(round_, subjects)
    if made:
        n_rows = _make_rows(round_, made, queries.asked_items(round_.edition))
        write_journal(
            action="assessment.add_subjects",
            about=f"{organisation.name}: {round_.slug}",
            by=by,
            at=at,
            organisation_id=organisation.pk,
            detail={"rows": n_rows, "codes": [subject.code for subject, _assignee in made]},
        )
    return [subject for subject, _assignee in made]


def _check(organisation: Organisation, new: NewRound, slug: str, *, n_items: int, at: datetime) -> None:
    plan = Plan(
        title=new.title,
        slug=slug if len(slug) <= _LONGEST_SLUG else "",
        reference_on=new.reference_on,
        today=timezone.localdate(at),
        n_items=n_items,
        n_subjects=len(_chosen(organisation, new.subjects)),
        is_slug_free=not queries.assessments(organisation).filter(slug=slug).exists(),
    )
    if broken := check_all(RULES, plan, about=slug):
        raise RoundRefusedError(broken)


def _free_slug(organisation: Organisation, title: str) -> str:
    """The title as a name for addresses, with the first free number behind it when it was used."""
    wanted = slugify(title)[: _LONGEST_SLUG - 5].strip("-")
    taken = set(queries.assessments(organisation).filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)


def _about(new: NewRound, by: Actor) -> dict[str, str]:
    names = list(Member.objects.filter(organisation=by.organisation_id, pk__in=new.team).values_list("name", flat=True))
    told = {"scope": new.scope.replace("\x00", "").strip(), "assessors": ", ".join(names)}
    return {key: text for key, text in told.items() if text}


Chosen = tuple[SubjectKind, Process | System | None]
Made = tuple[Subject, int | None]  # the subject and who gets its rows


def _chosen(organisation: Organisation, subjects: Subjects) -> list[Chosen]:
    """What was chosen and is there, in the order of the registers."""
    found: list[Chosen] = [(SubjectKind.ORGANISATION, None)] if subjects.organisation else []
    for kind, table, codes in (
        (SubjectKind.PROCESS, Process, subjects.processes),
        (SubjectKind.SYSTEM, System, subjects.systems),
    ):
        entries = table.objects.filter(organisation=organisation, code__in=codes, archived_at__isnull=True)
        found += [(kind, entry) for entry in entries.select_related("owner").order_by("code")]
    return found


def _make_subjects(round_: Assessment, wanted: Subjects) -> list[Made]:
    there = {(one.kind, one.process_id or one.system_id): one.code for one in round_.subjects.all()}
    chosen = _chosen(round_.organisation, wanted)
    new = [(kind, entry) for kind, entry in chosen if (kind.value, entry.pk if entry else None) not in there]
    codes = set(there.values())
    made = [_subject(round_, kind, entry, codes, position=n) for n, (kind, entry) in enumerate(new, start=len(there))]
    Subject.objects.bulk_create(made, batch_size=1000)
    owners = [_owner(entry) if wanted.to_owners else None for _kind, entry in new]
    return list(zip(made, owners, strict=True))


def _subject(
    round_: Assessment, kind: SubjectKind, entry: Process | System | None, codes: set[str], *, position: int
) -> Subject:
    """The subject as it is now; a system that has the code of a process gets its kind behind it."""
    code = entry.code if entry else ""
    if entry is not None and code in codes:
        code = f"{code[:32]}-{kind.value}"
    codes.add(code)
    return Subject(
        organisation_id=round_.organisation_id,
        assessment=round_,
        kind=kind.value,
        code=code,
        name=entry.name if entry else round_.organisation.name,
        process=entry if isinstance(entry, Process) else None,
        system=entry if isinstance(entry, System) else None,
        position=position,
    )


def _owner(entry: Process | System | None) -> int | None:
    """Who owns it, unless that person left."""
    owner = entry.owner if entry else None
    return owner.pk if owner and owner.left_on is None else None


def _make_rows(round_: Assessment, subjects: Sequence[Made], items: Sequence[tuple[int, str]]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            _ROWS,
            {
                "organisation": round_.organisation_id,
                "assessment": round_.pk,
                "applies": Applicability.APPLIES.value,
                "not_yet": Verdict.NOT_ASSESSED.value,
                "subjects": [subject.pk for subject, _assignee in subjects],
                "assignees": [assignee for _subject, assignee in subjects],
                "items": [item for item, _ask in items],
                "asks": [ask for _item, ask in items],
            },
        )
        return int(cursor.rowcount)


def _make_team(round_: Assessment, team: Sequence[int]) -> None:
    members = Member.objects.filter(organisation=round_.organisation_id, pk__in=team, left_on__isnull=True)
    TeamMember.objects.bulk_create(
        TeamMember(organisation_id=round_.organisation_id, assessment=round_, member=member) for member in members
    )


def _told(subjects: Subjects) -> dict[str, object]:
    return {
        "organisation": subjects.organisation,
        "processes": sorted(subjects.processes),
        "systems": sorted(subjects.systems),
    }
