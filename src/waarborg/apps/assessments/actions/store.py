"""Acts on assessments: storing what a sheet says as a round with a judgement per item."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.models import Assessment, Judgement, Subject
from waarborg.apps.assessments.shapes import Answer, Reading, Round, Sheet
from waarborg.apps.base.actions import Actor, require, wait_for_turn, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.norms.models import Edition, Item
from waarborg.apps.organisations.actions import register_organisation
from waarborg.apps.organisations.models import Organisation
from waarborg.domain import assessments as rules
from waarborg.domain.assessments import Ask
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import SubjectKind

_COPIED = (
    "justification",
    "risk_analysis",
    "maturity",
    "explanation",
    "evidence",
    "owner",
    "action",
    "due_on",
    "where",
)
_CODES = ("applicability", "opzet", "bestaan", "werking")


@transaction.atomic
def store_assessment(*, round_: Round, edition: Edition, sheet: Sheet, by: Actor, at: datetime) -> Assessment:
    """Keep what the sheet says: the organisation, the round, and one judgement per item that is asked.

    The same sheet read the same way again gives the round that is there. Of double answers the first
    counts (NM-07).
    """
    organisation = register_organisation(name=round_.organisation, layer=round_.layer, by=by, at=at)
    with within(organisation.pk):
        return _stored(organisation, round_, edition, sheet, by, at)


def _stored(
    organisation: Organisation, round_: Round, edition: Edition, sheet: Sheet, by: Actor, at: datetime
) -> Assessment:
    require(by, Act.START_ASSESSMENT, organisation_id=organisation.pk)
    digest = _digest(round_, edition, sheet)
    there = queries.assessments(organisation).filter(read_sha256=digest).first()
    if there is not None:
        return there
    items = queries.items(edition)
    wait_for_turn("assessments.name")
    assessment = _create(organisation, round_, edition, sheet, at)
    assessment.readings = [asdict(r) for r in (*sheet.readings, *_duplicates(sheet, items))]
    assessment.read_sha256 = digest
    assessment.save()
    subject = Subject.objects.create(
        organisation=organisation,
        assessment=assessment,
        kind=SubjectKind.ORGANISATION.value,
        name=organisation.name,
    )
    Judgement.objects.bulk_create(list(_judgements(subject, items, sheet)), batch_size=1000)
    write_journal(
        action="assessment.stored",
        about=f"{organisation.name}: {assessment.slug}",
        by=by,
        at=at,
        organisation_id=organisation.pk,
        detail={"edition": str(edition), "file": round_.file_name, "sha256": round_.file_sha256},
    )
    return assessment


def _digest(round_: Round, edition: Edition, sheet: Sheet) -> str:
    # the round says which file counts; a sheet that we make ourselves, the demo, has other bytes every time
    answers = {name: value for name, value in asdict(sheet).items() if name != "file_sha256"}
    whole = [asdict(round_), edition.digest, answers]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()


def _create(organisation: Organisation, round_: Round, edition: Edition, sheet: Sheet, at: datetime) -> Assessment:
    return Assessment(
        organisation=organisation,
        edition=edition,
        slug=_free_slug(f"{slugify(organisation.name)[:55]}-nulmeting-{round_.reference_on.year}"),
        title=f"Nulmeting {re.split('[,:]', edition.title_nl)[0]}",  # "BIO2 versie 1.3", without what follows
        reference_on=round_.reference_on,
        started_at=at,
        status_means=sheet.single_status_level,
        file_name=round_.file_name[:300],
        file_sha256=round_.file_sha256,
        about=sheet.about,
        interviews=[asdict(interview) for interview in sheet.interviews],
        documents=[asdict(document) for document in sheet.documents],
    )


def _free_slug(wanted: str) -> str:
    """`wanted`, or with the first free number behind it; over all organisations, so that it names one."""
    taken = set(Assessment.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _duplicates(sheet: Sheet, items: list[Item]) -> Iterator[Reading]:
    by_number = {item.number: item for item in items}
    same: dict[str, list[Answer]] = {}
    for answer in sheet.answers:
        same.setdefault(answer.number, []).append(answer)
    for number, answers in same.items():
        item = by_number.get(number)
        if item is None or rules.DUPLICATE.holds([_as_domain(answer, item) for answer in answers]):
            continue
        yield Reading.of(
            "problem",
            rules.DUPLICATE.code,
            "; ".join(answer.where for answer in answers),
            gettext_noop("%(own)s is %(times)s keer beantwoord; het eerste antwoord telt."),
            number=number,
            own=number,
            times=len(answers),
        )


def _as_domain(answer: Answer, item: Item) -> rules.Judgement:
    return answer.as_judgement(ItemKind(item.kind), ItemStatus(item.status))


def _answers_that_count(sheet: Sheet, items: list[Item]) -> dict[str, Answer]:
    by_number = {item.number: item for item in items}
    counting: dict[str, Answer] = {}
    for answer in sheet.answers:
        item, there = by_number.get(answer.number), counting.get(answer.number)
        if item is not None and (there is None or not _as_domain(there, item).is_answered):
            counting[answer.number] = answer
    return counting


def _judgements(subject: Subject, items: list[Item], sheet: Sheet) -> Iterator[Judgement]:
    given = _answers_that_count(sheet, items)
    asks = queries.what_to_ask(items)
    for item in items:
        answer = given.get(item.number)
        ask = asks[item.pk]
        if item.status == ItemStatus.REFERENCE:
            answer = given.get(item.refers_to)
        elif not _is_kept(item, ask, answer):
            continue
        yield _row(subject, item, ask, answer or Answer(number=item.number, where=""))


def _is_kept(item: Item, ask: Ask, answer: Answer | None) -> bool:
    if ask is Ask.ELSEWHERE:  # only when somebody answered it all the same (NM-06)
        return answer is not None and _as_domain(answer, item).is_answered
    return ask is not Ask.NOTHING


def _row(subject: Subject, item: Item, ask: Ask, answer: Answer) -> Judgement:
    if item.status == ItemStatus.REFERENCE:  # the work stays with the number that it refers to
        answer = replace(answer, owner="", action="", effort=None, effort_text="", due_on=None)
    return Judgement(
        organisation_id=subject.organisation_id,
        assessment_id=subject.assessment_id,
        subject=subject,
        item=item,
        ask=ask.value,
        effort=(answer.effort.value if answer.effort else answer.effort_text)[:40],
        **{name: getattr(answer, name).value for name in _CODES},
        **{name: getattr(answer, name) for name in _COPIED},
    )
