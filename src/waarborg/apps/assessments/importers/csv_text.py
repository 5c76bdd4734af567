"""CSV as it leaves Excel, LibreOffice and other tools: encoding and delimiter are found out."""

import csv
import io

from waarborg.apps.assessments.importers import encodings
from waarborg.apps.base.importers.grids import MAX_COLUMNS, MAX_ROWS, Grid
from waarborg.apps.norms.shapes import UnreadableFileError

_DELIMITERS = ";,\t|"
_SAMPLE_LINES = 40
csv.field_size_limit(1_000_000)
_END = "\x02end"  # a row of our own: when it is not the last row, a quote was never closed and ate the rest


def read(data: bytes, name: str) -> Grid:
    """The text as a grid. Raises UnreadableFileError when it is no table."""
    text = _decoded(data)
    text, told = _told_delimiter(text)
    delimiter = told or _delimiter(text)
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter):
            if len(rows) >= MAX_ROWS or len(row) > MAX_COLUMNS:
                raise UnreadableFileError(f"Meer dan {MAX_ROWS} rijen of {MAX_COLUMNS} kolommen is geen nulmeting.")
            rows.append(tuple(cell.strip() for cell in row))
    except csv.Error as error:
        raise UnreadableFileError(f"Het CSV-bestand is beschadigd: {error}.") from error
    if rows.pop() != (_END,):
        raise UnreadableFileError(_unclosed(rows, text))
    if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004 - a table has a number and an answer
        raise UnreadableFileError("Dit bestand heeft geen kolommen: het is geen werkblad en geen CSV met ; , tab of |.")
    return Grid(name, tuple(rows))


def _unclosed(rows: list[tuple[str, ...]], text: str) -> str:
    return (
        f"Het CSV-bestand is beschadigd: in rij {len(rows) + 1} begint een tekst met een aanhalingsteken dat niet meer "
        f"sluit, waardoor de {max(len(text.splitlines()) - len(rows), 1)} regels daaronder geen rijen meer zijn. "
        "Zet er een aanhalingsteken achter, of haal het weg."
    )


def _decoded(data: bytes) -> str:
    return data.decode(encodings.of(data)[0], errors="replace")


def _told_delimiter(text: str) -> tuple[str, str]:
    """Excel's own `sep=;` on the first line, when it is there."""
    first, newline, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.lower().startswith("sep=") and len(told) == len("sep=;"):
        return rest, told[-1]
    return first + newline + rest, ""


def _delimiter(text: str) -> str:
    """The sign that cuts most lines in the same number of parts, more than one."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])

    def fitness(sign: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if row]
        except csv.Error:
            return (0, 0)
        wide = [width for width in widths if width > 1]
        common = max(set(wide), key=wide.count) if wide else 1
        return (wide.count(common), common)

    return max(_DELIMITERS, key=fitness)
