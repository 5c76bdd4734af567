"""What a file is, by its content. A name that says otherwise is not believed; what is unknown is not kept."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath, PureWindowsPath

import puremagic
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as n

from waarborg.apps.base.formats.lines import with_line_breaks

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_LONGEST_NAME = 150
_REFUSED = frozenset('<>:"/\\|?*')
_JOINERS = frozenset("\u200c\u200d")  # inside words of some scripts, and inside emoji
_LARGEST_LISTING = 5000  # files inside an office file; far more than any has
_MARKUP = re.compile(  # what was taken for a comment stays one: trying it otherwise would double the work per comment
    rb"^\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype|html|head|body|script|svg|iframe)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"^(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: tuple[tuple[bytes | tuple[bytes, ...], str], ...] = (
    (b"%PDF-", n("een pdf")),
    ((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"), n("een programma")),
    (_OLE, n("een oud Office-bestand (doc, xls, ppt of msg)")),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), n("een ingepakt bestand")),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM"), n("een afbeelding")),
    ((b"ID3", b"OggS", b"RIFF", b"\x1aE\xdf\xa3"), n("geluid of beeld")),
    (b"{\\rtf", n("een RTF-document")),
)
_OUTLOOK = "__substg1.0_".encode("utf-16-le")


def _magic(*kinds: str) -> Callable[[bytes], bool]:
    """Whether the signatures say that it is one of these."""

    def is_it(content: bytes) -> bool:
        try:
            found = puremagic.magic_string(content[:4096])
        except puremagic.PureError:
            return False
        return any(match.mime_type in kinds for match in found)

    return is_it


def _office(folder: str) -> Callable[[bytes], bool]:
    def is_it(content: bytes) -> bool:
        names = _names_inside(content)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names) and not has_macros

    return is_it


def _open_document(kind: str) -> Callable[[bytes], bool]:
    def is_it(content: bytes) -> bool:
        names = _names_inside(content)
        is_kind = content[30:38] == b"mimetype" and content[38:].startswith((_ODF + kind).encode())
        return is_kind and not any(name.startswith(("Basic/", "Scripts/")) for name in names)

    return is_it


def _names_inside(content: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return set(archive.namelist()[:_LARGEST_LISTING])
    except (zipfile.BadZipFile, ValueError, OSError):
        return set()


def _text(content: bytes) -> bool:
    is_wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    has_signs = b"\0" in content and not is_wide
    return not has_signs and not _MARKUP.match(content[:4096]) and not content.startswith((b"#!", b"MZ", b"%PDF"))


def _mail(content: bytes) -> bool:
    return _text(content) and _MAIL.match(content[:65536].lstrip()) is not None


def _outlook(content: bytes) -> bool:
    return content.startswith(_OLE) and _OUTLOOK in content


# the last part of a name -> what it is served as, and whether the content is that
KINDS: Mapping[str, tuple[str, Callable[[bytes], bool]]] = {
    "pdf": ("application/pdf", lambda content: content[:1024].lstrip()[:5] == b"%PDF-"),
    "docx": (_OOXML + "wordprocessingml.document", _office("word/")),
    "xlsx": (_OOXML + "spreadsheetml.sheet", _office("xl/")),
    "pptx": (_OOXML + "presentationml.presentation", _office("ppt/")),
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


def recognise(name: str, content: bytes) -> str:
    """The media type of a file whose content is what its name says, of the kinds that are kept; else ""."""
    media_type, is_it = KINDS.get(extension(name), ("", lambda _content: False))
    return media_type if content and is_it(content) else ""


def seen(content: bytes) -> str:
    """What a file is by its content, in words, also when it is of no kind that is kept."""
    if content.startswith(b"PK"):
        return _seen_inside(_names_inside(content))
    for start, word in _STARTS:
        if content.startswith(start):
            return gettext(word)
    if _MARKUP.match(content[:4096]):
        return gettext("een webpagina of een SVG-tekening")
    return gettext("platte tekst") if _text(content) else gettext("van een soort die Waarborg niet kent")


def _seen_inside(names: set[str]) -> str:
    if any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        return gettext("een Office-bestand met macro's")
    if "[Content_Types].xml" in names or "content.xml" in names:
        return gettext("een Office-bestand van een andere soort")
    return gettext("een zipbestand")


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
