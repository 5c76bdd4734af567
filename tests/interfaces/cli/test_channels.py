"""How the web server bounds its connections: what they keep, and how long they may take."""

import socket
import threading
import time
from contextlib import closing

import pytest
from waitress.task import ThreadedTaskDispatcher

from waarborg.interfaces.cli import channels, web_worker

POST = b"POST / HTTP/1.1\r\nHost: a\r\nCookie: sessionid=a\r\nContent-Length: %d\r\n\r\n"
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.fixture
def answers():
    """The sizes of the answers to come, and what was asked."""
    return {"size": 5, "asked": []}


@pytest.fixture
def server(answers):
    def application(environ, start_response):
        answers["asked"].append(environ["REQUEST_METHOD"])
        start_response("200 OK", [("Content-Length", str(answers["size"]))])
        return [b"a" * answers["size"]]

    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(1)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        about = (listener.family, listener.type, listener.proto, listener.getsockname())
        made = channels.Server(
            application, map={}, _sock=listener, dispatcher=dispatcher, adj=web_worker._adjustments(5),
            bind_socket=False, sockinfo=about,
        )  # fmt: skip
        yield made
        for opened in list(made.active_channels.values()):
            opened.is_unread = False
            opened.handle_close()
        dispatcher.shutdown()
        made.trigger.close()


@pytest.fixture
def connect(server):
    opened = []

    def connected(data, **options):
        one = socket.socket()
        opened.append(one)
        for name, value in options.items():
            one.setsockopt(socket.SOL_SOCKET, getattr(socket, name), value)
        one.connect(server.socket.getsockname())
        one.setblocking(False)
        one.sendall(data)
        return one

    yield connected
    for one in opened:
        one.close()


def turn(server, until, seconds=5):
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        channels.wasyncore.loop(timeout=0.01, use_poll=True, map=server._map, count=1)


def told(server, connection):
    """What a connection gets until it is closed."""
    received = []

    def is_closed():
        try:
            received.append(connection.recv(65536))
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True
        return received[-1] == b""

    turn(server, is_closed)
    return b"".join(received)


def test_bodies_are_counted_as_they_are_kept_and_not_by_what_is_still_to_come(server, connect, monkeypatch):
    monkeypatch.setattr(channels, "AT_ONCE", 150_000)
    connect(POST % 100_001 + b"a" * 100_000)
    turn(server, lambda: server.kept() == 100_000)

    assert told(server, connect(POST % 100_001 + b"a" * 100_000)).startswith(b"HTTP/1.1 503 ")
    small = connect(POST.replace(b"Host", b"Connection: close\r\nHost") % 900 + b"a" * 900)
    assert told(server, small).startswith(b"HTTP/1.1 200 ")


def test_chunks_are_bounded_as_well(server, connect):
    chunked = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n"
    sending = connect(chunked)
    turn(server, lambda: any(channel.request for channel in server.active_channels.values()))
    next(iter(server.active_channels.values())).received(b"a" * 1_100_000)

    assert told(server, sending).startswith(b"HTTP/1.1 413 ")


def test_what_follows_a_refused_body_is_not_a_request(server, connect, answers):
    told(server, connect(POST % 99_999_999 + GET))
    assert answers["asked"] == ["POST"]  # the application says what it thinks of it


def test_a_next_request_waits_until_the_answer_was_read(server, connect, answers):
    answers["size"] = 20_000_000
    deaf = connect(GET * 3)
    turn(server, lambda: answers["asked"])
    started = time.monotonic()
    turn(server, lambda: time.monotonic() > started + 0.2)
    assert len(answers["asked"]) == 1

    answers["size"] = 5
    received = bytearray()
    turn(server, lambda: _read(deaf, received) and len(answers["asked"]) == 3)


def _read(connection, received):
    try:
        received += connection.recv(1_000_000)
    except BlockingIOError:
        return True
    return True


@pytest.mark.parametrize("data", [b"", b"GET / HT", POST % 900 + b"a"], ids=["nothing", "a line", "a body"])
def test_who_sends_too_slowly_is_cut_off(server, connect, monkeypatch, data):
    monkeypatch.setattr(channels.Pace.__init__, "__defaults__", (0.1, 240_000))
    monkeypatch.setattr(server, "next_channel_cleanup", 0)
    assert told(server, connect(data)) == b""


def test_who_reads_too_slowly_is_cut_off(server, connect, monkeypatch, answers):
    monkeypatch.setattr(channels.Pace.__init__, "__defaults__", (0.3, 240_000))
    answers["size"] = 8_000_000
    connect(GET, SO_RCVBUF=1024)
    turn(server, lambda: answers["asked"])
    turn(server, lambda: not server.active_channels)


def test_a_transfer_that_makes_its_steps_goes_on(monkeypatch):
    now = 0.0
    monkeypatch.setattr(channels.time, "monotonic", lambda: now)
    pace = channels.Pace(seconds=15, step=1000)
    now = 14
    pace.moved(1000)
    now = 28
    assert not pace.is_late
    pace.moved(999)
    now = 30
    assert pace.is_late


def test_a_failure_while_a_connection_is_made_closes_no_listener(server, connect, monkeypatch, caplog):
    def fail(_, accepted, *__, **___):
        accepted.close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(server, "channel_class", fail)
    connect(b"")
    turn(server, lambda: "No space left" in caplog.text)
    monkeypatch.undo()
    assert told(server, connect(GET.replace(b"Host", b"Connection: close\r\nHost"))).startswith(b"HTTP/1.1 200 ")


def test_asking_for_headers_alone_gives_no_body(server, connect):
    asked = connect(b"HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    headers, _, body = told(server, asked).partition(b"\r\n\r\n")
    assert b"Content-Length: 5" in headers
    assert body == b""


def test_a_malformed_request_is_told_in_one_line(server, connect, caplog):
    assert b" 400 Bad Request" in told(server, connect(b"get / HTTP/1.1\r\nA: b\r\n\r\n"))
    (line,) = [record.getMessage() for record in caplog.records if record.name == "waitress"]
    assert "Invalid request from ip=127.0.0.1" in line
    assert "\n" not in line


def test_stopping_closes_what_asks_nothing_and_keeps_what_is_half(server, connect):
    connect(b"")
    connect(POST % 900 + b"a")
    turn(server, lambda: server.kept() == 1 and len(server.active_channels) == 2)
    server.end_idle()
    assert [channel.kept for channel in server.active_channels.values()] == [1]
    assert threading.get_ident() == server.loop_thread
