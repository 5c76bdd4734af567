"""What people type stays text: no cell of a file of ours is ever run as a formula, turned into a link or a number."""

import csv
import io
import re
from collections.abc import Iterable

# A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection); LibreOffice also looks past tabs.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")

# for every workbook that is written
TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def guarded(cell: str) -> str:
    """The text with an apostrophe before it when a spreadsheet would run it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The text as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def for_excel(rows: Iterable[Iterable[str]]) -> bytes:
    """CSV that a Dutch Excel opens with a double click: semicolons, and a mark that says UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";").writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
