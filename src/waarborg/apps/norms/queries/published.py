"""The items of an edition as they were published: they never change, so that a process reads them once.

Kept per loading of an edition (`Edition.loaded_as`): another process, an import or a restored database has other
loadings, and nothing that is kept here can be about those. Official texts do change, and are read each time.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from threading import Lock
from typing import Any
from uuid import UUID

from waarborg.apps.norms.models import Edition, Item, OfficialText
from waarborg.domain.norms import ItemKind, ItemStatus

ITEMS_AT_MOST = 3_000  # kept per process, of all editions together: about 6 kB each
_COLUMNS = (  # for the fields of `PublishedItem`
    "id",
    "parent_id",
    "requirement__key",
    "number",
    "position",
    "kind",
    "status",
    "moved_to",
    "refers_to",
    "bbn",
    "roles",
    "categories",
    "concepts",
    "theme",
    "owner",
    "cbw_scope",
    "title_nl",
    "title_en",
    "summary_nl",
    "summary_en",
    "content",
    "attributes",
    "doubts",
)


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """What the publisher and we say about an item; see `Item`. `key` is its permanent identity. Not to be changed."""

    pk: int
    parent: "PublishedItem | None"
    key: str
    number: str
    position: int
    kind: ItemKind
    status: ItemStatus
    moved_to: tuple[str, ...]
    refers_to: str
    bbn: str
    roles: tuple[str, ...]
    categories: tuple[str, ...]
    concepts: tuple[str, ...]
    theme: str
    owner: str
    cbw_scope: str
    title_nl: str
    title_en: str
    summary_nl: str
    summary_en: str
    content: Mapping[str, Any]
    attributes: Mapping[str, Any]
    doubts: tuple[Mapping[str, str], ...]

    @property
    def parent_id(self) -> int | None:
        return self.parent.pk if self.parent else None


_LISTS = ("moved_to", "roles", "categories", "concepts", "doubts")
_FIELDS = tuple(field.name for field in fields(PublishedItem))  # in the order of `_COLUMNS`


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Published:
    """The items of an edition in norm order, and by the key of their row."""

    items: tuple[PublishedItem, ...]
    by_pk: Mapping[int, PublishedItem]


_kept: OrderedDict[UUID, Published] = OrderedDict()  # the one that was used last comes last
_keeping = Lock()


def published(edition: Edition) -> Published:
    """The items of an edition. One query the first time, and none as long as they are kept.

    An edition with more items than is kept of all together is read each time.
    """
    with _keeping:
        found = _kept.get(edition.loaded_as)
        if found is not None:
            _kept.move_to_end(edition.loaded_as)
            return found
    found = _read(edition.pk)
    if len(found.items) > ITEMS_AT_MOST:
        return found
    with _keeping:
        _kept[edition.loaded_as] = found
        while sum(len(one.items) for one in _kept.values()) > ITEMS_AT_MOST:
            _kept.popitem(last=False)
    return found


def forget_published() -> None:
    """Read everything again: for who changes an edition all the same, as tests do."""
    with _keeping:
        _kept.clear()


def official_texts(items: Iterable[int] | Edition) -> dict[int, str]:
    """The texts of the publisher by item, of those that were imported here: of an edition, or of these items."""
    wanted = {"item__edition": items} if isinstance(items, Edition) else {"item__in": list(items)}
    return dict(OfficialText.objects.filter(**wanted).values_list("item_id", "text"))


def _read(edition_id: int) -> Published:
    rows = Item.objects.filter(edition=edition_id).order_by("position").values_list(*_COLUMNS)
    waiting = {row[0]: row for row in rows}
    by_pk: dict[int, PublishedItem] = {}
    for pk in waiting:
        _make(pk, waiting, by_pk)
    return Published(tuple(by_pk[pk] for pk in waiting), by_pk)


def _make(pk: int, rows: Mapping[int, tuple[Any, ...]], made: dict[int, PublishedItem]) -> PublishedItem:
    """The item with its parent, which stands in the same edition and usually before it."""
    if pk not in made:
        values = dict(zip(_FIELDS, rows[pk], strict=True))
        made[pk] = PublishedItem(
            **{
                **values,
                "parent": None if values["parent"] is None else _make(values["parent"], rows, made),
                "kind": ItemKind(values["kind"]),
                "status": ItemStatus(values["status"]),
                **{name: tuple(values[name]) for name in _LISTS},
            }
        )
    return made[pk]
