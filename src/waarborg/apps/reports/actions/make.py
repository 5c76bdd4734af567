"""Making a report in the background: in steps that show, that can be stopped between, and that leave no half file."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime

from django.utils.translation import gettext_noop

from waarborg.apps.base.actions import Actor, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.reports.actions.background import StoppedError, attempt
from waarborg.apps.reports.models import ReportContent, ReportFile
from waarborg.apps.reports.queries import report_data
from waarborg.apps.reports.shapes import UNDER_WAY, ReportData, ReportState

Render = Callable[[str, ReportData], bytes]  # from the name of a file and what it says, to the file

_STARTED, _COUNTED, _LAID_OUT, _READY = 10, 35, 90, 100
_FAILED = gettext_noop(
    "Het rapport maken ging mis. Probeer het opnieuw; lukt het dan niet, geef dan dit nummer door aan de beheerder: "
)


def make_report(
    *, organisation_id: int, report_id: int, today: date, clock: Callable[[], datetime], render: Render | None = None
) -> None:
    """Make it, from the first step, whatever an earlier worker did. Done twice, it stands there once.

    `render` lays it out; without one this process does.

    What fails in the database is raised, so that the queue tries again; what fails in the report is told in it.
    """
    attempt(
        lambda: _keep(organisation_id, report_id, _made(organisation_id, report_id, today, render or _here), clock()),
        fail=lambda: _fail(organisation_id, report_id),
        what=f"report {report_id}",
    )


def _here(file_name: str, data: ReportData) -> bytes:
    from waarborg.apps.reports.actions.write import RENDERERS  # noqa: PLC0415 - a worker does without the engines

    return RENDERERS[file_name](data)


def _made(organisation_id: int, report_id: int, today: date, render: Render) -> bytes:
    report = _step(organisation_id, report_id, _STARTED)
    with within(organisation_id):
        data = report_data(report.assessment, language=report.language, today=today)
    _step(organisation_id, report_id, _COUNTED)
    content = render(report.file_name, data)
    _step(organisation_id, report_id, _LAID_OUT)
    return content


def _step(organisation_id: int, report_id: int, progress: int) -> ReportFile:
    """Show how far it is, in a transaction of its own. Raises StoppedError when nobody waits for it any more."""
    with within(organisation_id):
        report = _locked(organisation_id, report_id)
        report.state, report.progress, report.message = ReportState.RUNNING.value, progress, ""
        report.save(update_fields=["state", "progress", "message"])
    return report


def _locked(organisation_id: int, report_id: int) -> ReportFile:
    rows = ReportFile.objects.select_for_update(of=("self",)).select_related(
        "assessment__organisation", "assessment__edition__catalogue"
    )
    report = rows.filter(organisation=organisation_id, pk=report_id).first()
    if report is None or report.state not in UNDER_WAY:
        raise StoppedError
    return report


def _keep(organisation_id: int, report_id: int, content: bytes, at: datetime) -> None:
    with within(organisation_id):
        report = _locked(organisation_id, report_id)
        ReportContent.objects.update_or_create(
            organisation_id=organisation_id, report=report, defaults={"content": content}
        )
        report.state, report.progress, report.message = ReportState.DONE.value, _READY, ""
        report.made_at, report.size, report.sha256 = at, len(content), hashlib.sha256(content).hexdigest()
        report.save(update_fields=["state", "progress", "message", "made_at", "size", "sha256"])
        write_journal(
            action="report.made",
            about=f"{report.assessment.slug}: {report.file_name} {report.language}",
            by=Actor("waarborg", "worker"),
            at=at,
            organisation_id=organisation_id,
            detail={"report": report.pk, "sha256": report.sha256, "asked_by": report.asked_by},
        )


def _fail(organisation_id: int, report_id: int) -> None:
    with within(organisation_id):
        ReportFile.objects.filter(organisation=organisation_id, pk=report_id).update(
            state=ReportState.FAILED.value, message=_FAILED
        )
