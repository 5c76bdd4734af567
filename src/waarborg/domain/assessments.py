"""The nulmeting: three verdicts per item, never blended, the rules they keep, and what follows."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from waarborg.domain.basis import Problem, Rule, check_all
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.organisations import LegalForce


class Level(StrEnum):
    """What is judged: on paper, in place, and at work over a period (BIO2 deel 1, §4)."""

    OPZET = "opzet"
    BESTAAN = "bestaan"
    WERKING = "werking"


class Verdict(StrEnum):
    """The five marks; "not assessed" is neither pass nor fail (ADR 5)."""

    MEETS = "meets"
    PARTLY = "partly"
    FAILS = "fails"
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"


ASSESSED = (Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS)  # looked at, and it applies; best first
POSITIVE = frozenset({Verdict.MEETS, Verdict.PARTLY})
GAPS = frozenset({Verdict.PARTLY, Verdict.FAILS})


class Applicability(StrEnum):
    """Whether the item concerns this organisation; for controls: whether the guideline is followed."""

    APPLIES = "applies"
    NOT_APPLICABLE = "not_applicable"
    FOLLOWS = "follows"  # control without measure: guideline followed
    DEVIATES = "deviates"  # control without measure: guideline not or only partly followed


class Ask(StrEnum):
    """What a nulmeting asks about an item of the edition."""

    VERDICT = "verdict"  # judged and counted: the live measures, or what the edition has in their place
    GUIDELINE = "guideline"  # control without measure: followed or deviated from; shown apart
    ELSEWHERE = "elsewhere"  # moved, withdrawn or reference: the answer stands at another number, or nowhere
    NOTHING = "nothing"  # a heading, or a control that its measures answer for


class Effort(StrEnum):
    """Usual effort to close a gap: days, weeks, months."""

    S = "S"
    M = "M"
    L = "L"


Verdicts = Mapping[Level, Verdict]
Counts = dict[Level, dict[Verdict, int]]


def that_counts(applicability: Applicability, given: Verdict) -> Verdict:
    """What was given; but an item that does not apply is n.v.t. on every level."""
    return Verdict.NOT_APPLICABLE if applicability is Applicability.NOT_APPLICABLE else given


def verdicts(applicability: Applicability, given: Verdicts) -> Verdicts:
    """What counts per level."""
    return {level: that_counts(applicability, verdict) for level, verdict in given.items()}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found for one item. `risk_analysis` refers to the analysis that grounds a deviation."""

    number: str
    kind: ItemKind
    status: ItemStatus
    applicability: Applicability = Applicability.APPLIES
    justification: str = ""
    risk_analysis: str = ""
    opzet: Verdict = Verdict.NOT_ASSESSED
    bestaan: Verdict = Verdict.NOT_ASSESSED
    werking: Verdict = Verdict.NOT_ASSESSED
    maturity: int | None = None
    explanation: str = ""
    evidence: str = ""

    def verdict(self, level: Level) -> Verdict:
        """The verdict on one level, as it counts."""
        return that_counts(self.applicability, getattr(self, level))

    @property
    def is_measure(self) -> bool:
        return self.kind is ItemKind.MEASURE and self.status is not ItemStatus.NONE

    @property
    def is_answered(self) -> bool:
        return self.applicability is not Applicability.APPLIES or any(
            self.verdict(level) is not Verdict.NOT_ASSESSED for level in Level
        )


def _werking_rests_on_bestaan(judgement: Judgement) -> bool:
    return judgement.verdict(Level.WERKING) not in POSITIVE or judgement.verdict(Level.BESTAAN) in POSITIVE


def _bestaan_rests_on_opzet(judgement: Judgement) -> bool:
    return judgement.verdict(Level.BESTAAN) not in POSITIVE or judgement.verdict(Level.OPZET) in POSITIVE


def _says_nvt(judgement: Judgement) -> bool:
    return any(judgement.verdict(level) is Verdict.NOT_APPLICABLE for level in Level)


def _nvt_is_proven(judgement: Judgement) -> bool:
    return not judgement.is_measure or not _says_nvt(judgement) or bool(judgement.justification.strip())


def _deviation_has_risk_analysis(judgement: Judgement) -> bool:
    deviates = judgement.applicability is Applicability.DEVIATES or (not judgement.is_measure and _says_nvt(judgement))
    return not deviates or bool(judgement.risk_analysis.strip())


