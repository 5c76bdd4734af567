"""Which sheets of a strange file may hold a norm, and what their columns seem to mean."""

from collections.abc import Sequence

from waarborg.apps.base.importers import csv_text
from waarborg.apps.base.importers.grids import MAX_COLUMNS, letters
from waarborg.apps.norms.formats.framework import Column, Meaning, SheetColumns, TableMapping, meaning_of
from waarborg.apps.norms.importers import sheets
from waarborg.apps.norms.importers.sheets import Sheet
from waarborg.apps.norms.importers.texts import one_line

_HEADER_ROWS = 12
_EXAMPLES = 3


def opened(data: bytes) -> list[Sheet]:
    """The sheets of a workbook, or a CSV file as one sheet without a name. Raises UnreadableFileError."""
    return sheets.open_workbook(data) if data.startswith(b"PK") else [_csv(data)]


def draft(found: Sequence[Sheet]) -> TableMapping:
    """The mapping as far as the headings tell it, of every sheet with a table; what is not known is a question mark."""
    drafted = [drafted for sheet in found if not sheet.hidden and (drafted := _columns(sheet))]
    return TableMapping(tuple(drafted))


def certain(mapping: TableMapping) -> SheetColumns | None:
    """The one sheet that surely holds a norm, with one column for each meaning; None when that must be asked."""
    enough = [sheet for sheet in mapping.sheets if sheet.is_enough]
    return enough[0] if len(enough) == 1 and not enough[0].doubles() else None


def doubt(mapping: TableMapping) -> str:
    """Why it must be asked, in one sentence for people."""
    enough = [sheet for sheet in mapping.sheets if sheet.is_enough]
    if len(enough) > 1:
        names = ", ".join(f"'{sheet.sheet}'" for sheet in enough[:6])
        return f"Meer dan één blad kan de norm bevatten: {names}."
    if not enough:
        headings = [column.heading for sheet in mapping.sheets[:1] for column in sheet.columns if column.heading]
        seen = ", ".join(f"'{heading[:40]}'" for heading in headings[:8])
        return f"Geen blad heeft een kolom voor het nummer en een voor de titel of de tekst (wel: {seen or 'niets'})."
    meaning, columns = enough[0].doubles()[0]
    names = " en ".join(f"{column.column} ('{column.heading[:40]}')" for column in columns)
    return f"De kolommen {names} kunnen allebei '{meaning}' zijn."


def _columns(sheet: Sheet) -> SheetColumns | None:
    rows = range(min(_HEADER_ROWS, len(sheet.rows)))
    known = {
        row: sum(_meaning(sheet, row, c) is not Meaning.UNKNOWN for c in range(len(sheet.rows[row]))) for row in rows
    }
    filled = {row: sum(bool(sheet.text(row, c)) for c in range(len(sheet.rows[row]))) for row in rows}
    top = max(rows, key=lambda row: (known[row], min(filled[row], 2), -row), default=0)
    if not rows or filled[top] < 2 or len(sheet.rows) <= top + 1:  # noqa: PLR2004 - one column is no table
        return None
    columns = [
        Column(letters(c), sheet.text(top, c), _meaning(sheet, top, c), _examples(sheet, top, c))
        for c in range(max(len(row) for row in sheet.rows))
    ]
    used = tuple(column for column in columns if column.heading or column.examples)
    return SheetColumns(sheet.title, top + 1, used)


def _meaning(sheet: Sheet, row: int, column: int) -> Meaning:
    return meaning_of(sheet.text(row, column))


def _examples(sheet: Sheet, top: int, column: int) -> tuple[str, ...]:
    texts = (one_line(sheet.text(row, column), 60) for row in range(top + 1, len(sheet.rows)))
    return tuple(text for text, _ in zip(filter(None, texts), range(_EXAMPLES), strict=False))


def _csv(data: bytes) -> Sheet:
    grid = csv_text.read(data, "")
    return Sheet("", False, tuple(tuple(row[:MAX_COLUMNS]) for row in grid.rows))
