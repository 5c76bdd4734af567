"""Registration for the Cyberbeveiligingswet (arts. 43-44): what must be known, and passing changes on in time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from ipaddress import ip_address, ip_network

from waarborg.domain.basis import Rule

CHANGE_WITHIN = timedelta(weeks=2)  # art. 44
EU: tuple[str, ...] = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Details:
    """What is registered. A list is a tuple of lines."""

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    contact: str = ""
    ip_ranges: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    sector: str = ""
    member_states: tuple[str, ...] = ()


LISTS = frozenset({"ip_ranges", "domains", "member_states"})
NAMES: tuple[str, ...] = tuple(field.name for field in fields(Details))
# domain names: useful in an incident, but we have not read that the act asks for them
REQUIRED: tuple[str, ...] = tuple(name for name in NAMES if name != "domains")


def read(stored: Mapping[str, object]) -> Details:
    """The stored details; what is unknown or of another kind counts as not filled in."""
    kept: dict[str, str | tuple[str, ...]] = {}
    for name, value in stored.items():
        if name in LISTS and isinstance(value, list | tuple):
            kept[name] = tuple(str(line) for line in value)
        elif name in NAMES and name not in LISTS and isinstance(value, str):
            kept[name] = value
    return Details(**kept)  # type: ignore[arg-type]  # every name and kind was checked above


def stored(details: Details) -> dict[str, object]:
    """The details as they are kept."""
    return {name: list(value) if name in LISTS else value for name in NAMES for value in [getattr(details, name)]}


def missing(details: Details) -> tuple[str, ...]:
    """What must still be filled in, in the order of the form."""
    return tuple(name for name in REQUIRED if not getattr(details, name))


def changed(reported: Details, details: Details) -> tuple[str, ...]:
    """What differs from what was passed on; the order of a list says nothing."""
    return tuple(name for name in NAMES if _comparable(reported, name) != _comparable(details, name))


def _comparable(details: Details, name: str) -> object:
    value = getattr(details, name)
    return sorted(value) if name in LISTS else value


class RangeProblem(StrEnum):
    """What is wrong with a line that should be an address or a range."""

    NOT_A_RANGE = "not_a_range"
    HOST_BITS = "host_bits"  # 192.0.2.5/24: did you mean 192.0.2.0/24?
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class BadRange:
    """A line that is no good, and what may have been meant."""

    line: int
    text: str
    problem: RangeProblem
    meant: str = ""


def bad_ranges(lines: Sequence[str]) -> tuple[BadRange, ...]:
    """The lines that are no IPv4 or IPv6 address or CIDR range, or stand there twice."""
    return tuple(_bad_ranges(lines))


def _bad_ranges(lines: Sequence[str]) -> Iterator[BadRange]:
    seen: set[object] = set()
    for place, line in enumerate(lines, start=1):
        try:
            network = ip_network(line, strict=False)
        except ValueError:
            yield BadRange(place, line, RangeProblem.NOT_A_RANGE)
            continue
        if "/" in line and ip_address(line.partition("/")[0]) != network.network_address:
            yield BadRange(place, line, RangeProblem.HOST_BITS, meant=str(network))
        elif network in seen:
            yield BadRange(place, line, RangeProblem.TWICE)
        seen.add(network)


def inner_ranges(lines: Sequence[str]) -> tuple[str, ...]:
    """Ranges that are used only inside a network: valid, but nobody outside can reach them."""
    bad = {found.text for found in bad_ranges(lines)}
    return tuple(line for line in lines if line not in bad and ip_network(line, strict=False).is_private)


@dataclass(frozen=True, slots=True)
class State:
    """Where the registration stands: what is missing, what changed since it was passed on, and since when."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    changed_on: date | None
    reported_on: date | None
    today: date

    @property
    def due_on(self) -> date | None:
        """The last day to pass the change on; None when there is nothing to pass on, or nothing was ever passed on.

        For the first registration we have read no term: it is shown as due without a date.
        """
        return self.changed_on + CHANGE_WITHIN if self.reported_on and self.changed and self.changed_on else None

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.today > self.due_on


def since(before: Details, after: Details, *, reported: Details, was: date | None, on: date) -> date | None:
    """Since when something waits to be passed on: the first change counts, and undoing it ends the term."""
    if not changed(reported, after):
        return None
    if was is not None and changed(reported, before):
        return min(was, on)
    return on


def _ranges_are_good(details: Details) -> bool:
    return not bad_ranges(details.ip_ranges)


def _states_exist(details: Details) -> bool:
    return set(details.member_states) <= set(EU)


DETAIL_RULES: tuple[Rule[Details], ...] = (
    Rule(
        "PR-07",
        "Een IP-reeks is een adres of een reeks in CIDR-notatie (IPv4 of IPv6), en staat er één keer.",
        "Cbw art. 43; RFC 4632 en RFC 4291",
        _ranges_are_good,
    ),
    Rule("PR-08", "Een lidstaat is een land van de Europese Unie.", "Cbw art. 43", _states_exist),
)


def _nothing_is_missing(details: Details) -> bool:
    return not missing(details)


COMPLETE_RULE: Rule[Details] = Rule(
    "PR-11",
    "Doorgegeven is pas doorgegeven als alles is ingevuld wat het register vraagt.",
    "Cbw art. 43",
    _nothing_is_missing,
)


def _passed_on_in_time(state: State) -> bool:
    return not state.is_late


CHANGE_RULE: Rule[State] = Rule(
    "PR-09", "Een wijziging wordt binnen twee weken doorgegeven aan het register.", "Cbw art. 44", _passed_on_in_time
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which something happened, seen from today."""

    on: date
    today: date
    not_before: date | None = None


def _has_happened(moment: Moment) -> bool:
    return moment.on <= moment.today and (moment.not_before is None or moment.on >= moment.not_before)


MOMENT_RULE: Rule[Moment] = Rule(
    "PR-10",
    "Wat is gewijzigd of doorgegeven, ligt niet in de toekomst; doorgeven kan niet vóór de vorige keer.",
    "werkwijze van het profiel: een termijn begint op een dag die geweest is",
    _has_happened,
)
