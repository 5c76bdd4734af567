"""Reading a stranger's file in a process of its own, with limits on memory and time (ADR 32)."""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, ParamSpec, TypeVar, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waarborg.apps.base.importers import child, wire
from waarborg.apps.base.shapes import UnreadableFileError

_Told = ParamSpec("_Told")
_Found = TypeVar("_Found")

DEADLINE_SECONDS = child.WALL_SECONDS
_LARGEST_ANSWER = 64 * 1024 * 1024
_AT_ONCE = 2  # children of one process: a reading takes a tenth of a second, and each may take a core and a gigabyte
_WAIT_SECONDS = 10.0
_CHUNK = 1 << 16
_SOURCE = str(Path(__file__).parents[4])  # where the package `waarborg` stands, installed or not
_START = f"import sys; sys.path.append(sys.argv[1]); from {child.__name__} import main; main()"
_COMMAND = (sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, _SOURCE)
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # some builds of Python do not start without
_turns = threading.BoundedSemaphore(_AT_ONCE)
_log = logging.getLogger(__name__)

_TOO_SLOW = gettext_noop("Het lezen van dit bestand duurt te lang en is gestopt. Splits het, of bewaar het opnieuw.")
_TOO_LARGE = gettext_noop(
    "Het lezen van dit bestand vraagt te veel geheugen en is gestopt. "
    "Haal lege rijen, kolommen en plaatjes weg, of splits het."
)
_DAMAGED = gettext_noop(
    "Dit bestand is beschadigd en niet te lezen. "
    "Open het in het programma waarmee het is gemaakt en bewaar het opnieuw."
)
_BUSY = gettext_noop("Er worden nu te veel bestanden tegelijk gelezen. Probeer het over een halve minuut opnieuw.")
_OUT_OF_TIME = frozenset({signal.SIGXCPU, signal.SIGALRM})
_OUT_OF_MEMORY = frozenset({signal.SIGKILL, signal.SIGABRT})  # by the kernel; by a library that got no memory


def read_in_child(reader: Callable[_Told, _Found], data: bytes, *arguments: str) -> _Found:
    """What the marked reader makes of the bytes, read in a child process.

    Raises UnreadableFileError with what the reader says, or when the reading is damaged, too large or takes too long.
    """
    if not _turns.acquire(timeout=_WAIT_SECONDS):
        raise UnreadableFileError(_(_BUSY))
    try:
        status, answer = _ask(child.name_of(reader), data, arguments)
    except OSError as error:  # no memory or no process left
        raise UnreadableFileError(_(_BUSY)) from error
    finally:
        _turns.release()
    if status != child.Ending.READ:
        raise UnreadableFileError(_why(status, answer))
    try:
        found: _Found = wire.decode(answer, get_type_hints(reader)["return"])
    except ValueError as error:
        _log.error("the child that reads files gave something else than %s: %s", child.name_of(reader), error)
        raise UnreadableFileError(_(_DAMAGED)) from error
    return found


def _ask(reader: str, data: bytes, arguments: tuple[str, ...]) -> tuple[int, bytes]:
    """How the child ended (below zero: by this signal), and what it answered."""
    with _file() as question:  # a file and no pipe: nobody has to wait until it is read
        question.write(json.dumps({"reader": reader, "arguments": arguments}).encode() + b"\n")
        question.write(data)
        question.seek(0)
        with subprocess.Popen(
            _COMMAND,
            stdin=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
            cwd="/",
        ) as process:
            try:
                answer = _received(process.stdout, time.monotonic() + DEADLINE_SECONDS)
            except (TimeoutError, OverflowError) as error:
                process.kill()
                return (-signal.SIGALRM if isinstance(error, TimeoutError) else -signal.SIGKILL), b""
            return process.wait(), answer


def _file() -> Any:  # noqa: ANN401 - a binary file
    """A file without a name: in memory, so that a full disk keeps nobody from reading, else where files pass by."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("untrusted"), "w+b")
    return tempfile.TemporaryFile()


def _received(pipe: IO[bytes] | None, deadline: float) -> bytes:
    """All that comes until the end. Raises TimeoutError at the deadline, OverflowError when it is too much."""
    answer = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)  # type: ignore[arg-type]
        while selector.select(max(0.0, deadline - time.monotonic())):
            chunk = os.read(pipe.fileno(), _CHUNK)  # type: ignore[union-attr]
            if not chunk:
                return bytes(answer)
            answer += chunk
            if len(answer) > _LARGEST_ANSWER:
                raise OverflowError
    raise TimeoutError


def _why(status: int, answer: bytes) -> str:
    if status == child.Ending.REFUSED:
        try:
            return str(wire.decode(answer, str))
        except ValueError:
            return _(_DAMAGED)
    if status == child.Ending.OUT_OF_MEMORY or -status in _OUT_OF_MEMORY:
        return _(_TOO_LARGE)
    if -status in _OUT_OF_TIME:
        return _(_TOO_SLOW)
    _log.error("the child that reads files ended with %s: %s", status, answer.decode("utf-8", "replace")[-4000:])
    return _(_DAMAGED)
