"""The process that reads what a stranger made: it limits itself, reads one file, answers, and ends.

It holds nothing worth taking: no database, no secrets, no settings, no open files. Only functions marked with `reader`
can be asked for, and their modules import no Django, because every file pays for what is imported here.
"""

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any, TypeVar

from waarborg.apps.base.importers import wire
from waarborg.apps.base.shapes import UnreadableFileError

_Reader = TypeVar("_Reader", bound=Callable[..., Any])

MEMORY_BYTES = 1 << 30  # of address space: a workbook at its limits takes half of it
CPU_SECONDS = 20
WALL_SECONDS = 60  # more than what it may compute: the machine can be busy
_OPEN_FILES = 64
_KILL_FIRST = "1000"  # when the machine runs out of memory, this process goes and not the server

_READERS: dict[str, Callable[..., Any]] = {}


class Ending(IntEnum):
    """How the process ended by itself."""

    READ = 0
    REFUSED = 10
    OUT_OF_MEMORY = 11
    FAILED = 12


def reader(function: _Reader) -> _Reader:
    """Mark a function as one that may be asked for: bytes and texts in, plain data with its type out."""
    _READERS[name_of(function)] = function
    return function


def name_of(function: Callable[..., Any]) -> str:
    """Where the function stands."""
    return f"{function.__module__}:{function.__qualname__}"


def find(name: str) -> Callable[..., Any]:
    """The marked function of this name. Raises LookupError for any other."""
    importlib.import_module(name.partition(":")[0])
    return _READERS[name]


def main() -> None:
    """Read what stands on the input: a line with the name of the reader and its other arguments, then the file."""
    _limit()
    ending, answer = _answer()
    with contextlib.suppress(OSError), os.fdopen(1, "wb", closefd=False) as out:
        out.write(answer)
    os._exit(ending)  # nothing to tidy up, and freeing millions of cells takes longer than reading them


def _answer() -> tuple[Ending, bytes]:
    try:
        about, _newline, data = sys.stdin.buffer.read().partition(b"\n")
        asked = json.loads(about)
        return Ending.READ, wire.encode(find(asked["reader"])(data, *asked["arguments"]))
    except UnreadableFileError as refusal:
        return Ending.REFUSED, wire.encode(str(refusal))
    except MemoryError:
        return Ending.OUT_OF_MEMORY, b""
    except BaseException:  # noqa: BLE001 - a panic of a library in Rust is no Exception
        return Ending.FAILED, traceback.format_exc(limit=-8)[-4000:].encode("utf-8", "replace")


def _limit() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_KILL_FIRST)
    for told in (signal.SIGXCPU, signal.SIGALRM):  # the one who started us may have ignored them
        signal.signal(told, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, WALL_SECONDS)  # also when the parent is gone
    for name, most, hardest in (
        ("RLIMIT_AS", MEMORY_BYTES, MEMORY_BYTES),
        ("RLIMIT_CPU", CPU_SECONDS, CPU_SECONDS + 1),  # the signal of the first one tells why
        ("RLIMIT_FSIZE", 0, 0),
        ("RLIMIT_CORE", 0, 0),
        ("RLIMIT_NPROC", 0, 0),  # starts nothing, unless the server runs as root
        ("RLIMIT_NOFILE", _OPEN_FILES, _OPEN_FILES),
    ):
        _set(name, most, hardest)


def _set(name: str, most: int, hardest: int) -> None:
    """Never more than the machine allows already. Where a limit does not exist, the deadline of the parent remains."""
    kind = getattr(resource, name, None)
    if kind is None:
        return
    allowed = resource.getrlimit(kind)[1]
    if allowed != resource.RLIM_INFINITY:
        most, hardest = min(most, allowed), min(hardest, allowed)
    try:
        resource.setrlimit(kind, (most, hardest))
    except (ValueError, OSError):
        if sys.platform == "linux":
            raise
