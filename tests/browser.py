"""A real server and a real Chromium: `site` is the address, `page` a fresh browser window."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tools import chromium

START_SECONDS = STOP_SECONDS = 180  # a busy machine
PATIENCE = 60_000  # in ms, the longest wait for what a page must show; nothing waits longer than it takes
_COPYING = 5_201_020  # any number, the same for every worker of every run
_sessions: dict[tuple[str, str], list[Any]] = {}  # per address and login the cookies
FIRST_START = {  # what a command does at its first start, and what is copied instead of done again for every server
    "serve": "bootstrap.django()",
    "demo": "bootstrap.django(); from waarborg.interfaces.cli import demo; demo.ensure()",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A running Waarborg: its address without a slash at the end, and its commands."""

    address: str
    environment: dict[str, str]

    @property
    def password(self) -> str:
        """The password of everybody in the demo; this process has the same secret key."""
        from waarborg.interfaces.cli import demo_people

        return demo_people.password()

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A `waarborg` command on the same database."""
        return subprocess.run(
            [sys.executable, "-m", "waarborg", *command],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_setup: None) -> Iterator[str]:
    """`waarborg serve` as people run it, on a database of its own: the address without a slash at the end."""
    with running("serve", f"waarborg_site_{worker_id}", tmp_path_factory.mktemp("site") / "serve.log") as started:
        yield started.address


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_setup: None) -> Iterator[Site]:
    """`waarborg demo`: the same with gemeente Veldermeer and its nulmeting, whose answers no test changes."""
    with running("demo", f"waarborg_demo_{worker_id}", tmp_path_factory.mktemp("demo") / "demo.log") as started:
        yield started


@pytest.fixture(scope="session")
def changing_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_setup: None) -> Iterator[Site]:
    """Another demo, for tests that change the answers of the nulmeting."""
    with running("demo", f"waarborg_changing_{worker_id}", tmp_path_factory.mktemp("changing") / "demo.log") as started:
        yield started


@contextmanager
def running(command: str, database: str, log: Path) -> Iterator[Site]:
    """`waarborg serve` or `waarborg demo`, on a database of its own with this name, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _database(database, command) as address, log.open("w") as output:
        environment = {**os.environ, "DATABASE_URL": address}
        server = subprocess.Popen(
            [sys.executable, "-m", "waarborg", command, "--port", str(port)],
            env=environment,
            stdout=output,
            stderr=output,
        )
        try:
            yield Site(_answering(f"http://127.0.0.1:{port}", server, log), environment)
        finally:
            server.send_signal(signal.SIGINT)  # Ctrl+C
            server.wait(timeout=STOP_SECONDS)


@contextmanager
def _database(name: str, command: str) -> Iterator[str]:
    """A database as this command leaves it at its first start; dropped at the end."""
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_COPYING])
        _make_template(server, command)
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_template(command)}"')
    yield _address(name)
    with _server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _make_template(server: Any, command: str) -> None:
    """Once for all workers of this run: tables, norms and the demo take half a minute to make."""
    name = _template(command)
    if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    half = f"{name}_half"
    server.execute(f'DROP DATABASE IF EXISTS "{half}" WITH (FORCE)')
    server.execute(f'CREATE DATABASE "{half}"')
    subprocess.run(
        [sys.executable, "-c", f"from waarborg.interfaces.cli import bootstrap; {FIRST_START[command]}"],
        env={**os.environ, "DATABASE_URL": _address(half)},
        check=True,
    )
    server.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')


def forget_templates() -> None:
    """What this run leaves on a database server that is not its own."""
    with _server() as server:
        for command in FIRST_START:
            server.execute(f'DROP DATABASE IF EXISTS "{_template(command)}" WITH (FORCE)')


def _template(command: str) -> str:
    return f"{Path(os.environ['WAARBORG_TEST_HOME']).name}_{command}"  # of this run: another has other tables


def _address(database: str) -> str:
    before, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{before.rpartition('/')[0]}/{database}" + (f"?{query}" if query else "")


def _server() -> Any:
    import psycopg

    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _answering(address: str, server: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return address
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"waarborg serve did not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser():
    """One Chromium per worker."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium.find()), args=["--no-sandbox"])
        open_window = started.new_context
        started.new_context = lambda **how: _patient(open_window(**how))
        yield started
        started.close()


def _patient(context):
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture
def page(browser):
    """A fresh window that fails the test when the page's own scripts fail."""
    context = browser.new_context(locale="nl-NL")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


def follow(control) -> None:
    """Press a link or button, and be on the page that follows when all of it is there."""
    with control.page.expect_navigation():
        control.click()


def sign_in(page, demo: Site, login: str) -> None:
    """Be somebody of the demo (content/demo/veldermeer-people.yaml), on the first page.

    Signs in once per run; later windows share the session, as two windows of one person do.
    """
    page.context.add_cookies(_sessions.get((demo.address, login), []))
    page.goto(f"{demo.address}/aanmelden/?next=/")
    if page.url != f"{demo.address}/":
        sign_in_again(page, demo, login)


def sign_in_again(page, demo: Site, login: str) -> None:
    """Type the password: a session of one's own."""
    page.goto(f"{demo.address}/aanmelden/?next=/")
    page.get_by_label("E-mailadres").fill(f"{login}@veldermeer.example")
    page.get_by_label("Wachtwoord", exact=True).fill(demo.password)
    page.get_by_role("button", name="Meld aan").click()
    page.wait_for_url(f"{demo.address}/")
    _sessions[demo.address, login] = [one for one in page.context.cookies(demo.address) if one["name"] != "taal"]
