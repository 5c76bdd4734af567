"""Whatever a file does to its reader happens in another process, and ends there with a sentence for people."""

import subprocess
import sys
import threading
import time
from datetime import date, timedelta

import pytest

from tests.apps.base import readers
from waarborg.apps.base.importers import child, untrusted, wire
from waarborg.apps.base.importers.grids import Grid
from waarborg.apps.base.importers.untrusted import read_in_child
from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.domain.assessments import Level


@pytest.fixture(autouse=True)
def _readers_of_tests(request, monkeypatch):
    """The child finds its readers in the product only; here in the tests too."""
    monkeypatch.setattr(untrusted, "_COMMAND", (*untrusted._COMMAND[:-1], str(request.config.rootpath)))


def test_what_was_read_comes_back_exactly():
    found = read_in_child(readers.grids, b"brood", "meel.csv")
    assert found == [readers.GRID, Grid("meel.csv", (("brood",),))]
    assert [[type(cell) for cell in row] for row in found[0].rows] == [
        [type(cell) for cell in row] for row in readers.GRID.rows
    ]


def test_a_refusal_keeps_its_words():
    with pytest.raises(UnreadableFileError, match="een “boterham”"):
        read_in_child(readers.refusing, b"")


@pytest.mark.parametrize(
    ("reader", "message"),
    [
        (readers.burning, "te lang"),
        (readers.hungry, "te veel geheugen"),
        (readers.aborting, "te veel geheugen"),
        (readers.talking, "te veel geheugen"),
        (readers.panicking, "beschadigd"),
        (readers.broken, "beschadigd"),
        (readers.lying, "beschadigd"),
        (readers.writing, "beschadigd"),
        (readers.unmarked, "beschadigd"),
    ],
)
def test_a_reading_that_goes_wrong_is_a_refusal(reader, message):
    with pytest.raises(UnreadableFileError, match=message):
        read_in_child(reader, b"x")


def test_a_reading_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(untrusted, "DEADLINE_SECONDS", 0.5)
    began = time.monotonic()
    with pytest.raises(UnreadableFileError, match="te lang"):
        read_in_child(readers.sleeping, b"x")
    assert time.monotonic() - began < 5


def test_a_fault_of_ours_is_told_to_who_keeps_the_logbook(caplog):
    with pytest.raises(UnreadableFileError):
        read_in_child(readers.broken, b"x")
    assert "KeyError: 'nothing'" in caplog.text


def test_the_child_knows_no_secrets_and_has_no_files_of_ours(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    with open(__file__) as ours:  # noqa: PTH123 - it is open on purpose
        told = read_in_child(readers.telling, b"")
        assert not ours.closed
    assert "DATABASE_URL" not in told
    assert len([name for name in told if name.isdigit()]) <= 1  # the folder that it looks in


def test_many_threads_read_at_once():
    found = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(read_in_child(readers.grids, b"x", str(n))[1].name))
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list("012345")


def test_who_waits_too_long_for_a_turn_is_told_so(monkeypatch):
    monkeypatch.setattr(untrusted, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(untrusted, "_WAIT_SECONDS", 0.01)
    with untrusted._turns, pytest.raises(UnreadableFileError, match="tegelijk"):
        read_in_child(readers.grids, b"x", "x")


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"", str),
        (b"\xff", str),
        (b"null", str),
        (b"5.0", int),
        (b"{}", list[str]),
        (b"[1]", list[str]),
        (b'[["date"]]', list[date]),
        (b'[["date","x"]]', list[date]),
        (b'[["timedelta","1",0,0]]', list[timedelta]),
        (b'{"a":1}', dict[str, str]),
        (b'{"name":"x"}', Grid),
        (b'["a"]', tuple[str, str]),
        (b'"x"', Level),
    ],
)
def test_only_what_was_asked_for_is_taken(sent, kind):
    with pytest.raises(ValueError, match=r"."):
        wire.decode(sent, kind)


READERS = (
    "waarborg.apps.assessments.importers.sheet_kinds:read",
    "waarborg.apps.base.importers.workbooks:from_zip",
    "waarborg.apps.norms.importers.detect:read",
    "waarborg.apps.evidence.formats:look_at",
)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_needs_no_django_and_little_else(name):
    """Every file that is read pays for what its reader imports."""
    code = f"import sys; from {child.__name__} import find; find({name!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"django", "openpyxl", "numpy", "lxml", "asyncio"} & set(done.stdout.split())
    assert not heavy
