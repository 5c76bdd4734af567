"""`waarborg serve` listens, says where, stops gracefully, and explains a taken port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest

from waarborg.interfaces.cli.channels import SECONDS
from waarborg.machine import embedded, postgres


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {"WAARBORG_HOME": str(home)}
    command = [sys.executable, "-m", "waarborg", "serve", *arguments]
    process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
        postgres.leave(home / "postgres")


@pytest.fixture
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


def test_it_says_where_answers_there_and_stops_with_its_database(home):
    port = free_port()
    with serving(home, "--port", str(port)) as process:
        said = process.stderr.readline()
        with urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            assert page.status == 200
        assert embedded.running(home / "postgres")
        process.terminate()

        assert process.wait(timeout=60) == 0
    assert said == f"Waarborg draait op http://127.0.0.1:{port}/\n"
    assert embedded.running(home / "postgres") is None


def test_it_does_not_wait_for_windows_that_are_only_open(home):
    port = free_port()
    with serving(home, "--port", str(port)) as process, ExitStack() as open_:
        process.stderr.readline()
        ahead = [open_.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(4)]
        kept = open_.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=30)))
        kept.request("GET", "/")
        kept.getresponse().read()
        assert ahead
        since = time.monotonic()
        process.terminate()

        assert process.wait(timeout=60) == 0
        assert time.monotonic() - since < SECONDS - 3


def test_a_killed_server_can_be_started_again_at_once_while_windows_are_open(home):
    port = free_port()
    with serving(home, "--port", str(port)) as killed, ExitStack() as open_:
        killed.stderr.readline()
        kept = open_.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=30)))
        kept.request("GET", "/")
        kept.getresponse().read()
        asking = open_.enter_context(socket.create_connection(("127.0.0.1", port)))
        asking.sendall(b"POST /aanmelden/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf")
        killed.kill()
        killed.wait()

        with serving(home, "--port", str(port)) as again:
            assert again.stderr.readline() == f"Waarborg draait op http://127.0.0.1:{port}/\n"
            with urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                assert page.status == 200


def test_a_taken_port_is_explained_before_anything_starts(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(home, "--port", str(port)) as process:
            _, said = process.communicate(timeout=30)

    assert process.returncode == 2
    assert said.startswith(f"Poort {port} is al in gebruik")
    assert not (home / "postgres").exists()


def test_an_address_that_is_not_here_is_explained(home):
    with serving(home, "--host", "192.0.2.1") as process:
        _, said = process.communicate(timeout=30)

    assert process.returncode == 2
    assert "Probeer --host 127.0.0.1" in said
