"""What a sheet of a stranger is, told by its content; read in a child process, see `files`."""

from pathlib import PurePath

from waarborg.apps.base.importers import csv_text, workbooks
from waarborg.apps.base.importers.child import reader
from waarborg.apps.base.importers.grids import Grid
from waarborg.apps.norms.shapes import UnreadableFileError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and workbooks locked with a password
_OTHERS = {
    b"%PDF": "een PDF-bestand",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
    b"{\\rtf": "een RTF-document",
    b"MZ": "een programma",
    b"\x7fELF": "een programma",
    b"\x1f\x8b": "een gecomprimeerd bestand",
    b"7z\xbc\xaf": "een gecomprimeerd bestand",
    b"Rar!": "een gecomprimeerd bestand",
}
MOST_CELLS, MOST_SHEETS = 200_000, 100  # filled, over all sheets: a round of 157 rows has 4,000
ADVICE = "Geef een werkblad: .xlsx, .xlsm, .xls, .ods of .csv."


@reader
def read(data: bytes, name: str) -> list[Grid]:
    """The sheets in the file. Raises UnreadableFileError when it is dangerous, damaged or no sheet at all."""
    grids = _opened(data, name)
    filled = sum(cell != "" for grid in grids for row in grid.rows for cell in row)
    if filled > MOST_CELLS or len(grids) > MOST_SHEETS:
        raise UnreadableFileError(
            f"{name} heeft {len(grids)} bladen met samen {filled} gevulde cellen; meer dan {MOST_SHEETS} bladen of "
            f"{MOST_CELLS} cellen is geen nulmeting. Bewaar alleen de bladen met antwoorden."
        )
    return grids


def _opened(data: bytes, name: str) -> list[Grid]:
    if data.startswith(b"PK"):
        return workbooks.from_zip(data)
    if data.startswith(OLE):
        return workbooks.from_xls(data)
    _refuse_others(data, name)
    return [csv_text.read(data, PurePath(name).stem)]


def _refuse_others(data: bytes, name: str) -> None:
    for sign, what in _OTHERS.items():
        if data.startswith(sign):
            raise UnreadableFileError(f"{name} is {what}, geen werkblad. {ADVICE}")
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UnreadableFileError(
            f"{name} is HTML of XML, ook al heet het anders. Open het in Excel of LibreOffice en bewaar het als .xlsx."
        )
    if start.startswith((b"{", b"[")):
        raise UnreadableFileError(f"{name} is JSON, geen werkblad. {ADVICE}")
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data[:4000] and not utf16:
        raise UnreadableFileError(f"{name} is geen tekst en geen werkblad. {ADVICE}")
