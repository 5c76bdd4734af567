"""What a file is, told from its content and never from its name; and a clear refusal for what is no norm."""

import importlib
import json
import re

from waarborg.apps.base.importers.child import reader
from waarborg.apps.norms.formats.framework import TableMapping, mapping
from waarborg.apps.norms.importers import (
    bio_markdown,
    cip_workbook,
    ciso_assistant,
    ciso_workbook,
    framework_columns,
    framework_table,
    oscal_file,
    safe_yaml,
    sheets,
    table,
)
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
    FileKind.FRAMEWORK_TABLE: "framework_table",
}
_PUBLIC_FORMATS = (
    "Waarborg leest BIO-Markdown, het werkboek van CIP, bibliotheken van CISO Assistant (YAML, XLSX), OSCAL (JSON, "
    "YAML), eigen exports en normen in een tabel (XLSX, CSV)."
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
_ASIDE = (("<!--", "-->"), ("<?", "?>"))
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")


@reader
def read(data: bytes, name: str, columns: str = "") -> ParsedNorm:
    """Everything that the file holds; with columns (a mapping as JSON) it is a table, whatever else it looks like.

    Of a stranger's file this is asked of a child process: see `files`.
    Raises UnreadableFileError with what is wrong and what to do.
    """
    if columns:
        _refuse(data, name)
        return framework_table.read(data, name, mapping(columns))
    kind = kind_of(data, name)
    module = importlib.import_module(f"waarborg.apps.norms.importers.{_READERS[kind]}")
    found: ParsedNorm = module.read(data, name)
    return found


@reader
def draft(data: bytes, name: str) -> TableMapping:
    """What the columns of a table seem to be, to fill in. Raises UnreadableFileError when the file holds no table."""
    _refuse(data, name)
    return framework_table.draft(data)


def kind_of(data: bytes, name: str) -> FileKind:
    """What the file is. Raises UnreadableFileError when it is nothing that holds a norm."""
    _refuse(data, name)
    if data.startswith(_ZIP):
        return _workbook_kind(data, name)
    return FileKind.WAARBORG_TABLE if table.is_our_csv(data) else _text_kind(data, name)


def _refuse(data: bytes, name: str) -> None:
    """What can hold no norm, by its first bytes. Raises UnreadableFileError."""
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


def _workbook_kind(data: bytes, name: str) -> FileKind:
    opened = sheets.open_workbook(data)
    if table.are_our_sheets([sheet.title for sheet in opened]):
        return FileKind.WAARBORG_TABLE
    if ciso_workbook.looks_like([sheet.title for sheet in opened]):
        return FileKind.CISO_ASSISTANT
    if cip_workbook.looks_like(opened):
        return FileKind.CIP_WORKBOOK
    drafted = framework_columns.draft(opened)
    if framework_columns.certain(drafted):
        return FileKind.FRAMEWORK_TABLE
    raise UnreadableFileError(
        f"In {name} is geen norm te herkennen.{framework_table.question(drafted)} {_PUBLIC_FORMATS}"
    )


def _text_kind(data: bytes, name: str) -> FileKind:
    text = decode(data)
    start = text.lstrip()[:4000]
    if start.startswith(("{", "[")):
        return _json_kind(text, name)
    if start.startswith("<"):
        raise UnreadableFileError(f"{name} is {_markup(start)} {_PUBLIC_FORMATS}")
    root = oscal_file.first_key(text)
    if oscal_file.is_known(root):
        return _oscal_kind({root}, name)
    if ciso_assistant.looks_like(text):
        return FileKind.CISO_ASSISTANT
    if bio_markdown.looks_like(text):
        return FileKind.BIO_MARKDOWN
    if framework_table.looks_like(data):
        return FileKind.FRAMEWORK_TABLE
    raise UnreadableFileError(_no_norm(text, root, name))


def _no_norm(text: str, root: str, name: str) -> str:
    """The refusal of a text in which no norm is recognised; it says that it is YAML when it is."""
    if root:
        try:
            found = safe_yaml.load(text)
        except UnreadableFileError:
            found = None
        if isinstance(found, dict):
            keys = ", ".join(str(key)[:40] for key in list(found)[:3])
            return (
                f"{name} is YAML, maar geen bibliotheek van CISO Assistant (die heeft bovenaan 'urn' en 'objects') en "
                f"geen OSCAL (die begint met 'catalog' of 'mapping-collection'). Er staat: {keys}. {_PUBLIC_FORMATS}"
            )
    drafted = framework_table.tables(text.encode())
    return _unknown(drafted, name)


def _unknown(drafted: TableMapping, name: str) -> str:
    return f"In {name} is geen norm te herkennen.{framework_table.question(drafted)} {_PUBLIC_FORMATS}"


def _markup(start: str) -> str:
    """What a text with tags is, and what to do with it."""
    root = _ROOT.search(_without_prologue(start))
    tag = root[1].lower() if root else ""
    if tag == "html" or "<!doctype html" in start.lower():
        return "een webpagina (HTML). Download het bestand zelf, bijvoorbeeld met 'Raw' of 'Download'."
    if "oscal" in start and oscal_file.is_known(tag):
        what = oscal_file.told({tag}) or f"OSCAL ({tag})"
        return f"{what}, in XML. Kies bij de uitgever de JSON of de YAML, of zet het om met oscal-cli."
    if "Excel.Sheet" in start or "office:spreadsheet" in start:
        return "een werkboek in XML (Excel 2003). Open het en sla het op als .xlsx."
    return (
        f"XML (met bovenaan <{root[1][:60] if root else '?'}>), en die vorm leest Waarborg niet. Vraag om een andere."
    )


def _without_prologue(text: str) -> str:
    """The text from its first tag: without the declaration and remarks before it."""
    while closing := next((end for start, end in _ASIDE if text.startswith(start)), ""):
        text = text.partition(closing)[2].lstrip()
    return text


def _json_kind(text: str, name: str) -> FileKind:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{name} lijkt JSON, maar is het niet: {error}.") from error
    root = set(document) if isinstance(document, dict) else set()
    return _oscal_kind(root, name)


def _oscal_kind(roots: set[str], name: str) -> FileKind:
    if "catalog" in roots:
        return FileKind.OSCAL_CATALOG
    if "mapping-collection" in roots:
        return FileKind.OSCAL_MAPPING
    raise UnreadableFileError(f"{name}: {oscal_file.refusal(roots)}")
