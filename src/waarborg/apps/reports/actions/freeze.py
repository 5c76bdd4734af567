"""Freezing a round that somebody closes: its figures, texts and rows are kept, and its reports are asked for.

There is no way back once it is done. The figures are computed before the one transaction that keeps them: nobody can
change an answer meanwhile, so they are those that were confirmed.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.models import Assessment, Judgement, Reaction, Snapshot
from waarborg.apps.base.actions import Actor, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.reports.actions.ask import queue_reports
from waarborg.apps.reports.actions.background import StoppedError, attempt
from waarborg.apps.reports.actions.close import locked_round
from waarborg.apps.reports.formats import frozen
from waarborg.apps.reports.models import Closing
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.apps.reports.shapes import FORMATS, LANGUAGES, UNDER_WAY, ReportState
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import RoundStatus

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
_STARTED, _COMPUTED = 10, 90
_FAILED = gettext_noop(
    "Het afsluiten ging mis. De antwoorden zijn onveranderd. Probeer het opnieuw; lukt het dan niet, geef dan dit "
    "nummer door aan de beheerder: "
)
_WORKER = Actor("waarborg", "worker")

Reports = dict[str, dict[str, Any]]  # language -> the report, as plain JSON


def freeze_round(*, organisation_id: int, closing_id: int, today: date, clock: Callable[[], datetime]) -> None:
    """Close it, from the first step, whatever an earlier worker did. Done twice, it is closed once.

    What fails in the database is raised, so that the queue tries again; what else fails is told in its `Closing`.
    """
    attempt(
        lambda: _keep(organisation_id, closing_id, _reports(organisation_id, closing_id, today), clock()),
        fail=lambda: _fail(organisation_id, closing_id),
        what=f"closing {closing_id}",
    )


def _reports(organisation_id: int, closing_id: int, today: date) -> Reports:
    """The report in every language."""
    made = {}
    for n, language in enumerate(LANGUAGES):
        _step(organisation_id, closing_id, _STARTED + n * (_COMPUTED - _STARTED) // len(LANGUAGES))
        with within(organisation_id):
            data = nulmeting_report(_closing(organisation_id, closing_id).assessment, language=language, today=today)
            made[language] = frozen.plain(replace(data, closed_on=today))
    _step(organisation_id, closing_id, _COMPUTED)
    return made


def _step(organisation_id: int, closing_id: int, progress: int) -> None:
    """Show how far it is, in a transaction of its own."""
    with within(organisation_id):
        found = Closing.objects.filter(organisation=organisation_id, pk=closing_id)
        found.filter(state__in=UNDER_WAY).update(state=ReportState.RUNNING.value, progress=progress, message="")


def _closing(organisation_id: int, closing_id: int) -> Closing:
    """What is asked. Raises StoppedError when it was done or taken back."""
    rows = Closing.objects.select_related("assessment__organisation", "assessment__edition__catalogue")
    found = rows.filter(organisation=organisation_id, pk=closing_id, state__in=UNDER_WAY).first()
    if found is None:
        raise StoppedError
    return found


def _keep(organisation_id: int, closing_id: int, reports: Reports, at: datetime) -> None:
    """All or nothing: the snapshot, the closed round, its journal line and what is asked of the workers next."""
    with within(organisation_id):
        round_ = locked_round(_closing(organisation_id, closing_id).assessment)
        closing = _closing(organisation_id, closing_id)  # again: somebody took it back, or did it, while we waited
        snapshot = _snapshot(round_, reports, closing.asked_by, at)
        round_.status, round_.closed_at = RoundStatus.CLOSED.value, at
        round_.save(update_fields=["status", "closed_at"])
        closing.delete()
        write_journal(
            action=Act.CLOSE_ASSESSMENT.value,
            about=f"{round_.organisation.name}: {round_.slug}",
            by=_WORKER,
            at=at,
            organisation_id=organisation_id,
            detail={"snapshot": snapshot.pk, "sha256": snapshot.sha256, "asked_by": closing.asked_by},
        )
        wanted = [(name, language) for language in LANGUAGES for name in FORMATS]
        queue_reports(round_, wanted, _WORKER, at, asked_by=closing.asked_by)


def _snapshot(round_: Assessment, reports: Reports, by: str, at: datetime) -> Snapshot:
    """All that is kept: the report in every language, each row as it is, and what people said of the draft."""
    data = {
        "version": VERSION,
        "reports": reports,
        "rows": list(_rows(round_)),
        "reactions": list(_reactions(round_)),
    }
    return Snapshot.objects.create(
        organisation_id=round_.organisation_id,
        assessment=round_,
        at=at,
        by=by,
        data=data,
        sha256=frozen.digest(data),
    )


def _fail(organisation_id: int, closing_id: int) -> None:
    with within(organisation_id):
        found = Closing.objects.filter(organisation=organisation_id, pk=closing_id)
        found.update(state=ReportState.FAILED.value, message=_FAILED)


def _rows(round_: Assessment) -> Iterator[dict[str, Any]]:
    """Every row with what is in it; what is empty is left out."""
    found = Judgement.objects.filter(organisation=round_.organisation_id, assessment=round_)
    for row in found.order_by("subject__position", "item__position", "id").values(*_ROW):
        yield {name.replace("__", "_"): frozen.plain(value) for name, value in row.items() if value not in ("", None)}


def _reactions(round_: Assessment) -> Iterator[dict[str, Any]]:
    found = Reaction.objects.filter(organisation=round_.organisation_id, hearing__assessment=round_).order_by("id")
    for row in found.values("judgement_id", "by", "at", "agrees", "text", "answer", "is_followed", "answered_by"):
        yield {name: frozen.plain(value) for name, value in row.items()}
