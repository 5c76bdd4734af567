"""What a file is, by its content. A name that says otherwise is not believed; what is unknown is not kept."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

import puremagic

from waarborg.apps.base.formats.lines import with_line_breaks
from waarborg.apps.base.importers import office
from waarborg.apps.base.importers.child import reader
from waarborg.apps.base.importers.office import OLE, Content

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_LONGEST_NAME = 150
_REFUSED = frozenset('<>:"/\\|?*')
_JOINERS = frozenset("\u200c\u200d")  # inside words of some scripts, and inside emoji
# the tags by which browsers know a web page (mimesniff.spec.whatwg.org, 7.1), and drawings that can hold scripts
_TAG = re.compile(
    r"<(?:!doctype|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg)(?:[\s>/]|$)", re.IGNORECASE
)
_BLANK = re.compile(r"[\s\ufeff]*+")
_ASIDE = (("<!--", "-->"), ("<?", "?>"))
_MAIL = re.compile(rb"^(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE)
_OUTLOOK = "__substg1.0_".encode("utf-16-le")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file turned out to be: the media type when it is kept under its name, and in any case a code for words."""

    media_type: str
    what: Content


def _magic(*kinds: str) -> Callable[[bytes], bool]:
    """Whether the signatures say that it is one of these."""
    return lambda content: any(mime in kinds for mime in _signatures(content))


def _signatures(content: bytes) -> Iterator[str]:
    try:
        yield from (match.mime_type for match in puremagic.magic_string(content[:4096]))
    except (puremagic.PureError, ValueError):
        return


def _is(what: Content) -> Callable[[bytes], bool]:
    return lambda content: office.look_inside(content) is what


def _open_document(kind: str) -> Callable[[bytes], bool]:
    head = b"mimetype" + (_ODF + kind).encode()
    return lambda content: content[30:].startswith(head) and office.look_inside(content) is Content.OPEN_DOCUMENT


def _text(content: bytes) -> bool:
    has_signs = b"\0" in content and not content.startswith(_UTF16)
    return not has_signs and not _is_markup(content) and not content.startswith((b"#!", b"MZ", b"%PDF"))


def _is_markup(content: bytes) -> bool:
    """Whether the first thing that is no white space, remark or instruction is a tag of a web page."""
    text = content.decode("utf-16" if content.startswith(_UTF16) else "utf-8", "replace")
    at = 0
    while True:
        at = _after_blank(text, at)
        closing = next((end for start, end in _ASIDE if text.startswith(start, at)), "")
        if not closing:
            return _TAG.match(text, at) is not None
        found = text.find(closing, at)
        if found < 0:
            return False
        at = found + len(closing)


def _after_blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _mail(content: bytes) -> bool:
    return _text(content) and _MAIL.match(content[:65536].lstrip()) is not None


def _outlook(content: bytes) -> bool:
    return content.startswith(OLE) and _OUTLOOK in content


def _pdf(content: bytes) -> bool:
    return content[:1024].lstrip()[:5] == b"%PDF-"


# the last part of a name -> what it is served as, and whether the content is that
KINDS: Mapping[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", _pdf),
    "docx": (_OOXML + "wordprocessingml.document", _is(Content.WORD)),
    "xlsx": (_OOXML + "spreadsheetml.sheet", _is(Content.EXCEL)),
    "pptx": (_OOXML + "presentationml.presentation", _is(Content.POWERPOINT)),
    "odt": (_ODF + "text", _open_document("text")),
    "ods": (_ODF + "spreadsheet", _open_document("spreadsheet")),
    "odp": (_ODF + "presentation", _open_document("presentation")),
    "png": ("image/png", _magic("image/png")),
    "jpg": ("image/jpeg", _magic("image/jpeg")),
    "jpeg": ("image/jpeg", _magic("image/jpeg")),
    "gif": ("image/gif", _magic("image/gif")),
    "webp": ("image/webp", _magic("image/webp")),
    "heic": ("image/heic", _magic("image/heic", "image/heif")),
    "heif": ("image/heif", _magic("image/heic", "image/heif")),
    "tif": ("image/tiff", _magic("image/tiff")),
    "tiff": ("image/tiff", _magic("image/tiff")),
    "csv": ("text/csv", _text),
    "txt": ("text/plain", _text),
    "eml": ("message/rfc822", _mail),
    "msg": ("application/vnd.ms-outlook", _outlook),
}
_SIGNS: tuple[tuple[tuple[bytes, ...], Content], ...] = (
    (
        (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"),
        Content.PROGRAM,
    ),
    ((b"#!",), Content.SCRIPT),
    ((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ"), Content.ARCHIVE),
)


@reader
def look_at(content: bytes, name: str) -> Seen:
    """What the file is, whatever it is called. Of an outsider's file this is asked of a child process."""
    media_type, is_it = KINDS.get(extension(name), ("", lambda _content: False))
    return Seen(media_type if content and is_it(content) else "", _what(content))


def _what(content: bytes) -> Content:
    if not content:
        return Content.EMPTY
    if content.startswith(b"PK"):
        return office.look_inside(content)
    if content.startswith(OLE):
        return Content.MAIL if _outlook(content) else Content.OLD_OFFICE
    signed = (what for signs, what in _SIGNS if content.startswith(signs))
    return next(signed, None) or _plain_or_picture(content)


def _plain_or_picture(content: bytes) -> Content:
    if _pdf(content):
        return Content.PDF
    if b"\0" not in content or content.startswith(_UTF16):
        return Content.WEB_PAGE if _is_markup(content) else Content.MAIL if _mail(content) else Content.TEXT
    mime = next(_signatures(content), "")
    kinds = {"image": Content.IMAGE, "audio": Content.RECORDING, "video": Content.RECORDING}
    return kinds.get(mime.partition("/")[0], Content.UNKNOWN)


def extension(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def clean_name(name: str) -> str:
    """A file name as somebody gave it, without folders and without signs that no system takes or nobody can see."""
    last = with_line_breaks(PureWindowsPath(PurePosixPath(name).name).name)
    plain = "".join(map(_sign, unicodedata.normalize("NFC", last))).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    return f"{(stem or 'bestand')[:_LONGEST_NAME]}{dot}{ending[:10]}"


def _sign(sign: str) -> str:
    """The sign; `_` for what Windows refuses in a name, nothing for what turns the reading direction or is unseen."""
    if sign in _JOINERS:
        return sign
    category = unicodedata.category(sign)
    if category in {"Cc", "Cs", "Cn", "Zl", "Zp"} or sign in _REFUSED:
        return "_"
    return "" if category in {"Cf", "Co"} else sign
