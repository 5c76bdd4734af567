"""Everything that a nulmeting report says, computed once and in one language; the renderers only lay it out."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from waarborg.domain.assessments import Applicability, Ask, Counts, Level, Verdict
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.organisations import LegalForce

# what a decision can be about: every gap, gaps without owner, quick wins, exceptions, what was not judged
ROWS = ("gaps", "ownerless", "quick_wins", "exceptions", "not_judged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A chapter or a risk theme with its counts per level; `total` items, whatever their verdict."""

    code: str
    title: str
    counts: Counts
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFigures:
    """A process or system that the round judges too: its counts, also per theme, in the order of `Group` themes."""

    code: str
    name: str
    kind: str  # label
    counts: Counts
    total: int
    themes: tuple[Group, ...]
    rows: tuple["SubjectRow", ...] = ()  # what does not (fully) meet, of what was looked at; not of the main subject
    n_untouched: int = 0  # counted items without any verdict: told as a number, as a list it would hide the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """One item of a process or system that is judged and does not meet on every level that the report shows."""

    number: str
    title: str
    verdicts: dict[Level, Verdict]
    owner: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where one round stood, in a row of rounds: the counts of the same subject, and which levels it shows."""

    slug: str
    title: str
    reference_on: date
    edition_title: str
    is_other_edition: bool
    counts: Counts
    levels: tuple[Level, ...]
    is_now: bool = False

    @property
    def total(self) -> int:
        """How many items were counted; on every level the same."""
        return sum(self.counts[Level.OPZET].values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item of the edition with its judgement: the annex, and the source of every other table."""

    number: str
    title: str
    summary: str
    question: str
    kind: ItemKind
    status: ItemStatus
    chapter: str
    theme: str  # label
    refers_to: str
    counted: bool  # in the figures: live measures only
    applicability: Applicability
    justification: str
    risk_analysis: str
    verdicts: dict[Level, Verdict]
    maturity: int | None
    explanation: str
    evidence: str
    owner: str
    action: str
    effort: str
    due_on: date | None
    problems: tuple[str, ...] = ()  # rule codes
    doubts: tuple[str, ...] = ()
    official_text: str = ""
    control: str = ""  # "5.17 Authenticatie-informatie"; "" when the item is a control itself
    kind_label: str = ""
    status_label: str = ""
    applicability_label: str = ""
    follows: str = ""  # for a reference: whose verdicts these are, in words
    where: str = ""  # sheet and row that the answer was read from
    key: str = ""  # the permanent identity of what is asked, whatever its number
    ask: Ask = Ask.NOTHING  # judged, guideline, or answered elsewhere
    theme_code: str = ""
    assignee: str = ""  # who answers it
    assignee_id: int = 0
    judgement_id: int = 0


def is_live_measure(line: Line) -> bool:
    """An overheidsmaatregel in force: n.v.t. only when it cannot apply, and never accepted as a risk."""
    return line.kind is ItemKind.MEASURE and line.status is ItemStatus.LIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """An open item in the order of priority, with what a board needs to decide on it."""

    line: Line
    priority: int
    force: LegalForce
    force_label: str
    owner: str  # as entered, else the role that usually owns it, then marked
    owner_is_proposal: bool
    action: str
    action_is_proposal: bool
    effort: str  # label
    effort_is_proposal: bool
    quarter: str  # "2027 Q2"; "" when nothing was entered or can be proposed
    quarter_is_proposal: bool
    cost: str  # what failing can cost, in words
    consequences: tuple[str, ...]  # labels: legal, financial, …
    quick_win: bool
    overdue: bool = False  # the deadline that was entered has passed on the day of the report


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHit:
    """A broken rule: where, what, why (source) and what to do."""

    code: str
    sentence: str
    source: str
    number: str
    where: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """A quarter of the improvement plan."""

    label: str
    gaps: tuple[GapLine, ...]
    effort: dict[str, int]  # label of effort -> number of gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the board is asked to decide, in one plain sentence, and why."""

    ask: str
    because: str
    about: str = ""  # the rows it counts: a name of `ROWS`


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What failing can cost in general, from data: kind, sentence and legal source. Never an estimate."""

    kind: str
    label: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """A nulmeting report in one language."""

    language: str
    organisation: str
    layer: str  # label
    edition_id: str
    edition_title: str
    reference_on: date
    made_on: date
    title: str
    board_summary: tuple[str, ...]  # paragraphs in plain language
    decisions: tuple[Decision, ...]
    about: dict[str, str]  # label -> text: assignment, scope, out of scope, method, limits, assessors
    status_note: str  # when one status column was read as one level; else ""
    totals: Counts  # over the counted items
    n_counted: int
    controls: Counts  # over controls without measure, shown apart
    n_controls: int
    control_choices: dict[Applicability, int]  # follows, deviates, not applicable, not answered
    chapters: tuple[Group, ...]
    themes: tuple[Group, ...]
    gaps: tuple[GapLine, ...]
    quick_wins: tuple[GapLine, ...]
    plan: tuple[Quarter, ...]
    exceptions: tuple[Line, ...]
    not_judged: tuple[Line, ...]
    hits: tuple[RuleHit, ...]
    readings: tuple[tuple[str, str], ...]  # what could not be read: place, sentence
    lines: tuple[Line, ...]
    consequences: tuple[Consequence, ...]
    interviews: tuple[dict[str, str], ...]
    documents: tuple[dict[str, str], ...]
    computation: tuple[str, ...]  # how the figures were computed
    level_labels: dict[Level, str] = field(default_factory=dict)
    verdict_labels: dict[Verdict, str] = field(default_factory=dict)
    verdict_marks: dict[Verdict, str] = field(default_factory=dict)
    choice_labels: dict[Applicability, str] = field(default_factory=dict)  # words for `control_choices`
    item_noun: str = ""  # what is counted, plural: "maatregelen", or "eisen" for a norm without measures
    slug: str = ""
    file_name: str = ""
    file_sha256: str = ""
    edition_source: str = ""
    subject: str = ""  # what was judged, when that is a process or system
    subject_code: str = ""
    subjects: tuple[SubjectFigures, ...] = ()  # every subject, when the round has more than one
    closed_on: date | None = None  # when it was frozen
    sha256: str = ""  # of the snapshot, once closed

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that this report shows: those that it has a word for."""
        return tuple(level for level in Level if level in self.level_labels)


def other_subjects(data: ReportData) -> tuple[SubjectFigures, ...]:
    """The subjects that the report is not about: those that it lists in an annex."""
    return tuple(one for one in data.subjects if one.code != data.subject_code)


def map_level(data: ReportData) -> Level:
    """The level of the map of systems: bestaan, or opzet when the report shows no more."""
    return Level.BESTAAN if Level.BESTAAN in data.levels else Level.OPZET


def subject_groups(data: ReportData) -> tuple[Group, ...]:
    """The subjects as groups, for tables and charts; empty when the round has one."""
    return tuple(Group(code=one.code, title=one.name, counts=one.counts, total=one.total) for one in data.subjects)


class ReportState(StrEnum):
    """How far a report is that somebody asked for."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNDER_WAY = frozenset({ReportState.QUEUED, ReportState.RUNNING})

# what a report can be asked as: names of `actions.write.RENDERERS`, with how browsers call each
FORMATS = {
    "rapport.pdf": "application/pdf",
    "rapport.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "rapport.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "assessment-results.json": "application/json",
}
LANGUAGES = ("nl", "en")
