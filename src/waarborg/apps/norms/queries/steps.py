"""How one edition became another, step by step, also over the editions between."""

from collections.abc import Sequence
from itertools import pairwise

from waarborg.apps.norms import queries
from waarborg.apps.norms.models import Edition
from waarborg.apps.norms.shapes import ParsedSuccession, Text
from waarborg.domain import lineage
from waarborg.domain.norms import Change, Succession


class UnrelatedEditionsError(LookupError):
    """Nothing is known of how the one edition became the other; the message says what can be compared."""


def successions(old: Edition, new: Edition) -> tuple[ParsedSuccession, ...]:
    """Every step from one edition to a later one, also over the editions between, in the order of the new edition.

    Raises UnrelatedEditionsError when no lineage leads from `old` to `new`.
    """
    pairs = {(str(one), str(other)): (one, other) for one, other in queries.comparable()}
    way = lineage.route(pairs, str(old), str(new))
    if not way:
        raise UnrelatedEditionsError(_unrelated(old, new, sorted(pairs)))
    legs = [_Leg(*pairs[step]) for step in pairwise(way)]
    steps: Sequence[Succession] = legs[0].steps
    for leg in legs[1:]:
        steps = lineage.compose(steps, leg.steps, leg.same())
    places = (dict(new.items.values_list("number", "position")), dict(old.items.values_list("number", "position")))
    ordered = sorted(steps, key=lambda s: places[0].get(s.new, places[1].get(s.old, 0)) if s.new else places[1][s.old])
    return tuple(_parsed(step, old, new, legs) for step in ordered)


class _Leg:
    """The lineage between two neighbours."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self.old, self.new = old, new
        rows = queries.changes(old, new)
        self.steps = [
            Succession(row.old.number if row.old else "", row.new.number if row.new else "", Change(row.change))
            for row in rows
        ]
        self.notes = {
            (step.old, step.new): (row.note_nl, row.note_en, row.source)
            for step, row in zip(self.steps, rows, strict=True)
        }

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


def _parsed(step: Succession, old: Edition, new: Edition, legs: Sequence[_Leg]) -> ParsedSuccession:
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


def _legs_of(step: Succession, legs: Sequence[_Leg]) -> Sequence[_Leg]:
    """The legs that the step's chain of numbers runs over: what is new joined late, what was withdrawn left early."""
    return legs[len(legs) - len(step.via) - 1 :] if not step.old else legs


def _joined(between: str, texts: Sequence[str]) -> str:
    return between.join(dict.fromkeys(text for text in texts if text))


def _unrelated(old: Edition, new: Edition, pairs: Sequence[tuple[str, str]]) -> str:
    if lineage.route(pairs, str(new), str(old)):
        return f"{new} is ouder dan {old}: draai de twee om."
    known = ", ".join(f"{one} met {other}" for one, other in pairs)
    return f"Van {old} naar {new} is geen verloop bekend. Te vergelijken: {known or 'niets'}, en wat daar tussen ligt."
