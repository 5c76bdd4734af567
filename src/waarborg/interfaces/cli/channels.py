"""The connections of the web server: waitress, with bounds on what a connection may keep and how long it may take.

Waitress receives requests and sends answers in one loop, so that a thread only works. It bounds what one request
brings, not what all bring together; and it counts the time of silence, so that a byte now and then goes on for ever.
"""

import math
import socket
import threading
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import WSGITask
from waitress.utilities import Error, RequestEntityTooLarge

SECONDS = 15  # in which a request or an answer is finished, or
STEP = 240 * 1024  # so many bytes of it went over, which 16 kB a second does
LARGEST_HEADERS = 32 * 1024
CONNECTIONS = 400  # per process; each can need two files, and a process may have 1,024 open
AT_ONCE = 256 * 1024 * 1024  # bytes of bodies that one process keeps at the same time
IN_MEMORY = 64 * 1024  # of a body; more goes to a file, and is counted
_LINGER_SECONDS = 2  # for a client to read a refusal before what it still sends resets the connection
_MEGABYTE = 1024 * 1024


class OverloadedError(Error):  # type: ignore[misc]  # waitress ships no types
    """Too many large requests at the same time."""

    code = 503
    reason = "Service Unavailable"


class Pace:
    """Whether what goes over a connection goes on fast enough: in every period it ends or a step is made."""

    def __init__(self, seconds: float = SECONDS, step: float = STEP) -> None:
        self._seconds, self._step = seconds, step
        self.restart()

    def restart(self) -> None:
        self._moved = 0
        self._until = time.monotonic() + self._seconds

    def moved(self, size: int) -> None:
        """Count bytes that went over, in either direction."""
        self._moved += size
        if self._moved >= self._step:
            self.restart()

    @property
    def is_late(self) -> bool:
        return time.monotonic() > self._until


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress ships no types
    """One request that comes in; what comes after it is left over, and a body that is too large stays unread."""

    left_over = b""
    content_length: int
    is_unread = False  # more may come that we do not want to read

    def __init__(self, adj: Any, server: "Server") -> None:  # noqa: ANN401 - waitress's adjustments
        super().__init__(adj)
        self._server = server

    def received(self, data: bytes) -> int:
        """Take in what belongs to this request; with its end all is taken, so that one request is looked at."""
        taken: int = super().received(data)
        if not self.completed:
            self._hold_to_bounds()
        if not self.completed:
            return taken
        self.expect_continue = False  # nothing more is waited for
        self.is_unread = self.is_unread or self.error is not None
        self.left_over = b"" if self.is_unread else data[taken:]
        return len(data)

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers. Of a request that is too large the body is not read: the application says so in a page."""
        super().parse_header(header_plus)
        if self.content_length > self._most:
            self.is_unread = True
            self.content_length, self.body_rcv = 0, None
            self.headers["CONNECTION"] = "close"

    def _hold_to_bounds(self) -> None:
        if self.body_bytes_received > self._most:  # in chunks: no length was told
            self.error = RequestEntityTooLarge(f"exceeds {self._most} bytes")
        elif self.body_bytes_received > IN_MEMORY and self._server.kept() > AT_ONCE:
            self.error = OverloadedError("too many large requests")
        self.completed = self.error is not None

    @property
    def _most(self) -> int:
        is_known = f"{settings.SESSION_COOKIE_NAME}=" in self.headers.get("COOKIE", "")
        return (settings.REQUEST_MEGABYTES if is_known else settings.STRANGER_MEGABYTES) * _MEGABYTE


class Answer(WSGITask):  # type: ignore[misc]  # waitress ships no types
    """What the application answers, without its body where headers alone were asked: Django gives it all the same."""

    def write(self, data: bytes) -> None:
        super().write(b"" if self.request.command == "HEAD" else data)

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        if self.request.command == "HEAD":
            environ.pop("wsgi.file_wrapper", None)  # a file goes round `write`
        return environ


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    """One connection. A next request is looked at when the answer to the one before was read."""

    task_class = Answer

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - as waitress makes it
        self.pace = Pace()
        self.left_over = b""
        self.is_lingering = self.is_unread = False
        super().__init__(*arguments, **named)
        self.parser_class = self._begin

    @property
    def kept(self) -> int:
        """How many bytes of bodies are kept for it."""
        coming = self.request
        return sum(request.body_bytes_received for request in [*self.requests, *([coming] if coming else [])])

    @property
    def is_idle(self) -> bool:
        return not (self.requests or self.request or self.left_over or self.total_outbufs_len or self.is_lingering)

    def readable(self) -> bool:
        return self.is_lingering or (not self.left_over and super().readable())

    def writable(self) -> bool:
        return bool(super().writable() or (self.left_over and not self.requests))

    def recv(self, buffer_size: int) -> bytes:
        received: bytes = super().recv(buffer_size)
        self.pace.moved(len(received))
        return received

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent: int = super().send(data, do_close)
        self.pace.moved(sent)
        return sent

    def received(self, data: bytes) -> bool:
        """Take in what came, up to the end of one request."""
        if self.request is None:
            data = data.lstrip(b"\r\n")  # which some clients send between requests
        is_taken: bool = super().received(data)
        done = self._latest if is_taken else None
        if done and done.completed:
            self.left_over, self.is_unread = done.left_over, done.is_unread
            if done.error:
                self.logger.warning("Invalid request from ip=%s: %.200r", self.addr[0], done.error.body)
        return is_taken

    def handle_read(self) -> None:
        if self.is_lingering:
            self.recv(self.adj.recv_bytes)
        else:
            super().handle_read()

    def handle_write(self) -> None:
        super().handle_write()
        if self.connected and not (self.requests or self.total_outbufs_len or self.is_lingering):
            self.pace.restart()
            next_, self.left_over = self.left_over, b""
            self.received(next_)

    def handle_close(self) -> None:
        """Close it, or first only say that we are done while the other side is still sending."""
        if not self.is_unread or self.is_lingering:
            if self.request:
                self.request.close()  # the file of a body that will not be whole
            super().handle_close()
            return
        self.is_lingering, self.will_close = True, False
        self.pace = Pace(_LINGER_SECONDS, math.inf)
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)

    def service(self) -> None:
        """Answer, in a thread."""
        self.pace.restart()
        super().service()

    def end_when_late(self) -> None:
        """Close it when the other side takes too long; while we work on an answer, it is not its turn."""
        if self.requests and not self.total_outbufs_len:
            self.pace.restart()
        elif self.pace.is_late:
            self.handle_close()  # not when it can be written to, as waitress would: who does not read never can

    def _begin(self, adj: Any) -> Request:  # noqa: ANN401 - waitress's adjustments
        request = Request(adj, self.server)
        if threading.get_ident() == self.server.loop_thread:  # a thread makes one as well, for an answer to a failure
            self._latest = request
        return request


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress ships no types
    """What accepts connections of one address and ends those that take too long."""

    channel_class = Channel

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - as waitress has it
        self.loop_thread = threading.get_ident()
        super().__init__(*arguments, **named)

    def kept(self) -> int:
        """How many bytes of bodies are kept for all connections together."""
        return sum(channel.kept for channel in list(self.active_channels.values()))

    def maintenance(self, now: float) -> None:  # noqa: ARG002 - as waitress calls it
        """End what takes too long."""
        for channel in list(self.active_channels.values()):
            channel.end_when_late()

    def handle_close(self) -> None:
        """Keep listening: what fails while a connection is made is about that connection."""

    def stop(self) -> None:
        """Accept no more, and let go of the address; what is being answered goes on."""
        self.accepting = False
        wasyncore.dispatcher.close(self)

    def end_idle(self) -> None:
        """Close what asks nothing, and what takes too long."""
        for channel in list(self.active_channels.values()):
            if channel.is_idle:
                channel.handle_close()
            else:
                channel.end_when_late()
