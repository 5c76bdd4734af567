"""Opening the file of a stranger: told by its content, limited in size, and refused with a clear message."""

import errno
from pathlib import Path

from waarborg.apps.assessments.importers import csv_text
from waarborg.apps.base.importers import workbooks
from waarborg.apps.base.importers.grids import MAX_FILE_BYTES, Grid
from waarborg.apps.norms.shapes import UnreadableFileError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and workbooks locked with a password
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
_WHY_NOT = {
    errno.ENOENT: "dit bestand bestaat niet",
    errno.EISDIR: "dit is een map",
    errno.EACCES: "daar heb je geen rechten voor",
    errno.ENOTDIR: "dit bestand bestaat niet",
    errno.ENAMETOOLONG: "de naam is te lang",
}
_ADVICE = "Geef een werkblad: .xlsx, .xlsm, .xls, .ods of .csv."


def open_grids(file: Path) -> tuple[bytes, list[Grid]]:
    """The bytes of the file and its sheets.

    Raises UnreadableFileError when it is too big, dangerous, damaged or no sheet at all.
    """
    data = _bytes(file)
    if data.startswith(b"PK"):
        return data, workbooks.from_zip(data)
    if data.startswith(_OLE):
        return data, workbooks.from_xls(data)
    _refuse_others(data, file.name)
    return data, [csv_text.read(data, file.stem)]


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadableFileError(
                f"{file.name} is {size >> 20} MiB; meer dan {MAX_FILE_BYTES >> 20} MiB is te groot."
            )
        data = file.read_bytes()
    except OSError as error:
        why = _WHY_NOT.get(error.errno or 0, error.strerror or str(error))
        raise UnreadableFileError(f"{file} is niet te lezen: {why}.") from error
    if not data.strip():
        raise UnreadableFileError(f"{file.name} is leeg. {_ADVICE}")
    return data


def _refuse_others(data: bytes, name: str) -> None:
    for sign, what in _OTHERS.items():
        if data.startswith(sign):
            raise UnreadableFileError(f"{name} is {what}, geen werkblad. {_ADVICE}")
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UnreadableFileError(
            f"{name} is HTML of XML, ook al heet het anders. Open het in Excel of LibreOffice en bewaar het als .xlsx."
        )
    if start.startswith((b"{", b"[")):
        raise UnreadableFileError(f"{name} is JSON, geen werkblad. {_ADVICE}")
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in data[:4000] and not utf16:
        raise UnreadableFileError(f"{name} is geen tekst en geen werkblad. {_ADVICE}")
