"""Interviews: planning a conversation, noting what was said, and taking it over into the judgements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from waarborg.apps.assessments.actions.judge import Edit, RoundClosedError, Saved, save_judgement
from waarborg.apps.assessments.models import Assessment, Interview, InterviewNote, Judgement
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.norms.models import Item
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import SubjectKind

LONGEST_NOTE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a conversation will be about and with whom; a participant is {"name", "role"}."""

    title: str
    on: date
    themes: Sequence[str]
    participants: Sequence[Mapping[str, str]] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was typed. `key` comes from the browser, so that the same note sent twice is stored once."""

    key: UUID
    text: str
    number: str = ""  # of the item; "" for what belongs to no question
    said_by: str = ""
    seen_version: int | None = None


class NoteConflictError(Exception):
    """Somebody else changed the same note since it was seen; `row` is the note as it is now."""

    def __init__(self, row: InterviewNote) -> None:
        super().__init__(str(row.key))
        self.row = row


class EmptyNoteError(ValueError):
    """A new note must say something."""


@transaction.atomic
def plan_interview(
    *, organisation: Organisation, assessment: Assessment, plan: Plan, by: Actor, at: datetime
) -> Interview:
    """Plan a conversation of a round that is not closed."""
    _require(organisation, assessment, by)
    interview = Interview.objects.create(
        organisation=organisation,
        assessment=assessment,
        title=plan.title,
        themes=list(plan.themes),
        on=plan.on,
        participants=[dict(one) for one in plan.participants],
        created_at=at,
        created_by=by.name,
    )
    _tell("planned", interview, by, at, {"themes": interview.themes})
    return interview


@transaction.atomic
def save_note(
    *, organisation: Organisation, interview: Interview, note: Note, by: Actor, at: datetime
) -> InterviewNote | None:
    """Keep what was typed; the same text again changes nothing, an emptied note goes away (None).

    Raises NoteConflictError when somebody else changed this note, EmptyNoteError for a new one without text.
    """
    _require(organisation, interview.assessment, by)
    text = note.text.replace("\x00", "").strip()[:LONGEST_NOTE]
    there = (
        InterviewNote.objects.select_for_update()
        .filter(organisation=organisation, interview=interview, key=note.key)
        .first()
    )
    if there is None:
        return _add(interview, note, text, by, at)
    if (there.text, there.said_by) == (text, note.said_by):
        return there
    if note.seen_version is not None and note.seen_version != there.version:
        raise NoteConflictError(there)
    return _change(there, note, text, by, at)


@transaction.atomic
def finish_interview(*, organisation: Organisation, interview: Interview, by: Actor, at: datetime) -> Interview:
    """The conversation is over: who was there goes to the list of the report. Doing it again changes nothing."""
    assessment = Assessment.objects.select_for_update().get(organisation=organisation, pk=interview.assessment_id)
    _require(organisation, assessment, by)
    if interview.finished_at is not None:
        return interview
    interview.finished_at = at
    interview.save(update_fields=["finished_at"])
    assessment.interviews = [*assessment.interviews, *_for_the_report(interview)]
    assessment.save(update_fields=["interviews"])
    _tell("finished", interview, by, at, {"participants": len(interview.participants)})
    return interview


def take_over(*, organisation: Organisation, interview: Interview, number: str, by: Actor, at: datetime) -> Saved:
    """Put the notes on one question behind the explanation of the judgement on the whole organisation.

    Raises LookupError when the round has no such row or there are no notes, and what `save_judgement` raises.
    """
    row = Judgement.objects.filter(
        organisation=organisation,
        assessment=interview.assessment_id,
        subject__kind=SubjectKind.ORGANISATION.value,
        item__number=number,
    ).first()
    notes = list(interview.notes.filter(organisation=organisation, item=row.item_id)) if row else []
    if row is None or not notes:
        raise LookupError(number)
    added = "\n".join(_quoted(interview, note) for note in notes if note.text not in row.explanation)
    explanation = "\n\n".join(part for part in (row.explanation, added) if part)
    edit = Edit(row.pk, {"explanation": explanation}, row.version)
    return save_judgement(organisation=organisation, edit=edit, by=by, at=at, origin="interview")


def _require(organisation: Organisation, assessment: Assessment, by: Actor) -> None:
    require(by, Act.INTERVIEW, organisation_id=organisation.pk)
    if assessment.is_closed:
        raise RoundClosedError(assessment.slug)


def _add(interview: Interview, note: Note, text: str, by: Actor, at: datetime) -> InterviewNote:
    if not text:
        raise EmptyNoteError
    item = Item.objects.get(edition=interview.assessment.edition_id, number=note.number) if note.number else None
    added = InterviewNote.objects.create(
        organisation_id=interview.organisation_id,
        interview=interview,
        item=item,
        key=note.key,
        said_by=note.said_by[:200],
        text=text,
        at=at,
        by=by.name,
    )
    _tell("noted", interview, by, at, {"number": note.number, "note": str(note.key)})
    return added


def _change(there: InterviewNote, note: Note, text: str, by: Actor, at: datetime) -> InterviewNote | None:
    detail = {"number": there.item.number if there.item else "", "note": str(note.key)}
    if not text:
        there.delete()
        _tell("note_removed", there.interview, by, at, detail)
        return None
    there.text, there.said_by, there.at, there.by = text, note.said_by[:200], at, by.name
    there.version += 1
    there.save(update_fields=["text", "said_by", "at", "by", "version"])
    _tell("noted", there.interview, by, at, {**detail, "version": there.version})
    return there


def _for_the_report(interview: Interview) -> list[dict[str, str]]:
    day = f"{interview.on:%d-%m-%Y}"
    return [
        {"on": day, "who": one.get("name", ""), "role": one.get("role", ""), "subject": interview.title}
        for one in interview.participants
    ]


def _quoted(interview: Interview, note: InterviewNote) -> str:
    who = f", {note.said_by}" if note.said_by else ""
    return f"{interview.title} ({interview.on:%d-%m-%Y}{who}): {note.text}"


def _tell(what: str, interview: Interview, by: Actor, at: datetime, detail: Mapping[str, object]) -> None:
    write_journal(
        action=f"{Act.INTERVIEW.value}.{what}",
        about=f"{interview.assessment.slug}: {interview.title}",
        by=by,
        at=at,
        organisation_id=interview.organisation_id,
        detail={"interview": interview.pk, **detail},
    )
