"""An Excel report: its sheets as rows, and its charts with the cells that they draw."""

import re
import zipfile
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree

NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
_RANGE = re.compile(r"'?([^'!]+)'?!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$(\d+)")


@dataclass
class Chart:
    """A chart: per series its name, the cells it points at, and the figures kept inside the chart."""

    title: str
    categories: list[Any]
    series: dict[str, list[Any]]
    kept: dict[str, list[int]]


class ExcelFile:
    def __init__(self, file: Path) -> None:
        self.file = file

    @cached_property
    def sheets(self) -> dict[str, list[list[Any]]]:
        """All rows of all sheets; the first row of a sheet is row 0."""
        with closing(openpyxl.load_workbook(self.file, read_only=True)) as book:
            return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book}

    def table(self, name: str, first: str) -> list[dict[str, Any]]:
        """The rows below the head that begins with `first`, up to an empty row."""
        rows = self.sheets[name]
        at = next(n for n, row in enumerate(rows) if row and row[0] == first)
        head = [cell for cell in rows[at] if cell is not None]
        found = []
        for row in rows[at + 1 :]:
            if not any(cell is not None for cell in row):
                break
            found.append(dict(zip(head, row, strict=False)))
        return found

    @cached_property
    def charts(self) -> list[Chart]:
        with zipfile.ZipFile(self.file) as package:
            names = sorted(n for n in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", n))
            return [self._chart(etree.fromstring(package.read(name))) for name in names]

    @cached_property
    def alternatives(self) -> list[str]:
        """The text of every drawing, for who cannot see it."""
        with zipfile.ZipFile(self.file) as package:
            names = sorted(n for n in package.namelist() if n.startswith("xl/drawings/drawing"))
            roots = [etree.fromstring(package.read(name)) for name in names]
        return [one.get("descr", "") for root in roots for one in root.findall(".//xdr:cNvPr", NAMES)]

    def _chart(self, root: Any) -> Chart:
        series = root.findall(".//c:ser", NAMES)
        names = ["".join(one.find("./c:tx", NAMES).itertext()) for one in series]
        points = [self._cells(one.find("./c:val//c:f", NAMES).text) for one in series]
        kept = [[int(float(v.text)) for v in one.findall("./c:val//c:v", NAMES)] for one in series]
        title = "".join(root.find(".//c:title", NAMES).itertext())
        categories = self._cells(series[0].find("./c:cat//c:f", NAMES).text)
        return Chart(title, categories, dict(zip(names, points, strict=True)), dict(zip(names, kept, strict=True)))

    def _cells(self, reference: str) -> list[Any]:
        sheet, column, first, _column, last = _RANGE.fullmatch(reference).groups()
        place = openpyxl.utils.column_index_from_string(column) - 1
        return [self.sheets[sheet][row - 1][place] for row in range(int(first), int(last) + 1)]
