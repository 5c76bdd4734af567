"""Filters of a list: choices with counts, and chips to remove them. They live in the address, so a link keeps them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

SEARCH = "zoek"
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be filtered on."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def n_chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter, and the address without it."""

    facet: str
    label: str
    without: str


def search_text(params: QueryDict) -> str:
    """What was typed to search for, of a length that makes sense."""
    return params.get(SEARCH, "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def values(params: QueryDict, name: str) -> tuple[str, ...]:
    """The values that an address has for one filter."""
    return tuple(value.replace("\x00", "") for value in params.getlist(name) if value)


def chips(params: QueryDict, shown: Iterable[Facet]) -> Iterator[Chip]:
    """Every active filter as a chip, the search text first."""
    if text := search_text(params):
        yield Chip(_("Zoektekst"), f"“{text}”", _without(params, SEARCH))
    for facet in shown:
        for choice in facet.choices:
            if choice.is_chosen:
                yield Chip(facet.label, choice.label, _without(params, facet.name, choice.value))


def _without(params: QueryDict, name: str, value: str = "") -> str:
    rest = params.copy()
    rest.pop("pagina", None)
    rest.setlist(name, [other for other in params.getlist(name) if value and other != value])
    return "?" + rest.urlencode()
