"""What a nulmeting asks of the items of an edition."""

from collections.abc import Iterable, Mapping
from weakref import WeakKeyDictionary

from django.db.models import Q

from waarborg.apps.norms.models import Edition, Item
from waarborg.apps.norms.queries.published import Published, PublishedItem, published
from waarborg.domain import assessments as rules
from waarborg.domain.assessments import Ask
from waarborg.domain.norms import ItemKind, ItemStatus

_asks: WeakKeyDictionary[Published, Mapping[int, Ask]] = WeakKeyDictionary()


def asks_of(found: Published) -> Mapping[int, Ask]:
    """`what_to_ask` of a whole edition, kept as long as its items are."""
    asks = _asks.get(found)
    if asks is None:
        asks = _asks[found] = what_to_ask(found.items)
    return asks


def what_to_ask(items: Iterable[Item | PublishedItem]) -> dict[int, Ask]:
    """Per item id of a whole edition: judged, guideline, answered elsewhere or only a heading."""
    places = [rules.Place(item.pk, ItemKind(item.kind), ItemStatus(item.status), item.parent_id) for item in items]
    return {int(str(key)): ask for key, ask in rules.what_to_ask(places).items()}


def asked_items(edition: Edition) -> list[tuple[int, str]]:
    """The items that a new round has rows for, each with what is asked of it; references come along."""
    found = published(edition)
    asks = asks_of(found)
    return [(item.pk, asks[item.pk].value) for item in found.items if _has_row(asks[item.pk], item.status)]


def _has_row(ask: Ask, status: ItemStatus) -> bool:
    return ask in {Ask.VERDICT, Ask.GUIDELINE} or status is ItemStatus.REFERENCE


def followers(items: Iterable[Item]) -> dict[tuple[int, str], list[int]]:
    """Which items only refer to one of these, by edition and number: they repeat its verdicts. One query, or none."""
    numbers: dict[int, list[str]] = {}
    for item in items:
        numbers.setdefault(item.edition_id, []).append(item.number)
    found: dict[tuple[int, str], list[int]] = {}
    if numbers:
        wanted = Q()
        for edition, those in numbers.items():
            wanted |= Q(edition=edition, refers_to__in=those)
        rows = Item.objects.filter(wanted, status=ItemStatus.REFERENCE.value).order_by("position")
        for pk, edition, number in rows.values_list("pk", "edition_id", "refers_to"):
            found.setdefault((edition, number), []).append(pk)
    return found


def items(edition: Edition) -> list[Item]:
    """Every item of an edition in norm order, with parents and official text. One query."""
    found = list(edition.items.select_related("official_text").defer("search_nl", "search_en").order_by("position"))
    by_id = {item.pk: item for item in found}
    for item in found:  # a parent stands in the same edition: no joins needed
        if item.parent_id is not None:
            item.parent = by_id[item.parent_id]
    return found
