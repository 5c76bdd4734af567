"""What is exported, read from the tables: an edition, its relations, and how one edition became another."""

from collections.abc import Sequence
from itertools import pairwise

from waarborg.apps.norms import queries
from waarborg.apps.norms.models import Edition, Item, OfficialText, Relation
from waarborg.apps.norms.models import Succession as Step
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem, ParsedRelation, ParsedSuccession, Text
from waarborg.domain import lineage
from waarborg.domain.norms import Change, ItemKind, ItemStatus, RelationKind, Succession


class UnrelatedEditionsError(LookupError):
    """Nothing is known of how the one edition became the other; the message says what can be compared."""


def edition(row: Edition) -> ParsedEdition:
    """The edition as it would be read from a file, with the official texts that this installation has. Two queries."""
    rows = row.items.select_related("parent", "requirement").order_by("position")
    official = dict(OfficialText.objects.filter(item__edition=row).values_list("item_id", "text"))
    return ParsedEdition(
        id=str(row),
        title=Text(row.title_nl, row.title_en),
        catalogue_title=Text(row.catalogue.title_nl, row.catalogue.title_en),
        description=Text(row.description_nl, row.description_en),
        publisher=row.catalogue.publisher,
        published_on=row.published_on.isoformat() if row.published_on else "",
        source=row.source,
        licence=row.licence,
        position=row.position,
        items=tuple(_item(item, official.get(item.pk, "")) for item in rows),
    )


def relations(row: Edition) -> tuple[ParsedRelation, ...]:
    """The ties from this edition to other norms, in norm order. One query."""
    found = (
        Relation.objects.filter(source_item__edition=row)
        .select_related("source_item", "target_item__edition__catalogue")
        .order_by("source_item__position", "target_item__position", "id")
    )
    return tuple(
        ParsedRelation(
            source_edition=str(row),
            source_number=tie.source_item.number,
            target_edition=str(tie.target_item.edition),
            target_number=tie.target_item.number,
            kind=RelationKind(tie.kind),
            note=tie.note,
            source=tie.source,
        )
        for tie in found
    )


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


def _item(row: Item, official: str) -> ParsedItem:
    return ParsedItem(
        number=row.number,
        key=row.requirement.key,
        kind=ItemKind(row.kind),
        status=ItemStatus(row.status),
        parent=row.parent.number if row.parent else "",
        title=Text(row.title_nl, row.title_en),
        summary=Text(row.summary_nl, row.summary_en),
        official_text=official,
        moved_to=tuple(row.moved_to),
        refers_to=row.refers_to,
        bbn=row.bbn,
        roles=tuple(row.roles),
        categories=tuple(row.categories),
        theme=row.theme,
        owner=row.owner,
        cbw_scope=row.cbw_scope,
        content=row.content,
        attributes=row.attributes,
        doubts=tuple(row.doubts),
        source=row.source,
        sha256=row.sha256,
    )


def ties(row: Edition) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Per number where the item came from and where it went, one step each way. Two queries."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {}
    for here, there, way in (("new", "old", "from"), ("old", "new", "to")):
        rows = Step.objects.filter(**{f"{here}__edition": row}).select_related(here, f"{there}__edition__catalogue")
        for step in rows:
            other = getattr(step, there)
            end = {"edition": str(other.edition), "number": other.number} if other else {}
            entry = found.setdefault(getattr(step, here).number, {"from": [], "to": []})
            entry[way].append({**end, "change": step.change})
    return found
