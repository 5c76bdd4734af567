"""The Cyberbeveiligingswet: is the organisation under it, why, and who may say otherwise with which source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from waarborg.domain.basis import Rule
from waarborg.domain.organisations import ESSENTIAL_BY_LAW, CbwStatus, Layer
from waarborg.domain.profile import NONE_OF_THESE, Profile, Topic

IN_FORCE_ON = date(2026, 8, 15)  # Stb. 2026, 187
_TRAINING_YEARS = 2


class Criterion(StrEnum):
    """The four cumulative criteria of overheidsinstantie: Cbw art. 1."""

    PUBLIC_INTEREST = "public_interest"  # in the public interest, and not commercial
    LEGAL_PERSONALITY = "legal_personality"  # or authorised to act for a body that has it
    GOVERNMENT_CONTROL = "government_control"  # financed, supervised, or appointed in majority by government
    DECISIONS = "decisions"  # power over the cross-border rights of others; a mandated power counts


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a task meets a criterion (None: not known), and what shows that."""

    met: bool | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a GR or ZBO, the law or mandate that gives it, and the criteria answered for it."""

    name: str
    basis: str
    answers: Mapping[Criterion, Answer]

    def answer(self, criterion: Criterion) -> Answer:
        return self.answers.get(criterion, Answer())


def flat(task: Task) -> dict[str, Any]:
    """Every part of a task under a name of its own, to compare two versions part by part."""
    told: dict[str, Any] = {"name": task.name, "basis": task.basis}
    for code in Criterion:
        told |= {f"{code}_met": task.answer(code).met, f"{code}_evidence": task.answer(code).evidence}
    return told


def from_flat(told: Mapping[str, Any]) -> Task:
    """The task of which this is `flat`."""
    answers = {code: Answer(told[f"{code}_met"], told[f"{code}_evidence"]) for code in Criterion}
    return Task(told["name"], told["basis"], answers)


class Conclusion(StrEnum):
    """What the four criteria say together."""

    MEETS = "meets"
    FAILS = "fails"
    OPEN = "open"


def conclude(task: Task) -> Conclusion:
    """One criterion that fails decides; all four must be met; else something is still to be found out."""
    met = [task.answer(criterion).met for criterion in Criterion]
    if False in met:
        return Conclusion.FAILS
    return Conclusion.OPEN if None in met else Conclusion.MEETS


def conclude_all(tasks: Iterable[Task]) -> Conclusion:
    """One task that meets all four makes the organisation an overheidsinstantie; without tasks nothing is known."""
    found = {conclude(task) for task in tasks}
    if Conclusion.MEETS in found:
        return Conclusion.MEETS
    return Conclusion.FAILS if found == {Conclusion.FAILS} else Conclusion.OPEN


class Ground(StrEnum):
    """Why the organisation has its status; the sentence for it is content."""

    BY_LAW = "by_law"  # art. 8: gemeente, provincie, waterschap, ministerie
    EXCLUDED = "excluded"  # art. 5
    EXCLUSION_OPEN = "exclusion_open"
    TASKS_MEET = "tasks_meet"
    TASKS_FAIL = "tasks_fail"
    TASKS_OPEN = "tasks_open"
    OTHER_SECTOR = "other_sector"
    SECTORS_OPEN = "sectors_open"
    NO_SECTOR = "no_sector"
    FORM_OPEN = "form_open"


@dataclass(frozen=True, slots=True)
class Derived:
    """A status with its ground."""

    status: CbwStatus
    ground: Ground


_NEVER_EXCLUDED = ESSENTIAL_BY_LAW - {Layer.MINISTRY}
_NEED_CRITERIA = frozenset({Layer.ZBO, Layer.JOINT_ARRANGEMENT})


def needs_criteria(layer: Layer | None) -> bool:
    """Whether the four criteria decide for a body of this layer: art. 8(1)(g)(h)."""
    return layer in _NEED_CRITERIA


def derive(profile: Profile, tasks: Iterable[Task]) -> Derived:
    """The status under the Cbw that follows from the answers: arts. 1, 5 and 8. What is not known is not claimed."""
    layer = profile.layer
    if layer is None:
        return Derived(CbwStatus.UNDER_ASSESSMENT, Ground.FORM_OPEN)
    if layer in _NEVER_EXCLUDED:
        return Derived(CbwStatus.ESSENTIAL, Ground.BY_LAW)
    if any(code != NONE_OF_THESE for code in profile.chosen(Topic.EXCLUDED)):
        return Derived(CbwStatus.OUTSIDE, Ground.EXCLUDED)
    if layer is Layer.MINISTRY:
        if not profile.is_known(Topic.EXCLUDED):
            return Derived(CbwStatus.UNDER_ASSESSMENT, Ground.EXCLUSION_OPEN)
        return Derived(CbwStatus.ESSENTIAL, Ground.BY_LAW)
    return _by_criteria(profile, tasks) if needs_criteria(layer) else _by_sector(profile)


def _by_criteria(profile: Profile, tasks: Iterable[Task]) -> Derived:
    conclusion = conclude_all(tasks)
    if conclusion is Conclusion.OPEN:
        return Derived(CbwStatus.UNDER_ASSESSMENT, Ground.TASKS_OPEN)
    if not profile.is_known(Topic.EXCLUDED):
        return Derived(CbwStatus.UNDER_ASSESSMENT, Ground.EXCLUSION_OPEN)
    if conclusion is Conclusion.MEETS:
        return Derived(CbwStatus.ESSENTIAL, Ground.TASKS_MEET)
    by_sector = _by_sector(profile)
    return Derived(CbwStatus.OUTSIDE, Ground.TASKS_FAIL) if by_sector.ground is Ground.NO_SECTOR else by_sector


def _by_sector(profile: Profile) -> Derived:
    """Work in a sector of the act can bring a body under it; whether it does hangs on size: to be found out."""
    if not profile.is_known(Topic.SECTORS):
        return Derived(CbwStatus.UNDER_ASSESSMENT, Ground.SECTORS_OPEN)
    if profile.has(Topic.SECTORS, NONE_OF_THESE):
        return Derived(CbwStatus.OUTSIDE, Ground.NO_SECTOR)
    return Derived(CbwStatus.UNDER_ASSESSMENT, Ground.OTHER_SECTOR)


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody says instead of what was derived, with the reason and the source."""

    value: str
    because: str
    source: str
    on: date
    by: str


