"""Which item a number in a sheet means: any notation of the same place, and never a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from waarborg.apps.assessments import queries
from waarborg.apps.base.importers.grids import Cell, as_text
from waarborg.apps.norms.models import Edition, Item
from waarborg.domain import numbers
from waarborg.domain.assessments import Ask
from waarborg.domain.norms import ItemStatus

_AT_START = re.compile(r"^[^\d\n]{0,14}?(\d{1,3}(?:\.\d{1,3}){1,4})\.?(?=$|[\s:;,)\]–-])")
_NONE = frozenset({"", "/", "-", "–", "—", "n.v.t.", "nvt", "geen", "0"})


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
    """What a cell with a number gave: a spot, or the reason why not (`code`), or nothing at all."""

    spot: Spot | None = None
    code: str = ""  # unknown-number, number-became-date, number-became-decimal
    text: str = ""


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
        self._by_text = {spot.number.lower(): spot for spot in spots}
        self._by_place = {place: spot for spot in spots if (place := numbers.parts(spot.number)) is not None}

    @property
    def judged(self) -> set[str]:
        """The numbers that are judged by themselves."""
        return {spot.number for spot in self._by_text.values() if spot.ask is Ask.VERDICT}

    def find(self, value: Cell) -> Found:
        """The item that a number cell means."""
        if isinstance(value, (datetime, date)):
            return Found(code="number-became-date", text=as_text(value))
        if isinstance(value, float) and not value.is_integer():
            return self._from_decimal(value)
        text = as_text(value)
        if text.lower() in _NONE:
            return Found()
        spot = self._by_text.get(text.lower()) or self._from_text(text)
        if spot is not None:
            return Found(spot, text=text)
        looks_like_number = _AT_START.match(text) is not None
        return Found(code="unknown-number" if looks_like_number else "", text=text)

    def at(self, number: str) -> Spot | None:
        """The item with exactly this number."""
        return self._by_text.get(number.lower())

    def _from_text(self, text: str) -> Spot | None:
        match = _AT_START.match(text)
        place = numbers.parts(match.group(1)) if match else numbers.parts(text)
        return self._by_place.get(place) if place else None

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
