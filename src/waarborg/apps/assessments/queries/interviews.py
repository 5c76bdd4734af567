"""Reads for interviews: what is planned, the questions of a conversation, and what was said on each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from waarborg.apps.assessments.models import Assessment, Interview, InterviewNote, Judgement
from waarborg.apps.norms.models import Item
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.assessments import Ask
from waarborg.domain.rounds import SubjectKind

__all__ = [
    "Assessment",
    "Interview",
    "InterviewNote",
    "Question",
    "interview",
    "interviews",
    "loose_notes",
    "notes_since",
    "questions",
    "themes",
]


@dataclass(frozen=True, slots=True)
class Question:
    """One item to talk about, how it stands for the whole organisation (None when the round has no such row)."""

    item: Item
    row: Judgement | None
    notes: tuple[InterviewNote, ...]


def interviews(organisation: Organisation, round_: Assessment) -> QuerySet[Interview]:
    """The conversations of a round, newest first, each with `n_notes`. One query."""
    found = Interview.objects.filter(organisation=organisation, assessment=round_)
    return found.select_related("assessment").annotate(n_notes=Count("notes"))


def interview(organisation: Organisation, round_: Assessment, interview_id: int) -> Interview | None:
    """One conversation of a round."""
    found = Interview.objects.filter(organisation=organisation, assessment=round_, pk=interview_id)
    return found.select_related("assessment__edition__catalogue").first()


def themes(round_: Assessment) -> Sequence[str]:
    """The theme codes of what the round asks, in the order of the norm."""
    asked = round_.edition.items.exclude(theme="").order_by("position").values_list("theme", flat=True)
    return tuple(dict.fromkeys(asked))


def questions(organisation: Organisation, of: Interview) -> list[Question]:
    """What is asked in this conversation, in norm order. Three queries, whatever the size."""
    notes: dict[int | None, list[InterviewNote]] = defaultdict(list)
    for note in of.notes.filter(organisation=organisation):
        notes[note.item_id].append(note)
    rows = Judgement.objects.filter(
        organisation=organisation, assessment=of.assessment_id, subject__kind=SubjectKind.ORGANISATION.value
    )
    by_item = {row.item_id: row for row in rows.exclude(ask=Ask.ELSEWHERE.value)}
    items = (
        of.assessment.edition.items.filter(theme__in=of.themes, pk__in=by_item)
        .defer("search_nl", "search_en", "attributes", "doubts")
        .order_by("position")
    )
    return [Question(item, by_item.get(item.pk), tuple(notes[item.pk])) for item in items]


def loose_notes(organisation: Organisation, of: Interview) -> Sequence[InterviewNote]:
    """What was said that belongs to no question."""
    return tuple(of.notes.filter(organisation=organisation, item=None))


def notes_since(organisation: Organisation, of: Interview, moment: datetime | None) -> Sequence[InterviewNote]:
    """The notes that were added or changed after this moment; all of them without one."""
    found = of.notes.filter(organisation=organisation).select_related("item")
    return tuple(found.filter(at__gt=moment) if moment else found)
