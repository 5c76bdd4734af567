"""A copy of the data folder is another database: it never touches the original, and is refused if it may be damaged."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from waarborg.machine import embedded, place, postgres


@pytest.fixture
def copy(data: Path) -> Iterator[Path]:
    """The place of a copy of the data folder, beside it."""
    made = data.parent.with_name(f"{data.parent.name}-kopie") / "postgres"
    yield made
    if made.is_dir():
        postgres.leave(made)
    shutil.rmtree(made.parent, ignore_errors=True)


def copied(data: Path, copy: Path) -> None:
    subprocess.run(["cp", "-a", data.parent, copy.parent], check=True)


def told(address: str) -> list[tuple[int]]:
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT number FROM kept ORDER BY number").fetchall()


def keep(address: str, number: int) -> None:
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        connection.execute("INSERT INTO kept VALUES (%s)", [number])


def accept(copy: Path) -> None:
    """At one's own risk, as docs/beheer/database.md says."""
    (copy / place.NOTE).unlink()
    (copy / "postmaster.pid").unlink()


def test_a_copy_of_a_running_folder_does_not_take_the_original_for_its_server(data, copy):
    original = postgres.start(data)
    keep(original, 1)
    copied(data, copy)

    assert embedded.running(copy) is None
    embedded.stop(copy)
    assert told(original) == [(1,)]


def test_a_copy_of_a_running_folder_is_refused_with_the_way_out(data, copy):
    keep(postgres.start(data), 1)
    copied(data, copy)

    with pytest.raises(postgres.DatabaseUnavailableError, match="kopie die is gemaakt terwijl Waarborg draaide"):
        postgres.start(copy)


def test_a_copy_made_while_it_ran_is_refused_also_back_in_its_old_place(data, copy):
    keep(postgres.start(data), 1)
    copied(data, copy)
    postgres.leave(data)
    shutil.rmtree(data.parent)
    subprocess.run(["cp", "-a", copy.parent, data.parent], check=True)

    with pytest.raises(postgres.DatabaseUnavailableError, match="kopieer de map opnieuw"):
        postgres.start(data)


def test_a_copy_that_is_accepted_goes_its_own_way_and_stops_with_its_own_users(data, copy):
    original = postgres.start(data)
    keep(original, 1)
    copied(data, copy)
    accept(copy)

    own = postgres.start(copy)
    keep(own, 2)
    postgres.leave(copy)

    assert own != original
    assert embedded.running(copy) is None, "who uses the original is no user of the copy"
    assert told(original) == [(1,)]


def test_a_copy_of_a_stopped_folder_is_complete(data, copy):
    keep(postgres.start(data), 1)
    postgres.leave(data)
    copied(data, copy)
    copy.parent.chmod(0o700)  # as root the system user of the server must get through

    assert told(postgres.start(copy)) == [(1,)]


def test_a_copy_that_a_version_before_the_note_left_is_known_by_the_folder_it_names(data, copy):
    keep(postgres.start(data), 1)
    copied(data, copy)
    (copy / place.NOTE).unlink()

    with pytest.raises(postgres.DatabaseUnavailableError, match="kopie die is gemaakt terwijl Waarborg draaide"):
        postgres.start(copy)


def test_a_killed_server_starts_on_its_own_files_wherever_they_were_moved(data, copy):
    keep(postgres.start(data), 1)
    server = embedded._postmaster(data)
    left = [server, *server.children()]
    server.kill()
    psutil.wait_procs(left, timeout=30)
    copy.parent.mkdir()
    data.rename(copy)

    assert told(postgres.start(copy)) == [(1,)]
