"""Which item a number in a sheet means: any notation of the same place, and never a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.importers import number_cells
from waarborg.apps.assessments.importers.number_cells import Prefix
from waarborg.apps.base.importers.grids import Cell, as_text
from waarborg.apps.norms.models import Edition, Item
from waarborg.domain import numbers
from waarborg.domain.assessments import Ask
from waarborg.domain.norms import ItemKind, ItemStatus

_NONE = frozenset({"", "/", "-", "–", "—", "n.v.t.", "nvt", "geen", "0"})
_DATE = re.compile(r"^\d{1,2}([-/])\d{1,2}\1(?:\d{2}|\d{4})$")  # what 5.1.1 became, saved as text
# The families whose numbers look alike: the clauses of ISO 27001, and the controls of its Annex A.
_CLAUSES, _ANNEX_A = frozenset({"iso27001"}), frozenset({"iso27002", "bio1", "bio2"})


@dataclass(frozen=True, slots=True)
class Spot:
    """An item as a sheet can point at it; `stands_for` is the control's own number for "geen overheidsmaatregel"."""

    number: str
    ask: Ask
    status: ItemStatus
    refers_to: str = ""
    moved_to: tuple[str, ...] = ()
    stands_for: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a cell with a number gave: a spot, or the reason why not (`code`), or nothing at all.

    `more` are the other spots when a row is about several.
    """

    spot: Spot | None = None
    code: str = ""  # unknown-number, number-became-date, number-became-decimal, several-numbers, other-norm-number
    text: str = ""
    more: tuple[Spot, ...] = ()

    @property
    def spots(self) -> tuple[Spot, ...]:
        return (self.spot, *self.more) if self.spot else ()


class Places:
    """The numbers of one edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = str(edition)
        items = queries.items(edition)
        asks = queries.what_to_ask(items)
        children: dict[int, list[Item]] = {}
        for item in items:
            if item.parent_id is not None:
                children.setdefault(item.parent_id, []).append(item)
        spots = [_spot(item, asks[item.pk], children.get(item.pk, []), asks) for item in items]
        self.titles = {item.number: (item.title_nl, item.title_en) for item in items}
        self.kinds = {item.kind for item in items}
        self._by_text = {spot.number.lower(): spot for spot in spots}
        self._by_place = {place: spot for spot in spots if (place := numbers.parts(spot.number)) is not None}

    @property
    def judged(self) -> set[str]:
        """The numbers that are judged by themselves."""
        return {spot.number for spot in self._by_text.values() if spot.ask is Ask.VERDICT}

    @property
    def is_law(self) -> bool:
        """Whether its items are duties of a law, which nobody should be sent to by numbers alone."""
        return ItemKind.ARTICLE in self.kinds

    def find(self, value: Cell) -> Found:
        """The item or items that a number cell means."""
        if isinstance(value, (datetime, date)) or _DATE.match(as_text(value)):
            return Found(code="number-became-date", text=as_text(value))
        if isinstance(value, float) and not value.is_integer():
            return self._from_decimal(value)
        text = as_text(value)
        if text.lower() in _NONE:
            return Found()
        spot = self._by_text.get(text.lower())
        return Found(spot, text=text) if spot else self._from_text(text)

    def at(self, number: str) -> Spot | None:
        """The item with exactly this number."""
        return self._by_text.get(number.lower())

    def at_place(self, place: tuple[int, ...]) -> Spot | None:
        """The item at a place, in any notation."""
        return self._by_place.get(place)

    def _from_text(self, text: str) -> Found:
        cell = number_cells.read(text)
        if cell.place is None:
            return Found(text=text)
        if not self._is_ours(cell.prefix):
            return Found(code="other-norm-number", text=text)
        if cell.several or not cell.is_clear:
            return self._several(cell, text)
        spot = self._by_place.get(cell.place)
        if spot is None:
            looks_like_number = len(cell.place) > 1
            return Found(code="unknown-number" if looks_like_number else "", text=text)
        if any(place != cell.place and self._is_asked(place) for place in cell.others):
            return Found(code="several-numbers", text=text)
        return Found(spot, text=text)

    def _several(self, cell: number_cells.Cell, text: str) -> Found:
        """All of them, when each exists and it is clear which are meant."""
        meant = number_cells.spread(cell.several) if cell.is_clear else None
        spots = [self._by_place.get(place) for place in meant or ()]
        known = tuple(spot for spot in spots if spot is not None)
        if not known or len(known) < len(spots) or cell.others:
            return Found(code="several-numbers", text=text)
        return Found(known[0], text=text, more=known[1:])

    def _is_asked(self, place: tuple[int, ...]) -> bool:
        spot = self._by_place.get(place)
        return spot is not None and spot.ask is not Ask.NOTHING

    def _is_ours(self, prefix: Prefix) -> bool:
        """A.5.1 is a control and no clause; Clause 5.1 and § 5.1 are the other way round. Other norms: any words."""
        name = self.edition.partition("@")[0]
        if name in _CLAUSES:
            return prefix in {Prefix.NONE, Prefix.NORM, Prefix.CLAUSE}
        return name not in _ANNEX_A or prefix in {Prefix.NONE, Prefix.NORM, Prefix.ANNEX}

    def _from_decimal(self, value: float) -> Found:
        """Excel makes 5.1 of 5.10; only when one of the two exists, it is clear which was meant."""
        text = repr(value)
        whole, _, part = text.partition(".")
        if not part.isdigit() or not whole.isdigit():
            return Found(code="unknown-number", text=text)
        meant = [(int(whole), int(part + "0" * zeros)) for zeros in range(3)]
        spots = [self._by_place[place] for place in meant if place in self._by_place]
        if len(spots) == 1:
            return Found(spots[0], text=text)
        return Found(code="number-became-decimal" if spots else "unknown-number", text=text)


def _spot(item: Item, ask: Ask, children: Sequence[Item], asks: dict[int, Ask]) -> Spot:
    none = [child.number for child in children if child.status == ItemStatus.NONE]
    judged = tuple(child.number for child in children if asks[child.pk] is Ask.VERDICT)
    return Spot(
        number=item.number,
        ask=ask,
        status=ItemStatus(item.status),
        refers_to=item.refers_to,
        moved_to=tuple(item.moved_to),
        stands_for=none[0] if len(none) == 1 and not judged else "",
        measures=judged,
    )
