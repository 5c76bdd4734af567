"""An edition as an OSCAL catalog: the permanent identity is the control's id, its number a property."""

from collections.abc import Sequence

from waarborg.apps.norms.formats import oscal
from waarborg.apps.norms.formats.oscal import Json
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem, ParsedRelation
from waarborg.domain.norms import ItemKind, ItemStatus

_GONE = frozenset({ItemStatus.MOVED, ItemStatus.WITHDRAWN})


def export(edition: ParsedEdition, relations: Sequence[ParsedRelation] = ()) -> bytes:
    """The edition with its relations to other norms, as one JSON file; the same edition gives the same bytes."""
    return oscal.dump({"catalog": _Catalog(edition, relations).document()})


class _Catalog:
    """One export at work: where every item hangs, and what it is called."""

    def __init__(self, edition: ParsedEdition, relations: Sequence[ParsedRelation]) -> None:
        self.edition = edition
        self.items = edition.items
        self.ids = oscal.ids(edition.items)
        self.place = {item.number: index for index, item in enumerate(edition.items)}
        self.children: dict[int | None, list[int]] = {}
        for index, item in enumerate(edition.items):
            self.children.setdefault(self._parent(index, item), []).append(index)
        self.relations: dict[str, list[ParsedRelation]] = {}
        for relation in relations:
            self.relations.setdefault(relation.source_number, []).append(relation)

    def document(self) -> Json:
        roots = self.children.get(None, [])
        groups = [index for index in roots if self._can_be_group(index)]
        sources = [self.edition.source, *(item.source for item in self.items)]
        sources += [r.source for some in self.relations.values() for r in some]
        return oscal.without_empty(
            {
                "uuid": oscal.uid("catalog", self.edition.id),
                "metadata": _metadata(self.edition),
                "controls": [self._control(index) for index in roots if index not in groups],
                "groups": [self._group(index) for index in groups],
                "back-matter": {"resources": oscal.resources(sources)},
            }
        )

    def _parent(self, index: int, item: ParsedItem) -> int | None:
        found = self.place.get(item.parent) if item.parent else None
        return found if found != index else None

    def _can_be_group(self, index: int) -> bool:
        """OSCAL groups hold groups or controls, never both; whatever does not fit so is a control with controls."""
        item, children = self.items[index], self.children.get(index, [])
        if item.status in _GONE or not _divides(item, [self.items[child] for child in children]):
            return False
        able = [self._can_be_group(child) for child in children]
        return all(able) or not any(able)

    def _group(self, index: int) -> Json:
        children = self.children.get(index, [])
        nested = bool(children) and all(self._can_be_group(child) for child in children)
        return oscal.without_empty(
            {
                **self._head(index, "overview"),
                "groups": [self._group(child) for child in children] if nested else [],
                "controls": [] if nested else [self._control(child) for child in children],
            }
        )

    def _control(self, index: int) -> Json:
        nested = [self._control(child) for child in self.children.get(index, [])]
        return oscal.without_empty({**self._head(index, "statement"), "controls": nested})

    def _head(self, index: int, part: str) -> Json:
        """What groups and controls have in common; NIST calls a group's text "overview", a control's "statement"."""
        item = self.items[index]
        title = item.title.nl or item.title.en or item.number
        return {
            "id": self.ids[index],
            "class": item.kind.value,
            "title": " ".join(title.split()),
            "props": self._props(index, item),
            "links": self._links(item),
            "parts": _parts(self.ids[index], item, part),
        }

    def _props(self, index: int, item: ParsedItem) -> list[Json]:
        standard: list[Json] = [
            {"name": "label", "value": item.number},
            {"name": "sort-id", "value": f"{index:05d}"},
        ]
        if item.status in _GONE:
            standard.append({"name": "status", "value": "withdrawn"})
        return standard + _own_props(item) + [_relation(r) for r in self.relations.get(item.number, [])]

    def _links(self, item: ParsedItem) -> list[Json]:
        rel = "moved-to" if item.status is ItemStatus.MOVED else "incorporated-into"
        found = [{"href": f"#{self.ids[self.place[n]]}", "rel": rel} for n in item.moved_to if n in self.place]
        if item.refers_to in self.place:
            found.append({"href": f"#{self.ids[self.place[item.refers_to]]}", "rel": "related"})
        if item.source:
            found.append({"href": f"#{oscal.uid('source', item.source)}", "rel": "reference"})
        return found


