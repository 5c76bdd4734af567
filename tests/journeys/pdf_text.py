"""The pieces of text that a PDF page draws, each with its place and with the mark by which the tags refer to it."""

import re
from typing import Any

from pypdf.generic import ContentStream

SOFT_HYPHEN, SPLIT_HERE, WORD_JOINER = "\u00ad", "\u200b", "\u2060"
_LETTER = 9.0  # points: no letter of a drawing is wider
Matrix = tuple[float, float, float, float, float, float]
Piece = tuple[float, float, str]  # x, y and the text
_NO_SPACE = re.compile(f"[{SOFT_HYPHEN}{SPLIT_HERE}]$|\\w-$")  # a hyphen of the word itself breaks it as well
_CODE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")


def read_page(page: Any, reader: Any) -> tuple[list[Piece], dict[int, list[Piece]]]:
    """Everything on the page in the order of drawing, and the same by mark."""
    reading = _Reading(reader)
    reading.draw(page.get_contents(), page["/Resources"])
    return reading.everything, reading.marked


def joined(pieces: list[Piece]) -> str:
    """Pieces of text as one: a new line is a new word, unless a hyphen or a place to split broke one."""
    told, last = "", None
    for _x, y, text in pieces:
        if last is not None and abs(y - last) > 1 and not _NO_SPACE.search(told):
            told += " "
        told, last = told + text, y
    return tidy(told)


def rows_of(pieces: list[Piece]) -> list[list[tuple[float, str]]]:
    """The words of a drawing, line by line from the top, each with where it begins."""
    lines: dict[int, list[tuple[float, str]]] = {}
    ends: dict[int, float] = {}
    for x, y, text in sorted(pieces, key=lambda piece: (-round(piece[1]), piece[0])):
        line = lines.setdefault(round(y), [])
        if not text.strip():
            ends.pop(round(y), None)
        elif line and 0 <= x - ends.get(round(y), x - 99) < _LETTER:
            line[-1] = (line[-1][0], line[-1][1] + text)
            ends[round(y)] = x
        else:
            line.append((x, text))
            ends[round(y)] = x
    return [line for line in lines.values() if line]


def tidy(text: str) -> str:
    return " ".join(re.sub(f"[{SOFT_HYPHEN}{SPLIT_HERE}{WORD_JOINER}]", "", text).split())


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _alphabet(font: Any) -> dict[int, str]:
    """What each code of a font means; our fonts have codes of two bytes."""
    table = font["/ToUnicode"].get_data()
    single = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        single |= {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in _CODE.findall(block)
        }
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in _RANGE.findall(block):
            start = int(text, 16)
            single |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return single


class _Reading:
    """Follows the drawing of a page, as far as text, places and marks go."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.marked: dict[int, list[Piece]] = {}
        self.everything: list[Piece] = []
        self._at: Matrix = (1, 0, 0, 1, 0, 0)
        self._text_at: Matrix = self._at
        self._saved: list[Matrix] = []
        self._inside: list[tuple[int | None, str | None]] = []  # marks and replacements that are open
        self._font: dict[int, str] = {}
        self._does = {
            b"q": lambda _: self._saved.append(self._at),
            b"Q": self._restore,
            b"cm": self._move,
            b"Tm": self._place,
            b"BDC": self._open,
            b"BMC": lambda _: self._inside.append((None, None)),
            b"EMC": lambda _: self._inside.pop(),
            b"Tj": lambda given: self._write(given[0]),
            b"TJ": lambda given: self._write(*(part for part in given[0] if not isinstance(part, int | float))),
        }

    def draw(self, contents: Any, resources: Any) -> None:
        fonts = {name: _alphabet(font.get_object()) for name, font in resources.get("/Font", {}).items()}
        for given, name in ContentStream(contents, self.reader).operations:
            if name == b"Tf":
                self._font = fonts[given[0]]
            elif name == b"Do":
                self._draw_inside(resources["/XObject"][given[0]])
            elif name in self._does:
                self._does[name](given)

    def _draw_inside(self, form: Any) -> None:
        if form.get("/Subtype") == "/Form":
            before = self._at
            self._move(form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
            self.draw(form, form["/Resources"])
            self._at = before

    def _restore(self, _given: Any) -> None:
        self._at = self._saved.pop()

    def _move(self, given: Any) -> None:
        self._at = _times(tuple(map(float, given)), self._at)  # type: ignore[arg-type]

    def _place(self, given: Any) -> None:
        self._text_at = tuple(map(float, given))  # type: ignore[assignment]

    def _open(self, given: Any) -> None:
        about = given[1] if isinstance(given[1], dict) else {}
        self._inside.append((about.get("/MCID"), about.get("/ActualText")))

    def _write(self, *parts: Any) -> None:
        codes = b"".join(_bytes(part) for part in parts)
        shown = "".join(
            self._font.get(code, "") for code in (int.from_bytes(codes[n : n + 2]) for n in range(0, len(codes), 2))
        )
        text = next((instead for _, instead in reversed(self._inside) if instead is not None), shown)
        _a, _b, _c, _d, x, y = _times(self._text_at, self._at)
        self.everything.append((x, y, text))
        mark = next((mark for mark, _ in reversed(self._inside) if mark is not None), None)
        if mark is not None:
            self.marked.setdefault(mark, []).append((x, y, text))


def _bytes(part: Any) -> bytes:
    return part.original_bytes if hasattr(part, "original_bytes") else bytes(part)
