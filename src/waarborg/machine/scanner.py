"""The malware scanner: clamd, spoken to over its own protocol (INSTREAM), on a socket or a port."""

import socket
import struct
from collections.abc import Iterator

_CHUNK = 64 * 1024
_SECONDS = 30
_USUAL_PORT = 3310


class ScannerDownError(Exception):
    """The scanner does not answer, or says something that is no answer."""


def find_malware(content: bytes, address: str) -> str:
    """The name of what the scanner finds in it; "" when it finds nothing.

    `address` is `unix:/run/clamav/clamd.ctl` or `host:3310`. Raises ScannerDownError.
    """
    answer = _ask(address, (b"zINSTREAM\0", *_chunks(content), struct.pack("!L", 0)))
    told = answer.removeprefix("stream: ")
    if told == "OK":
        return ""
    if told.endswith(" FOUND"):
        return told.removesuffix(" FOUND")
    raise ScannerDownError(answer or "geen antwoord")


def version(address: str) -> str:
    """Which scanner answers, with its definitions: "ClamAV 1.4.1/27500/…". Raises ScannerDownError."""
    answer = _ask(address, (b"zVERSION\0",))
    if not answer:
        raise ScannerDownError("geen antwoord")
    return answer


def _chunks(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _CHUNK):
        part = content[start : start + _CHUNK]
        yield struct.pack("!L", len(part)) + part


def _ask(address: str, parts: tuple[bytes, ...]) -> str:
    try:
        with _connected(address) as connection:
            _send(connection, parts)
            return _answer(connection)
    except (OSError, ValueError) as error:
        raise ScannerDownError(str(error)) from error


def _send(connection: socket.socket, parts: tuple[bytes, ...]) -> None:
    try:
        for part in parts:
            connection.sendall(part)
    except (BrokenPipeError, ConnectionResetError):  # it stopped listening: what it says tells why
        return


def _answer(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and (more := connection.recv(4096)):
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_SECONDS)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host or port, int(port) if host else _USUAL_PORT), timeout=_SECONDS)
