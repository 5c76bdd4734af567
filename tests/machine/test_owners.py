"""A data folder of somebody else, as after putting a copy back, is refused with the command that mends it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from waarborg.machine import embedded, folders, postgres

root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
SOMEBODY = 12345


def refusal(data: Path) -> str:
    with pytest.raises((postgres.DatabaseUnavailableError, folders.FolderError)) as refused:
        postgres.start(data)
    return str(refused.value)


@pytest.fixture
def stopped(data: Path) -> Path:
    postgres.start(data)
    postgres.leave(data)
    return data


@root
def test_a_database_of_another_user_names_both_and_the_command_that_mends_it(stopped):
    subprocess.run(["chown", "-R", str(SOMEBODY), stopped], check=True)

    said = refusal(stopped)

    assert f"{stopped} is van {SOMEBODY}, en moet van {embedded.SYSTEM_USER} zijn" in said
    assert f"Of draai de opdracht als die gebruiker: sudo -u {SOMEBODY}" in said
    command = said.partition("Herstel dat met: sudo ")[2].partition(". Of")[0]
    subprocess.run(command.split(), check=True)
    with psycopg.connect(postgres.start(stopped)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@root
def test_a_part_of_another_user_is_named(stopped):
    os.chown(stopped / "pg_wal", SOMEBODY, SOMEBODY)

    assert f"{stopped / 'pg_wal'} is van {SOMEBODY}" in refusal(stopped)


@pytest.mark.parametrize("mode", [0o755, 0o500])
def test_a_database_with_the_wrong_rights_names_the_command_that_mends_it(stopped, mode):
    stopped.chmod(mode)

    said = refusal(stopped)

    assert said.endswith(f"Herstel dat met: sudo chmod 700 {stopped}")
    stopped.chmod(0o700)


AS_SOMEBODY = """
import os, sys
from pathlib import Path
from waarborg.machine import postgres
os.setgroups([])
os.setgid({somebody})
os.setuid({somebody})
try:
    postgres.start(Path(sys.argv[1]))
except Exception as error:
    print(type(error).__name__, error)
"""


@root
@pytest.mark.parametrize("given", ["postgres", ".postgres.users", "secret-key"])
def test_who_is_not_root_hears_what_is_not_theirs(data, given):
    """As who restored as root what a user of its own is to run."""
    home = data.parent
    data.mkdir(mode=0o700)
    for name in (".postgres.lock", ".postgres.users", "secret-key"):
        (home / name).touch(mode=0o600)
    subprocess.run(["chown", "-R", str(SOMEBODY), home], check=True)
    os.chown(home / given, 0, 0)
    program = [sys.executable, "-c", AS_SOMEBODY.format(somebody=SOMEBODY), str(data)]

    said = subprocess.run(program, capture_output=True, text=True, check=False).stdout

    assert f"{home / given} is van root, en moet van {SOMEBODY} zijn" in said
    assert f"sudo chown -R {SOMEBODY}: " in said
    shutil.rmtree(data)
