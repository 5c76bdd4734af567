"""Writing a Word document from top to bottom: headings, texts, captions, tables, and the page of each heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from waarborg.apps.reports.exporters import docx_pages as pages
from waarborg.apps.reports.exporters.docx_charts import Bars, inline
from waarborg.apps.reports.exporters.docx_styles import BODY_SIZE, TABLE_SIZE
from waarborg.apps.reports.exporters.text import fit

PORTRAIT_CM, LANDSCAPE_CM = 16.5, 25.3
PORTRAIT_HEIGHT, LANDSCAPE_HEIGHT = 24.7, 16.0
_POINT = pages.CM_PER_POINT
_PADDING_CM = 0.25  # left and right inside a cell
_TWIPS_PER_CM = 567
_SHORT = 6  # a table of so few rows is not split over pages


@dataclass(frozen=True, slots=True)
class Strong:
    """A cell that begins with a line in bold."""

    first: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Shaded:
    """A cell on a ground of this colour; the text says by itself what the colour says."""

    text: str
    fill: str


@dataclass(frozen=True, slots=True)
class Upright:
    """A heading that is read from bottom to top, for narrow columns."""

    text: str


Cell = str | Strong | Shaded
Head = str | Upright
_UPRIGHT_CM = 3.6


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    level: int
    label: str
    text: str
    bookmark: str
    page: int


class Body:
    """A cursor over the document; everything is added at the end."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.entries: list[Entry] = []
        self.pages = pages.Pages(PORTRAIT_HEIGHT)
        self.width = PORTRAIT_CM
        self._chapter = self._section = self._charts = 0
        self._captions: dict[str, int] = {}
        self._is_fresh = False  # a section break has just begun a new page

    def front(self, text: str) -> None:
        """A chapter before the numbered ones, on a new page."""
        self._top_heading("Heading 1", "", text)

    def chapter(self, text: str) -> None:
        """A numbered chapter, on a new page."""
        self._chapter, self._section = self._chapter + 1, 0
        self._top_heading("Heading 1", f"{self._chapter}", text)

    def appendix(self, text: str) -> None:
        """An appendix; its letter is part of the text."""
        self._section = 0
        self._top_heading("Bijlagekop", "", text)

    def _top_heading(self, style: str, label: str, text: str) -> None:
        paragraph = self.document.add_paragraph(style=style)
        if not self._is_fresh:
            paragraph.paragraph_format.page_break_before = True
            self.pages.new_page()
        self._is_fresh = False
        self.pages.add(1.2)
        if not label:
            unnumbered(paragraph)
        self._mark(paragraph, 1, label, text)

    def section(self, text: str, *, numbered: bool = True) -> None:
        """A heading inside a chapter; in an appendix without a number."""
        self._section, self._is_fresh = self._section + 1, False
        self.pages.add(1.2, keep_with=2.0)
        if numbered:
            paragraph = self.document.add_paragraph(style="Heading 2")
            if not self._chapter:
                unnumbered(paragraph)
            self._mark(paragraph, 2, f"{self._chapter}.{self._section}" if self._chapter else "", text)
        else:
            self.document.add_paragraph(fit(text), style="Heading 3")

    def _mark(self, paragraph: Paragraph, level: int, label: str, text: str) -> None:
        name, key = f"_Toc{len(self.entries) + 1:06d}", len(self.entries) + 1
        paragraph._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{key}" w:name="{name}"/>'))  # noqa: SLF001 - python-docx has no bookmarks
        paragraph.add_run(fit(text))
        paragraph._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{key}"/>'))  # noqa: SLF001
        self.entries.append(Entry(level, label, fit(text), name, self.pages.page))

    def text(self, text: str, style: str = "Normal") -> Paragraph:
        """A paragraph of running text."""
        self._flow(text, self.width)
        return self.document.add_paragraph(fit(text), style=style)

    def told(self, strong: str, rest: str, style: str) -> None:
        """A paragraph or list item whose first words stand out."""
        self._flow(f"{strong} {rest}", self.width - 0.7)
        paragraph = self.document.add_paragraph(style=style)
        paragraph.add_run(fit(strong)).bold = True
        paragraph.add_run(f" {fit(rest)}" if rest else "")

    def _flow(self, text: str, width: float) -> None:
        height = BODY_SIZE * 1.15 * 1.15 * _POINT
        for _line in range(pages.lines(text, width, BODY_SIZE)):
            self.pages.add(height)
        self.pages.used += 6 * _POINT

    def caption(self, kind: str, text: str, *, keep: bool = True) -> None:
        """`Tabel 3. …`, with a number that Word keeps counting."""
        number = self._captions[kind] = self._captions.get(kind, 0) + 1
        self.pages.add(0.85, keep_with=1.5 if keep else 0)
        paragraph = self.document.add_paragraph(f"{kind} ", style="Caption")
        append(paragraph, *field(f"SEQ {kind} \\* ARABIC", str(number)))
        paragraph.add_run(f". {fit(text)}")
        paragraph.paragraph_format.keep_with_next = keep

    def charts(self, several: Sequence[Bars]) -> None:
        """Charts beside each other in one line, kept with the caption beneath."""
        self.pages.add(several[0].height_cm, keep_with=1.0)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.line_spacing = 1.0
        for bars in several:
            self._charts += 1
            paragraph.add_run()._r.append(inline(self.document, bars, self._charts))  # noqa: SLF001 - python-docx has no charts

    def table(
        self,
        headers: Sequence[Head],
        widths: Sequence[float],
        rows: Sequence[Sequence[Cell]],
        about: str,
        block: int = 1,
    ) -> None:
        """A table whose header comes back on every page; rows stay whole, and so do blocks and short tables."""
        block = len(rows) if len(rows) <= _SHORT else block
        heights = [_row_height(row, widths, bold=False) for row in rows]
        self.pages.add_rows(heights, _head_height(headers, widths), block)
        self._insert(_table(headers, widths, rows, about, block))
        spacer = self.document.add_paragraph()
        spacer.paragraph_format.space_after = Cm(0)
        self.pages.used += 0.45

    def turn(self, *, landscape: bool) -> None:
        """A new section with the page on its side, or upright again."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
        section.left_margin, section.right_margin = (Cm(2.2), Cm(2.2)) if landscape else (Cm(2.5), Cm(2))
        section.different_first_page_header_footer = False
        self.width = LANDSCAPE_CM if landscape else PORTRAIT_CM
        self.pages.new_page(LANDSCAPE_HEIGHT if landscape else PORTRAIT_HEIGHT)
        self._is_fresh = True

    def _insert(self, element: BaseOxmlElement) -> None:
        self.document.element.body[-1].addprevious(element)


def unnumbered(paragraph: Paragraph) -> None:
    """A heading before the first numbered chapter."""
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0  # noqa: SLF001 - python-docx has no API
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.first_line_indent = Cm(0)


def append(paragraph: Paragraph, *elements: BaseOxmlElement) -> None:
    for element in elements:
        paragraph._p.append(element)  # noqa: SLF001 - python-docx has no fields


def field(instruction: str, shown: str) -> list[BaseOxmlElement]:
    """A field with what it shows until Word counts again."""
    run = f"<w:r {nsdecls('w')}>"
    return [
        parse_xml(xml)
        for xml in (
            f'{run}<w:fldChar w:fldCharType="begin"/></w:r>',
            f'{run}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>',
            f'{run}<w:fldChar w:fldCharType="separate"/></w:r>',
            f"{run}<w:t>{escape(shown)}</w:t></w:r>",
            f'{run}<w:fldChar w:fldCharType="end"/></w:r>',
        )
    ]


def _parts(cell: Cell) -> tuple[str, str]:
    if isinstance(cell, Strong):
        return cell.first, cell.rest
    return "", cell.text if isinstance(cell, Shaded) else cell


def _head_height(headers: Sequence[Head], widths: Sequence[float]) -> float:
    level = ["" if isinstance(header, Upright) else header for header in headers]
    tall = _UPRIGHT_CM if any(isinstance(header, Upright) for header in headers) else 0.0
    return max(tall, _row_height(level, widths, bold=True))


def _row_height(row: Sequence[Cell], widths: Sequence[float], *, bold: bool) -> float:
    tallest = max(_cell_lines(cell, width - _PADDING_CM, bold=bold) for cell, width in zip(row, widths, strict=True))
    return tallest * TABLE_SIZE * 1.15 * 1.1 * _POINT + 0.18


def _cell_lines(cell: Cell, room: float, *, bold: bool) -> int:
    first, rest = _parts(cell)
    count = pages.lines(fit(first), room, TABLE_SIZE, bold=True) if first else 0
    return count + (pages.lines(fit(rest), room, TABLE_SIZE, bold=bold) if rest or not first else 0)


def _table(
    headers: Sequence[Head], widths: Sequence[float], rows: Sequence[Sequence[Cell]], about: str, block: int
) -> BaseOxmlElement:
    """Made as text in one go: cell by cell, python-docx needs seconds for a table of this size."""
    twips = [round(width * _TWIPS_PER_CM) for width in widths]
    right = frozenset(place for place in range(len(widths)) if rows and all(_is_figure(row[place]) for row in rows))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    head = _head(headers, twips, right)
    body = "".join(
        _row(row, twips, "Tabeltekst", right, keep=place % block != 0) for place, row in enumerate(rows, start=1)
    )
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="Waarborgtabel"/><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val={quoteattr(fit(about))}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _head(headers: Sequence[Head], twips: Sequence[int], right: frozenset[int]) -> str:
    """The row of headings; what is upright is turned in its cell, and the row made tall enough."""
    words = [Strong(header.text if isinstance(header, Upright) else header) for header in headers]
    row = _row(words, twips, "Tabelkop", right, keep=True)
    if not any(isinstance(header, Upright) for header in headers):
        return row
    cells = row.split("</w:tcPr>")
    turned = '<w:textDirection w:val="btLr"/>'
    parts = [
        f"{cell}{turned if isinstance(header, Upright) else ''}</w:tcPr>"
        for cell, header in zip(cells, headers, strict=False)
    ]
    height = f'<w:trHeight w:val="{round(_UPRIGHT_CM * _TWIPS_PER_CM)}" w:hRule="exact"/>'
    return "".join([*parts, cells[-1]]).replace("<w:cantSplit/>", f"<w:cantSplit/>{height}", 1)


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell, str) and (cell == "–" or cell.removesuffix("%").isdigit())


def _row(row: Sequence[Cell], twips: Sequence[int], style: str, right: frozenset[int], *, keep: bool) -> str:
    """A row that is never split; `keep` holds it on the page of the next one, `right` are the columns of figures."""
    properties = "<w:cantSplit/><w:tblHeader/>" if style == "Tabelkop" else "<w:cantSplit/>"
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_ground(cell)}</w:tcPr>'
        f"{_cell(cell, style, keep=keep, right=place in right)}</w:tc>"
        for place, (cell, width) in enumerate(zip(row, twips, strict=True))
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _ground(cell: Cell) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if isinstance(cell, Shaded) else ""


def _cell(cell: Cell, style: str, *, keep: bool, right: bool) -> str:
    first, rest = _parts(cell)
    side = '<w:jc w:val="right"/>' if right else ""
    style = f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}{side}'
    strong = [_paragraph(first, style, "<w:rPr><w:b/></w:rPr>")] if first else []
    plain = [_paragraph(text, style, "") for text in fit(rest).split("\n")] if rest or not first else []
    return "".join(strong + plain)


def _paragraph(text: str, properties: str, look: str) -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r>{look}<w:t xml:space="preserve">{escape(fit(text))}</w:t></w:r></w:p>'
