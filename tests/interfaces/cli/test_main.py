"""What every command promises to scripts: exit code 2 and one JSON document when it was not done."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import psycopg
import pytest

from waarborg.interfaces.cli import main, output
from waarborg.machine import postgres


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(output, "_printed", [])
    monkeypatch.setattr(main.signal, "signal", lambda *_: None)


def ends(monkeypatch, *arguments, error=None, before=lambda: None):
    """The exit code of a command line whose command raises `error`."""

    def command(**_):
        before()
        raise error

    if error is not None:
        monkeypatch.setattr(main, "cli", command)
    monkeypatch.setattr(sys, "argv", ["waarborg", *arguments])
    with pytest.raises(SystemExit) as end:
        main.run()
    return end.value.code


@pytest.mark.parametrize(
    "arguments",
    [
        ("norms", "show", "--json"),
        ("norms", "import", "/no/such/file", "--json"),
        ("nulmeting", "run", "--json"),
        ("zomaar", "--json"),
    ],
)
def test_a_command_that_was_asked_wrongly_still_gives_its_document(monkeypatch, capsys, arguments):
    code = ends(monkeypatch, *arguments)

    told = capsys.readouterr()
    assert code == 2
    assert json.loads(told.out)["problems"][0]["what"]
    assert "Usage" in told.err


@pytest.mark.parametrize("error", [click.Abort(), click.ClickException("nee"), ZeroDivisionError("oeps")])
def test_whatever_stops_a_command_is_exit_code_2_and_one_document(monkeypatch, capsys, error):
    assert ends(monkeypatch, "norms", "list", "--json", error=error) == 2

    told = capsys.readouterr()
    assert json.loads(told.out)["done"] is False
    assert json.loads(told.out)["problems"][0]["what"] in told.err


def test_an_error_of_ours_is_called_that_and_keeps_its_trace(monkeypatch, capsys):
    assert ends(monkeypatch, "norms", "list", error=ZeroDivisionError("oeps")) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" in told.err
    assert "fout in Waarborg zelf (ZeroDivisionError: oeps)" in told.err


def test_a_command_that_gave_its_document_gives_no_second_one(monkeypatch, capsys):
    ends(monkeypatch, "x", "--json", error=click.ClickException("nee"), before=lambda: output.print_json({"a": 1}))

    assert json.loads(capsys.readouterr().out) == {"a": 1}


def never_counted(home: str) -> list[str]:
    """The tables of this installation of which the database does not know how many rows they have."""
    address = postgres.start(Path(home) / "postgres")
    with psycopg.connect(address) as connection:
        found = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND reltuples < 0"
        ).fetchall()
    postgres.leave(Path(home) / "postgres")
    return [name for (name,) in found]


def test_commands_that_start_together_on_an_empty_database_both_work():
    with tempfile.TemporaryDirectory(prefix="waarborg-main-", ignore_cleanup_errors=True) as home:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "waarborg", "norms", "list", "--json"],
                env={**kept, "WAARBORG_HOME": home},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(3)
        ]
        told = [process.communicate(timeout=120) for process in started]
        uncounted = never_counted(home)

    assert uncounted == []
    assert [process.returncode for process in started] == [0, 0, 0], told
    assert all(json.loads(out)["editions"] for out, _ in told)