def _voldoet_has_evidence(judgement: Judgement) -> bool:
    claims = any(judgement.verdict(level) is Verdict.MEETS for level in Level)
    return not claims or bool(judgement.evidence.strip())


def _is_gone(judgement: Judgement) -> bool:
    return judgement.status in {ItemStatus.MOVED, ItemStatus.WITHDRAWN}


def _number_is_alive(judgement: Judgement) -> bool:
    return not _is_gone(judgement) or not judgement.is_answered


def _answered_once(same_number: Sequence[Judgement]) -> bool:
    return sum(judgement.is_answered for judgement in same_number) <= 1


RULES: tuple[Rule[Judgement], ...] = (
    Rule(
        "NM-01",
        "Werking kan niet voldoen zolang bestaan niet (deels) voldoet.",
        "BIO2 deel 1 §4; elk niveau rust op het vorige",
        _werking_rests_on_bestaan,
    ),
    Rule(
        "NM-02",
        "Bestaan kan niet voldoen zolang opzet niet (deels) voldoet.",
        "BIO2 deel 1 §4; elk niveau rust op het vorige",
        _bestaan_rests_on_opzet,
    ),
    Rule(
        "NM-03",
        "Een overheidsmaatregel is alleen n.v.t. als is onderbouwd dat hij niet van toepassing kán zijn.",
        "BIO2 deel 1 GH §12 en §16, officieel §6.5",
        _nvt_is_proven,
    ),
    Rule(
        "NM-04",
        "Afwijken van een beheersmaatregel, of hem niet toepassen, verwijst naar een risicoanalyse.",
        "BIO2 deel 2, inleiding; deel 1 §4",
        _deviation_has_risk_analysis,
    ),
    Rule(
        "NM-05",
        "Wie 'voldoet' zegt, noemt bewijs.",
        "BIO2 deel 1 §4: opzet, bestaan en werking zijn aantoonbaar",
        _voldoet_has_evidence,
    ),
    Rule(
        "NM-06",
        "Een verplaatst of vervallen nummer wordt niet beoordeeld; het antwoord hoort bij het nieuwe nummer.",
        "BIO2 deel 2 v1.3, wijzigingstabel",
        _number_is_alive,
    ),
)

DUPLICATE: Rule[Sequence[Judgement]] = Rule(
    "NM-07",
    "Elk nummer wordt één keer beantwoord; bij dubbele antwoorden telt het eerste.",
    "werkwijze van de nulmeting: één oordeel per nummer",
    _answered_once,
)


# These two compare levels, so they say nothing of a sheet that has one level only.
_BETWEEN_LEVELS = frozenset({"NM-01", "NM-02"})


def problems(judgements: Iterable[Judgement], *, single_level: bool = False) -> list[Problem]:
    """Every rule broken by the answers as given, and every number that was answered more than once.

    `single_level`: the sheet had one status column. A number that is gone breaks that one rule (NM-06) and no other.
    """
    by_number: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        by_number.setdefault(judgement.number, []).append(judgement)
    found: list[Problem] = []
    for number, same in by_number.items():
        counting = answer_that_counts(same)
        broken = check_all(RULES, counting, about=number)
        if _is_gone(counting):
            broken = [problem for problem in broken if problem.code == "NM-06"]
        found += [problem for problem in broken if not (single_level and problem.code in _BETWEEN_LEVELS)]
        found += check_all((DUPLICATE,), same, about=number)
    return found


def answer_that_counts(same_number: Sequence[Judgement]) -> Judgement:
    """The first one that says something (NM-07)."""
    return next((judgement for judgement in same_number if judgement.is_answered), same_number[0])


def counts(judgements: Iterable[Judgement]) -> Counts:
    """How many items have each verdict, per level. Every verdict is present, also with zero."""
    return tally(({level: judgement.verdict(level) for level in Level}, 1) for judgement in judgements)


_NOTHING_YET: Counts = {level: dict.fromkeys(Verdict, 0) for level in Level}


def tally(answers: Iterable[tuple[Verdicts, int]]) -> Counts:
    """The same for answers that were grouped already: the verdicts of a group and how many items have them."""
    table = {level: dict(none) for level, none in _NOTHING_YET.items()}
    for found, n in answers:
        for level, counted in table.items():
            counted[found[level]] += n
    return table


