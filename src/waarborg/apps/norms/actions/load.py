"""Loading editions: the shipped ones at the start, imported ones when somebody asks."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import connection, transaction

from waarborg.apps.base.actions import Actor, write_journal
from waarborg.apps.norms.models import Catalogue, Edition, Item, LibraryObject, Relation, Requirement, Succession
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem, ParsedNorm, ParsedRelation, ParsedSuccession
from waarborg.domain.norms import EditionId
from waarborg.domain.numbers import storage_key


class PublishedEditionChangedError(Exception):
    """A published edition would change. An erratum is a new edition."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: ids of editions that are new and that were there already."""

    added: tuple[str, ...]
    present: tuple[str, ...]


def digest(edition: ParsedEdition) -> str:
    """SHA-256 of everything that an edition says, independent of the layout of its files."""
    return hashlib.sha256(json.dumps(asdict(edition), sort_keys=True, default=str).encode()).hexdigest()


@transaction.atomic
def load_norms(norm: ParsedNorm, *, shipped: bool, by: Actor, at: datetime) -> Loaded:
    """Add the editions that are not there yet, with their lineage and relations.

    Loading twice changes nothing. Raises PublishedEditionChangedError when an edition that is there says otherwise.
    """
    with connection.cursor() as cursor:  # two commands that start at once load one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('waarborg.norms.load'))")
    added: list[str] = []
    present: list[str] = []
    for parsed in norm.editions:
        (added if load_edition(parsed, shipped=shipped, by=by, at=at) else present).append(parsed.id)
    if added:
        _link(norm, set(added))
    return Loaded(tuple(added), tuple(present))


@transaction.atomic
def load_shipped(norm: ParsedNorm, *, fingerprint: str, by: Actor, at: datetime) -> Loaded:
    """Load the content that came with the product, and remember its fingerprint so that the next start can skip it."""
    loaded = load_norms(norm, shipped=True, by=by, at=at)
    LibraryObject.objects.update_or_create(
        kind="shipped-content", key="fingerprint", defaults={"library": "waarborg", "data": {"sha256": fingerprint}}
    )
    return loaded


def load_edition(parsed: ParsedEdition, *, shipped: bool, by: Actor, at: datetime) -> bool:
    """Add one edition; False when it is there already.

    Raises PublishedEditionChangedError when what is there says otherwise.
    """
    name = EditionId.parse(parsed.id)
    found = Edition.objects.filter(catalogue__name=name.name, version=name.version).first()
    ours = digest(parsed)
    if found is not None:
        if found.digest != ours:
            raise PublishedEditionChangedError(
                f"Editie {parsed.id} is al gepubliceerd en verandert niet; de nieuwe bestanden zeggen iets anders. "
                "Geef een verbetering een eigen editienummer."
            )
        return False
    edition = _create_edition(parsed, name, ours, shipped=shipped)
    _create_items(edition, parsed)
    write_journal(
        action="norms.edition_loaded",
        about=parsed.id,
        by=by,
        at=at,
        detail={"items": len(parsed.items), "digest": ours},
    )
    return True


def _create_edition(parsed: ParsedEdition, name: EditionId, ours: str, *, shipped: bool) -> Edition:
    title = parsed.catalogue_title if parsed.catalogue_title.nl else parsed.title
    catalogue, _ = Catalogue.objects.get_or_create(
        name=name.name,
        defaults={
            "title_nl": title.nl or title.en,
            "title_en": title.en or title.nl,
            "publisher": parsed.publisher,
            "shipped": shipped,
        },
    )
    return Edition.objects.create(
        catalogue=catalogue,
        version=name.version,
        title_nl=parsed.title.nl or parsed.title.en,
        title_en=parsed.title.en or parsed.title.nl,
        description_nl=parsed.description.nl,
        description_en=parsed.description.en,
        published_on=date.fromisoformat(parsed.published_on) if parsed.published_on else None,
        source=parsed.source,
        licence=parsed.licence,
        digest=ours,
        position=parsed.position,
    )


def _create_items(edition: Edition, parsed: ParsedEdition) -> None:
    keys = {item.key or item.number for item in parsed.items}
    catalogue = edition.catalogue
    Requirement.objects.bulk_create(
        [Requirement(catalogue=catalogue, key=key) for key in sorted(keys)], ignore_conflicts=True, batch_size=1000
    )
    requirements = dict(Requirement.objects.filter(catalogue=catalogue, key__in=keys).values_list("key", "id"))
    items = [
        _row(edition, item, position, requirements[item.key or item.number])
        for position, item in enumerate(parsed.items)
    ]
    Item.objects.bulk_create(items, batch_size=500)
    by_number = {item.number: item for item in items}
    _set_parents(
        (row, by_number[item.parent])
        for row, item in zip(items, parsed.items, strict=True)
        if item.parent and item.parent in by_number and by_number[item.parent] is not row
    )
    refresh_search(edition)


