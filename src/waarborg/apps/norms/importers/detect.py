"""What a file is, told from its content and never from its name; and a clear refusal for what is no norm."""

import importlib
import json

from waarborg.apps.base.importers.child import reader
from waarborg.apps.norms.importers import bio_markdown, cip_workbook, ciso_assistant, sheets, table
from waarborg.apps.norms.importers.texts import decode
from waarborg.apps.norms.shapes import FileKind, ParsedNorm, UnreadableFileError

MAX_BYTES = 25 * 1024 * 1024

_READERS = {
    FileKind.BIO_MARKDOWN: "bio_markdown",
    FileKind.CIP_WORKBOOK: "cip_workbook",
    FileKind.CISO_ASSISTANT: "ciso_assistant",
    FileKind.OSCAL_CATALOG: "oscal",
    FileKind.OSCAL_MAPPING: "oscal",
    FileKind.WAARBORG_TABLE: "table",
}
_PUBLIC_FORMATS = (
    "Waarborg leest BIO-Markdown, het werkboek van CIP, bibliotheken van CISO Assistant (YAML), OSCAL (JSON) en eigen "
    "tabellen (XLSX, CSV)."
)
_SIGNATURES = (
    (b"%PDF", "een PDF. Vraag de uitgever om de Markdown of het werkboek; uit een PDF is de tekst niet zeker te halen"),
    (b"\x89PNG", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
    (b"GIF8", "een afbeelding"),
    (
        b"\xd0\xcf\x11\xe0",
        "een oud Office-bestand (.xls of .doc), of beveiligd met een wachtwoord. Sla het op als .xlsx",
    ),
    (b"\x7fELF", "een programma"),
    (b"MZ", "een programma"),
    (b"\x1f\x8b", "een gecomprimeerd bestand. Pak het eerst uit"),
    (b"BZh", "een gecomprimeerd bestand. Pak het eerst uit"),
    (b"\xfd7zXZ", "een gecomprimeerd bestand. Pak het eerst uit"),
    (b"7z\xbc\xaf", "een gecomprimeerd bestand. Pak het eerst uit"),
    (b"Rar!", "een gecomprimeerd bestand. Pak het eerst uit"),
    (b"SQLite format 3", "een database"),
)
_ZIP = b"PK"


@reader
def read(data: bytes, name: str) -> ParsedNorm:
    """Everything that the file holds. Of a stranger's file this is asked of a child process: see `files`.

    Raises UnreadableFileError with what is wrong and what to do.
    """
    kind = kind_of(data, name)
    reader = importlib.import_module(f"waarborg.apps.norms.importers.{_READERS[kind]}")
    found: ParsedNorm = reader.read(data, name)
    return found


def kind_of(data: bytes, name: str) -> FileKind:
    """What the file is. Raises UnreadableFileError when it is nothing that holds a norm."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableFileError(f"{name} is leeg.")
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(
            f"{name} is {len(data) / 2**20:.0f} MiB; Waarborg leest bestanden tot {MAX_BYTES >> 20} MiB. "
            "Een norm is kleiner: is dit het goede bestand?"
        )
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(f"{name} is {what}. {_PUBLIC_FORMATS}")
    if data.startswith(_ZIP):
        return _workbook_kind(data, name)
    return FileKind.WAARBORG_TABLE if table.is_our_csv(data) else _text_kind(decode(data), name)


def _workbook_kind(data: bytes, name: str) -> FileKind:
    opened = sheets.open_workbook(data)
    if table.are_our_sheets([sheet.title for sheet in opened]):
        return FileKind.WAARBORG_TABLE
    if cip_workbook.looks_like(opened):
        return FileKind.CIP_WORKBOOK
    raise UnreadableFileError(
        f"{name}: geen enkel blad heeft een kolom met O-maatregelnummers en een met de tekst. {_PUBLIC_FORMATS}"
    )


def _text_kind(text: str, name: str) -> FileKind:
    start = text.lstrip()[:1000]
    if start.startswith(("{", "[")):
        return _json_kind(text, name)
    if start.startswith("<"):
        raise UnreadableFileError(f"{name} is een webpagina of XML. Bewaar de Markdown zelf ('Raw'). {_PUBLIC_FORMATS}")
    if ciso_assistant.looks_like(text):
        return FileKind.CISO_ASSISTANT
    if bio_markdown.looks_like(text):
        return FileKind.BIO_MARKDOWN
    raise UnreadableFileError(f"In {name} is geen norm te herkennen. {_PUBLIC_FORMATS}")


def _json_kind(text: str, name: str) -> FileKind:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{name} lijkt JSON, maar is het niet: {error}.") from error
    root = set(document) if isinstance(document, dict) else set()
    if "catalog" in root:
        return FileKind.OSCAL_CATALOG
    if "mapping-collection" in root:
        return FileKind.OSCAL_MAPPING
    found = ", ".join(sorted(map(str, root - {"$schema"}))[:3])
    raise UnreadableFileError(
        f"{name} is JSON, maar geen OSCAL-catalogus of OSCAL-mapping (wel: {found[:80] or 'niets'})."
    )
