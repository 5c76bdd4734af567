"""Reads about reports that were asked for. The organisation comes first; lists never read the bytes."""

from collections.abc import Sequence

from waarborg.apps.assessments.models import Assessment, Snapshot
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.reports.models import Closing, ReportContent, ReportFile
from waarborg.apps.reports.shapes import ReportState

LATEST = 60


def reports(round_: Assessment) -> Sequence[ReportFile]:
    """What was asked for of a round, newest first."""
    found = ReportFile.objects.filter(organisation=round_.organisation_id, assessment=round_)
    return tuple(found.order_by("-asked_at", "language", "id")[:LATEST])


def report(organisation: Organisation, report_id: int) -> ReportFile | None:
    """One report of an organisation, if it is there."""
    return ReportFile.objects.filter(organisation=organisation, pk=report_id).select_related("assessment").first()


def content(organisation: Organisation, found: ReportFile) -> bytes | None:
    """The bytes of a report that is ready."""
    if found.state != ReportState.DONE:
        return None
    row = ReportContent.objects.filter(organisation=organisation, report=found).first()
    return bytes(row.content) if row else None


def ready(organisation: Organisation, *, latest: int = 5) -> Sequence[ReportFile]:
    """The newest reports that can be downloaded: for the home page."""
    found = ReportFile.objects.filter(organisation=organisation, state=ReportState.DONE.value)
    return tuple(found.select_related("assessment").order_by("-made_at")[:latest])


def closing(round_: Assessment) -> Closing | None:
    """How far closing this round is; None when nobody asked for it, or it is done."""
    return Closing.objects.filter(organisation=round_.organisation_id, assessment=round_).first()


def snapshot(round_: Assessment) -> Snapshot | None:
    """When and by whom a round was closed, with the hash of what was frozen; not the data."""
    found = Snapshot.objects.filter(organisation=round_.organisation_id, assessment=round_)
    return found.defer("data").first()
