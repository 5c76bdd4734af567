"""An edition as a workbook: the sheet that people know from CIP, and the sheets from which it can be imported again."""

import io
from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from waarborg.apps.base.formats import spreadsheets
from waarborg.apps.base.formats.workbooks import Workbook
from waarborg.apps.norms.exporters import layouts
from waarborg.apps.norms.formats import table
from waarborg.apps.norms.shapes import ParsedEdition, ParsedRelation

LONGEST_CELL = 32_767
_HEAD_ROW = 2  # as in CIP's workbook: a title, an explanation, then the columns


def export(edition: ParsedEdition, relations: Sequence[ParsedRelation] = ()) -> bytes:
    """The workbook; the same edition gives the same cells."""
    out = io.BytesIO()
    with Workbook(out) as book:
        book.set_properties({"title": edition.id, "subject": edition.title.nl, "author": "Waarborg"})
        pen = _Pen(book)
        _people(book, pen, edition)
        columns, rows = table.rows(edition)
        cells = [[row.get(column, "") for column in columns] for row in rows]
        pen.table(book.add_worksheet(table.DATA_SHEET), [table.header(column) for column in columns], cells)
        about = [list(pair) for pair in table.edition_cells(edition)]
        pen.table(book.add_worksheet(table.EDITION_SHEET), table.EDITION_COLUMNS, about)
        ties = [
            [r.source_edition, r.source_number, r.kind.value, r.target_edition, r.target_number, r.note, r.source]
            for r in relations
        ]
        pen.table(book.add_worksheet(table.RELATIONS_SHEET), table.RELATION_COLUMNS, ties)
    return out.getvalue()


class _Pen:
    """Writes texts only: no cell is ever a formula, a number that loses its zero, or a link."""

    def __init__(self, book: Workbook) -> None:
        body = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self.body: Format = book.add_format(body)
        # keeps it a text when someone opens the cell and presses Enter
        self.quoted: Format = book.add_format({**body, "quote_prefix": True})
        self.head: Format = book.add_format({**body, "bold": True, "bg_color": "#DCE6F1", "bottom": 1})
        self.title: Format = book.add_format({"bold": True, "font_size": 14})

    def cell(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        if text:
            style = self.quoted if spreadsheets.guarded(text) != text else self.body
            sheet.write_string(row, column, text, style)

    def table(self, sheet: Worksheet, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A plain table from the first row on; a text too long for one cell goes on in the row's next column."""
        longest = [max([1, *(_pieces(row[column]) for row in rows)]) for column in range(len(head))]
        sheet.freeze_panes(1, 2)
        at = 0
        for column, name in enumerate(head):
            for piece in range(longest[column]):
                sheet.write_string(0, at, name if piece == 0 else f"{name}~{piece + 1}", self.head)
                for place, row in enumerate(rows, start=1):
                    begin = piece * LONGEST_CELL
                    self.cell(sheet, place, at, row[column][begin : begin + LONGEST_CELL])
                at += 1
        sheet.set_column(0, max(at - 1, 0), 24)
        sheet.autofilter(0, 0, max(len(rows), 1), max(at - 1, 0))


def _pieces(text: str) -> int:
    return -(-len(text) // LONGEST_CELL)


def _people(book: Workbook, pen: _Pen, edition: ParsedEdition) -> None:
    found = layouts.layout(edition)
    sheet = book.add_worksheet(_sheet_name(edition.id))
    sheet.write_string(0, 0, edition.title.nl or edition.title.en or edition.id, pen.title)
    sheet.write_string(
        1, 0, f"Gemaakt met Waarborg. Om weer te importeren: het blad '{table.DATA_SHEET}'. {edition.licence}".strip()
    )
    for at, column in enumerate(found.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(_HEAD_ROW, at, column.title, pen.head)
        for row, line in enumerate(found.lines, start=_HEAD_ROW + 1):
            pen.cell(sheet, row, at, column.cell(line)[:LONGEST_CELL])
    last = (_HEAD_ROW + max(len(found.lines), 1), len(found.columns) - 1)
    sheet.autofilter(_HEAD_ROW, 0, *last)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    _for_print(sheet, edition, last)


def _for_print(sheet: Worksheet, edition: ParsedEdition, last: tuple[int, int]) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.print_area(0, 0, *last)
    sheet.set_footer(f"&L{edition.id.replace('&', '&&')}&RPagina &P van &N")


def _sheet_name(edition: str) -> str:
    """Excel refuses some signs and names over 31 characters."""
    return "".join(sign if sign not in "[]:*?/\\'" else "-" for sign in edition)[:31]
