"""Killed in the middle of saves or of a report: nothing is half written, and nothing that was promised is lost."""

import fcntl
import hashlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psutil
import psycopg
import pytest

from waarborg.machine import embedded

START_SECONDS, SAVE_SECONDS, SAVERS = 180, 4, 4
STATE_OF_CLOSING = (
    "SELECT coalesce(c.state, a.status) FROM assessments_assessment a "
    "LEFT JOIN reports_closing c ON c.assessment_id = a.id WHERE a.slug = %s"
)
COUNTED = 35  # the progress of a report when its figures are there and its file is not


@dataclass
class Installation:
    """`waarborg demo` with a database server of its own."""

    home: Path
    port: int
    password: str = ""
    acknowledged: set[str] = field(default_factory=set)
    before: set[str] = field(default_factory=set)  # the changes that the demo itself made

    @contextmanager
    def running(self):
        log = self.home.with_suffix(".log")
        environment = {**os.environ, "WAARBORG_HOME": str(self.home)}
        environment.pop("DATABASE_URL", None)
        with log.open("w") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", "waarborg", "demo", "--port", str(self.port)],
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
            try:
                self._wait(server, log)
                yield server
            finally:
                with suppress(ProcessLookupError):
                    server.terminate()
                server.wait(timeout=60)

    def _wait(self, server, log):
        until = time.monotonic() + START_SECONDS
        while "Waarborg draait" not in log.read_text():
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.2)
        self.password = re.search(r"Wachtwoord van allemaal: (\S+)", log.read_text())[1]

    def ask(self, method, path, body="", headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(connection):
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer, answer.read()

    def sign_in(self):
        """The headers of somebody who is signed in."""
        answer, page = self.ask("GET", "/aanmelden/")
        form = {
            "csrfmiddlewaretoken": re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page)[1].decode(),
            "login": "noor@veldermeer.example",
            "password": self.password,
        }
        sent = {"Cookie": cookies(answer), "Content-Type": "application/x-www-form-urlencoded"}
        answer, page = self.ask("POST", "/aanmelden/", urlencode(form), sent)
        assert answer.status == HTTPStatus.FOUND, page
        together = cookies(answer)
        token = re.search(r"csrftoken=(\w+)", together)[1]
        _answer, page = self.ask("GET", "/", headers={"Cookie": together})
        made_for = re.search(rb'name="waarborg-made-for" content="([^"]+)"', page)[1].decode()
        return {
            "Cookie": together,
            "X-CSRFToken": token,
            "X-Waarborg-Made-For": made_for,
            "Content-Type": "application/json",
        }

    def save(self, slug, row, headers):
        batch = str(uuid4())
        edit = {"row": row, "seen": 1_000_000, "values": {"explanation": batch}}
        body = json.dumps({"steps": [{"batch": batch, "edits": [edit]}]})
        answer, text = self.ask("POST", f"/stand/{slug}/invullen/cellen", body, headers)
        if answer.status == HTTPStatus.OK and json.loads(text)["saved"]:
            self.acknowledged.add(batch)
        return answer.status

    def save_on(self, slug, rows, headers):
        """Until the server is gone."""
        with suppress(OSError, http.client.HTTPException):
            while True:
                for row in rows:
                    self.save(slug, row, headers)

    @contextmanager
    def database(self):
        with psycopg.connect(embedded.running(self.home / "postgres"), autocommit=True) as opened:
            yield opened


def cookies(answer):
    return "; ".join(line.partition(";")[0] for line in answer.msg.get_all("Set-Cookie"))


def ask_report(installation, slug, headers):
    form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    asked = urlencode({"vorm": "rapport.pdf", "taal": "nl"})
    answer, page = installation.ask("POST", f"/stand/{slug}/rapporten/maak", asked, form)
    assert answer.status == HTTPStatus.FOUND, page


def newest_report(opened):
    return opened.execute("SELECT id, state, progress FROM reports_reportfile ORDER BY id DESC LIMIT 1").fetchone()


def wait_for_report(opened, is_far_enough):
    until = time.monotonic() + START_SECONDS
    while not is_far_enough(found := newest_report(opened)):
        assert time.monotonic() < until, (found, queue(opened))
        time.sleep(0.02)
    return found[0]


def queue(opened):
    """What the workers have to do and which of them live, for who must find out why nothing comes."""
    jobs = opened.execute("SELECT id, task_name, status, attempts, scheduled_at, worker_id FROM procrastinate_jobs")
    workers = opened.execute("SELECT id, now() - last_heartbeat FROM procrastinate_workers")
    return jobs.fetchall(), workers.fetchall()


def worker_of(server):
    return next(
        process
        for process in psutil.Process(server.pid).children(recursive=True)
        if "waarborg.interfaces.cli.worker" in process.cmdline()
    )


def frozen_halfway(installation, server, slug, headers):
    """A report that was counted but not yet made, and the worker that stands still in the middle of it."""
    with installation.database() as opened:
        while True:  # a report can be ready before we look: then the next one
            ask_report(installation, slug, headers)
            wait_for_report(opened, lambda found: found[2] >= COUNTED)
            worker = worker_of(server)
            worker.suspend()
            report, state, _progress = newest_report(opened)
            if state == "running":
                return report, worker
            worker.resume()


def is_whole_and_made_once(installation, slug, report, headers):
    """Taken over by another worker: the file is as long as was said, and was made and told once."""
    with installation.database() as opened:
        wait_for_report(opened, lambda found: found[1] == "done")
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


