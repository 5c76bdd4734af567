"""Reads about norms: editions, items, search, lineage. Norms belong to no organisation: everybody sees the same."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from weakref import WeakKeyDictionary

from django.contrib.postgres.search import CombinedSearchQuery, SearchHeadline, SearchQuery, SearchRank
from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from waarborg.apps.norms.models import Edition, Item, LibraryObject, Relation, Succession
from waarborg.apps.norms.queries.published import Published, PublishedItem, published
from waarborg.domain import numbers
from waarborg.domain.norms import EditionId

_CONFIGS = {"nl": "dutch", "en": "english"}
SHORTEST_INSIDE_A_WORD = 5
_NOT_LISTED = ("search_nl", "search_en", "content", "attributes", "doubts", "source")  # most of a row

# rows as the interfaces pass them on to templates; the tables themselves stay private to the app
EditionRow: TypeAlias = Edition
ItemRow: TypeAlias = Item
SuccessionRow: TypeAlias = Succession


class UnknownEditionError(LookupError):
    """There is no such edition; the message lists the ones there are."""


class UnknownItemError(LookupError):
    """The edition has no such number."""


def is_loaded(fingerprint: str) -> bool:
    """Whether the shipped content with this fingerprint was loaded already."""
    return LibraryObject.objects.filter(kind="shipped-content", key="fingerprint", data__sha256=fingerprint).exists()


def editions() -> QuerySet[Edition]:
    """Every edition with its number of items, in the order of the shelf."""
    counted = Edition.objects.select_related("catalogue").annotate(n_items=Count("items"))
    return counted.order_by("position", "catalogue__name", "version")  # grouping drops the order of the table


def edition(edition_id: str) -> Edition:
    """One edition by `NAME@EDITION`.

    Raises UnknownEditionError, also for an id that is no id.
    """
    try:
        name = EditionId.parse(edition_id)
    except ValueError as error:
        raise UnknownEditionError(str(error)) from error
    found = Edition.objects.select_related("catalogue").filter(catalogue__name=name.name, version=name.version).first()
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


def items(edition: Edition, filters: Filters = Filters()) -> QuerySet[Item]:
    """The items of an edition in norm order, or by relevance when a text is searched for, to list. One query.

    Without what a list does not show; what they stand under is in the `outline`.
    """
    found = edition.items.defer(*_NOT_LISTED)
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
    for field_name, wanted in (("roles", filters.role), ("categories", filters.category)):
        if wanted:
            found = found.filter(**{f"{field_name}__overlap": list(wanted)})
    if filters.concept:  # a measure has the concepts of its control
        concepts = list(filters.concept)
        found = found.filter(Q(concepts__overlap=concepts) | Q(parent__concepts__overlap=concepts))
    if filters.chapter:
        by_chapter = Q()
        for chapter in filters.chapter:
            key = numbers.storage_key(chapter)
            by_chapter |= Q(sort_key=key) | Q(sort_key__startswith=f"{key}.")
        found = found.filter(by_chapter)
    return _searched(found, filters) if filters.text.strip() else found


def is_number(text: str) -> bool:
    """Whether a search text is a place in a norm, such as `5.1.1` or `05.01`."""
    return numbers.parts(text) is not None


def _searched(found: QuerySet[Item], filters: Filters) -> QuerySet[Item]:
    if is_number(filters.text):
        key = numbers.storage_key(filters.text.strip().rstrip("."))
        return found.filter(Q(sort_key=key) | Q(sort_key__startswith=f"{key}."))
    column = f"search_{filters.language}"
    query = _text_query(filters.text, _CONFIGS[filters.language])
    return (
        found.filter(Q(**{column: query}) | _has_all_words(filters.text, filters.language))
        .annotate(rank=SearchRank(F(column), query))
        .order_by("-rank", "position")
    )


def _text_query(text: str, config: str) -> SearchQuery | CombinedSearchQuery:
    """What was typed as a web search; without signs of its own also every word as the beginning of a word."""
    query = SearchQuery(text, config=config, search_type="websearch")
    words = re.findall(r"\w+", text)
    if not words or re.search(r'["-]|\bor\b', text):
        return query
    beginnings = SearchQuery(" & ".join(f"{word}:*" for word in words), config=config, search_type="raw")
    return query | beginnings


def _has_all_words(text: str, language: str) -> Q:
    """Dutch writes compounds as one word: "beveiliging" also stands in "informatiebeveiliging"."""
    words = [word for word in re.findall(r"\w+", text) if len(word) >= SHORTEST_INSIDE_A_WORD]
    if not words or re.search(r'["-]|\bor\b', text):
        return Q(pk__in=[])
    found = Q()
    for word in words:
        found &= Q(**{f"title_{language}__icontains": word}) | Q(**{f"summary_{language}__icontains": word})
    return found


def headline(language: str, text: str) -> SearchHeadline:
    """The part of a summary where the searched words stand, between the signs U+E000 and U+E001."""
    config = _CONFIGS[language]
    return SearchHeadline(
        f"summary_{language}",
        _text_query(text, config),
        config=config,
        start_sel="\ue000",
        stop_sel="\ue001",
        max_words=40,
        min_words=15,
    )


def vocabulary(edition: Edition, language: str) -> set[str]:
    """Every word of the titles and summaries of an edition, to suggest from when a search finds nothing."""
    column = f"title_{language} || ' ' || summary_{language}"
    with connection.cursor() as cursor:
        cursor.execute(
            # the column is one of two of ours; the only value is the edition
            f"SELECT DISTINCT regexp_split_to_table(lower({column}), '[^[:alpha:]]+')"  # noqa: S608
            " FROM norms_item WHERE edition_id = %s",
            [edition.pk],
        )
        return {word for (word,) in cursor.fetchall() if word}


_facets: WeakKeyDictionary[Published, dict[str, dict[str, int]]] = WeakKeyDictionary()


def facets(edition: Edition) -> Mapping[str, Mapping[str, int]]:
    """How many items of the edition have each value of each filter; counted once, as the items never change."""
    everything = published(edition)
    found = _facets.get(everything)
    if found is None:
        found = _facets[everything] = {}
        for facet, value in (pair for item in everything.items for pair in _values_of(item)):
            if value:
                table = found.setdefault(facet, {})
                table[value] = table.get(value, 0) + 1
    return found


def _values_of(item: PublishedItem) -> Iterator[tuple[str, str]]:
    for facet in ("kind", "status", "theme", "owner", "bbn", "cbw_scope"):
        yield facet, str(getattr(item, facet))
    # a measure has the concepts of its control
    concepts = item.concepts or (item.parent.concepts if item.parent else ())
    for facet, values in (("role", item.roles), ("category", item.categories), ("concept", concepts)):
        yield from ((facet, value) for value in values)


def counts() -> dict[int, dict[tuple[str, str], int]]:
    """Per edition: how many items there are of each kind and status. One query for the whole shelf."""
    found: dict[int, dict[tuple[str, str], int]] = {}
    rows = Item.objects.order_by().values_list("edition_id", "kind", "status").annotate(n=Count("id"))
    for edition_id, kind, status, n in rows:
        found.setdefault(edition_id, {})[kind, status] = n
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands in the tree of its edition."""

    pk: int
    parent: int | None
    number: str
    kind: str
    title_nl: str
    title_en: str


