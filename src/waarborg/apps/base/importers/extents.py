"""How far the filled cells of a sheet reach, told by a real reading of it.

The reader behind us makes every cell between the first and the last, so one cell far away ends the whole process. What
it accepts as a cell can be written in many ways: a search for the usual one is walked around.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
XLSB_CELLS = b"\x91\x01"  # the record after which the cells of a sheet follow
_ROW_HEADER, _LAST_CELL = 0, 11  # of the records of .xlsb: 1 is an empty cell, 2 to 11 hold something
_FIRST_FILLED = 2
Extent = tuple[int, int]  # the last row and the last column, counted from one


class _Reach:
    """The highest row and the widest column until now."""

    def __init__(self) -> None:
        self.row = self.column = self.highest = self.widest = 0
        self.is_in_cell = False
        self.before: list[Extent] = []

    def extents(self) -> list[Extent]:
        return [*self.before, (self.highest, self.widest)]

    def next_sheet(self) -> None:
        self.before.append((self.highest, self.widest))
        self.row = self.column = self.highest = self.widest = 0

    def fill(self) -> None:
        self.highest, self.widest = max(self.highest, self.row), max(self.widest, self.column)

    def end(self, name: str) -> None:
        if _local(name) in {"c", "table-cell", "covered-table-cell"}:
            self.is_in_cell = False


class _Xlsx(_Reach):
    def start(self, name: str, told: dict[str, str]) -> None:
        if self.is_in_cell:
            self.fill()
        elif _local(name) == "row":
            self.row, self.column = int(told.get("r", self.row + 1)), 0
        elif _local(name) == "c":
            self.is_in_cell = True
            self.column += 1
            if "r" in told:
                found = _PLACE.fullmatch(told["r"])
                if found is None:
                    raise ValueError(told["r"])
                self.row, self.column = int(found[2]), column(found[1])


class _Ods(_Reach):
    def start(self, name: str, told: dict[str, str]) -> None:
        local = _local(name)
        if self.is_in_cell:
            self.fill()
        elif local == "table":
            self.next_sheet()
        elif local == "table-row":
            self.row += _count(told, "number-rows-repeated")
            self.column = 0
        elif local in {"table-cell", "covered-table-cell"}:
            self.is_in_cell = True
            self.column += _count(told, "number-columns-repeated")
            if any(_local(key) in {"value-type", "formula"} for key in told):
                self.fill()


def of_xlsx(xml: bytes) -> list[Extent]:
    """The last row and column with something in it. Raises ValueError when it is no good XML."""
    return _read(xml, _Xlsx())


def of_ods(xml: bytes) -> list[Extent]:
    """The same, for every sheet."""
    return _read(xml, _Ods())


def of_xlsb(data: bytes) -> list[Extent]:
    """The same for a part of a binary workbook."""
    reach = _Reach()
    for kind, place in _records(data):
        if kind == _ROW_HEADER:
            reach.row = place + 1
        elif _FIRST_FILLED <= kind <= _LAST_CELL:
            reach.column = place + 1
            reach.fill()
    return reach.extents()


def _read(xml: bytes, reach: Any) -> list[Extent]:  # noqa: ANN401 - one of the two above
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reach.start, reach.end
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    found: list[Extent] = reach.extents()
    return found


def _refuse(*_told: object) -> None:
    raise ValueError("DOCTYPE")


def _records(data: bytes) -> Iterator[tuple[int, int]]:
    """The kind of every record, and the number with which it begins: the row or the column."""
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        yield kind, int.from_bytes(data[at : at + 4], "little")
        at += size


def _number(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """Seven bits per byte, the lowest first; the highest bit says that another follows."""
    found = 0
    for place in range(longest):
        byte = data[at] if at < len(data) else 0
        found |= (byte & 0x7F) << (7 * place)
        at += 1
        if byte < 0x80:  # noqa: PLR2004 - the highest bit
            break
    return found, at


def _count(told: dict[str, str], wanted: str) -> int:
    return max(1, next((int(value) for key, value in told.items() if _local(key) == wanted), 1))


def column(name: str) -> int:
    """The number of a column: A is 1."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _local(name: str) -> str:
    return name.rpartition(":")[2]
