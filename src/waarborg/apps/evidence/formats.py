"""What a file is, by its content. A name that says otherwise is not believed; what is unknown is not kept."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath, PureWindowsPath

import puremagic

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_LONGEST_NAME = 150
_LARGEST_LISTING = 5000  # files inside an office file; far more than any has
_MARKUP = re.compile(  # what was taken for a comment stays one: trying it otherwise would double the work per comment
    rb"^\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype|html|head|body|script|svg|iframe)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"^(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
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


def extension(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def clean_name(name: str) -> str:
    """A file name without folders and signs that mean something to a computer; its last part stays."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    plain = "".join(sign if sign.isalnum() or sign in " ._-()" else "_" for sign in last).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    return f"{(stem or 'bestand')[:_LONGEST_NAME]}{dot}{ending[:10]}"
