"""How one edition became another, step by step, also over the editions between."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from django.db.models.functions import Coalesce

from waarborg.apps.norms import queries
from waarborg.apps.norms.models import Edition, Item, Succession
from waarborg.apps.norms.shapes import ParsedSuccession, Text
from waarborg.domain import lineage
from waarborg.domain.norms import Change
from waarborg.domain.norms import Succession as Step


class UnrelatedEditionsError(LookupError):
    """Nothing is known of how the one edition became the other; the message says what can be compared."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two editions of which the product knows how the first became the second; `via` are the editions between."""

    old: Edition
    new: Edition
    via: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class ComposedStep:
    """A step over the editions between, with both its items: it reads like a succession between neighbours."""

    old: Item | None
    new: Item | None
    change: str
    note_nl: str
    note_en: str
    source: str


def pairs() -> list[Pair]:
    """Every two editions that can be compared: neighbours first, then those with editions between. Two queries."""
    neighbours = queries.comparable()
    known = {str(edition): edition for pair in neighbours for edition in pair}
    ways = {(str(old), str(new)) for old, new in neighbours}
    further = []
    for old, new in permutations(known, 2):
        way = lineage.route(ways, old, new)
        if len(way) > 2:  # noqa: PLR2004 - two ends are neighbours
            further.append(Pair(known[old], known[new], tuple(known[name] for name in way[1:-1])))
    return [*(Pair(old, new) for old, new in neighbours), *further]


def composed(old: Edition, new: Edition) -> list[ComposedStep]:
    """`successions` with the items themselves, texts included.

    Raises UnrelatedEditionsError when no lineage leads from `old` to `new`.
    """
    before, after = _by_number(old), _by_number(new)
    return [
        ComposedStep(
            before.get(step.old), after.get(step.new), step.change.value, step.note.nl, step.note.en, step.source
        )
        for step in successions(old, new)
    ]


def _by_number(edition: Edition) -> dict[str, Item]:
    rows = edition.items.select_related("official_text", "parent").defer(
        "search_nl", "search_en", "content", "attributes", "doubts"
    )
    return {item.number: item for item in rows.order_by("position")}


def successions(old: Edition, new: Edition) -> tuple[ParsedSuccession, ...]:
    """Every step from one edition to a later one, also over the editions between, in the order of the new edition.

    Raises UnrelatedEditionsError when no lineage leads from `old` to `new`.
    """
    known = {(str(one), str(other)): (one, other) for one, other in queries.comparable()}
    way = lineage.route(known, str(old), str(new))
    if not way:
        raise UnrelatedEditionsError(_unrelated(old, new, sorted(known)))
    legs = [_Leg(*known[step]) for step in pairwise(way)]
    steps: Sequence[Step] = legs[0].steps
    for leg in legs[1:]:
        steps = lineage.compose(steps, leg.steps, leg.same())
    places = (dict(new.items.values_list("number", "position")), dict(old.items.values_list("number", "position")))
    ordered = sorted(steps, key=lambda s: places[0].get(s.new, places[1].get(s.old, 0)) if s.new else places[1][s.old])
    return tuple(_parsed(step, old, new, legs) for step in ordered)


class _Leg:
    """The lineage between two neighbours."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self.old, self.new = old, new
        rows = Succession.objects.filter(old_edition=old, new_edition=new)
        told = rows.values_list("old__number", "new__number", "change", "note_nl", "note_en", "source")
        found = list(told.order_by(Coalesce("new__position", "old__position")))
        self.steps = [Step(before or "", after or "", Change(change)) for before, after, change, *_ in found]
        self.notes = {(before or "", after or ""): tuple(words) for before, after, _, *words in found}

    def same(self) -> dict[str, str]:
        """Items that the lineage is silent about and that both editions have under the same permanent identity."""
        told_old, told_new = {step.old for step in self.steps}, {step.new for step in self.steps}
        kept = {
            requirement: number
            for number, requirement in self.new.items.values_list("number", "requirement_id")
            if number not in told_new
        }
        return {
            number: kept[requirement]
            for number, requirement in self.old.items.values_list("number", "requirement_id")
            if number not in told_old and requirement in kept
        }


def _parsed(step: Step, old: Edition, new: Edition, legs: Sequence[_Leg]) -> ParsedSuccession:
    chain = (step.old, *step.via, step.new)
    told = [
        leg.notes.get((here, there), ("", "", ""))
        for leg, here, there in zip(_legs_of(step, legs), chain, chain[1:], strict=False)
    ]
    if not step.old or not step.new:  # why it is new, or withdrawn; not what happened to its number afterwards
        told = told[:1] if step.new else told[-1:]
    return ParsedSuccession(
        old_edition=str(old),
        old=step.old,
        new_edition=str(new),
        new=step.new,
        change=step.change,
        note=Text(_joined(" ", [nl for nl, _, _ in told]), _joined(" ", [en for _, en, _ in told])),
        source=_joined("; ", [source for _, _, source in told]),
    )


def _legs_of(step: Step, legs: Sequence[_Leg]) -> Sequence[_Leg]:
    """The legs that the step's chain of numbers runs over: what is new joined late, what was withdrawn left early."""
    return legs[len(legs) - len(step.via) - 1 :] if not step.old else legs


def _joined(between: str, texts: Sequence[str]) -> str:
    return between.join(dict.fromkeys(text for text in texts if text))


def _unrelated(old: Edition, new: Edition, known: Sequence[tuple[str, str]]) -> str:
    if lineage.route(known, str(new), str(old)):
        return f"{new} is ouder dan {old}: draai de twee om."
    told = ", ".join(f"{one} met {other}" for one, other in known)
    return f"Van {old} naar {new} is geen verloop bekend. Te vergelijken: {told or 'niets'}, en wat daar tussen ligt."
