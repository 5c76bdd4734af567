"""Reads about norms: editions, items, search, lineage. Norms belong to no organisation: everybody sees the same."""

from dataclasses import dataclass, field

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Count, F, Prefetch, Q, QuerySet

from waarborg.apps.norms.models import Edition, Item, LibraryObject, Relation, Succession
from waarborg.domain import numbers
from waarborg.domain.norms import EditionId


class UnknownEditionError(LookupError):
    """There is no such edition; the message lists the ones there are."""


class UnknownItemError(LookupError):
    """The edition has no such number."""


def is_loaded(fingerprint: str) -> bool:
    """Whether the shipped content with this fingerprint was loaded already."""
    return LibraryObject.objects.filter(
        kind="shipped-content", key="fingerprint", data__sha256=fingerprint
    ).exists()


def editions() -> QuerySet[Edition]:
    """Every edition with its number of items, in the order of the shelf."""
    return Edition.objects.select_related("catalogue").annotate(n_items=Count("items"))


def edition(edition_id: str) -> Edition:
    """One edition by `NAME@EDITION`.

    Raises UnknownEditionError, also for an id that is no id.
    """
    try:
        name = EditionId.parse(edition_id)
    except ValueError as error:
        raise UnknownEditionError(str(error)) from error
    found = Edition.objects.select_related("catalogue").filter(
        catalogue__name=name.name, version=name.version
    ).first()
    if found is None:
        known = ", ".join(str(e) for e in Edition.objects.select_related("catalogue"))
        raise UnknownEditionError(f"Norm {edition_id} is er niet. Wel aanwezig: {known or 'geen enkele'}.")
    return found


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of items is narrowed by; empty means everything. Values within one filter are alternatives."""

    text: str = ""
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    chapter: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    bbn: tuple[str, ...] = ()
    cbw_scope: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    concept: tuple[str, ...] = ()
    language: str = field(default="nl")

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, name) for name in self.__slots__ if name != "language")


def items(edition: Edition, filters: Filters = Filters()) -> QuerySet[Item]:  # noqa: B008 - frozen
    """The items of an edition in norm order, or by relevance when a text is searched for. One query."""
    found = edition.items.select_related("parent", "parent__parent", "official_text")
    for field_name, wanted in (
        ("kind", filters.kind),
        ("status", filters.status),
        ("theme", filters.theme),
        ("owner", filters.owner),
        ("bbn", filters.bbn),
        ("cbw_scope", filters.cbw_scope),
    ):
        if wanted:
            found = found.filter(**{f"{field_name}__in": wanted})
    for field_name, wanted in (("roles", filters.role), ("categories", filters.category), ("concepts", filters.concept)):
        if wanted:
            found = found.filter(**{f"{field_name}__overlap": list(wanted)})
    if filters.chapter:
        by_chapter = Q()
        for chapter in filters.chapter:
            key = numbers.storage_key(chapter)
            by_chapter |= Q(sort_key=key) | Q(sort_key__startswith=f"{key}.")
        found = found.filter(by_chapter)
    return _searched(found, filters) if filters.text.strip() else found


def _searched(found: QuerySet[Item], filters: Filters) -> QuerySet[Item]:
    place = numbers.parts(filters.text)
    if place is not None:
        key = numbers.storage_key(filters.text.strip().rstrip("."))
        return found.filter(Q(sort_key=key) | Q(sort_key__startswith=f"{key}."))
    column = "search_en" if filters.language == "en" else "search_nl"
    config = "english" if filters.language == "en" else "dutch"
    query = SearchQuery(filters.text, config=config, search_type="websearch")
    return (
        found.filter(**{column: query})
        .annotate(rank=SearchRank(F(column), query))
        .order_by("-rank", "position")
    )


def headline(language: str, text: str) -> SearchHeadline:
    """The part of a summary where the searched words stand, marked with <mark>."""
    config = "english" if language == "en" else "dutch"
    return SearchHeadline(
        f"summary_{language}",
        SearchQuery(text, config=config, search_type="websearch"),
        config=config,
        start_sel="\ue000",
        stop_sel="\ue001",
        max_words=40,
        min_words=15,
    )


def item(edition: Edition, number: str) -> Item:
    """One item by number in any notation (`5.1.1`, `05.01.01`, `5.01.01`).

    Raises UnknownItemError.
    """
    rows = edition.items.select_related("parent", "parent__parent", "requirement", "official_text", "edition__catalogue")
    found = rows.filter(number=number).first() or rows.filter(sort_key=numbers.storage_key(number)).first()
    if found is None:
        raise UnknownItemError(f"{edition} heeft geen nummer {number}.")
    return found


def lineage(item: Item) -> tuple[list[Succession], list[Succession]]:
    """Where the item came from, and where it went."""
    ends = ("old__edition__catalogue", "new__edition__catalogue")
    return (
        list(item.predecessors.select_related(*ends)),
        list(item.successors.select_related(*ends)),
    )


def relations(item: Item) -> tuple[list[Relation], list[Relation]]:
    """Ties from this item to other norms, and from other norms to this item."""
    return (
        list(item.relations_out.select_related("target_item__edition__catalogue")),
        list(item.relations_in.select_related("source_item__edition__catalogue")),
    )


def changes(old: Edition, new: Edition) -> list[Succession]:
    """What happened between two editions that follow each other directly, in the order of the new edition."""
    ends = ("old__official_text", "new__official_text", "old__parent", "new__parent")
    found = Succession.objects.filter(
        Q(old__edition=old, new__edition=new)
        | Q(old__edition=old, new__isnull=True)
        | Q(new__edition=new, old__isnull=True)
    ).select_related(*ends)
    return sorted(found, key=lambda s: (s.new or s.old).position if (s.new or s.old) else 0)


def has_lineage(old: Edition, new: Edition) -> bool:
    """Whether the product knows how `old` became `new` directly."""
    return Succession.objects.filter(old__edition=old, new__edition=new).exists()


def tree(edition: Edition) -> list[Item]:
    """The roots of an edition with two levels of children prefetched. Three queries, whatever the size."""
    return list(
        edition.items.filter(parent__isnull=True).prefetch_related(
            Prefetch("children", Item.objects.order_by("position")),
            Prefetch("children__children", Item.objects.order_by("position")),
        )
    )
