"""Who sends or reads slowly, goes away or sends too much harms nobody else: with real sockets on a real server."""

import re
import resource
import socket
import struct
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection

import psutil
import pytest

from tests.interfaces.cli.test_serve import free_port, serving

STRANGERS = 20  # more than there are threads
BEGUN = (
    b"POST /inrichten/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
    b"Content-Length: 900\r\n\r\nlogin=a"
)
RESET = struct.pack("ii", 1, 0)  # at once, without what was not sent yet
CHUNKED = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    home, port = tmp_path_factory.mktemp("home"), free_port()
    with serving(home, "--port", str(port)) as process:
        said = process.stderr.readline()
        assert f"127.0.0.1:{port}" in said
        ask(port)
        yield port, psutil.Process(process.pid)


@pytest.fixture
def port(server):
    return server[0]


@pytest.fixture
def workers(server):
    return server[1].children()


@contextmanager
def no_room_for_files(workers):
    """As on a full disk: who writes more gets an error."""
    for worker in workers:
        worker.rlimit(psutil.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for worker in workers:
            if worker.is_running():
                worker.rlimit(psutil.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def assert_unharmed(port, workers):
    time.sleep(0.5)
    for _ in range(2 * len(workers)):  # each of them gets some
        begun = time.monotonic()
        assert ask(port)[0] == 200
        assert time.monotonic() - begun < 2
    assert all(worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE for worker in workers)


def ask(port, path="/toegankelijkheid", **given):
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(given.pop("method", "GET"), path, **given)
        answer = connection.getresponse()
        return answer.status, answer.read()


def deaf(port, stack, data):
    """Somebody who asks and reads nothing."""
    opened = stack.enter_context(closing(socket.socket()))
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
    opened.connect(("127.0.0.1", port))
    opened.sendall(data)


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
            deaf(port, stack, b"GET /toegankelijkheid HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 200)
        time.sleep(3)
        begun = time.monotonic()
        assert ask(port)[0] == 200
        assert time.monotonic() - begun < 1


def test_strangers_who_ask_for_large_files_and_never_read_hold_up_nobody(port, workers):
    file = b"GET /static/built/waarborg.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with ExitStack() as stack:
        for _ in range(STRANGERS):
            deaf(port, stack, file * 6)
        assert_unharmed(port, workers)


def test_strangers_who_are_told_to_go_on_and_are_gone_end_no_process(port, workers):
    said = BEGUN.replace(b"Host:", b"Expect: 100-continue\r\nHost:").removesuffix(b"login=a")
    for _ in range(300):
        with closing(socket.create_connection(("127.0.0.1", port))) as gone:
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            gone.sendall(said)
    assert_unharmed(port, workers)


def test_a_full_disk_ends_only_the_requests_that_need_it(port, workers):
    with no_room_for_files(workers), ExitStack() as stack:
        for _ in range(4):
            with suppress(OSError):
                stranger(port, stack, BEGUN.replace(b" 900", b" 999999") + b"a" * 900_000)
        assert_unharmed(port, workers)


@pytest.mark.parametrize("length", [49 * 1024 * 1024, 99_999_999_999])
def test_a_stranger_who_announces_much_is_refused_with_a_page_before_it_is_sent(port, length):
    said = b"POST /aanmelden/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\nlogin=a" % length
    with ExitStack() as stack:
        refused = stranger(port, stack, said)
        answer = b""
        while more := refused.recv(65536):
            answer += more
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"te groot om te versturen" in answer


def test_who_asks_leave_to_send_is_given_it_once(port):
    said = BEGUN.replace(b"Host:", b"Connection: close\r\nExpect: 100-continue\r\nHost:").removesuffix(b"login=a")
    with ExitStack() as stack:
        polite = stranger(port, stack, said)
        assert polite.recv(100).startswith(b"HTTP/1.1 100 ")
        polite.sendall(b"a" * 900)
        answer = b""
        while more := polite.recv(65536):
            answer += more
    assert answer.startswith(b"HTTP/1.1 403 ")


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


def test_a_body_of_some_length_arrives_whole(port):
    status, _ = ask(port, "/inrichten/", method="POST", body=b"a" * 900_000)

    assert status in {400, 403}  # read, and refused for its missing token