def _task_names_its_basis(task: Task) -> bool:
    return bool(task.name.strip() and task.basis.strip())


def _answer_names_evidence(task: Task) -> bool:
    return all(answer.met is None or answer.evidence.strip() for answer in task.answers.values())


TASK_BASIS: Rule[Task] = Rule(
    "PR-04",
    "Een taak heeft een naam en noemt de wet, de regeling of het mandaat waar zij op rust.",
    "Cbw art. 1: het oordeel hangt af van de bevoegdheid, ook een gemandateerde",
    _task_names_its_basis,
)
TASK_EVIDENCE: Rule[Task] = Rule(
    "PR-05",
    "Wie bij een criterium ja of nee zegt, noemt waaruit dat blijkt.",
    "Cbw art. 1; een toezichthouder moet het kunnen nagaan",
    _answer_names_evidence,
)
TASK_RULES: tuple[Rule[Task], ...] = (TASK_BASIS, TASK_EVIDENCE)


def _correction_is_argued(correction: Correction) -> bool:
    return bool(correction.because.strip() and correction.source.strip())


CORRECTION_RULES: tuple[Rule[Correction], ...] = (
    Rule(
        "PR-06",
        "Een correctie noemt een reden en een bron.",
        "werkwijze van het profiel: wat is afgeleid, wijkt alleen voor een argument dat na te gaan is",
        _correction_is_argued,
    ),
)


def training_due(appointed_on: date | None = None) -> date:
    """The last day on which a board member must hold a certificate: two years after the act or the appointment."""
    start = max(IN_FORCE_ON, appointed_on or IN_FORCE_ON)
    is_leap_day = (start.month, start.day) == (2, 29)
    return start.replace(year=start.year + _TRAINING_YEARS, day=28 if is_leap_day else start.day)
