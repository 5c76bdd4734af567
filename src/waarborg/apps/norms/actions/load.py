"""Loading editions: the shipped ones at the start, imported ones when somebody asks."""

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from waarborg.apps.base.actions import Actor, wait_for_turn, write_journal
from waarborg.apps.norms.models import Catalogue, Edition, Item, LibraryObject, Relation, Requirement, Succession
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem, ParsedNorm, ParsedRelation, ParsedSuccession
from waarborg.domain.norms import EditionId
from waarborg.domain.numbers import storage_key

LOADING = "norms.load"  # the act that shipping and importing share: both make editions


class PublishedEditionChangedError(Exception):
    """A published edition would change. An erratum is a new edition."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: ids of editions that are new and that were there already."""

    added: tuple[str, ...]
    present: tuple[str, ...]


def digest(edition: ParsedEdition) -> str:
    """SHA-256 of everything that an edition says, independent of the layout of its files."""
    return hashlib.sha256(json.dumps(_plain(edition), sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of an edition
    """A dataclass as a dictionary, one level deep; `asdict` copies everything and takes ten times as long."""
    if is_dataclass(value):
        return {part.name: getattr(value, part.name) for part in fields(value)}
    return str(value)


@transaction.atomic
def load_norms(norm: ParsedNorm, *, shipped: bool, by: Actor, at: datetime) -> Loaded:
    """Add the editions that are not there yet, with their lineage and relations.

    Loading twice changes nothing. Raises PublishedEditionChangedError when an edition that is there says otherwise.
    """
    wait_for_turn(LOADING)
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
    ids = _new_ids(len(parsed.items))
    by_number = dict(zip((item.number for item in parsed.items), ids, strict=True))
    _insert_items(
        [
            {
                **_values(item),
                "id": own_id,
                "edition_id": edition.pk,
                "requirement_id": requirements[item.key or item.number],
                "parent_id": by_number.get(item.parent),
                "position": position,
            }
            for position, (own_id, item) in enumerate(zip(ids, parsed.items, strict=True))
        ]
    )
    refresh_search(edition)


def _new_ids(count: int) -> list[int]:
    """Ids taken beforehand, so that an item can name its parent when it is inserted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('norms_item', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [row[0] for row in cursor.fetchall()]


def _insert_items(rows: list[dict[str, Any]]) -> None:
    """All rows in one parameter; as separate parameters a framework of thousands of items takes seconds longer."""
    if not rows:
        return
    columns = ", ".join(rows[0])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO norms_item ({columns}) "  # noqa: S608 - the names are those of `_values`
            f"SELECT {columns} FROM json_populate_recordset(NULL::norms_item, %s)",
            [json.dumps(rows)],
        )


def _values(item: ParsedItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "sort_key": storage_key(item.number)[:300],
        "kind": item.kind.value,
        "status": item.status.value,
        "moved_to": item.moved_to,
        "refers_to": item.refers_to,
        "bbn": item.bbn,
        "roles": item.roles,
        "categories": item.categories,
        "concepts": item.attributes.get("concepts", ()),
        "theme": item.theme,
        "owner": item.owner,
        "cbw_scope": item.cbw_scope,
        "title_nl": item.title.nl,
        "title_en": item.title.en,
        "summary_nl": item.summary.nl,
        "summary_en": item.summary.en,
        "content": item.content,
        "attributes": item.attributes,
        "doubts": item.doubts,
        "source": item.source,
        "sha256": item.sha256,
    }


def refresh_search(edition: Edition) -> None:
    """Build the search columns of an edition anew: titles weigh most, then summaries, then official texts."""
    columns = ", ".join(
        f"search_{language} = {_search_vector(language, config)}"
        for language, config in (("nl", "dutch"), ("en", "english"))
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE norms_item AS item SET {columns} WHERE item.edition_id = %s",  # noqa: S608 - names are ours
            [edition.pk],
        )


def _search_vector(language: str, config: str) -> str:
    """SQL for one language. Only the beginning of a text counts: PostgreSQL refuses vectors above a megabyte."""
    return f"""
        setweight(to_tsvector('{config}', item.number || ' ' || item.title_{language}), 'A')
        || setweight(to_tsvector('{config}', left(item.summary_{language}, 50000)), 'B')
        || setweight(to_tsvector('{config}', left(coalesce(item.content -> 'why' ->> '{language}', '') || ' '
            || coalesce(item.content -> 'question' ->> '{language}', ''), 50000)), 'C')
        || setweight(to_tsvector('dutch', left(coalesce(
            (SELECT text FROM norms_officialtext AS official WHERE official.item_id = item.id), ''), 50000)), 'D')
    """  # noqa: S608 - language and configuration are ours


def _link(norm: ParsedNorm, added: set[str]) -> None:
    wanted = {e for s in norm.successions for e in (s.old_edition, s.new_edition)}
    wanted |= {e for r in norm.relations for e in (r.source_edition, r.target_edition)}
    items = {edition: _items_by_number(edition) for edition in wanted}
    editions = {str(edition): edition.pk for edition in Edition.objects.select_related("catalogue")}
    Succession.objects.bulk_create(
        [_succession(s, items, editions) for s in norm.successions if added & {s.old_edition, s.new_edition}],
        batch_size=1000,
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


def _succession(parsed: ParsedSuccession, items: dict[str, dict[str, int]], editions: dict[str, int]) -> Succession:
    return Succession(
        old_edition_id=editions[parsed.old_edition],
        new_edition_id=editions[parsed.new_edition],
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
