"""Closing a round: its figures, texts and rows are frozen, and its reports are asked for. There is no way back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from waarborg.apps.assessments.models import Assessment, Hearing, Judgement, Reaction, Snapshot
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.reports.actions.ask import ask_reports
from waarborg.apps.reports.formats import frozen
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.apps.reports.shapes import FORMATS, LANGUAGES
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import RoundStatus, can_become

VERSION = 1  # of the shape of a snapshot
_ROW = (
    "id",
    "subject__code",
    "item__number",
    "item__requirement__key",
    "ask",
    "applicability",
    "opzet",
    "bestaan",
    "werking",
    "maturity",
    "justification",
    "risk_analysis",
    "explanation",
    "evidence",
    "owner",
    "assignee__name",
    "action",
    "effort",
    "due_on",
    "judged",
)


class AlreadyClosedError(Exception):
    """The round was closed before."""


class UnansweredReactionsError(Exception):
    """People objected in the factual check and got no answer; `n` objections."""

    def __init__(self, n: int) -> None:
        super().__init__(str(n))
        self.n = n


@transaction.atomic
def close_round(*, round_: Assessment, by: Actor, at: datetime, today: date) -> Snapshot:
    """Freeze the round and ask for every report of it.

    Raises NotAllowedError, AlreadyClosedError, UnansweredReactionsError.
    """
    require(by, Act.CLOSE_ASSESSMENT, organisation_id=round_.organisation_id)
    locked = _locked(round_)
    if not can_become(RoundStatus(locked.status), RoundStatus.CLOSED):
        raise AlreadyClosedError(locked.slug)
    _settle(locked, at)
    data = frozen_data(locked, today)
    snapshot = Snapshot.objects.create(
        organisation_id=locked.organisation_id,
        assessment=locked,
        at=at,
        by=by.name,
        data=data,
        sha256=frozen.digest(data),
    )
    locked.status, locked.closed_at = RoundStatus.CLOSED.value, at
    locked.save(update_fields=["status", "closed_at"])
    write_journal(
        action=Act.CLOSE_ASSESSMENT.value,
        about=f"{locked.organisation.name}: {locked.slug}",
        by=by,
        at=at,
        organisation_id=locked.organisation_id,
        detail={"snapshot": snapshot.pk, "sha256": snapshot.sha256},
    )
    ask_reports(round_=locked, formats=FORMATS, languages=LANGUAGES, by=by, at=at)
    return snapshot


def frozen_data(round_: Assessment, today: date) -> dict[str, Any]:
    """All that is kept: the report in every language, each row as it is, and what people said of the draft."""
    reports = {
        language: replace(nulmeting_report(round_, language=language, today=today), closed_on=today)
        for language in LANGUAGES
    }
    return {
        "version": VERSION,
        "reports": {language: frozen.plain(data) for language, data in reports.items()},
        "rows": list(_rows(round_)),
        "reactions": list(_reactions(round_)),
    }


def _locked(round_: Assessment) -> Assessment:
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("organisation", "edition__catalogue")
    return rows.get(organisation=round_.organisation_id, pk=round_.pk)


def _settle(round_: Assessment, at: datetime) -> None:
    """A check that is open ends with the round; nobody is left without an answer."""
    open_ones = Hearing.objects.filter(organisation=round_.organisation_id, assessment=round_, settled_at__isnull=True)
    waiting = Reaction.objects.filter(
        organisation=round_.organisation_id, hearing__in=open_ones, agrees=False, answered_at__isnull=True
    ).count()
    if waiting:
        raise UnansweredReactionsError(waiting)
    open_ones.update(settled_at=at)


def _rows(round_: Assessment) -> Iterator[dict[str, Any]]:
    """Every row with what is in it; what is empty is left out."""
    found = Judgement.objects.filter(organisation=round_.organisation_id, assessment=round_)
    for row in found.order_by("subject__position", "item__position", "id").values(*_ROW):
        yield {name.replace("__", "_"): frozen.plain(value) for name, value in row.items() if value not in ("", None)}


def _reactions(round_: Assessment) -> Iterator[dict[str, Any]]:
    found = Reaction.objects.filter(organisation=round_.organisation_id, hearing__assessment=round_).order_by("id")
    for row in found.values("judgement_id", "by", "at", "agrees", "text", "answer", "is_followed", "answered_by"):
        yield {name: frozen.plain(value) for name, value in row.items()}
