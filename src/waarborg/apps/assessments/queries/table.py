"""What the table shows: the rows of a few subjects, and which of them changed while somebody was typing."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from waarborg.apps.assessments.models import Assessment, Subject
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.assessments.queries.reach import sees_all
from waarborg.apps.assessments.queries.rows import visible_judgements
from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.norms import ItemStatus

__all__ = ["JudgementRow", "Subject", "cells", "changed_cells", "subjects"]


def subjects(organisation: Organisation, round_: Assessment, by: Actor) -> list[Subject]:
    """The subjects of which this person sees rows, in their order. One query."""
    found = Subject.objects.filter(organisation=organisation, assessment=round_)
    if not sees_all(by):
        found = found.filter(pk__in=visible_judgements(organisation, round_, by).order_by().values("subject"))
    return list(found)


def cells(organisation: Organisation, round_: Assessment, by: Actor, of: Iterable[Subject]) -> QuerySet[JudgementRow]:
    """The rows of these subjects that can be filled in: a reference follows its number and has no answer of its own.

    Subject by subject, each in norm order. One query.
    """
    return (
        visible_judgements(organisation, round_, by)
        .filter(subject__in=list(of))
        .exclude(item__status=ItemStatus.REFERENCE.value)
        .select_related("assessment")
        .order_by("subject__position", "subject_id", "item__position")
    )


def changed_cells(
    organisation: Organisation, round_: Assessment, by: Actor, of: Iterable[Subject], *, since: datetime
) -> QuerySet[JudgementRow]:
    """The same, only what changed since that moment."""
    return cells(organisation, round_, by, of).filter(changed_at__gte=since)
