"""What a reader of norm files found, whatever the format: items, ties between them, and problems with their place."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from waarborg.apps.base.shapes import UnreadableFileError as UnreadableFileError  # noqa: PLC0414 - readers raise it
from waarborg.domain.norms import Change, ItemKind, ItemStatus, RelationKind


class FileKind(StrEnum):
    """What a file turned out to be, told from its content."""

    BIO_MARKDOWN = "bio-markdown"
    CIP_WORKBOOK = "cip-workbook"
    CISO_ASSISTANT = "ciso-assistant"
    OSCAL_CATALOG = "oscal-catalog"
    OSCAL_MAPPING = "oscal-mapping"
    WAARBORG_TABLE = "waarborg-table"
    FRAMEWORK_TABLE = "framework-table"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Something that could not be read: `where` names line, or sheet and cell."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Dutch and English; either may be empty in imported files."""

    nl: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedItem:
    """One item as found. `key` is its identity in the source (URN, OSCAL id, our permanent id)."""

    number: str
    kind: ItemKind
    status: ItemStatus = ItemStatus.LIVE
    key: str = ""
    parent: str = ""  # number of the parent
    where: str = ""
    title: Text = field(default_factory=Text)
    summary: Text = field(default_factory=Text)
    official_text: str = ""
    moved_to: tuple[str, ...] = ()
    refers_to: str = ""
    bbn: str = ""
    roles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    theme: str = ""
    owner: str = ""
    cbw_scope: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    doubts: tuple[dict[str, str], ...] = ()
    source: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSuccession:
    """A step between two editions; ends are (edition id, number), an empty number means none."""

    old_edition: str
    old: str
    new_edition: str
    new: str
    change: Change
    note: Text = field(default_factory=Text)
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRelation:
    """A tie between items of two norms. Ends are (edition id, number), or keys of the source without an edition."""

    source_edition: str
    source_number: str
    target_edition: str
    target_number: str
    kind: RelationKind
    note: str = ""
    source: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedObject:
    """A risk matrix, threat or reference control from a library file."""

    kind: str
    key: str
    name: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEdition:
    """One edition with its items in the order of the file; `is_official_text` when the file is the publisher's."""

    id: str
    title: Text
    items: tuple[ParsedItem, ...]
    catalogue_title: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    publisher: str = ""
    published_on: str = ""
    source: str = ""
    licence: str = ""
    position: int = 1000
    is_official_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedNorm:
    """Everything that one file (or the content folder) holds."""

    kind: FileKind
    editions: tuple[ParsedEdition, ...] = ()
    successions: tuple[ParsedSuccession, ...] = ()
    relations: tuple[ParsedRelation, ...] = ()
    objects: tuple[ParsedObject, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    notes: tuple[FileProblem, ...] = ()  # worth knowing, nothing to solve
    # What the file calls the norms of its relations, when that is no id of an edition, and its other names for each.
    resources: dict[str, tuple[str, ...]] = field(default_factory=dict)
