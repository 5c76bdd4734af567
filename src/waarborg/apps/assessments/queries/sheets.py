"""Reads for sheets that go out and come back: the rows of a subject, and how they stood at some version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from waarborg.apps.assessments.models import Assessment, JudgementChange, SheetImport, Subject
from waarborg.apps.assessments.models import Judgement as JudgementRow
from waarborg.apps.assessments.queries.rows import judgements
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.norms import ItemStatus

__all__ = ["SheetImport", "Since", "Subject", "changed_since", "plain", "sheet_import", "sheet_imports", "subject_rows"]


@dataclass(frozen=True, slots=True)
class Since:
    """How a field stood at a version, and who changed it last after that."""

    was: str
    by: str
    at: str


def subject_rows(subject: Subject) -> list[JudgementRow]:
    """The rows of a subject that have an answer of their own, in norm order. One query."""
    found = judgements(subject.assessment).filter(subject=subject).select_related("assessment")
    return list(found.exclude(item__status=ItemStatus.REFERENCE.value))


def changed_since(rows: Sequence[JudgementRow], versions: Mapping[str, int]) -> dict[tuple[int, str], Since]:
    """Per row and field that changed after its version: how it stood then. One query."""
    seen = {row.pk: versions[row.item.number] for row in rows if row.item.number in versions}
    changes = JudgementChange.objects.filter(judgement__in=[row.pk for row in rows if seen.get(row.pk) != row.version])
    found: dict[tuple[int, str], Since] = {}
    for change in changes.order_by("-id"):
        if change.judgement_id not in seen or change.version <= seen[change.judgement_id]:
            continue
        for field, before in change.before.items():
            last = found.get((change.judgement_id, field))
            told = (last.by, last.at) if last else (change.by, change.at.isoformat())
            found[change.judgement_id, field] = Since(plain(before), *told)
    return found


def plain(value: Any) -> str:  # noqa: ANN401 - a field of a row
    """A stored value as text."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def sheet_imports(organisation: Organisation, round_: Assessment) -> QuerySet[SheetImport]:
    """The sheets that came back in a round, newest first."""
    found = SheetImport.objects.filter(organisation=organisation, assessment=round_)
    return found.select_related("subject", "assessment", "mapping")


def sheet_import(organisation: Organisation, round_: Assessment, pk: int) -> SheetImport | None:
    """One of them, if it is there."""
    return sheet_imports(organisation, round_).filter(pk=pk).first()
