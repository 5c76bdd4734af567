"""Receiving requests: a thread is given only what has arrived whole, so that nobody who sends slowly holds one up.

What it answers goes into the kernel as far as that fits, so that reading slowly does not either.

Gunicorn's worker gives a connection to a thread at its first byte, and the thread then waits for the rest. A handful
of strangers who send a few bytes and stop would hold every thread.
"""

import errno
import fcntl
import selectors
import socket
import sys
import termios
import time
from contextlib import suppress
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any

from gunicorn import http
from gunicorn.http.body import ChunkedReader, LengthReader
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import TConn, ThreadWorker

HEADER_SECONDS = 15  # for the first line and the headers, from when the connection opened or was used again
BODY_SECONDS = 15  # for the body, and more as it is longer:
LEAST_BYTES_PER_SECOND = 16 * 1024
LONGEST_HEADERS = 64 * 1024
CONNECTIONS = 400  # per process; each can need a file as well, and a process may have 1,024 open
AT_ONCE = 256 * 1024 * 1024  # bytes of bodies that one process takes in at the same time
ANSWER = 200 * 1024  # bytes of an answer that the kernel keeps for who reads slowly, so that no thread waits
READ_SECONDS = 30  # to take the rest of an answer, and more as it is longer
_LINGER_SECONDS = 2  # for a client to read a refusal before what it still sends resets the connection
_IN_MEMORY = 256 * 1024
_CHUNK = 64 * 1024
_END_OF_HEADERS = b"\r\n\r\n"
_MEGABYTE = 1024 * 1024


class ReceivedSocket:
    """A socket of which reading gives the request that was received, and then its end; the rest is the socket's own."""

    def __init__(self, sock: Any) -> None:  # noqa: ANN401 - a socket, or one with TLS
        self._sock = sock
        self._request: Any = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a socket has
        return getattr(self._sock, name)

    def give(self, request: Any) -> None:  # noqa: ANN401 - a file
        self._request = request

    def setblocking(self, is_blocking: bool) -> None:
        """Wait for the other side, but not for ever: it holds a thread meanwhile."""
        self._sock.settimeout(READ_SECONDS if is_blocking else 0)

    def sendall(self, data: bytes) -> None:
        """Send all, at a rate that a bad line has. Raises BrokenPipeError for who reads more slowly."""
        self._sock.settimeout(READ_SECONDS + len(data) / LEAST_BYTES_PER_SECOND)
        try:
            self._sock.sendall(data)
        except TimeoutError as error:
            raise BrokenPipeError(errno.EPIPE, "read too slowly") from error

    def not_read(self) -> int:
        """How many bytes of answers the other side did not take yet."""
        told = fcntl.ioctl(self._sock.fileno(), termios.TIOCOUTQ, b"\0" * 4)
        return int.from_bytes(told, sys.byteorder)

    def recv(self, size: int) -> bytes:
        received: bytes = self._request.read(size) if self._request else b""
        return received

    def arrived(self) -> bytes | None:
        """What has come in by now; None when nothing has, empty when the other side stopped."""
        try:
            received: bytes = self._sock.recv(_CHUNK)
        except (BlockingIOError, InterruptedError):
            return None
        except OSError:
            return b""
        return received


class Connection(TConn):  # type: ignore[misc]  # gunicorn ships no types
    """A connection with the request that is coming in."""

    sock: ReceivedSocket

    def __init__(self, *arguments: Any, largest: int) -> None:  # noqa: ANN401 - as gunicorn makes it
        cfg, sock, *rest = arguments
        super().__init__(cfg, ReceivedSocket(sock), *rest)
        self.largest = largest
        self.left_over = b""  # what came after the request, which is the beginning of the next
        self.unread = False  # more is sent than we want to read
        self.is_lingering = False
        self.begin()

    def begin(self) -> None:
        """Wait for a next request."""
        self.received: Any = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives as long as the request
        self.size = 0
        self.needed: int | None = None  # bytes in all, known when the headers are in
        self.deadline = time.monotonic() + HEADER_SECONDS

    def take(self, data: bytes) -> bool:
        """Keep what came in; whether the request is whole, or will not become so."""
        self.received.write(data)
        self.size += len(data)
        if self.needed is None:
            self._measure(data)
        return self.needed is not None and self.size >= self.needed

    def finish(self) -> None:
        """Let a thread read the request."""
        self.left_over = b""
        if self.needed is not None and self.size > self.needed:
            self.received.seek(self.needed)
            self.left_over = self.received.read()
            self.received.seek(self.needed)
            self.received.truncate()
        self.received.seek(0)
        self.sock.give(self.received)
        self.data_ready = True

    @property
    def promised(self) -> int:
        """How many bytes are still to be kept."""
        return max(0, (self.needed or 0) - self.size)

    def close(self, graceful: bool = False) -> None:
        """Close it, or only say that we are done while the other side is still sending."""
        if graceful and self.unread and not self.is_lingering:
            self.is_lingering = True
            self.deadline = time.monotonic() + _LINGER_SECONDS
            self.sock.setblocking(False)
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_WR)
            return
        super().close()  # all was read, so nothing is left that would reset the connection

    def _measure(self, data: bytes) -> None:
        """See how long the request is, as soon as its headers are in; the body after them may be long."""
        tail = min(self.size, len(data) + len(_END_OF_HEADERS) - 1)
        self.received.seek(self.size - tail)
        ended = _END_OF_HEADERS in self.received.read()
        if not ended and self.size <= LONGEST_HEADERS:
            return
        self.received.seek(0)
        headers = self.received.read()
        self.needed = self._length(headers) if ended else self.size
        seconds = BODY_SECONDS + self.promised / LEAST_BYTES_PER_SECOND
        self.deadline = time.monotonic() + seconds

    def _length(self, received: bytes) -> int:
        """The bytes of the whole request, by gunicorn's own reading of it; what it refuses is left for it to tell."""
        parser = http.get_parser(self.cfg, iter([received]), self.client)
        try:
            request = next(parser)
        except (NoMoreData, StopIteration):
            return self.size
        except Exception:  # noqa: BLE001 - a thread meets it again and answers
            self.unread = True
            return self.size
        headers = len(received) - len(parser.unreader.buf.getvalue())
        reader = request.body.reader
        length = reader.length if isinstance(reader, LengthReader) else 0
        if isinstance(reader, ChunkedReader) or length > self.largest:
            self.unread = True  # the application refuses it without reading
            return self.size
        if request._expected_100_continue and length:  # noqa: SLF001 - gunicorn's own, which would say so too late
            self.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        return headers + int(length)


class ReceivingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's worker with threads, which receives requests itself before a thread sees them."""

    def init_process(self) -> None:
        from django.conf import settings

        self.coming: set[Connection] = set()
        self.largest = settings.REQUEST_MEGABYTES * _MEGABYTE
        super().init_process()

    def accept(self, listener: Any) -> None:  # noqa: ANN401 - a socket
        """Accept a connection, and wait for its request without a thread."""
        try:
            sock, address = listener.accept()
        except OSError:  # taken by another process, gone already, or no files left: the next try comes by itself
            return
        self.nr_conns += 1
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ANSWER)
        self._await_request(Connection(self.cfg, sock, address, listener.getsockname(), largest=self.largest))

    def on_client_socket_readable(self, conn: Connection, client: Any) -> None:  # noqa: ANN401 - a socket
        """A connection that was kept has something new."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        conn.begin()
        self._await_request(conn)

    def handle(self, conn: Connection) -> Any:  # noqa: ANN401 - as gunicorn says it
        """Answer; what still comes of a refused request is not the next one."""
        return super().handle(conn) and not conn.unread

    def finish_request(self, conn: Connection, fs: Any) -> None:  # noqa: ANN401 - a future
        """What follows a request: the next on the same connection, or its end."""
        super().finish_request(conn, fs)
        conn.received.close()
        if conn.is_lingering:
            self.nr_conns += 1
            self._watch(conn)
        elif conn.left_over and conn in self.keepalived_conns:
            self.on_client_socket_readable(conn, conn.sock)

    def murder_pending(self) -> None:
        """Close what did not come in time; while stopping, also what asks nothing."""
        now = time.monotonic()
        for conn in [c for c in self.coming if c.deadline <= now or not (self.alive or c.size)]:
            self._refuse(conn, b"408 Request Timeout" if conn.size and not conn.is_lingering else b"")
        super().murder_pending()

    def _await_request(self, conn: Connection) -> None:
        conn.sock.setblocking(False)
        self._watch(conn)
        if conn.left_over:
            self._take(conn, conn.left_over)

    def _watch(self, conn: Connection) -> None:
        self.coming.add(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_data, conn))

    def _on_data(self, conn: Connection, _: Any) -> None:  # noqa: ANN401 - a socket
        data = conn.sock.arrived()
        if data is not None:
            self._take(conn, data)

    def _take(self, conn: Connection, data: bytes) -> None:
        if not data:
            self._refuse(conn, b"")
        elif conn.is_lingering:
            return
        elif conn.take(data):
            if conn.sock.not_read() > ANSWER:  # asks on and on, and reads nothing of it
                self._refuse(conn, b"")
                return
            self._leave(conn)
            conn.finish()
            self.enqueue_req(conn)
        elif conn.promised and sum(other.promised for other in self.coming) > AT_ONCE:
            self._refuse(conn, b"503 Service Unavailable")

    def _leave(self, conn: Connection) -> None:
        self.coming.discard(conn)
        self.poller.unregister(conn.sock)

    def _refuse(self, conn: Connection, status: bytes) -> None:
        self._leave(conn)
        if status:
            with suppress(OSError):
                conn.sock.send(b"HTTP/1.1 " + status + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        self.nr_conns -= 1
        conn.received.close()
        conn.close()