def outline(edition: Edition) -> dict[int, Place]:
    """Every item of an edition by its key, without texts."""
    return {
        item.pk: Place(item.pk, item.parent_id, item.number, item.kind.value, item.title_nl, item.title_en)
        for item in published(edition).items
    }


def children(item: Item) -> list[Item]:
    """What stands directly under an item, in norm order."""
    return list(item.children.order_by("position"))


def neighbours(item: Item) -> tuple[Item | None, Item | None]:
    """The items of the same kind before and after this one, in norm order."""
    same = Item.objects.filter(edition_id=item.edition_id, kind=item.kind)
    return (
        same.filter(position__lt=item.position).order_by("-position").first(),
        same.filter(position__gt=item.position).order_by("position").first(),
    )


def item(edition: Edition, number: str) -> Item:
    """One item by number in any notation (`5.1.1`, `05.01.01`, `5.01.01`).

    Raises UnknownItemError.
    """
    ends = ("parent", "parent__parent", "requirement", "official_text", "edition__catalogue")
    rows = edition.items.select_related(*ends)
    found = rows.filter(number=number).first() or rows.filter(sort_key=numbers.storage_key(number)).first()
    if found is None:
        raise UnknownItemError(f"{edition} heeft geen nummer {number}.")
    return found


def near(edition: Edition, number: str) -> list[Item]:
    """Items that stand where an unknown number would stand: under the nearest level above it that exists."""
    key = numbers.storage_key(number)
    while "." in key:
        key = key.rpartition(".")[0]
        around = edition.items.filter(Q(sort_key=key) | Q(sort_key__startswith=f"{key}."))
        found = list(around.order_by("position")[:12])
        if found:
            return found
    return []


