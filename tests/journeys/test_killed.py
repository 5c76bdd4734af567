"""Killed in the middle of saves or of a job: nothing is half written, and nothing that was promised is lost.

One installation for what people save and one for what the worker does. `python -m bench.kills` kills for as long as you
like.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest
from bench import kills
from bench.installation import START_SECONDS, Installation, free_port, kill

PEOPLE = 4
STATE_OF_CLOSING = (
    "SELECT coalesce(c.state, a.status) FROM assessments_assessment a "
    "LEFT JOIN reports_closing c ON c.assessment_id = a.id WHERE a.slug = %s"
)
COUNTED = 35  # the progress of a report when its figures are there and its file is not


@pytest.fixture(scope="session")
def stopped():
    """The folder of a demo that was started and stopped once, for all workers of this run: that takes half a minute."""
    folder = Path(os.environ["WAARBORG_TEST_HOME"]) / "killed"
    folder.mkdir(exist_ok=True)
    home = folder / "home"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            with Installation(home, free_port()).running():
                pass
            assert not (home / "postgres" / "postmaster.pid").exists()
            (folder / "ready").touch()
    return home


@pytest.fixture
def installation(stopped):
    # not pytest's own folder: that is closed to the system user of the database as soon as another run begins
    folder = Path(tempfile.mkdtemp(prefix="waarborg-killed-"))
    subprocess.run(["cp", "-a", stopped, folder / "home"], check=True)  # with its owners: shutil gives it to us
    made = Installation(folder / "home", free_port())
    with made.running():
        yield made
    sys.stderr.write(made.log.read_text())  # what pytest shows when the test failed
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def in_time(opened):
    """Raises when what is waited for does not come, with what the workers have to do and which of them live."""
    until = time.monotonic() + START_SECONDS

    def tick():
        if time.monotonic() > until:
            jobs = opened.execute("SELECT id, task_name, status, attempts, worker_id FROM procrastinate_jobs")
            workers = opened.execute("SELECT id, now() - last_heartbeat FROM procrastinate_workers")
            pytest.fail(f"{jobs.fetchall()} {workers.fetchall()}")
        time.sleep(0.02)

    yield tick


def newest_report(opened):
    return opened.execute("SELECT id, state, progress FROM reports_reportfile ORDER BY id DESC LIMIT 1").fetchone()


def frozen_halfway(installation, slug, headers):
    """A report that was counted but not yet made, and the worker that stands still in the middle of it."""
    with installation.database() as opened, in_time(opened) as tick:
        while True:  # a report can be ready before we look: then the next one
            installation.post(f"/stand/{slug}/rapporten/maak", {"vorm": "rapport.pdf", "taal": "nl"}, headers)
            while newest_report(opened)[2] < COUNTED:
                tick()
            worker = installation.job_worker()
            worker.suspend()
            report, state, _progress = newest_report(opened)
            if state == "running":
                return report, worker
            worker.resume()


def is_whole_and_made_once(installation, slug, report, headers):
    """Taken over by another worker: the file is as long as was said, and was made and told once."""
    with installation.database() as opened, in_time(opened) as tick:
        while newest_report(opened)[1] != "done":
            tick()
        kept = opened.execute(
            "SELECT f.size, f.sha256, c.content FROM reports_reportfile f "
            "JOIN reports_reportcontent c ON c.report_id = f.id WHERE f.id = %s",
            [report],
        ).fetchall()
        told = opened.execute(
            "SELECT count(*) FROM base_journalline WHERE action = 'report.made' AND detail->>'report' = %s",
            [str(report)],
        ).fetchone()
    answer, content = installation.ask("GET", f"/stand/{slug}/rapporten/{report}", headers=headers)
    assert answer.status == HTTPStatus.OK
    assert kept == [(len(content), hashlib.sha256(content).hexdigest(), content)]
    assert content.rstrip().endswith(b"%%EOF")
    assert told == (1,)


def open_rounds(installation):
    with installation.database() as opened:
        found = opened.execute("SELECT slug FROM assessments_assessment WHERE status = 'open' ORDER BY id").fetchall()
    return [slug for (slug,) in found]


def closing_halfway(installation, headers):
    """A round of which the closing has begun and is not done, and the worker that stands still in the middle of it."""
    for slug in open_rounds(installation):
        installation.post(f"/stand/{slug}/sluiten", {"begrepen": "ja"}, headers)
        worker = installation.job_worker()
        with installation.database() as opened, in_time(opened) as tick:
            while not (found := opened.execute(STATE_OF_CLOSING, [slug]).fetchone()) or found == ("queued",):
                tick()
            worker.suspend()
            if opened.execute(STATE_OF_CLOSING, [slug]).fetchone() == ("running",):
                return slug, worker
        worker.resume()  # it was done before we looked: the next one
    pytest.fail("every round was closed before the worker could be stopped in the middle")


def is_closed_once(installation, slug):
    with installation.database() as opened, in_time(opened) as tick:
        while opened.execute(STATE_OF_CLOSING, [slug]).fetchone() != ("closed",):
            tick()
        kept, told, asked = opened.execute(
            "SELECT (SELECT count(*) FROM assessments_snapshot s WHERE s.assessment_id = a.id), "
            "(SELECT count(*) FROM base_journalline WHERE action = 'assessment.close' AND object LIKE '%%' || slug "
            "AND detail ? 'snapshot'), "
            "(SELECT count(*) FROM reports_reportfile f WHERE f.assessment_id = a.id "
            "AND f.snapshot_id IS NOT NULL) "
            "FROM assessments_assessment a WHERE slug = %s",
            [slug],
        ).fetchone()
    assert (kept, told, asked) == (1, 1, 8), "one snapshot, told once, with four reports in two languages"


def test_whatever_is_killed_what_was_saved_is_whole_and_one_can_save_again(installation):
    with kills.saving(installation, PEOPLE) as savers:
        for kind in kills.KINDS:
            kills.killed(savers, kind)

    assert len(savers.acknowledged) >= len(kills.KINDS)  # how many more, depends on the machine
    assert not any(found := kills.faults(savers).values()), found
    verified = installation.command("journal", "verify")
    assert verified.returncode == 0, verified.stdout


def test_a_job_that_lost_its_worker_or_its_database_halfway_is_done_once(installation):
    headers, slug = installation.sign_in(), open_rounds(installation)[0]

    report, worker = frozen_halfway(installation, slug, headers)
    kill(worker)
    is_whole_and_made_once(installation, slug, report, headers)

    report, worker = frozen_halfway(installation, slug, headers)
    kill(installation.postmaster())
    worker.resume()
    is_whole_and_made_once(installation, slug, report, headers)

    slug, worker = closing_halfway(installation, headers)
    kill(worker)
    is_closed_once(installation, slug)
