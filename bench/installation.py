"""`waarborg demo` in a process of its own, with a database of its own, and people who work in it over HTTP."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
import psycopg

from waarborg.machine import embedded

START_SECONDS = 180
END_SECONDS = 60
WORKER = "waarborg.interfaces.cli.worker"
Headers = dict[str, str]


@dataclass
class Installation:
    """One folder and one port, on which the demo is started as often as one likes."""

    home: Path
    port: int
    server: "subprocess.Popen[bytes] | None" = None
    started: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """What the server said since it was last started."""
        return self.home.with_suffix(".log")

    def start(self) -> None:
        """Start it, and do not wait."""
        environment = {**os.environ, "WAARBORG_HOME": str(self.home)}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "waarborg", "demo", "--port", str(self.port)]
        with self.log.open("w") as output:
            self.server = subprocess.Popen(
                command, env=environment, stdout=output, stderr=output, start_new_session=True
            )
        self.started.append(self.server)

    @contextmanager
    def running(self) -> Iterator["Installation"]:
        """Started and ready; stopped afterwards, whoever was killed and started again meanwhile."""
        self.start()
        try:
            self.wait()
            yield self
        finally:
            if self.server is not None:
                with suppress(ProcessLookupError):
                    self.server.terminate()
            for process in self.started:
                process.wait(timeout=END_SECONDS)

    def wait(self) -> None:
        """Until it says that it is ready."""
        until = time.monotonic() + START_SECONDS
        while "Waarborg draait" not in self.log.read_text():
            if self.server is None or self.server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(self.log.read_text())
            time.sleep(0.1)

    def ask(self, method: str, path: str, body: str = "", headers: Headers | None = None) -> tuple[Any, bytes]:
        """The answer to one request, and its content."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer, answer.read()

    def sign_in(self) -> Headers:
        """The headers of somebody who is signed in."""
        answer, page = self.ask("GET", "/aanmelden/")
        found = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page)
        password = re.search(r"Wachtwoord van allemaal: (\S+)", self.log.read_text())
        assert found, page
        assert password, self.log.read_text()
        form = {
            "csrfmiddlewaretoken": found[1].decode(),
            "login": "noor@veldermeer.example",
            "password": password[1],
        }
        sent = {"Cookie": cookies(answer), "Content-Type": "application/x-www-form-urlencoded"}
        answer, page = self.ask("POST", "/aanmelden/", urlencode(form), sent)
        assert answer.status == HTTPStatus.FOUND, page
        together = cookies(answer)
        _answer, page = self.ask("GET", "/", headers={"Cookie": together})
        made_for = re.search(rb'name="waarborg-made-for" content="([^"]+)"', page)
        assert made_for, page
        return {
            "Cookie": together,
            "X-CSRFToken": together.partition("csrftoken=")[2].partition(";")[0],
            "X-Waarborg-Made-For": made_for[1].decode(),
        }

    def post(self, path: str, values: dict[str, str], headers: Headers) -> None:
        """Send a form, that leads on to another page."""
        form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        answer, page = self.ask("POST", path, urlencode(values), form)
        assert answer.status == HTTPStatus.FOUND, page

    def save(self, slug: str, row: int, batch: str, headers: Headers) -> bool:
        """Save one explanation, which is the name of the batch; whether that was acknowledged."""
        edit = {"row": row, "seen": 1_000_000, "values": {"explanation": batch}}
        body = json.dumps({"steps": [{"batch": batch, "edits": [edit]}]})
        sent = {**headers, "Content-Type": "application/json"}
        answer, text = self.ask("POST", f"/stand/{slug}/invullen/cellen", body, sent)
        return answer.status == HTTPStatus.OK and bool(json.loads(text)["saved"])

    @contextmanager
    def database(self) -> Iterator["psycopg.Connection[Any]"]:
        """Past every wall; waits until the database answers."""
        until = time.monotonic() + START_SECONDS
        while (opened := self._connection()) is None:
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.05)
        with opened:
            yield opened

    def _connection(self) -> "psycopg.Connection[Any] | None":
        address = embedded.running(self.home / "postgres")
        try:
            return psycopg.connect(address, autocommit=True) if address else None
        except psycopg.OperationalError:
            return None  # it was killed just now, or is recovering

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A command on the same folder."""
        environment = {**os.environ, "WAARBORG_HOME": str(self.home)}
        environment.pop("DATABASE_URL", None)
        return subprocess.run(
            [sys.executable, "-m", "waarborg", *arguments], env=environment, capture_output=True, text=True, check=False
        )

    def web_workers(self) -> list[psutil.Process]:
        """The processes that answer pages."""
        return [child for child in self._children() if WORKER not in child.cmdline()]

    def job_worker(self) -> psutil.Process:
        """The process that makes reports; waits until there is one."""
        until = time.monotonic() + START_SECONDS
        while not (found := [child for child in self._children() if WORKER in child.cmdline()]):
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.05)
        return found[0]

    def _children(self) -> list[psutil.Process]:
        assert self.server is not None
        return [one for one in psutil.Process(self.server.pid).children() if one.status() != psutil.STATUS_ZOMBIE]

    def postmaster(self) -> psutil.Process:
        """The process that all of the database hangs from."""
        return psutil.Process(int((self.home / "postgres" / "postmaster.pid").read_text().split()[0]))

    def backends(self) -> list[psutil.Process]:
        """The processes of the database that answer us."""
        return [child for child in self.postmaster().children() if "[local]" in " ".join(child.cmdline())]


def kill(*processes: psutil.Process) -> None:
    """At once and without a word."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGKILL)


def cookies(answer: Any) -> str:  # noqa: ANN401 - http.client's answer
    """What a browser would send back."""
    return "; ".join(line.partition(";")[0] for line in answer.msg.get_all("Set-Cookie"))


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
