"""What a nulmeting sheet holds once read: answers per item, and everything that could not be read."""

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from waarborg.domain.assessments import Applicability, Effort, Judgement, Verdict
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.organisations import Layer


class Column(StrEnum):
    """What a column of a nulmeting sheet can hold. Our own template names these in a hidden row."""

    NUMBER = "number"
    KIND = "kind"
    CONTROL = "control"
    SUMMARY = "summary"
    OFFICIAL = "official"
    QUESTION = "question"
    APPLICABILITY = "applicability"
    JUSTIFICATION = "justification"
    OPZET = "opzet"
    BESTAAN = "bestaan"
    WERKING = "werking"
    STATUS = "status"  # one verdict for everything; not in our own template
    MATURITY = "maturity"
    EXPLANATION = "explanation"
    EVIDENCE = "evidence"
    OWNER = "owner"
    ACTION = "action"
    EFFORT = "effort"
    DUE = "due"
    RISK_ANALYSIS = "risk_analysis"
    HINT = "hint"  # what the rules would say, live
    WANTED = "wanted"  # the level or status aimed at: not read as the one of now; not in our own template
    IGNORE = "ignore"  # not read; not in our own template


# How our own workbook says what it is, so that reading it back needs no guessing.
TEMPLATE_VERSION = "1"
CODE_PREFIX = "waarborg:"
HIDDEN_SHEET = "_waarborg"

# What the organisation sheet asks, besides the organisation's name and layer.
ABOUT = (
    "organisation",
    "layer",
    "reference_on",
    "assignment",
    "scope",
    "out_of_scope",
    "suppliers",
    "assessors",
    "method",
    "depth",
    "limits",
)


# what an answer says of what the rules look at
_JUDGED = tuple(one.name for one in fields(Judgement) if one.name not in {"kind", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row of a sheet; levels that it lacks stay NOT_ASSESSED. `where` is "Blad 'x', rij 12"."""

    number: str  # in the edition's own notation
    where: str
    applicability: Applicability = Applicability.APPLIES
    justification: str = ""
    risk_analysis: str = ""
    opzet: Verdict = Verdict.NOT_ASSESSED
    bestaan: Verdict = Verdict.NOT_ASSESSED
    werking: Verdict = Verdict.NOT_ASSESSED
    maturity: int | None = None
    explanation: str = ""
    written: str = ""  # of the explanation, what stands in its own column; the rest is kept from cells of verdicts
    evidence: str = ""
    owner: str = ""
    action: str = ""
    effort: Effort | None = None
    effort_text: str = ""  # as typed: "40 uur", "M"
    due_on: date | None = None

    def as_judgement(self, kind: ItemKind, status: ItemStatus) -> Judgement:
        """The answer as the rules see it, for an item of this kind and status."""
        return Judgement(kind=kind, status=status, **{name: getattr(self, name) for name in _JUDGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Something about the file that the reader must tell: `where` names sheet and cell.

    A "problem" was not read; a "note" was read in a way that the user should know, such as one status
    column that counted as opzet.
    `code` is stable (`unknown-number`, `unreadable-verdict`, `status-column`, …), `what` is a Dutch sentence.
    """

    level: str
    code: str
    where: str
    what: str
    number: str = ""  # the item it is about, when there is one
    sentence: str = ""  # `what` with its parts left open, to tell it in another language
    parts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, level: str, code: str, where: str, sentence: str, /, *, number: str = "", **parts: object) -> "Reading":
        """A reading from a sentence with named places, `%(text)s`, and what stands there."""
        texts = {name: str(part) for name, part in parts.items()}
        told = sentence % texts if texts else sentence
        return cls(level=level, code=code, where=where, what=told, number=number, sentence=sentence, parts=texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    on: str
    who: str
    role: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    title: str
    version: str = ""
    on: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole file. `about` holds what the organisation sheet says, by the keys of `ABOUT`."""

    answers: tuple[Answer, ...]
    readings: tuple[Reading, ...] = ()
    about: dict[str, str] = field(default_factory=dict)
    interviews: tuple[Interview, ...] = ()
    documents: tuple[Document, ...] = ()
    single_status_level: str = ""  # the level that one status column was read as, else ""
    file_sha256: str = ""  # of the very bytes that were read


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a new assessment is besides its answers: whose, of which day, from which file."""

    organisation: str
    layer: Layer
    reference_on: date
    file_name: str = ""
    file_sha256: str = ""


class Base(StrEnum):
    """What a sheet that came back tells of the answers it was based on."""

    KNOWN = "known"  # made from this round: what changed in the application since is told
    OTHER = "other"  # made from another round or another subject
    DAMAGED = "damaged"  # the hidden sheet does not fit its hash
    NONE = "none"  # an older template, or somebody's own sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """What a sheet would change. `was` is what it was based on, `now` what stands there; both as plain text.

    It clashes when somebody changed the same field in the application since: `by` and `at` tell who and when.
    """

    judgement: int
    number: str
    field: str
    where: str
    was: str
    now: str
    becomes: str
    version: int
    clashes: bool = False
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Everything that a sheet would change in a round, and what could not be read. Nothing was changed yet."""

    base: Base
    subject: int
    changes: tuple[CellChange, ...]
    readings: tuple[Reading, ...]
    file_name: str
    file_sha256: str
