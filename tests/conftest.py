"""One embedded PostgreSQL for the whole run, in a folder of its own; a server that DATABASE_URL names wins.

pytest-django reads the settings before this file when they stand in pyproject.toml, and the settings read the
environment. So the environment is made first, here, and only then Django is told where its settings are.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

OURS = "WAARBORG_TEST_HOME"  # names the folder that the first process of this run made
if OURS not in os.environ:
    os.environ[OURS] = tempfile.mkdtemp(prefix="waarborg-test-")
    os.environ["WAARBORG_HOME"] = os.environ[OURS]
os.environ["PYTHONPATH"] = str(Path(__file__).parents[1] / "src")  # for the programs that tests start
os.environ["DJANGO_SETTINGS_MODULE"] = "waarborg.conf.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the main thread
os.environ.pop("WAARBORG_DEBUG", None)

pytest_plugins = ["tests.browser"]

# the same examples at every run, on a machine of any speed; HYPOTHESIS_PROFILE=default looks for new ones
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")
    if not is_worker and getattr(config.option, "numprocesses", None):
        _start_server()  # the workers inherit DATABASE_URL, and this process is the last to leave
    from django.conf import settings

    if not settings.configured:
        settings._setup()  # lets pytest-django finish what it could not do before this file


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return
    from tests import browser
    from waarborg.machine import postgres

    home = Path(os.environ[OURS])
    if "DATABASE_URL" in os.environ:
        browser.forget_templates()
    postgres.leave(home / "postgres")
    shutil.rmtree(home, ignore_errors=True)


def _start_server() -> str:
    from waarborg.machine import postgres

    is_ours = "DATABASE_URL" not in os.environ
    address = postgres.url()
    if is_ours:
        _without_waiting_for_the_disk(address)
    return address


def _without_waiting_for_the_disk(address: str) -> None:
    """What this server holds is thrown away at the end; what must survive is tested on a server of its own."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            server.execute(f"ALTER SYSTEM SET {setting} = off")
        server.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Start the server only for runs that need it: tests of the domain alone never wait for it."""
    if "DATABASE_URL" in os.environ:
        return
    from django.db import connections

    from waarborg.conf.settings import _database

    connections["default"].settings_dict.update(_database(_start_server()))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Send away who still holds the database of the run: threads and Playwright's loop have their own."""
    from django.db import connections

    ours = connections["default"]
    with django_db_blocker.unblock(), ours.cursor() as cursor:  # Django empties all tables after some tests
        if "base_journalline" in ours.introspection.table_names(cursor):  # a run of browser tests alone has none
            cursor.execute("ALTER TABLE base_journalline DISABLE TRIGGER base_journal_no_truncate")
            cursor.execute("ALTER TABLE base_journalbatch DISABLE TRIGGER base_journal_batch_no_truncate")
            cursor.execute("ANALYZE")  # as after installing; else every test of a command does it again
    yield
    with django_db_blocker.unblock():
        ours.close()
        ours.close_pool()
        if not ours.settings_dict["NAME"].startswith("test_"):  # a run of browser tests alone: all workers share it
            return
        with ours._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [ours.settings_dict["NAME"]],
            )


@pytest.fixture
def client() -> Any:
    """In place of pytest-django's: a browser that sends along for whom the page was made that it saw last."""
    from tests.people import Browser

    return Browser()


@pytest.fixture(scope="session")
def _norms_once(django_db_setup: None, django_db_blocker) -> None:
    from waarborg.interfaces.cli import bootstrap

    with django_db_blocker.unblock():
        bootstrap.load_shipped_norms()


@pytest.fixture(autouse=True)
def _forget_published() -> Iterator[None]:
    """A test may change an edition, which the product never does: the next one reads it again."""
    yield
    if (published := sys.modules.get("waarborg.apps.norms.queries.published")) is not None:
        published.forget_published()


@pytest.fixture
def norms(_norms_once: None, db: None) -> None:
    """The shipped norms are in the database; loaded once per worker, and again after a test that emptied it."""
    from waarborg.interfaces.cli import bootstrap

    bootstrap.load_shipped_norms()
