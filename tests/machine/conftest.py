"""Programs of their own that use the embedded server, so that they can be killed."""

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from waarborg.machine import embedded, postgres

Program = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def data() -> Iterator[Path]:
    """A place for a database, outside pytest's own folders: those are closed to the system user of root."""
    with tempfile.TemporaryDirectory(prefix="waarborg-machine-", ignore_cleanup_errors=True) as home:
        place = Path(home) / "postgres"
        yield place
        if place.is_dir():
            postgres.leave(place)
            with embedded.alone(place):
                embedded.stop(place)


@pytest.fixture
def program() -> Iterator[Program]:
    """Start Python on some lines that know `postgres`, `data` and `ask(sql)`; killed at the end if need be."""
    started: list[subprocess.Popen[str]] = []

    def start(data: Path, lines: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", PRELUDE + textwrap.dedent(lines), str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


PRELUDE = """
import sys
from pathlib import Path
import psycopg
from waarborg.machine import postgres
data = Path(sys.argv[1])
def ask(sql):
    with psycopg.connect(postgres.start(data)) as connection:
        found = connection.execute(sql)
        return found.fetchone()[0] if found.description else None
def say(what):
    print(what, flush=True)
"""
