"""BIV: how bad it is when a process or system is away, wrong or read by others, and what a system takes over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from waarborg.domain.basis import Problem, Rule, check_all


class Aspect(StrEnum):
    """What is rated, in the order of the letters."""

    AVAILABILITY = "availability"
    INTEGRITY = "integrity"
    CONFIDENTIALITY = "confidentiality"


class PersonalData(StrEnum):
    """What is known about people in it; special is what AVG art. 9 and 10 name."""

    NONE = "none"
    ORDINARY = "ordinary"
    SPECIAL = "special"


# From low to high. An organisation may have other words, but never fewer than three or more than five.
SCALES: Mapping[int, tuple[str, ...]] = {
    3: ("laag", "midden", "hoog"),
    4: ("laag", "midden", "hoog", "zeer hoog"),
    5: ("zeer laag", "laag", "midden", "hoog", "zeer hoog"),
}
DEFAULT_SCALE = SCALES[4]

Levels = Mapping[Aspect, int | None]  # places on the scale, 1 the lowest; None is not classified
UNKNOWN: Levels = dict.fromkeys(Aspect)


@dataclass(frozen=True, slots=True)
class Floors:
    """The lowest confidentiality of what holds personal data, as places on the scale; None asks nothing."""

    ordinary: int | None = None
    special: int | None = 3

    def of(self, data: str) -> int | None:
        return {PersonalData.ORDINARY: self.ordinary, PersonalData.SPECIAL: self.special}.get(
            PersonalData(data or "none")
        )


class Origin(StrEnum):
    """Where a level comes from."""

    OWN = "own"
    INHERITED = "inherited"
    OVERRIDDEN = "overridden"  # set on the system, and not what its processes ask
    FLOOR = "floor"  # raised because of the personal data in it
    NOTHING = "nothing"  # niet geclassificeerd


@dataclass(frozen=True, slots=True)
class Level:
    """What counts for one aspect, why, and what the processes asked. `given_by` names those processes."""

    aspect: Aspect
    place: int | None
    origin: Origin
    inherited: int | None = None
    given_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rated:
    """A process or system with what was said about it. `set_levels` on a system override what it inherits."""

    set_levels: Levels = field(default_factory=lambda: UNKNOWN)
    personal_data: str = ""
    max_outage_hours: Decimal | None = None
    max_data_loss_hours: Decimal | None = None
    override_because: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Leaning:
    """A system together with the processes that lean on it, and the floors of the organisation."""

    system: Rated
    processes: Sequence[Rated] = ()
    floors: Floors = field(default_factory=Floors)


def inherited(aspect: Aspect, processes: Iterable[Rated]) -> tuple[int | None, tuple[str, ...]]:
    """The highest level that any process asks, with the codes of the processes that ask it."""
    asked = [(place, process.code) for process in processes if (place := process.set_levels[aspect]) is not None]
    highest = max((place for place, _ in asked), default=None)
    return highest, tuple(code for place, code in asked if place == highest)


def levels(leaning: Leaning) -> dict[Aspect, Level]:
    """What counts for the system: the maximum of its processes, an argued other level, or the floor."""
    return {aspect: _level(aspect, leaning) for aspect in Aspect}


def _level(aspect: Aspect, leaning: Leaning) -> Level:
    asked, given_by = inherited(aspect, leaning.processes)
    own = leaning.system.set_levels[aspect]
    floor = leaning.floors.of(leaning.system.personal_data) if aspect is Aspect.CONFIDENTIALITY else None
    place = own if own is not None else asked
    if place is None:
        return Level(aspect, None, Origin.NOTHING)
    if floor is not None and place < floor:
        return Level(aspect, floor, Origin.FLOOR, asked, given_by)
    if own is None:
        return Level(aspect, asked, Origin.INHERITED, asked, given_by)
    is_own = asked is None or own == asked
    return Level(aspect, own, Origin.OWN if is_own else Origin.OVERRIDDEN, asked, given_by)


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of hours that counts, whether it was set on the system, and what the strictest process asks."""

    hours: Decimal | None
    is_own: bool
    asked: Decimal | None
    asked_by: tuple[str, ...] = ()

    @property
    def is_too_slow(self) -> bool:
        return self.hours is not None and self.asked is not None and self.hours > self.asked


