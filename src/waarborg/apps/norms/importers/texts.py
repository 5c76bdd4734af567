"""Texts from strangers: bytes to characters, and markup to plain text. Templates escape anyway."""

import codecs
import html
import re

from waarborg.apps.base.formats.lines import with_line_breaks
from waarborg.apps.norms.shapes import FileProblem, UnreadableFileError

EXCEL_CELL_LIMIT = 32_767

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BREAK = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_INVISIBLE = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def decode(data: bytes) -> str:
    """The characters of a text file: by its mark, else UTF-8, else Windows-1252 as old editors write it.

    Every line end becomes a line feed. Raises UnreadableFileError for what is no text.
    """
    return _decoded(data).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\0" in data:
        raise UnreadableFileError("Dit is geen tekstbestand: er staan nulbytes in.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"Het bestand zegt dat het {encoding.upper()} is, maar is dat niet: byte {error.start} klopt niet. "
            "Sla het opnieuw op als UTF-8."
        ) from error


def plain(text: str) -> str:
    """The text without markup: `<br>` is a line end, other tags go, entities become characters."""
    if "<" in text:
        text = _BREAK.sub("\n", text)
        for opening, closing in _INVISIBLE:
            text = _without(text, opening, closing)
        text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    if "&" in text:
        text = html.unescape(text)
    text = _CONTROL.sub("", with_line_breaks(text))
    return _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def _without(text: str, opening: str, closing: str) -> str:
    """Drop what stands between the marks. By hand, because a pattern takes quadratic time on marks that never close."""
    lower = text.lower()
    if opening not in lower or len(lower) != len(text):
        return text
    kept, place = [], 0
    while (start := lower.find(opening, place)) >= 0 and (end := lower.find(closing, start)) >= 0:
        kept.append(text[place:start])
        place = end + len(closing)
    return "".join(kept) + text[place:]


def one_line(text: str, limit: int) -> str:
    """Plain text for a title: white space collapsed, cut at `limit` with an ellipsis."""
    line = " ".join(plain(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def cut_off(text: str, where: str) -> list[FileProblem]:
    """A problem when a text is exactly as long as a cell of Excel can be: its end was probably lost."""
    if len(text) < EXCEL_CELL_LIMIT:
        return []
    return [
        FileProblem(
            where, f"De tekst is {len(text)} tekens lang; Excel kapt af bij {EXCEL_CELL_LIMIT}: het eind kan ontbreken."
        )
    ]