@dataclass(frozen=True, slots=True)
class Place:
    """An item's place in the tree of its edition; keys are whatever identifies items for the caller."""

    key: Hashable
    kind: ItemKind
    status: ItemStatus
    parent: Hashable | None = None


# What carries the verdicts of an edition: the first of these that it has.
_COUNTED_KINDS = (ItemKind.MEASURE, ItemKind.CONTROL, ItemKind.CLAUSE, ItemKind.ARTICLE)


def what_to_ask(places: Sequence[Place]) -> dict[Hashable, Ask]:
    """For every item of an edition, whether it is judged, its guideline asked after, or answered elsewhere.

    In an edition without measures its controls are judged, in one without controls its clauses; of nested
    ones the innermost.
    """
    live = {place.kind for place in places if place.status is ItemStatus.LIVE}
    counted = next((kind for kind in _COUNTED_KINDS if kind in live), None)
    parents = {place.parent for place in places if _answers_for_parent(place, counted)}
    return {place.key: _ask(place, counted, has_answering_child=place.key in parents) for place in places}


def _answers_for_parent(place: Place, counted: ItemKind | None) -> bool:
    return place.parent is not None and (
        place.status is ItemStatus.NONE or (place.kind is counted and place.status is ItemStatus.LIVE)
    )


def _ask(place: Place, counted: ItemKind | None, *, has_answering_child: bool) -> Ask:
    if place.status is ItemStatus.NONE:
        return Ask.GUIDELINE
    if place.status is not ItemStatus.LIVE:
        return Ask.ELSEWHERE
    if has_answering_child:
        return Ask.NOTHING
    if place.kind is counted:
        return Ask.VERDICT
    return Ask.GUIDELINE if place.kind is ItemKind.CONTROL else Ask.NOTHING


def share(of: Mapping[Verdict, int], verdict: Verdict) -> float | None:
    """The part of the applicable and assessed items with this verdict, 0 to 1; None when none was."""
    assessed = sum(of[v] for v in ASSESSED)
    return of[verdict] / assessed if assessed else None


def percentage(of: Mapping[Verdict, int], verdict: Verdict) -> int | None:
    """The share in whole per cents, halves up: so that words say what a spreadsheet shows."""
    assessed = sum(of[v] for v in ASSESSED)
    return (200 * of[verdict] + assessed) // (2 * assessed) if assessed else None


@dataclass(frozen=True, slots=True)
class Gap:
    """An open item with what decides its place in the queue."""

    number: str
    force: LegalForce
    opzet: Verdict
    bestaan: Verdict
    werking: Verdict
    effort: Effort
    consequences: tuple[str, ...] = field(default=())


_FORCE_WEIGHT = {
    LegalForce.STATUTORY: 3,
    LegalForce.SELF_REGULATION: 2,
    LegalForce.CONTRACT: 2,
    LegalForce.CONTROL: 1,
}
_VERDICT_WEIGHT = {Verdict.FAILS: 2, Verdict.PARTLY: 1}


def is_gap(judgement: Judgement) -> bool:
    """Whether something is missing: any of the three levels is judged and does not (fully) meet.

    A deviation that a risk analysis grounds is an exception, not a gap (BIO2 deel 2, introduction).
    """
    falls_short = any(judgement.verdict(level) in GAPS for level in Level)
    return falls_short and not is_grounded_deviation(judgement)


def is_grounded_deviation(judgement: Judgement) -> bool:
    """Whether the organisation deviates from a control's guideline and refers to the risk analysis for it."""
    return judgement.applicability is Applicability.DEVIATES and bool(judgement.risk_analysis.strip())


def priority(gap: Gap) -> tuple[int, int, int]:
    """Higher goes first: legal force, then how far each level falls short, then how much failing touches.

    The order is a proposal to the board, never a score of the organisation.
    """
    missing = (
        20 * _VERDICT_WEIGHT.get(gap.bestaan, 0)
        + 10 * _VERDICT_WEIGHT.get(gap.opzet, 0)
        + 5 * _VERDICT_WEIGHT.get(gap.werking, 0)
    )
    return _FORCE_WEIGHT[gap.force], missing, len(gap.consequences)


def is_quick_win(gap: Gap) -> bool:
    """Whether little effort closes it: days of work, and at most one of opzet and bestaan fails outright."""
    return gap.effort is Effort.S and not (gap.opzet is Verdict.FAILS and gap.bestaan is Verdict.FAILS)
