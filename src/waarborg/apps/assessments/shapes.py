"""What a nulmeting sheet holds once it has been read: answers per item, and everything that could not be read."""

from dataclasses import dataclass, field
from datetime import date

from waarborg.domain.assessments import Applicability, Effort, Verdict
from waarborg.domain.organisations import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row of a sheet. Levels that the sheet does not have stay NOT_ASSESSED. `where` is "Blad 'x', rij 12"."""

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
    evidence: str = ""
    owner: str = ""
    action: str = ""
    effort: Effort | None = None
    effort_text: str = ""  # as typed: "40 uur", "M"
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Something about the file that the reader must tell: `where` names sheet and cell, `level` is "problem" or "note".

    A problem was not read; a note was read in a way that the user should know (one status column counted as opzet).
    `code` is stable (`unknown-number`, `unreadable-verdict`, `status-column`, …), `what` is a Dutch sentence.
    """

    level: str
    code: str
    where: str
    what: str
    number: str = ""  # the item it is about, when there is one

    @property
    def is_problem(self) -> bool:
        return self.level == "problem"


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
    """A whole file. `about` holds what the organisation sheet says, by key: scope, reference_on, assessors, method, limits, …"""

    answers: tuple[Answer, ...]
    readings: tuple[Reading, ...] = ()
    about: dict[str, str] = field(default_factory=dict)
    interviews: tuple[Interview, ...] = ()
    documents: tuple[Document, ...] = ()
    single_status_level: str = (
        ""  # "opzet" when one status column was read as opzet, "" when there were three
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a new assessment is besides its answers: whose, of which day, from which file."""

    organisation: str
    layer: Layer
    reference_on: date
    file_name: str = ""
    file_sha256: str = ""