def _set_parents(pairs: Iterable[tuple[Item, Item]]) -> None:
    """One statement for all; Django's bulk_update takes seconds on a large framework."""
    children, parents = [], []
    for child, parent in pairs:
        children.append(child.pk)
        parents.append(parent.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE norms_item SET parent_id = pair.parent"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS pair(child, parent) WHERE norms_item.id = pair.child",
            [children, parents],
        )


def _row(edition: Edition, item: ParsedItem, position: int, requirement_id: int) -> Item:
    return Item(
        edition=edition,
        requirement_id=requirement_id,
        number=item.number,
        sort_key=storage_key(item.number)[:300],
        position=position,
        kind=item.kind.value,
        status=item.status.value,
        moved_to=list(item.moved_to),
        refers_to=item.refers_to,
        bbn=item.bbn,
        roles=list(item.roles),
        categories=list(item.categories),
        concepts=list(item.attributes.get("concepts", ())),
        theme=item.theme,
        owner=item.owner,
        cbw_scope=item.cbw_scope,
        title_nl=item.title.nl,
        title_en=item.title.en,
        summary_nl=item.summary.nl,
        summary_en=item.summary.en,
        content=item.content,
        attributes=item.attributes,
        doubts=list(item.doubts),
        source=item.source,
        sha256=item.sha256,
    )


def refresh_search(edition: Edition) -> None:
    """Build the search columns of an edition anew: titles weigh most, then summaries, then official texts."""
    with connection.cursor() as cursor:
        for language, config in (("nl", "dutch"), ("en", "english")):
            cursor.execute(
                # table and column names are ours; the only value is the edition
                f"""
                UPDATE norms_item AS item SET search_{language} =
                    setweight(to_tsvector('{config}', item.number || ' ' || item.title_{language}), 'A')
                    || setweight(to_tsvector('{config}', item.summary_{language}), 'B')
                    || setweight(to_tsvector('{config}', coalesce(item.content -> 'why' ->> '{language}', '') || ' '
                        || coalesce(item.content -> 'question' ->> '{language}', '')), 'C')
                    || setweight(to_tsvector('dutch', coalesce(
                        (SELECT text FROM norms_officialtext AS official WHERE official.item_id = item.id), '')), 'D')
                WHERE item.edition_id = %s
                """,  # noqa: S608
                [edition.pk],
            )


def _link(norm: ParsedNorm, added: set[str]) -> None:
    wanted = {e for s in norm.successions for e in (s.old_edition, s.new_edition)}
    wanted |= {e for r in norm.relations for e in (r.source_edition, r.target_edition)}
    items = {edition: _items_by_number(edition) for edition in wanted}
    Succession.objects.bulk_create(
        [_succession(s, items) for s in norm.successions if added & {s.old_edition, s.new_edition}], batch_size=1000
    )
    Relation.objects.bulk_create(
        [_relation(r, items) for r in norm.relations if added & {r.source_edition, r.target_edition}],
        batch_size=1000,
        ignore_conflicts=True,
    )


def _items_by_number(edition: str) -> dict[str, int]:
    name = EditionId.parse(edition)
    return dict(
        Item.objects.filter(edition__catalogue__name=name.name, edition__version=name.version).values_list(
            "number", "id"
        )
    )


def _succession(parsed: ParsedSuccession, items: dict[str, dict[str, int]]) -> Succession:
    return Succession(
        old_id=items[parsed.old_edition][parsed.old] if parsed.old else None,
        new_id=items[parsed.new_edition][parsed.new] if parsed.new else None,
        change=parsed.change.value,
        note_nl=parsed.note.nl,
        note_en=parsed.note.en,
        source=parsed.source,
    )


def _relation(parsed: ParsedRelation, items: dict[str, dict[str, int]]) -> Relation:
    return Relation(
        source_item_id=items[parsed.source_edition][parsed.source_number],
        target_item_id=items[parsed.target_edition][parsed.target_number],
        kind=parsed.kind.value,
        note=parsed.note,
        source=parsed.source,
    )