def outage(leaning: Leaning) -> Limit:
    """How long the system may be away: as long as its strictest process, unless it was set."""
    asked = [(p.max_outage_hours, p.code) for p in leaning.processes if p.max_outage_hours is not None]
    return _limit(leaning.system.max_outage_hours, asked)


def data_loss(leaning: Leaning) -> Limit:
    """How much work may be lost: as little as its strictest process allows, unless it was set."""
    asked = [(p.max_data_loss_hours, p.code) for p in leaning.processes if p.max_data_loss_hours is not None]
    return _limit(leaning.system.max_data_loss_hours, asked)


def _limit(own: Decimal | None, asked: Sequence[tuple[Decimal, str]]) -> Limit:
    least = min((hours for hours, _ in asked), default=None)
    codes = tuple(code for hours, code in asked if hours == least)
    return Limit(own if own is not None else least, own is not None, least, codes)


def _override_is_argued(leaning: Leaning) -> bool:
    differs = any(
        own is not None and (asked := inherited(aspect, leaning.processes)[0]) is not None and own != asked
        for aspect, own in leaning.system.set_levels.items()
    )
    return not differs or bool(leaning.system.override_because.strip())


def _personal_data_is_kept_from_others(leaning: Leaning) -> bool:
    own = leaning.system.set_levels[Aspect.CONFIDENTIALITY]
    floor = leaning.floors.of(leaning.system.personal_data)
    return own is None or floor is None or own >= floor


def _is_back_in_time(leaning: Leaning) -> bool:
    return not outage(leaning).is_too_slow


def _loses_no_more_than_allowed(leaning: Leaning) -> bool:
    return not data_loss(leaning).is_too_slow


# A process is rated by itself, so for it only the second says something.
RULES: tuple[Rule[Leaning], ...] = (
    Rule(
        "BIV-01",
        "Wijkt de BIV van een systeem af van wat zijn processen vragen, dan staat erbij waarom.",
        "BIO2 deel 1 GH §13, officieel §6.2: classificatie van proces en systeem",
        _override_is_argued,
    ),
    Rule(
        "BIV-02",
        "Wie persoonsgegevens verwerkt, kiest een vertrouwelijkheid die niet lager is dan de ondergrens.",
        "BIO2 deel 1 GH §26, officieel §16: weeg (bijzondere) persoonsgegevens",
        _personal_data_is_kept_from_others,
    ),
    Rule(
        "BIV-03",
        "Een systeem is weer terug binnen de tijd die elk van zijn processen zonder kan.",
        "BIO2 deel 2, 8.13.02: maximale uitvalsduur",
        _is_back_in_time,
    ),
    Rule(
        "BIV-04",
        "Een systeem verliest niet meer gegevens dan elk van zijn processen kan missen.",
        "BIO2 deel 2, 8.13.02: maximaal gegevensverlies",
        _loses_no_more_than_allowed,
    ),
)
# Without these nothing is saved; the others are shown, because solving them takes more than a form.
REFUSES = frozenset({"BIV-01", "BIV-02"})


def problems(leaning: Leaning) -> list[Problem]:
    """Every rule that the system breaks, together with its processes."""
    return check_all(RULES, leaning, about=leaning.system.code)


def vanished(before: int, mapping: Mapping[int, int], after: int) -> list[int]:
    """The places on the old scale that have no place on the new one."""
    return [place for place in range(1, before + 1) if not 1 <= mapping.get(place, 0) <= after]


def keeps_order(mapping: Mapping[int, int]) -> bool:
    """Whether what was higher is never lower on the new scale."""
    new = [mapping[place] for place in sorted(mapping)]
    return new == sorted(new)