def _divides(item: ParsedItem, children: Sequence[ParsedItem]) -> bool:
    """Whether the item only orders others: chapters do, and paragraphs above controls."""
    above_controls = any(child.kind is ItemKind.CONTROL for child in children)
    return item.kind is ItemKind.THEME or (item.kind is ItemKind.CLAUSE and above_controls)


def _own_props(item: ParsedItem) -> list[Json]:
    one = {
        "identity": item.key,
        "kind": item.kind.value,
        "item-status": item.status.value,
        "refers-to": item.refers_to,
        "bbn": item.bbn,
        "theme": item.theme,
        "owner": item.owner,
        "cbw-scope": item.cbw_scope,
        "sha256": item.sha256,
    }
    many = {"moved-to": item.moved_to, "role": item.roles, "category": item.categories}
    titles = {"nl": item.title.nl, "en": item.title.en}
    return [
        *(oscal.text_prop(name, text) for name, text in one.items() if text),
        *(oscal.text_prop(name, text) for name, texts in many.items() for text in texts),
        *(oscal.text_prop("title", text, **{"class": language}) for language, text in titles.items() if text),
    ]


def _relation(relation: ParsedRelation) -> Json:
    """`remarks` is OSCAL's place for a note, so a relation's target must be one line by itself."""
    more = {"class": relation.kind.value, "group": f"source-{oscal.uid('source', relation.source)}"}
    if relation.note:
        more["remarks"] = relation.note
    return oscal.prop("relation", f"{relation.target_edition}/{relation.target_number}", **more)


def _parts(control: str, item: ParsedItem, name: str) -> list[Json]:
    language, summary = ("nl", item.summary.nl) if item.summary.nl else ("en", item.summary.en)
    found = [{"id": f"{control}_smt", "name": name, "class": f"summary-{language}", "prose": summary}]
    # NIST wants a statement in every control that is not withdrawn; without a summary the title is all there is
    if not summary:
        found = [{"id": f"{control}_smt", "name": name, "class": "title", "prose": item.title.nl or item.number}]
    if item.summary.nl and item.summary.en:
        found.append({"id": f"{control}_smt-en", "name": "summary-en", "ns": oscal.NS, "prose": item.summary.en})
    if item.official_text:
        found.append({"id": f"{control}_txt", "name": "official-text", "ns": oscal.NS, "prose": item.official_text})
    trees = {"content": item.content, "attributes": item.attributes, "doubts": {"doubts": list(item.doubts)}}
    if not item.doubts:
        trees["doubts"] = {}
    return found + [oscal.to_part(name, tree) for name, tree in trees.items() if tree]


def _metadata(edition: ParsedEdition) -> Json:
    day = f"{edition.published_on}T00:00:00Z" if edition.published_on else ""
    texts = {
        "edition-title": edition.title,
        "catalogue-title": edition.catalogue_title,
        "description": edition.description,
    }
    return oscal.without_empty(
        {
            "title": " ".join((edition.title.nl or edition.title.en or edition.id).split()),
            "published": day,
            "last-modified": day or oscal.UNKNOWN_MOMENT,
            "version": edition.id.partition("@")[2] or edition.id,
            "oscal-version": oscal.VERSION,
            "props": [
                oscal.prop("edition", edition.id),
                oscal.prop("position", str(edition.position)),
                *(
                    oscal.text_prop(name, text, **{"class": language})
                    for name, both in texts.items()
                    for language, text in (("nl", both.nl), ("en", both.en))
                    if text
                ),
                *([oscal.text_prop("licence", edition.licence)] if edition.licence else []),
                *([oscal.text_prop("publisher", edition.publisher)] if edition.publisher else []),
            ],
            "links": [{"href": f"#{oscal.uid('source', edition.source)}", "rel": "reference"}]
            if edition.source
            else [],
            "parties": [oscal.party(edition.publisher)] if edition.publisher.strip() else [],
        }
    )
