"""What a nulmeting asks of the items of an edition."""

from collections.abc import Iterable

from django.db.models import Q

from waarborg.apps.norms.models import Edition, Item
from waarborg.domain import assessments as rules
from waarborg.domain.assessments import Ask
from waarborg.domain.norms import ItemKind, ItemStatus


def what_to_ask(items: Iterable[Item]) -> dict[int, Ask]:
    """Per item id of a whole edition: judged, guideline, answered elsewhere or only a heading."""
    places = [rules.Place(item.pk, ItemKind(item.kind), ItemStatus(item.status), item.parent_id) for item in items]
    return {int(str(key)): ask for key, ask in rules.what_to_ask(places).items()}


def asked_items(edition: Edition) -> list[tuple[int, str]]:
    """The items that a new round has rows for, each with what is asked of it; references come along. One query."""
    rows = list(edition.items.order_by("position").values_list("id", "kind", "status", "parent_id"))
    places = [rules.Place(pk, ItemKind(kind), ItemStatus(status), parent) for pk, kind, status, parent in rows]
    asks = rules.what_to_ask(places)
    return [(pk, asks[pk].value) for pk, _kind, status, _parent in rows if _has_row(asks[pk], ItemStatus(status))]


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
