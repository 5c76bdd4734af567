"""Reports in the background: asked for, made once, stopped, tried again, and never half there."""

import hashlib

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import people
from tests.apps.assessments.answered import AT, TODAY, asked_round
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.reports.actions import ask, make
from waarborg.apps.reports.actions.write import RENDERERS
from waarborg.apps.reports.models import ReportContent, ReportFile
from waarborg.apps.reports.queries import files
from waarborg.apps.reports.shapes import FORMATS
from waarborg.domain.permissions import Role

WORKBOOK = "rapport.xlsx"


@pytest.fixture
def asked(norms):
    """A report that waits for a worker, and who asked."""
    round_, ciso, _bram = asked_round()
    by = people.actor(ciso)
    with within(round_.organisation_id):
        (report,) = ask.ask_reports(round_=round_, formats=[WORKBOOK], languages=["nl"], by=by, at=AT)
    return report, by


def _make(report):
    make.make_report(organisation_id=report.organisation_id, report_id=report.pk, today=TODAY, clock=lambda: AT)
    report.refresh_from_db()


def test_every_format_that_can_be_asked_can_be_made():
    assert set(FORMATS) == set(RENDERERS)


def test_asking_puts_a_job_in_the_queue_with_numbers_only(asked):
    report, _by = asked
    job = ProcrastinateJob.objects.get(pk=report.job)

    assert report.state == "queued"
    assert (job.task_name, job.lock) == ("reports.make", f"reports.make/{report.organisation_id}/{report.pk}")
    assert job.args == {"organisation_id": report.organisation_id, "report_id": report.pk}


def test_asking_holds_the_turn_so_that_who_asks_at_the_same_moment_sees_what_was_asked(asked):
    report, _by = asked
    turn = [f"waarborg.reports.{report.assessment_id}"]
    with psycopg.connect(**connection.get_connection_params() | {"context": None}) as other:
        (is_free,) = other.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", turn).fetchone()
    assert not is_free


def test_a_cancelled_report_that_was_asked_anew_is_not_tried_again_beside_it(asked):
    report, by = asked
    with within(report.organisation_id):
        ask.cancel_report(organisation=report.organisation, report_id=report.pk, by=by, at=AT)
        ask.ask_reports(round_=report.assessment, formats=[WORKBOOK], languages=["nl"], by=by, at=AT)
        with pytest.raises(ask.NotToRetryError):
            ask.retry_report(organisation=report.organisation, report_id=report.pk, by=by, at=AT)


def test_what_is_under_way_is_not_asked_twice(asked):
    report, by = asked
    with within(report.organisation_id):
        more = ask.ask_reports(round_=report.assessment, formats=FORMATS, languages=["nl"], by=by, at=AT)

    assert WORKBOOK not in {one.file_name for one in more}
    with within(report.organisation_id), pytest.raises(ask.NothingAskedError):
        ask.ask_reports(round_=report.assessment, formats=["rapport.exe"], languages=["nl"], by=by, at=AT)


def test_a_made_report_has_its_bytes_hash_size_and_journal_line(asked):
    report, _by = asked
    _make(report)

    with within(report.organisation_id):
        content = files.content(report.organisation, report)
        assert JournalLine.objects.get(action="report.made").detail["asked_by"] == report.asked_by
    assert content.startswith(b"PK")
    assert (report.state, report.progress, report.size) == ("done", 100, len(content))
    assert report.sha256 == hashlib.sha256(content).hexdigest()


def test_made_twice_it_stands_there_once(asked):
    report, _by = asked
    _make(report)
    ReportFile.objects.update(state="running")  # what a killed worker leaves
    _make(report)

    assert (report.state, ReportContent.objects.count()) == ("done", 1)


def test_a_stopped_report_is_not_made_and_leaves_the_queue(asked):
    report, by = asked
    with within(report.organisation_id):
        ask.cancel_report(organisation=report.organisation, report_id=report.pk, by=by, at=AT)
    _make(report)

    assert report.state == "cancelled"
    assert not ReportContent.objects.exists()
    assert ProcrastinateJob.objects.get(pk=report.job).status == "cancelled"


def test_a_report_stopped_halfway_leaves_nothing(asked, monkeypatch):
    report, by = asked

    def stop_meanwhile(_data):
        with within(report.organisation_id):
            ask.cancel_report(organisation=report.organisation, report_id=report.pk, by=by, at=AT)
        return b"half"

    monkeypatch.setitem(RENDERERS, WORKBOOK, stop_meanwhile)
    _make(report)

    assert report.state == "cancelled"
    assert not ReportContent.objects.exists()


def test_a_failure_is_told_in_words_and_can_be_tried_again(asked, monkeypatch):
    report, by = asked
    with monkeypatch.context() as broken:
        broken.setitem(RENDERERS, WORKBOOK, lambda _data: 1 / 0)
        _make(report)
    assert report.state == "failed"
    assert "Probeer het opnieuw" in report.message

    with within(report.organisation_id):
        ask.retry_report(organisation=report.organisation, report_id=report.pk, by=by, at=AT)
        with pytest.raises(ask.NotToRetryError):
            ask.retry_report(organisation=report.organisation, report_id=report.pk, by=by, at=AT)
    _make(report)
    assert (report.state, report.message) == ("done", "")


@pytest.mark.parametrize("role", [Role.BOARD, Role.PROCESS_OWNER, Role.BUYER, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_who_may_not_make_reports_cannot_ask(asked, role):
    report, _by = asked
    with within(report.organisation_id):
        by = people.actor(people.member(report.organisation, role, email="x@voorbeeld.test"))
        with pytest.raises(NotAllowedError):
            ask.ask_reports(round_=report.assessment, formats=FORMATS, languages=["nl"], by=by, at=AT)
        with pytest.raises(NotAllowedError):
            ask.cancel_report(organisation=report.organisation, report_id=report.pk, by=by, at=AT)
