"""Who sends slowly, or not at all, holds up nobody else: tried with real sockets on a real server."""

import re
import socket
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection

import pytest

from tests.interfaces.cli.test_serve import free_port, serving

STRANGERS = 20  # more than there are threads
BEGUN = (
    b"POST /inrichten/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
    b"Content-Length: 900\r\n\r\nlogin=a"
)
CHUNKED = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    home, port = tmp_path_factory.mktemp("home"), free_port()
    with serving(home, "--port", str(port)) as process:
        said = process.stderr.readline()
        assert f"127.0.0.1:{port}" in said
        ask(port)
        yield port


def ask(port, path="/toegankelijkheid", **given):
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(given.pop("method", "GET"), path, **given)
        answer = connection.getresponse()
        return answer.status, answer.read()


def stranger(port, stack, data):
    opened = stack.enter_context(closing(socket.create_connection(("127.0.0.1", port), timeout=10)))
    opened.sendall(data)
    return opened


@pytest.mark.parametrize("data", [b"", b"GET / HT", BEGUN, CHUNKED], ids=["nothing", "a line", "a body", "chunks"])
def test_slow_strangers_hold_up_nobody(port, data):
    with ExitStack() as stack:
        for _ in range(STRANGERS):
            stranger(port, stack, data)
        time.sleep(0.3)  # all are waited for by now
        begun = time.monotonic()
        assert ask(port)[0] == 200
        assert time.monotonic() - begun < 1


def test_strangers_who_ask_and_never_read_hold_up_nobody(port):
    with ExitStack() as stack:
        for _ in range(STRANGERS):
            deaf = stack.enter_context(closing(socket.socket()))
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            deaf.connect(("127.0.0.1", port))
            deaf.sendall(b"GET /toegankelijkheid HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 200)
        time.sleep(3)
        begun = time.monotonic()
        assert ask(port)[0] == 200
        assert time.monotonic() - begun < 1


def test_a_request_in_pieces_is_answered_as_one(port):
    with ExitStack() as stack:
        slow = stranger(port, stack, b"")
        for byte in b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n":
            slow.sendall(bytes([byte]))
        assert slow.recv(100).startswith(b"HTTP/1.1 ")


def test_two_requests_that_come_at_once_are_both_answered(port):
    with ExitStack() as stack:
        eager = stranger(port, stack, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 2)
        answers = b""
        while len(re.findall(rb"HTTP/1\.1 \d\d\d ", answers)) < 2:
            more = eager.recv(65536)
            assert more
            answers += more


def test_what_is_too_large_is_refused_before_it_is_sent(port):
    said = b"POST /inrichten/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\nlogin=a"
    with ExitStack() as stack:
        assert stranger(port, stack, said).recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_body_of_some_length_arrives_whole(port):
    status, _ = ask(port, "/inrichten/", method="POST", body=b"a" * 900_000)

    assert status in {400, 403}  # read, and refused for its missing token
