"""A real server and a real Chromium: `site` is the address, `page` a fresh browser window."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tools import chromium

START_SECONDS = 180  # a busy machine migrates and seeds slowly


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
    with _running("serve", f"waarborg_site_{worker_id}", tmp_path_factory.mktemp("site") / "serve.log") as running:
        yield running.address


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_setup: None) -> Iterator[Site]:
    """`waarborg demo`: the same with gemeente Veldermeer and its nulmeting."""
    with _running("demo", f"waarborg_demo_{worker_id}", tmp_path_factory.mktemp("demo") / "demo.log") as running:
        yield running


@contextmanager
def _running(command: str, database: str, log: Path) -> Iterator[Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _database(database) as address, log.open("w") as output:
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
            server.terminate()
            server.wait(timeout=30)


class _database:  # noqa: N801 - used as a with-statement
    """An empty database on the test server, dropped at the end."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> str:
        self._execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)', f'CREATE DATABASE "{self.name}"')
        before, _, query = os.environ["DATABASE_URL"].partition("?")
        return f"{before.rpartition('/')[0]}/{self.name}" + (f"?{query}" if query else "")

    def __exit__(self, *_: object) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _execute(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


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
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium.find()), args=["--no-sandbox"])
        yield started
        started.close()


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


def sign_in(page, demo: Site, login: str) -> None:
    """Sign in as somebody of the demo (content/demo/veldermeer-people.yaml), and be on the first page."""
    page.goto(f"{demo.address}/aanmelden/?next=/")
    page.get_by_label("E-mailadres").fill(f"{login}@veldermeer.example")
    page.get_by_label("Wachtwoord", exact=True).fill(demo.password)
    page.get_by_role("button", name="Meld aan").click()
    page.wait_for_url(f"{demo.address}/")
