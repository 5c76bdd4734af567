"""A tagged PDF as a screen reader gets it: headings, paragraphs, tables and figures, from the tags and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject

from tests.journeys.pdf_text import Piece, joined, read_page

_GROUPS = {"/Document", "/Div", "/Sect", "/Part", "/NonStruct"}


@dataclass
class Block:
    """Something that is read as one: `kind` is its tag, such as H1, P, Table, Figure."""

    kind: str
    text: str
    page: int  # from 1
    rows: list[list[str]] = field(default_factory=list)  # of a table, with its head
    caption: str = ""
    pieces: list[Piece] = field(default_factory=list)  # of a figure: x, y and what stands there


class PdfFile:
    """The blocks of a document in reading order, and the text of every page."""

    def __init__(self, file: Path) -> None:
        self.reader = pypdf.PdfReader(file)
        self.runs: dict[tuple[int, int], list[Piece]] = {}
        self.page_texts: list[str] = []
        self._pages = {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages, start=1)}
        for number, page in enumerate(self.reader.pages, start=1):
            self._read(number, page)
        self.blocks = list(self._walk(self.reader.trailer["/Root"]["/StructTreeRoot"]))

    def of(self, kind: str) -> list[Block]:
        return [block for block in self.blocks if block.kind == kind]

    def after(self, heading: str, level: str = "H1") -> list[Block]:
        """What stands under a heading, up to the next one of its level."""
        at = next(n for n, b in enumerate(self.blocks) if b.kind == level and b.text.endswith(heading))
        end = next((n for n, b in enumerate(self.blocks) if n > at and b.kind <= level and b.kind[0] == "H"), None)
        return self.blocks[at + 1 : end]

    def _read(self, number: int, page: Any) -> None:
        everything, marked = read_page(page, self.reader)
        self.runs |= {(number, mark): pieces for mark, pieces in marked.items()}
        self.page_texts.append(joined(everything))

    def _walk(self, element: Any, caption: str = "") -> Iterator[Block]:
        for kid in _kids(element):
            if not isinstance(kid, DictionaryObject) or "/S" not in kid:
                continue
            kind = str(kid["/S"])
            if kind in _GROUPS:
                inside = _caption_in(self, kid) or caption
                yield from self._walk(kid, inside)
            else:
                yield self._block(kid, kind.lstrip("/"), caption)

    def _block(self, element: Any, kind: str, caption: str) -> Block:
        marks = list(self._marks(element))
        pieces = [piece for mark in marks for piece in self.runs.get(mark, [])]
        rows = (
            [[self.text_of(cell) for cell in _kids(row)] for row in _below(element, "/TR")] if kind == "Table" else []
        )
        told = str(element.get("/Alt", "")) if kind == "Figure" else joined(pieces)
        return Block(
            kind, told, min((mark[0] for mark in marks), default=0), rows, _caption_in(self, element) or caption, pieces
        )

    def text_of(self, element: Any) -> str:
        """The words in an element, line ends and hyphens undone."""
        return joined([piece for mark in self._marks(element) for piece in self.runs.get(mark, [])])

    def _marks(self, element: Any, page: int = 0) -> Iterator[tuple[int, int]]:
        page = self._pages[element.raw_get("/Pg").idnum] if "/Pg" in element else page
        for kid in _kids(element):
            if isinstance(kid, int):
                yield page, kid
            elif isinstance(kid, DictionaryObject) and "/MCID" in kid:
                yield self._pages[kid.raw_get("/Pg").idnum] if "/Pg" in kid else page, int(kid["/MCID"])
            elif isinstance(kid, DictionaryObject) and kid.get("/Type") != "/OBJR":
                yield from self._marks(kid, page)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return [kid.get_object() for kid in kids] if isinstance(kids, list) else [kids]


def _below(element: Any, kind: str) -> Iterator[Any]:
    for kid in _kids(element):
        if isinstance(kid, DictionaryObject) and kid.get("/S") == kind:
            yield kid
        elif isinstance(kid, DictionaryObject):
            yield from _below(kid, kind)


def _caption_in(file: PdfFile, group: Any) -> str:
    found = (kid for kid in _kids(group) if isinstance(kid, DictionaryObject) and kid.get("/S") == "/Caption")
    return next((file.text_of(kid) for kid in found), "")
