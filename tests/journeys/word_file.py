"""A Word report as someone who opens it sees it: headings, tables with their captions, charts and contents."""

import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from docx import Document
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from lxml import etree

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


@dataclass
class Table:
    heading: str
    caption: str
    head: list[str]
    rows: list[list[str]]


@dataclass
class Chart:
    """What a chart draws, from the figures inside it."""

    alternative: str
    categories: list[str]
    series: dict[str, list[int]]


class WordFile:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.document = Document(str(file))
        self.blocks = list(self.document.iter_inner_content())

    @cached_property
    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of every paragraph outside tables."""
        return [(b.style.name, b.text) for b in self.blocks if isinstance(b, Paragraph)]

    @cached_property
    def headings(self) -> list[tuple[str, str]]:
        return [(style, text) for style, text in self.paragraphs if is_heading(style)]

    @cached_property
    def captions(self) -> list[str]:
        return [text for style, text in self.paragraphs if style == "Caption"]

    @cached_property
    def tables(self) -> list[Table]:
        """Each table with the heading and the caption above it."""
        found, heading, caption = [], "", ""
        for block in self.blocks:
            if isinstance(block, WordTable):
                rows = [[_cell(cell) for cell in row.tc_lst] for row in block._tbl.tr_lst]
                found.append(Table(heading, caption, rows[0], rows[1:]))
            elif is_heading(block.style.name):
                heading = block.text
            elif block.style.name == "Caption":
                caption = block.text
        return found

    def table(self, first: str, columns: int) -> Table:
        """The table of so many columns whose first cell is this."""
        return next(t for t in self.tables if t.rows[0][0] == first and len(t.head) == columns)

    def under(self, heading: str) -> list[str]:
        """The paragraphs below a heading, up to the next heading."""
        at = next(n for n, (style, text) in enumerate(self.paragraphs) if text == heading and is_heading(style))
        found = []
        for style, text in self.paragraphs[at + 1 :]:
            if is_heading(style):
                break
            found.append(text)
        return found

    @cached_property
    def charts(self) -> list[Chart]:
        described = self.document.element.body.xpath(".//wp:docPr[starts-with(@id, '10')]/@descr")
        with zipfile.ZipFile(self.file) as package:
            names = sorted(n for n in package.namelist() if re.fullmatch(r"word/charts/chart\d+\.xml", n))
            drawn = [etree.fromstring(package.read(name)) for name in names]
        return [_chart(told, root) for told, root in zip(described, drawn, strict=True)]

    @cached_property
    def contents(self) -> list[tuple[str, int]]:
        """Label and text of each line of the contents, and its page."""
        lines = self.document.element.body.findall(".//w:sdt//w:p", NAMES)
        texts = [[run.text or "" for run in line.findall(".//w:t", NAMES)] for line in lines]
        return [(" ".join(parts[:-1]), int(parts[-1])) for parts in texts]


def is_heading(style: str) -> bool:
    return style.startswith("Heading") or style in {"Bijlagekop", "Voorkop"}


def _cell(cell: Any) -> str:
    return "\n".join("".join(run.text or "" for run in p.findall(".//w:t", NAMES)) for p in cell.p_lst)


def _chart(alternative: str, root: Any) -> Chart:
    series = root.findall(".//c:ser", NAMES)
    categories = [v.text for v in series[0].findall(".//c:cat//c:v", NAMES)]
    figures = {
        one.find("./c:tx//c:v", NAMES).text: [int(float(v.text)) for v in one.findall("./c:val//c:v", NAMES)]
        for one in series
    }
    return Chart(alternative, categories, figures)
