"""Ties that run through another norm: from a BIO item, over its ISO 27002 control, to the act that names it."""

from collections.abc import Iterable
from dataclasses import dataclass

from waarborg.apps.norms.models import Item, Relation

ACT = "cbw"
_ENDS = ("source_item__edition__catalogue", "target_item")


@dataclass(frozen=True, slots=True)
class IndirectTie:
    """An article that names the control `via`, with the controls that were derived from that article."""

    via: Item
    article: Item
    controls: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class IndirectTies:
    """All of them in the order of the act, with who says so at either step."""

    ties: tuple[IndirectTie, ...]
    sources: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.ties)


def indirect(outward: Iterable[Relation]) -> IndirectTies:
    """The ties to the Cbw of an item with these ties of its own. At most two queries; none without ties."""
    targets = [tie.target_item_id for tie in outward if tie.target_item.edition.catalogue.name != ACT]
    if not targets:
        return IndirectTies((), ())
    named = _from_the_act(targets)
    if not named:
        return IndirectTies((), ())
    derived = _from_the_act([tie.source_item_id for tie in named])
    controls: dict[int, list[Item]] = {}
    for tie in derived:
        controls.setdefault(tie.target_item_id, []).append(tie.source_item)
    ties = tuple(
        IndirectTie(tie.target_item, tie.source_item, tuple(controls.get(tie.source_item_id, ()))) for tie in named
    )
    return IndirectTies(ties, tuple(dict.fromkeys(tie.source for tie in (*named, *derived) if tie.source)))


def _from_the_act(targets: Iterable[int]) -> list[Relation]:
    found = Relation.objects.filter(target_item_id__in=targets, source_item__edition__catalogue__name=ACT)
    return list(found.select_related(*_ENDS).order_by("source_item__position"))