def elsewhere(edition: Edition, number: str) -> list[Item]:
    """Items with this number in other editions of the same catalogue."""
    found = Item.objects.filter(edition__catalogue_id=edition.catalogue_id, sort_key=numbers.storage_key(number))
    return list(found.exclude(edition=edition).select_related("edition__catalogue").order_by("edition__position"))


def lineage(item: Item) -> tuple[list[Succession], list[Succession]]:
    """Where the item came from, and where it went."""
    ends = ("old__edition__catalogue", "new__edition__catalogue")
    return (
        list(item.predecessors.select_related(*ends)),
        list(item.successors.select_related(*ends)),
    )


def ancestry(item: Item) -> list[Succession]:
    """Every step before the direct predecessors, back to the oldest edition, nearest first. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE back(id, old_id, depth) AS ("
            " SELECT id, old_id, 1 FROM norms_succession WHERE new_id = %s"
            " UNION SELECT s.id, s.old_id, depth + 1 FROM norms_succession s JOIN back ON s.new_id = back.old_id"
            " WHERE depth < 10)"
            " SELECT id, min(depth) FROM back WHERE depth > 1 GROUP BY id",
            [item.pk],
        )
        depths = dict(cursor.fetchall())
    found = Succession.objects.filter(pk__in=depths).select_related(
        "old__edition__catalogue", "new__edition__catalogue"
    )
    return sorted(found, key=lambda step: (depths[step.pk], step.new.sort_key if step.new else ""))


def comparable() -> list[tuple[Edition, Edition]]:
    """The pairs of editions of which the product knows how the first became the second."""
    ids = set(Succession.objects.order_by().values_list("old_edition_id", "new_edition_id").distinct())
    by_id = {edition.pk: edition for edition in Edition.objects.select_related("catalogue")}
    order = {pk: n for n, pk in enumerate(by_id)}
    return [(by_id[old], by_id[new]) for old, new in sorted(ids, key=lambda pair: (order[pair[1]], order[pair[0]]))]


def relations(item: Item) -> tuple[list[Relation], list[Relation]]:
    """Ties from this item to other norms, and from other norms to this item."""
    return (
        list(item.relations_out.select_related("target_item__edition__catalogue")),
        list(item.relations_in.select_related("source_item__edition__catalogue")),
    )


def changes(old: Edition, new: Edition) -> list[Succession]:
    """What happened between two editions that follow each other directly, in the order of the new edition."""
    found = (
        Succession.objects.filter(old_edition=old, new_edition=new)
        .select_related("old__official_text", "new__official_text")
        .defer(*(f"{end}__{column}" for end in ("old", "new") for column in _NOT_LISTED))
    )
    return sorted(found, key=_place_of_step)


def _place_of_step(step: Succession) -> int:
    end = step.new or step.old
    return end.position if end else 0
