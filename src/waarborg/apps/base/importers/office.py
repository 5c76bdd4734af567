"""What an office file is, and whether anything in it can run: told by what its parts are said to be."""

import zipfile
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from xml.parsers import expat

from waarborg.apps.base.importers import archives
from waarborg.apps.base.shapes import UnreadableFileError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_TYPES = "[Content_Types].xml"
# by these Office knows what it may run, whatever the part is called (ECMA-376 part 2, 9; MS-OFFMACRO2 2.2.1)
_RUNS = ("vbaproject", "macroenabled", "macrosheet")
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_SCRIPTS = {"basic", "scripts"}  # folders of OpenDocument, also of a document in it ("Object 1/Basic/")
_MOST_XML = 20 * 1024 * 1024  # of all parts that say what other parts are
_MOST_INSIDE = 100 * 1024 * 1024  # of all parts that are files themselves
_DEEPEST = 3  # a document in a document in a document


class Content(StrEnum):
    """What a file turned out to be."""

    WORD = "word"
    EXCEL = "excel"
    POWERPOINT = "powerpoint"
    OPEN_DOCUMENT = "open-document"
    PDF = "pdf"
    IMAGE = "image"
    MAIL = "mail"
    TEXT = "text"
    MACROS = "macros"
    OLD_OFFICE = "old-office"
    ARCHIVE = "archive"
    WEB_PAGE = "web-page"
    PROGRAM = "program"
    SCRIPT = "script"
    RECORDING = "recording"
    DAMAGED = "damaged"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_FOLDERS = {"word/": Content.WORD, "xl/": Content.EXCEL, "ppt/": Content.POWERPOINT}


def look_inside(content: bytes, depth: int = 1) -> Content:
    """What kind of office file it is; `MACROS` when something in it can run, `DAMAGED` when that cannot be said."""
    try:
        with archives.opened(content) as archive:
            return _kind(archive, depth)
    except (UnreadableFileError, expat.ExpatError):
        return Content.DAMAGED


def _kind(archive: zipfile.ZipFile, depth: int) -> Content:
    names = archive.namelist()
    if "mimetype" in names:
        runs = any(_is_script(name.lower()) for name in names)
        return Content.MACROS if runs or _holds_macros(archive, depth) else Content.OPEN_DOCUMENT
    kind = next((kind for folder, kind in _FOLDERS.items() if any(name.startswith(folder) for name in names)), None)
    if _TYPES not in names or kind is None:
        return Content.ARCHIVE
    runs = any(word in told for told in chain(map(str.lower, names), _ties(archive)) for word in _RUNS)
    return Content.MACROS if runs or _holds_macros(archive, depth) else kind


def _is_script(name: str) -> bool:
    return not _SCRIPTS.isdisjoint(name.split("/")[:-1]) or any(word in name for word in _RUNS)


def _ties(archive: zipfile.ZipFile) -> Iterator[str]:
    """What the parts are said to be, in small letters, with entities of XML resolved."""
    left = _MOST_XML
    for part in archive.infolist():
        if part.filename == _TYPES or part.filename.lower().endswith(".rels"):
            xml = _content(archive, part, left)
            left -= len(xml)
            yield from _attributes(xml)


def _attributes(xml: bytes) -> list[str]:
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, told: found.extend(value.lower() for value in told.values())
    parser.Parse(xml, True)
    return found


def _holds_macros(archive: zipfile.ZipFile, depth: int) -> bool:
    """Whether a file inside it is, or holds, what can run."""
    left = _MOST_INSIDE
    for part in archive.infolist():
        with archive.open(part) as stream:
            start = stream.read(len(OLE))
        if start == OLE or start.startswith(_ZIP):
            inside = _content(archive, part, left)
            left -= len(inside)
            if _OLD_MACROS in inside or (start != OLE and _is_dangerous(inside, depth)):
                return True
    return False


def _is_dangerous(inside: bytes, depth: int) -> bool:
    return depth >= _DEEPEST or look_inside(inside, depth + 1) in {Content.MACROS, Content.DAMAGED}


def _content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(part) as stream:
        found = stream.read(most + 1)
    if len(found) > most:
        raise UnreadableFileError(part.filename)
    return found
