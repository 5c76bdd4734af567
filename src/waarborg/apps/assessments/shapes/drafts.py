"""What was recognised in somebody's own sheet, for a person to look over before it is read.

A `Draft` holds the mapping as recognised, how sure each part of it is, the questions that are open, and the first
rows as they would be read. A page or a command shows it; the answer is a `FileMapping`, given back to `read_sheet`.
"""

from dataclasses import dataclass
from enum import StrEnum

from waarborg.apps.assessments.shapes import Answer, Column, Reading
from waarborg.apps.assessments.shapes.mappings import FileMapping, NumberScale
from waarborg.apps.base.shapes import UnreadableFileError


class Certainty(StrEnum):
    """How sure a part of a draft is."""

    CERTAIN = "certain"  # a known word, or a person said so
    ASSUMED = "assumed"  # read like this, and told
    UNKNOWN = "unknown"  # not read until a person says what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWord:
    """One text that stands in cells of a column, as often as `count`, first at `example` (`B4`).

    `counts_as` is a Verdict, Applicability or NOT_READ, "" while unknown; `proposal` is what it probably means then.
    """

    text: str
    key: str  # as in `ColumnMapping.words`
    count: int
    example: str
    counts_as: str
    certainty: Certainty
    proposal: str = ""
    is_about_norm: bool = True  # False for what is clearly no verdict: the state of a task, a name


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftColumn:
    """One column: what it is taken for, its first texts, and for verdicts and applicability all its words."""

    position: int  # from 0
    letters: str
    heading: str
    meaning: Column  # IGNORE when it is not read
    certainty: Certainty
    proposal: Column | None = None  # what it probably is, when it is not read
    examples: tuple[str, ...] = ()
    words: tuple[CellWord, ...] = ()
    more_words: int = 0  # texts besides the commonest, that `words` does not hold
    numbers: NumberScale = NumberScale.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSheet:
    """One sheet with a row of headings (`header_row`, from 1)."""

    sheet: str
    header_row: int
    columns: tuple[DraftColumn, ...]
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that changes the outcome and is not certain; `about` tells it like any reading.

    Until it is answered nothing can be read when it `blocks`; else the cells concerned are left out and listed.
    """

    about: Reading
    sheet: str
    column: int | None = None  # position, when it is about one column
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A row as it stands and as it would be read: nothing, one answer, or one per number in it."""

    where: str
    row: int  # from 1
    cells: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything to show before reading.

    `looks_like` names what the numbers seem to belong to instead, "" when there is no doubt.
    """

    mapping: FileMapping
    sheets: tuple[DraftSheet, ...]
    questions: tuple[Question, ...]
    preview: tuple[Preview, ...]
    readings: tuple[Reading, ...]  # what reading it like this would tell
    looks_like: str = ""

    @property
    def signature(self) -> str:
        return self.mapping.signature

    @property
    def is_certain(self) -> bool:
        """Whether it can be read without asking anything."""
        return not self.questions


class MappingNeededError(UnreadableFileError):
    """The sheet does not say for certain how it must be read; `draft` has what was recognised and what to ask."""

    def __init__(self, message: str, draft: Draft) -> None:
        super().__init__(message)
        self.draft = draft
