"""Closing in the background: asked for once, done once, tried again, taken back, and never half."""

import pytest
from django.db import DatabaseError, OperationalError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import people
from tests.apps.assessments.answered import AT, TODAY, answer, asked_round, freeze
from waarborg.apps.assessments.actions import Edit, RoundClosedError, save_judgement
from waarborg.apps.assessments.actions import hearing as hearings
from waarborg.apps.assessments.models import Assessment, Judgement, Snapshot
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.reports.actions import ask
from waarborg.apps.reports.actions import freeze as freezing
from waarborg.apps.reports.actions.close import (
    AlreadyClosedError,
    NotClosingError,
    ask_close,
    cancel_closing,
    retry_closing,
)
from waarborg.apps.reports.models import Closing, ReportFile


@pytest.fixture
def at_work(norms):
    round_, ciso, bram = asked_round()
    with within(round_.organisation_id):
        yield round_, people.actor(ciso), people.actor(bram)


@pytest.fixture
def asked(at_work):
    """A round that waits for the worker that closes it, and who asked."""
    round_, ciso, _bram = at_work
    closing = ask_close(round_=round_, by=ciso, at=AT)
    round_.refresh_from_db()
    return round_, closing, ciso


def _breaks(monkeypatch, error):
    def refuse(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(freezing, "nulmeting_report", refuse)


def _killed(*_args):
    raise SystemExit


def test_asking_leaves_a_job_with_numbers_only_and_a_line(asked):
    round_, closing, ciso = asked
    job = ProcrastinateJob.objects.get(pk=closing.job)

    assert (round_.status, closing.state, round_.closed_at) == ("closing", "queued", None)
    assert job.task_name == "reports.freeze"
    assert job.args == {"organisation_id": round_.organisation_id, "closing_id": closing.pk}
    assert JournalLine.objects.get(action="assessment.close_asked").actor == ciso.name
    assert not Snapshot.objects.exists()


def test_a_waiting_report_of_a_visitor_waits_behind_it(asked):
    round_, closing, ciso = asked
    (report,) = ask.ask_reports(round_=round_, formats=["rapport.pdf"], languages=["nl"], by=ciso, at=AT)

    priorities = dict(ProcrastinateJob.objects.values_list("pk", "priority"))
    assert priorities[closing.job] > priorities[report.job]


def test_nobody_changes_an_answer_or_the_round_meanwhile(asked):
    round_, _closing, ciso = asked
    row = Judgement.objects.get(assessment=round_, item__number="5.17.01")

    with pytest.raises(RoundClosedError):
        save_judgement(
            organisation=round_.organisation, edit=Edit(row.pk, {"opzet": "fails"}), by=ciso, at=AT, origin="page"
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Judgement.objects.filter(pk=row.pk).update(opzet="fails")
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.filter(pk=round_.pk).update(title="Anders")
    with pytest.raises(hearings.NotNowError):
        hearings.open_hearing(round_=round_, until_on=TODAY, message="", invite=[], by=ciso, at=AT)


def test_the_worker_closes_in_the_name_of_who_asked(asked):
    round_, closing, ciso = asked
    freeze(closing)
    round_.refresh_from_db()

    assert (round_.status, round_.closed_at) == ("closed", AT)
    assert Snapshot.objects.get(assessment=round_).by == ciso.name
    line = JournalLine.objects.get(action="assessment.close")
    assert (line.actor, line.detail["asked_by"]) == ("waarborg", ciso.name)
    assert set(ReportFile.objects.values_list("asked_by", flat=True)) == {ciso.name}


def test_done_twice_it_is_closed_once(asked):
    _round, closing, _ciso = asked
    same = Closing.objects.get(pk=closing.pk)
    freeze(same)
    freeze(same)

    assert Snapshot.objects.count() == 1
    assert ReportFile.objects.count() == 8
    assert JournalLine.objects.filter(action="assessment.close").count() == 1


def test_what_a_killed_worker_left_is_done_by_the_next(asked, monkeypatch):
    round_, closing, _ciso = asked
    with monkeypatch.context() as patched:
        patched.setattr(freezing, "_keep", _killed)
        with pytest.raises(SystemExit):
            freeze(closing)
    left = Closing.objects.get(assessment=round_)
    assert (left.state, left.progress) == ("running", 90)

    freeze(closing)
    assert Snapshot.objects.count() == 1


def test_what_goes_wrong_is_told_and_closes_and_opens_nothing(asked, monkeypatch):
    round_, closing, ciso = asked
    with monkeypatch.context() as patched:
        _breaks(patched, ValueError("kapot"))
        freeze(closing)
    closing.refresh_from_db()
    round_.refresh_from_db()
    assert (round_.status, closing.state) == ("closing", "failed")
    assert closing.message.startswith("Het afsluiten ging mis.")

    freeze(retry_closing(round_=round_, by=ciso, at=AT))
    round_.refresh_from_db()
    assert round_.status == "closed"
    assert JournalLine.objects.filter(action="assessment.close_retried").exists()


def test_what_goes_wrong_while_keeping_leaves_nothing_behind(asked, monkeypatch):
    round_, closing, _ciso = asked

    def refuse(*_args, **_kwargs):
        raise ValueError

    monkeypatch.setattr(freezing, "queue_reports", refuse)
    freeze(closing)
    round_.refresh_from_db()
    assert (round_.status, Closing.objects.get().state) == ("closing", "failed")
    assert not Snapshot.objects.exists()
    assert not JournalLine.objects.filter(action="assessment.close").exists()


def test_a_database_that_is_away_is_for_the_queue(asked, monkeypatch):
    _round, closing, _ciso = asked
    _breaks(monkeypatch, OperationalError("weg"))

    with pytest.raises(OperationalError):
        freeze(closing)
    closing.refresh_from_db()
    assert closing.state == "running"


def test_taken_back_the_round_takes_answers_and_the_worker_finds_nothing(asked):
    round_, closing, ciso = asked
    job = closing.job
    cancel_closing(round_=round_, by=ciso, at=AT)
    freeze(closing)
    round_.refresh_from_db()

    assert round_.status == "open"
    assert not Snapshot.objects.exists()
    assert ProcrastinateJob.objects.get(pk=job).status == "cancelled"
    assert JournalLine.objects.filter(action="assessment.close_cancelled").exists()
    answer(round_, "5.17.02", ciso, opzet="fails")


def test_a_worker_of_an_earlier_ask_does_not_close_a_later_one(asked, monkeypatch):
    round_, closing, ciso = asked
    late = freezing._reports(round_.organisation_id, closing.pk, TODAY)
    cancel_closing(round_=round_, by=ciso, at=AT)
    answer(round_, "5.17.02", ciso, opzet="fails")
    ask_close(round_=round_, by=ciso, at=AT)

    monkeypatch.setattr(freezing, "_reports", lambda *_: late)
    freeze(closing)
    round_.refresh_from_db()
    assert round_.status == "closing"


def test_only_once_and_only_by_who_may(asked, at_work):
    round_, closing, ciso = asked
    _round, _ciso, bram = at_work
    with pytest.raises(AlreadyClosedError):
        ask_close(round_=round_, by=ciso, at=AT)
    for act in (retry_closing, cancel_closing):
        with pytest.raises(NotAllowedError):
            act(round_=round_, by=bram, at=AT)
    with pytest.raises(NotClosingError):
        retry_closing(round_=round_, by=ciso, at=AT)

    freeze(closing)
    with pytest.raises(NotClosingError):
        cancel_closing(round_=round_, by=ciso, at=AT)


def test_a_report_that_was_asked_before_closing_does_not_stand_in_for_the_frozen_one(at_work):
    round_, ciso, _bram = at_work
    ask.ask_reports(round_=round_, formats=["rapport.pdf"], languages=["nl"], by=ciso, at=AT)
    freeze(ask_close(round_=round_, by=ciso, at=AT))

    snapshots = ReportFile.objects.filter(file_name="rapport.pdf", language="nl").values_list("snapshot", flat=True)
    assert set(snapshots) == {None, Snapshot.objects.get().pk}
