"""An edition as CSV: the whole table, for spreadsheets and scripts, and back again."""

import csv
import io

from waarborg.apps.base.formats import spreadsheets
from waarborg.apps.norms.formats import table
from waarborg.apps.norms.shapes import ParsedEdition


def export(edition: ParsedEdition) -> bytes:
    """UTF-8 with a mark that makes Excel read it as such; no cell is ever run as a formula."""
    columns, rows = table.rows(edition)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([table.header(column) for column in columns])
    for row in rows:
        writer.writerow([spreadsheets.guarded(row.get(column, "")) for column in columns])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