def open_round(installation):
    with installation.database() as opened:
        (slug,) = opened.execute("SELECT slug FROM assessments_assessment WHERE status = 'open'").fetchone()
    return slug


def closing_halfway(installation, server, headers):
    """A round of which the closing has begun and is not done, and the worker that stands still in the middle of it."""
    with installation.database() as opened:
        for (slug,) in opened.execute("SELECT slug FROM assessments_assessment WHERE status = 'open'").fetchall():
            form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
            answer, page = installation.ask("POST", f"/stand/{slug}/sluiten", urlencode({"begrepen": "ja"}), form)
            assert answer.status == HTTPStatus.FOUND, page
            worker, until = worker_of(server), time.monotonic() + START_SECONDS
            while not (found := opened.execute(STATE_OF_CLOSING, [slug]).fetchone()) or found == ("queued",):
                assert time.monotonic() < until, queue(opened)
                time.sleep(0.005)
            worker.suspend()
            if opened.execute(STATE_OF_CLOSING, [slug]).fetchone() == ("running",):
                return slug, worker
            worker.resume()  # it was done before we looked: the next one
    pytest.fail("every round was closed before the worker could be stopped in the middle")


def kill_web(installation, server):
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(timeout=30)


def kill_postgres(installation):
    postmaster = psutil.Process(int((installation.home / "postgres" / "postmaster.pid").read_text().split()[0]))
    for process in [*postmaster.children(), postmaster]:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def kill_database(installation, server):
    kill_postgres(installation)
    time.sleep(2)
    kill_web(installation, server)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


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
    yield made
    sys.stderr.write(made.home.with_suffix(".log").read_text())  # what pytest shows when the test failed
    shutil.rmtree(folder, ignore_errors=True)


def save_until_killed(installation, kill):
    with installation.running() as server:
        headers = installation.sign_in()
        with installation.database() as opened:
            rows = opened.execute(
                "SELECT a.slug, j.id FROM assessments_judgement j "
                "JOIN assessments_assessment a ON a.id = j.assessment_id "
                "WHERE j.ask = 'verdict' AND a.status = 'open' ORDER BY j.id LIMIT 40"
            ).fetchall()
            made = opened.execute("SELECT DISTINCT batch::text FROM assessments_judgementchange").fetchall()
            installation.before = {batch for (batch,) in made}
        slug = rows[0][0]
        ids = [pk for _slug, pk in rows if _slug == slug]
        savers = [
            threading.Thread(target=installation.save_on, args=(slug, ids[n::SAVERS], headers), daemon=True)
            for n in range(SAVERS)
        ]
        for saver in savers:
            saver.start()
        time.sleep(SAVE_SECONDS)
        kill(installation, server)
        for saver in savers:
            saver.join(timeout=60)
    return slug, ids, headers


@pytest.mark.parametrize("kill", [kill_web, kill_database])
def test_what_was_saved_when_it_was_killed_is_whole(installation, kill):
    slug, ids, headers = save_until_killed(installation, kill)
    assert installation.acknowledged

    with installation.running(), installation.database() as opened:
        changes = opened.execute(
            "SELECT batch::text, judgement_id, version FROM assessments_judgementchange"
        ).fetchall()
        told = opened.execute(
            "SELECT detail->>'batch' FROM base_journalline WHERE action = 'assessment.judge' AND detail ? 'batch'"
        ).fetchall()
        half = opened.execute(
            "SELECT j.id FROM assessments_judgement j JOIN LATERAL (SELECT c.after, c.version FROM "
            "assessments_judgementchange c WHERE c.judgement_id = j.id ORDER BY c.id DESC LIMIT 1) last ON true "
            "WHERE j.version <> last.version OR j.explanation <> last.after->>'explanation'"
        ).fetchall()

        batches = [batch for batch, *_ in changes if batch not in installation.before]
        assert {batch: batches.count(batch) for batch in installation.acknowledged} == dict.fromkeys(
            installation.acknowledged, 1
        )
        assert set(batches) == {batch for (batch,) in told} - installation.before
        assert half == []
        assert installation.save(slug, ids[0], headers) == HTTPStatus.OK


def test_a_report_whose_worker_was_killed_is_taken_over(installation):
    with installation.running() as server:
        headers, slug = installation.sign_in(), open_round(installation)
        report, worker = frozen_halfway(installation, server, slug, headers)
        worker.kill()
        is_whole_and_made_once(installation, slug, report, headers)


def test_a_report_that_lost_its_database_is_made_when_it_is_back(installation):
    with installation.running() as server:
        headers, slug = installation.sign_in(), open_round(installation)
        report, worker = frozen_halfway(installation, server, slug, headers)
        kill_postgres(installation)
        worker.resume()
        kill_web(installation, server)

    with installation.running():
        is_whole_and_made_once(installation, slug, report, headers)


def test_a_closing_whose_worker_was_killed_is_done_once_by_another(installation):
    with installation.running() as server:
        slug, worker = closing_halfway(installation, server, installation.sign_in())
        worker.kill()
        with installation.database() as opened:
            until = time.monotonic() + START_SECONDS
            while opened.execute(STATE_OF_CLOSING, [slug]).fetchone() != ("closed",):
                assert time.monotonic() < until, queue(opened)
                time.sleep(0.05)
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
