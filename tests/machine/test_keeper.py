"""A server that dies while it is used comes back by itself, says so, and waits for room on a full disk."""

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from waarborg.machine import embedded, postgres, stops
from waarborg.machine.keeper import Keeper

SECONDS = 30


@pytest.fixture
def told(data: Path) -> Iterator[list[str]]:
    """What is told of a server on `data` that is used and kept."""
    said: list[str] = []
    postgres.start(data)
    keeper = Keeper(data, said.append)
    keeper.start()
    yield said
    keeper.stop()


def killed(data: Path) -> None:
    server = embedded._postmaster(data)
    left = [server, *server.children()]
    server.kill()
    psutil.wait_procs(left, timeout=SECONDS)


def wait_until(is_so: Callable[[], object]) -> None:
    until = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_killed_server_is_back_within_seconds_and_that_is_told(data, told):
    since = time.monotonic()
    killed(data)

    wait_until(lambda: told)

    assert time.monotonic() - since < 10
    assert told == ["De database stond stil (van buiten afgebroken) en draait weer."]
    with psycopg.connect(embedded.running(data)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert [stop.why for stop in stops.recent(data)] == ["van buiten afgebroken"], "for who asks later"


def test_a_server_that_cannot_start_is_tried_until_it_can_and_told_once(data, told, monkeypatch):
    launch = embedded._launch
    tried: list[Path] = []

    def refuse(place: Path) -> None:
        tried.append(place)
        raise embedded.ServerError('PANIC: could not write to file "pg_wal/xlogtemp": No space left on device')

    monkeypatch.setattr(embedded, "_launch", refuse)
    killed(data)
    wait_until(lambda: len(tried) > 1)
    assert len(told) == 1
    assert "is vol. Maak ruimte" in told[0]
    monkeypatch.setattr(embedded, "_launch", launch)

    wait_until(lambda: embedded.running(data))
    wait_until(lambda: len(told) == 2)
    assert told[-1].endswith("draait weer.")


def test_why_it_stopped_is_read_from_what_it_said_last(data, told):
    with (data / "log").open("a") as log:
        log.write('2026-11-29 PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device\n')
    killed(data)
    wait_until(lambda: told)

    assert told == ["De database stond stil (de schijf was vol) en draait weer."]


def test_a_server_that_its_last_user_left_stays_down(data, told):
    postgres.leave(data)
    time.sleep(1.5)

    assert embedded.running(data) is None
    assert told == []


def test_a_disk_that_was_taken_away_is_no_reason_to_begin_anew(data, told):
    with embedded.alone(data):
        killed(data)
        away = data.rename(data.with_name("elders"))
    wait_until(lambda: told)

    assert not data.exists()
    assert "Zet de map of de schijf terug" in told[0]
    away.rename(data)
    wait_until(lambda: embedded.running(data))


def told_to_stop(data: Path) -> None:
    server = embedded._postmaster(data)
    server.send_signal(signal.SIGINT)  # at once, whoever is connected
    server.wait(SECONDS)


def test_a_server_that_is_stopped_together_with_us_stays_down_untold(data, monkeypatch):
    monkeypatch.setattr("waarborg.machine.keeper.STOPPING_SECONDS", SECONDS)
    told: list[str] = []
    postgres.start(data)
    keeper = Keeper(data, told.append)
    keeper.start()
    told_to_stop(data)
    time.sleep(1)  # seen by the keeper, before we hear of it
    keeper.stop()

    assert embedded.running(data) is None
    assert (told, stops.recent(data)) == ([], [])


def test_a_server_that_alone_was_told_to_stop_comes_back(data, told, monkeypatch):
    monkeypatch.setattr("waarborg.machine.keeper.STOPPING_SECONDS", 0.1)
    told_to_stop(data)

    wait_until(lambda: told)
    assert embedded.running(data)
