"""rapport.xlsx: every table of the report with filters, and native charts that can be read without colour."""

import io
import math
from collections.abc import Sequence
from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from waarborg.apps.base.formats.workbooks import Workbook
from waarborg.apps.reports.exporters import subject_tables, tables
from waarborg.apps.reports.exporters.tables import Cell, Table
from waarborg.apps.reports.exporters.text import fit
from waarborg.apps.reports.exporters.xlsx_charts import add_charts
from waarborg.apps.reports.shapes import ReportData

INK, LINE, PAPER = "#1B2A41", "#C3CAD5", "#EEF1F5"
_LONGEST = 32_000  # Excel holds 32,767 characters in a cell
_FITS_THE_SCREEN = 5  # columns; wider tables keep the first two in view
_LETTER = 1.12  # letters are a little wider than the digits that widths are counted in, and words do not break
_WIDE = 250  # a table of more characters goes on two large sheets of paper beside each other
_LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t")


def _in_cell(text: str) -> str:
    """What Excel can hold, with a mark where the rest was cut off; the other formats have it whole."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} […]"


def render(data: ReportData) -> bytes:
    """The whole workbook."""
    out = io.BytesIO()
    with translation.override(data.language), Workbook(out) as book:
        _Writer(book, data).write()
    return out.getvalue()


class _Writer:
    def __init__(self, book: Workbook, data: ReportData) -> None:
        self.book, self.data = book, data
        self.formats: dict[str, Format] = {}
        self.texts: dict[str, tuple[str, Format]] = {}
        book.set_properties(
            {
                "title": fit(data.title),
                "subject": fit(data.edition_title),
                "author": "Waarborg",
                "company": fit(data.organisation),
                "created": datetime(data.made_on.year, data.made_on.month, data.made_on.day),  # noqa: DTZ001 - Excel has no zones
            }
        )

    def write(self) -> None:
        data = self.data
        self._summary()
        self._sheet(tables.totals(data))
        by_chapter = tables.picture(
            data,
            data.chapters,
            name=_("Beeld per hoofdstuk"),
            first=_("Hoofdstuk"),
            caption=_("Hoe ver is elk hoofdstuk op papier, in de praktijk en in de tijd?"),
        )
        self._drawn(by_chapter, len(data.chapters))
        by_theme = tables.picture(
            data,
            data.themes,
            name=_("Beeld per thema"),
            first=_("Thema"),
            caption=_("Welke thema's lopen achter? Bovenaan staat waar het meeste ontbreekt."),
        )
        self._drawn(by_theme, len(data.themes))
        if data.subjects:
            self._sheet(subject_tables.subjects(data))
            self._sheet(subject_tables.subjects_by_theme(data))
        self._sheet(
            tables.gaps(
                data, data.gaps, name=_("Tekortkomingen"), caption=_("Wat het eerst aandacht vraagt, staat bovenaan.")
            )
        )
        self._sheet(
            tables.gaps(data, data.quick_wins, name=_("Quick wins"), caption=_("Wat naar verwachting dagen werk kost."))
        )
        for made in (tables.plan, tables.exceptions, tables.not_judged, tables.hits, tables.annex):
            self._sheet(made(data))
        self._several(_("Interviews en documenten"), tables.interviews(data), tables.documents(data))
        self._account()

    def _drawn(self, table: Table, groups: int) -> None:
        """A table with its charts beside it, on one sheet of paper: a chart is not cut in two."""
        sheet = self._sheet(table)
        add_charts(self.book, sheet, self.data, table, groups)
        sheet.fit_to_pages(1, 1)

    def _sheet(self, table: Table) -> Worksheet:
        """One table on a sheet of its own: title, sentence, header that stays in view, filters, ready to print."""
        sheet = self._page(table.name, table.caption)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width)
        self._table(sheet, table, 3)
        sheet.freeze_panes(4, 2 if len(table.columns) > _FITS_THE_SCREEN else 0)
        sheet.repeat_rows(3)
        if sum(column.width for column in table.columns) > _WIDE:
            sheet.set_paper(8)
            sheet.fit_to_pages(2, 0)
            sheet.repeat_columns(0, 2)
        return sheet

    def _several(self, name: str, *parts: Table) -> None:
        sheet = self._page(name, "")
        widths = zip(*[[column.width for column in part.columns] for part in parts], strict=False)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, max(width))
        row = 2
        for part in parts:
            sheet.write_string(row, 0, part.name, self._format("heading"))
            row = self._table(sheet, part, row + 1) + 2

    def _page(self, name: str, caption: str) -> Worksheet:
        sheet = self.book.add_worksheet(name[:31])
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        organisation = fit(self.data.organisation)[:80].replace("&", "&&")
        sheet.set_header(f"&L&9 {organisation}&R&9 {name}")  # a name that begins with a digit is no size of letters
        sheet.set_footer("&L&9Waarborg&R&9&P / &N")
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, name, self._format("title"))
        if caption:
            sheet.write_string(1, 0, caption, self._format("caption"))
        return sheet

    def _table(self, sheet: Worksheet, table: Table, top: int) -> int:
        """Write the table with its header in row `top`; gives the first row after it."""
        if not table.rows:
            sheet.write_string(top, 0, table.when_empty, self._format("caption"))
            return top + 1
        for place, column in enumerate(table.columns):
            sheet.write_string(top, place, column.header, self._format("header"))
        widths = [column.width for column in table.columns]
        sheet.set_row(top, _height([column.header for column in table.columns], widths))
        for row, cells in enumerate(table.rows, start=top + 1):
            sheet.set_row(row, _height(cells, widths))
            for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                self._cell(sheet, row, place, cell, column.kind)
        headers = [{"header": column.header, "header_format": self._format("header")} for column in table.columns]
        sheet.add_table(
            top, 0, top + len(table.rows), len(table.columns) - 1, {"columns": headers, "style": "Table Style Light 1"}
        )
        return top + 1 + len(table.rows)

    def _cell(self, sheet: Worksheet, row: int, place: int, cell: Cell, kind: str) -> None:
        if cell is None or cell == "":
            sheet.write_blank(row, place, None, self._format("text"))
        elif isinstance(cell, str):
            sheet.write_string(row, place, *self._text(cell))
        elif isinstance(cell, date):
            sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), self._format("date"))  # noqa: DTZ001 - Excel has no zones
        else:
            sheet.write_number(row, place, cell, self._format(kind))

    def _text(self, cell: str) -> tuple[str, Format]:
        """A text as it goes in a cell, and how that looks; many stand in many cells."""
        if cell not in self.texts:
            text = _in_cell(fit(cell))
            self.texts[cell] = text, self._format("quoted" if text.startswith(_LOOKS_LIKE_FORMULA) else "text")
        return self.texts[cell]

    def _summary(self) -> None:
        data = self.data
        sheet = self._page(_("Samenvatting"), "")
        sheet.set_column(0, 0, 50)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 8, 12)
        sheet.set_column(0, 0, 50)
        row = 1
        sheet.set_portrait()
        for label, value in self._facts():
            sheet.write_string(row, 0, label, self._format("label"))
            sheet.write_string(row, 1, fit(value), self._format("plain"))
            row += 1
        row = self._paragraphs(sheet, row + 1, _("Voor het bestuur"), data.board_summary)
        row = self._heading(sheet, row, _("Gevraagde besluiten"))
        for number, decision in enumerate(data.decisions, start=1):
            sheet.write_string(row, 0, f"{number}. {decision.ask}", self._format("strong"))
            sheet.write_string(row, 1, decision.because, self._format("plain"))
            sheet.set_row(row, _height([f"{number}. {decision.ask}", decision.because], [46, 60]))
            row += 1

    def _facts(self) -> list[tuple[str, str]]:
        data = self.data
        facts = [
            (_("Organisatie"), f"{data.organisation} ({data.layer})"),
            (_("Norm"), f"{data.edition_title} ({data.edition_id})"),
            (_("Peildatum"), date_format(data.reference_on, "j F Y")),
            (_("Gemaakt op"), date_format(data.made_on, "j F Y")),
        ]
        return facts + ([(_("Let op"), data.status_note)] if data.status_note else [])

    def _heading(self, sheet: Worksheet, row: int, text: str) -> int:
        sheet.write_string(row, 0, text, self._format("heading"))
        return row + 1

    def _paragraphs(self, sheet: Worksheet, row: int, heading: str, texts: tuple[str, ...]) -> int:
        """Texts over two columns. A merged cell does not grow by itself, so its height is set by its length."""
        row = self._heading(sheet, row, heading)
        for text in texts:
            sheet.merge_range(row, 0, row, 1, "", self._format("plain"))
            sheet.write_string(row, 0, fit(text), self._format("plain"))
            sheet.set_row(row, _height([text], [106]) + 4)
            row += 1
        return row + 1

    def _account(self) -> None:
        """How it was done and computed, what it can cost in general, and what the reader of the file reported."""
        data = self.data
        sheet = self._page(_("Verantwoording"), "")
        for place, width in enumerate((44, 90, 36)):
            sheet.set_column(place, place, width)
        row = self._heading(sheet, 2, _("Opdracht en verantwoording"))
        for label, value in data.about.items():
            sheet.write_string(row, 0, fit(label), self._format("label"))
            sheet.write_string(row, 1, _in_cell(fit(value)), self._format("plain"))
            sheet.set_row(row, _height([value], [90]))
            row += 1
        row = self._heading(sheet, row + 1, _("Hoe de cijfers tot stand kwamen"))
        for number, text in enumerate(data.computation, start=1):
            sheet.write_string(row, 0, str(number), self._format("label"))
            sheet.write_string(row, 1, text, self._format("plain"))
            sheet.set_row(row, _height([text], [90]))
            row += 1
        for table in (tables.consequences(data), tables.readings(data)):
            row = self._table(sheet, table, self._heading(sheet, row + 1, table.caption.rstrip(".")))

    def _format(self, name: str) -> Format:
        """Each format once; a workbook holds only so many."""
        if name not in self.formats:
            basis = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "top"}
            self.formats[name] = self.book.add_format({**basis, **_FORMATS[name]})
        return self.formats[name]


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Room for the tallest cell: not every program makes rows grow by itself. Excel stops at 409 points."""
    lines = 1
    for cell, width in zip(cells, widths, strict=True):
        if isinstance(cell, str) and (len(cell) * _LETTER > width or "\n" in cell):  # most fit on one line
            lines = max(lines, _lines(cell, width))
    return min(13.5 * lines + 3, 409)


def _lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(part) * _LETTER / width)) for part in text.split("\n"))


_CELL = {"text_wrap": True, "border": 1, "border_color": LINE}
_FORMATS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "caption": {"italic": True},
    "heading": {"bold": True, "font_size": 12},
    "header": {**_CELL, "bold": True, "bg_color": PAPER, "bottom": 2, "bottom_color": INK},
    "label": {"bold": True, "text_wrap": True},
    "strong": {"bold": True, "text_wrap": True},
    "plain": {"text_wrap": True},
    "text": _CELL,
    "quoted": {**_CELL, "quote_prefix": True},
    "number": {**_CELL, "align": "right"},
    "rank": {**_CELL, "align": "center"},
    "share": {**_CELL, "align": "right", "num_format": "0%"},
    "date": {**_CELL, "align": "left", "num_format": "dd-mm-yyyy"},
}
