"""Asking for reports: each becomes a row that shows how far it is, and a job for a worker."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from waarborg.apps.assessments.models import Assessment, Snapshot
from waarborg.apps.base.actions import Actor, require, wait_for_turn, write_journal
from waarborg.apps.base.queue import enqueue, withdraw
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.reports.models import ReportFile
from waarborg.apps.reports.shapes import FORMATS, LANGUAGES, UNDER_WAY, ReportState
from waarborg.domain.permissions import Act

TASK = "reports.make"


class NothingAskedError(ValueError):
    """No format or no language was chosen."""


class NotToRetryError(Exception):
    """The report is not one that failed or was cancelled, or the same is under way again."""


@transaction.atomic
def ask_reports(
    *, round_: Assessment, formats: Iterable[str], languages: Iterable[str], by: Actor, at: datetime
) -> list[ReportFile]:
    """Ask for these formats in these languages, all in one act. What is under way already is not asked twice."""
    require(by, Act.MAKE_REPORT, organisation_id=round_.organisation_id)
    wanted = [(name, language) for language in LANGUAGES if language in set(languages) for name in FORMATS]
    chosen = set(formats)
    wanted = [(name, language) for name, language in wanted if name in chosen]
    if not wanted:
        raise NothingAskedError
    return queue_reports(round_, wanted, by, at, asked_by=by.name)


def queue_reports(
    round_: Assessment, wanted: Iterable[tuple[str, str]], by: Actor, at: datetime, *, asked_by: str
) -> list[ReportFile]:
    """The part of asking that needs no permission of its own: for an act that asked, in its transaction."""
    wait_for_turn(f"reports.{round_.pk}")  # who asks at the same moment sees what the first one asked
    snapshot = Snapshot.objects.filter(organisation=round_.organisation_id, assessment=round_).only("pk").first()
    busy = _under_way(round_, snapshot)
    of = {"organisation_id": round_.organisation_id, "assessment": round_, "snapshot": snapshot}
    asked = {"asked_at": at, "asked_by": asked_by}
    reports = [_ask({**of, **asked}, *one) for one in wanted if one not in busy]
    if reports:
        write_journal(
            action=Act.MAKE_REPORT.value,
            about=round_.slug,
            by=by,
            at=at,
            organisation_id=round_.organisation_id,
            detail={"reports": [{"id": r.pk, "file": r.file_name, "language": r.language} for r in reports]},
        )
    return reports


@transaction.atomic
def cancel_report(*, organisation: Organisation, report_id: int, by: Actor, at: datetime) -> ReportFile:
    """Stop a report that is not ready; one that is ready stays. A LookupError when there is none."""
    report = _locked(organisation, report_id, by)
    if report.state not in UNDER_WAY:
        return report
    report.state = ReportState.CANCELLED.value
    report.save(update_fields=["state"])
    if report.job is not None:
        withdraw(report.job)
    _tell("report.cancelled", report, by, at)
    return report


@transaction.atomic
def retry_report(*, organisation: Organisation, report_id: int, by: Actor, at: datetime) -> ReportFile:
    """Try a report again that failed or was cancelled. Raises NotToRetryError, LookupError."""
    report = _locked(organisation, report_id, by)
    wait_for_turn(f"reports.{report.assessment_id}")
    is_asked_anew = (report.file_name, report.language) in _under_way(report.assessment, report.snapshot)
    if is_asked_anew or report.state not in {ReportState.FAILED, ReportState.CANCELLED}:
        raise NotToRetryError
    report.state, report.progress, report.message = ReportState.QUEUED.value, 0, ""
    _enqueue(report)
    _tell("report.retried", report, by, at)
    return report


def _under_way(round_: Assessment, snapshot: Snapshot | None) -> set[tuple[str, str]]:
    """One that was asked before closing is another report: it may show how it stood before."""
    found = ReportFile.objects.filter(
        organisation=round_.organisation_id,
        assessment=round_,
        snapshot=snapshot,
        state__in=[state.value for state in UNDER_WAY],
    )
    return set(found.values_list("file_name", "language"))


def _ask(of: dict[str, Any], name: str, language: str) -> ReportFile:
    report = ReportFile.objects.create(file_name=name, language=language, state=ReportState.QUEUED.value, **of)
    _enqueue(report)
    return report


def _enqueue(report: ReportFile) -> None:
    report.job = enqueue(TASK, organisation_id=report.organisation_id, report_id=report.pk)
    report.save(update_fields=["state", "progress", "message", "job"])


def _locked(organisation: Organisation, report_id: int, by: Actor) -> ReportFile:
    require(by, Act.MAKE_REPORT, organisation_id=organisation.pk)
    rows = ReportFile.objects.select_for_update(of=("self",)).select_related("assessment")
    found = rows.filter(organisation=organisation, pk=report_id).first()
    if found is None:
        raise LookupError(str(report_id))
    return found


def _tell(action: str, report: ReportFile, by: Actor, at: datetime) -> None:
    write_journal(
        action=action,
        about=f"{report.assessment.slug}: {report.file_name} {report.language}",
        by=by,
        at=at,
        organisation_id=report.organisation_id,
        detail={"report": report.pk},
    )
