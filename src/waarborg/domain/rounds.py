"""A round of judging: what it is about, and the states that it goes through."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from waarborg.domain.assessments import Level
from waarborg.domain.basis import Rule


class SubjectKind(StrEnum):
    """What is judged: the whole organisation, or one process or system."""

    ORGANISATION = "organisation"
    PROCESS = "process"
    SYSTEM = "system"


class RoundStatus(StrEnum):
    """Open for answers; draft shown to the people concerned (hoor en wederhoor); being closed; closed and frozen."""

    OPEN = "open"
    HEARING = "hearing"
    CLOSING = "closing"
    CLOSED = "closed"


# from -> to; closing can be taken back until it is done, and a closed round never opens again: what changed since
# belongs in the next one
TRANSITIONS: Mapping[RoundStatus, frozenset[RoundStatus]] = {
    RoundStatus.OPEN: frozenset({RoundStatus.HEARING, RoundStatus.CLOSING}),
    RoundStatus.HEARING: frozenset({RoundStatus.OPEN, RoundStatus.CLOSING}),
    RoundStatus.CLOSING: frozenset({RoundStatus.OPEN, RoundStatus.CLOSED}),
    RoundStatus.CLOSED: frozenset(),
}


def is_closed(status: RoundStatus) -> bool:
    """Whether nobody may change anything in it: it is closed, or being closed and what was confirmed is frozen."""
    return status in {RoundStatus.CLOSING, RoundStatus.CLOSED}


def can_become(now: RoundStatus, then: RoundStatus) -> bool:
    """Whether a round may go from one state to the other."""
    return then in TRANSITIONS[now]


class Depth(StrEnum):
    """How deep a round looks; each next depth also asks what the one before it asks."""

    OPZET = "opzet"
    BESTAAN = "bestaan"
    WERKING = "werking"


def asked_levels(depth: Depth) -> tuple[Level, ...]:
    """The levels that a round of this depth asks line staff about."""
    levels = tuple(Level)
    return levels[: levels.index(Level(depth.value)) + 1]


def shown_levels(depth: Depth, answered: Collection[Level]) -> tuple[Level, ...]:
    """The levels that pages and reports show: what the round asks, and down to what somebody answered nonetheless."""
    deepest = max((level for level in Level if level in answered), key=tuple(Level).index, default=Level.OPZET)
    asked = asked_levels(depth)
    return max(asked, asked_levels(Depth(deepest.value)), key=len)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a round would be, before it starts. `slug` is its name in addresses."""

    title: str
    slug: str
    reference_on: date
    today: date
    n_items: int  # what the edition gives to judge
    n_subjects: int
    is_slug_free: bool = True


RESERVED_SLUGS = frozenset({"start", "indelingen"})  # addresses of ours: /stand/start
_FARTHEST = timedelta(days=366)


def _has_title(plan: Plan) -> bool:
    return bool(plan.title.strip())


def _has_own_address(plan: Plan) -> bool:
    return bool(plan.slug) and plan.slug not in RESERVED_SLUGS and plan.is_slug_free


def _has_a_subject(plan: Plan) -> bool:
    return plan.n_subjects > 0


def _is_not_far_ahead(plan: Plan) -> bool:
    return plan.reference_on <= plan.today + _FARTHEST


def _has_something_to_judge(plan: Plan) -> bool:
    return plan.n_items > 0


RULES: tuple[Rule[Plan], ...] = (
    Rule(
        "RO-01",
        "Een ronde heeft een naam.",
        "werkwijze van de nulmeting: elk oordeel hoort bij een ronde die men kan aanwijzen",
        _has_title,
    ),
    Rule(
        "RO-02",
        "De naam in het adres bestaat uit kleine letters, cijfers en streepjes, en is nog niet gebruikt.",
        "adressen zijn blijvend: één naam, één ronde",
        _has_own_address,
    ),
    Rule(
        "RO-03",
        "Een ronde gaat over minstens één onderwerp: de hele organisatie, een proces of een systeem.",
        "BIO2 deel 1 §4: een oordeel gaat over iets dat is afgebakend",
        _has_a_subject,
    ),
    Rule(
        "RO-04",
        "De peildatum ligt hoogstens een jaar vooruit.",
        "een oordeel zegt hoe het op de peildatum was",
        _is_not_far_ahead,
    ),
    Rule(
        "RO-05",
        "De gekozen norm heeft onderdelen die je kunt beoordelen.",
        "werkwijze van de nulmeting: één oordeel per nummer",
        _has_something_to_judge,
    ),
)


def takes_verdicts(status: RoundStatus, *, by_team: bool) -> bool:
    """Whether a verdict may change now: during the factual check only the team does, after closing nobody."""
    return status is RoundStatus.OPEN or (status is RoundStatus.HEARING and by_team)
