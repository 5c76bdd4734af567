"""Readers as bad as a file can make them, for the process that must survive them."""

import os
import resource
import time
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from waarborg.apps.base.importers.child import reader
from waarborg.apps.base.importers.grids import Grid
from waarborg.apps.base.shapes import UnreadableFileError

GRID = Grid(
    name="Blad \ud800 één",
    rows=(
        ("5", 5, 5.0, True, 1e308, 2**70, ""),
        (date(2026, 2, 28), datetime(2026, 2, 28, 12, 30, 1, 5), time_of_day(23, 59, 59), timedelta(-1, 3, 7)),  # noqa: DTZ001
        (),
    ),
    visible=False,
    merged=frozenset({(1, 2), (3, 4)}),
    formulas=frozenset({(0, 0)}),
    errors=((0, 0, "#REF!"),),
)


@reader
def grids(data: bytes, name: str) -> list[Grid]:
    return [GRID, Grid(name, ((data.decode(),),))]


@reader
def refusing(data: bytes) -> str:
    raise UnreadableFileError("Dit is geen werkblad, maar een “boterham”.")


@reader
def sleeping(data: bytes) -> str:
    time.sleep(60)
    return ""


@reader
def burning(data: bytes) -> str:
    resource.setrlimit(resource.RLIMIT_CPU, (1, resource.getrlimit(resource.RLIMIT_CPU)[1]))  # not the whole limit
    while True:
        pass


@reader
def hungry(data: bytes) -> str:
    return str(len(bytearray(4 << 30)))


@reader
def aborting(data: bytes) -> str:
    os.abort()


@reader
def panicking(data: bytes) -> str:
    raise KeyboardInterrupt


@reader
def broken(data: bytes) -> str:
    return {}["nothing"]


@reader
def lying(data: bytes) -> list[Grid]:
    return [{"name": "x"}]


@reader
def talking(data: bytes) -> str:
    while True:
        os.write(1, b"x" * (1 << 20))


@reader
def writing(data: bytes) -> str:
    with open("/tmp/waarborg-child", "wb") as file:  # noqa: S108, PTH123 - it must not be possible
        file.write(b"x")
    return "written"


@reader
def telling(data: bytes) -> list[str]:
    return [*os.environ, *(name for name in os.listdir("/proc/self/fd") if int(name) > 2)]  # noqa: PTH208


def unmarked(data: bytes) -> str:
    return "read"
