"""An access review as a sheet, for the file of an auditor."""

import io
from dataclasses import dataclass

from waarborg.apps.base.formats import spreadsheets
from waarborg.apps.base.formats.workbooks import Workbook

_LONGEST = 32_000  # Excel holds 32,767 characters in a cell
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on it, in the words of the reader's language."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_xlsx(sheet: Sheet) -> bytes:
    """A workbook with one sheet; text stays text."""
    out = io.BytesIO()
    with Workbook(out) as book:
        page = book.add_worksheet(sheet.title[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        page.write_row(0, 0, sheet.head, bold)
        for n, row in enumerate(sheet.rows, start=1):
            page.write_row(n, 0, [cell[:_LONGEST] for cell in row], wrapped)
        for column, widths in enumerate(zip(sheet.head, *sheet.rows, strict=True)):
            page.set_column(column, column, min(_WIDEST, max(map(len, widths)) + 2))
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.head) - 1)
    return out.getvalue()


def as_csv(sheet: Sheet) -> bytes:
    """The same as text."""
    return spreadsheets.for_excel([sheet.head, *sheet.rows])
