"""Editions of norms: what an item can be, how editions follow each other, and when a text is the official one."""

import difflib
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum


class ItemKind(StrEnum):
    """What an item of an edition is."""

    THEME = "theme"
    CLAUSE = "clause"
    CONTROL = "control"
    MEASURE = "measure"
    ARTICLE = "article"


class ItemStatus(StrEnum):
    """What an edition does with a number (BIO2 deel 2)."""

    LIVE = "live"
    NONE = "none"  # "geen overheidsmaatregel": the control's own guideline applies (BIO2 deel 2, introduction)
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    REFERENCE = "reference"  # only points at another number, whose verdict it follows


class Change(StrEnum):
    """What happened to a requirement between two editions."""

    UNCHANGED = "unchanged"
    COSMETIC = "cosmetic"
    REWORDED = "reworded"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    WITHDRAWN = "withdrawn"
    NEW = "new"


class RelationKind(StrEnum):
    """How an item of one norm relates to an item of another, seen from the first."""

    EQUAL = "equal"
    NARROWER = "narrower"
    WIDER = "wider"
    RELATED = "related"


class TextMatch(StrEnum):
    """How an imported text compares with the text that the edition's hash was taken from."""

    VERIFIED = "verified"
    DIFFERS = "differs"
    UNKNOWN = "unknown"  # the edition has no such item
    MISSING = "missing"  # the file lacks this item
    UNVERIFIABLE = "unverifiable"  # the edition ships no hash for it


_NAME, _VERSION = re.compile(r"[a-z0-9][a-z0-9-]{0,79}"), re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True, slots=True)
class EditionId:
    """`bio2@1.3`: the name of a catalogue and the version of one of its editions."""

    name: str
    version: str

    @classmethod
    def parse(cls, text: str) -> "EditionId":
        """Read `NAME@EDITION`. Raises ValueError with a message for people."""
        name, at, version = text.strip().partition("@")
        if not at or not _NAME.fullmatch(name) or not _VERSION.fullmatch(version):
            raise ValueError(f"'{text[:130]}' is geen norm: schrijf NAAM@EDITIE, zoals bio2@1.3.")
        return cls(name, version)

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CONTRIBUTES = re.compile(r"Draagt bij aan", re.IGNORECASE)


def normalise_text(text: str) -> str:
    """The text as it is hashed: no categories, breaks as spaces, NFC, single white space."""
    label = _CONTRIBUTES.search(text)
    without = text[: label.start()].rstrip("*") if label else text
    return " ".join(unicodedata.normalize("NFC", _BREAK.sub(" ", without)).split())


def text_hash(text: str) -> str:
    """SHA-256 (hex) of the normalised text; two files with the same words give the same hash."""
    return hashlib.sha256(normalise_text(text).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A run of words that both texts have (`same`), only the old one (`removed`) or only the new one (`added`)."""

    kind: str
    words: str


LONGEST_COMPARED = 1_500  # words; many times the longest item of a norm


def word_diff(old: str, new: str) -> list[DiffPart]:
    """The differences between two texts, word by word, in reading order.

    Texts that are too long to compare are given whole: comparing takes as long as their lengths multiplied.
    """
    before, after = normalise_text(old).split(), normalise_text(new).split()
    if max(len(before), len(after)) > LONGEST_COMPARED and before != after:
        whole = (DiffPart("removed", " ".join(before)), DiffPart("added", " ".join(after)))
        return [part for part in whole if part.words]
    found: list[DiffPart] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(DiffPart("same", " ".join(before[i:j])))
            continue
        if j > i:
            found.append(DiffPart("removed", " ".join(before[i:j])))
        if m > k:
            found.append(DiffPart("added", " ".join(after[k:m])))
    return found


@dataclass(frozen=True, slots=True)
class Succession:
    """One step from an item of an older edition to one of a newer; an empty end means "none" (new, withdrawn)."""

    old: str
    new: str
    change: Change
    via: tuple[str, ...] = field(default=(), compare=False)  # numbers in the editions between, when steps were joined


# What these steps lead to is the same requirement, whatever its number; what was merged or split is another one.
KEEPS_IDENTITY = frozenset({Change.UNCHANGED, Change.COSMETIC, Change.REWORDED, Change.MOVED})
