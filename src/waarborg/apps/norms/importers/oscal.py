"""OSCAL files (JSON and YAML): catalogs and mappings, of NIST and others, and our own back again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from waarborg.apps.norms.formats import oscal
from waarborg.apps.norms.formats.oscal import Json
from waarborg.apps.norms.importers import oscal_file, oscal_maps, oscal_own
from waarborg.apps.norms.importers.oscal_params import Parameters
from waarborg.apps.norms.shapes import (
    FileKind,
    FileProblem,
    ParsedEdition,
    ParsedItem,
    ParsedNorm,
    ParsedRelation,
    Text,
    UnreadableFileError,
)
from waarborg.domain.norms import EditionId, ItemKind, ItemStatus, RelationKind

_DEPTH = 40
_LONGEST_NUMBER = 120
_LONGEST_TITLE = 500


def read(data: bytes, name: str) -> ParsedNorm:
    """What the file holds. One bad control never stops the rest.

    Raises UnreadableFileError when the file is no OSCAL catalog or mapping.
    """
    document = oscal_file.load(data)
    catalog, mapping = document.get("catalog"), document.get("mapping-collection")
    if isinstance(catalog, dict):
        return oscal_own.catalog(catalog) if oscal_own.is_ours(catalog) else _catalog(catalog, name)
    if isinstance(mapping, dict):
        return oscal_own.mapping(mapping) if oscal_own.is_ours(mapping) else oscal_maps.read(mapping)
    raise UnreadableFileError(oscal_file.refusal(set(document)))


@dataclass(slots=True)
class _Reading:
    """A catalog while it is read: what was found, and where every identifier leads."""

    edition: str
    parameters: Parameters
    items: list[ParsedItem] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    notes: list[FileProblem] = field(default_factory=list)
    number_of: dict[str, str] = field(default_factory=dict)  # control or part id -> number
    links: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # number -> (rel, id)
    taken: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    def walk(self, node: Json, parent: str, where: str, depth: int = 0) -> None:
        if depth > _DEPTH:
            self.problems.append(FileProblem(where, f"dieper genest dan {_DEPTH} niveaus; de rest is overgeslagen"))
            return
        for name, kind in (("groups", ItemKind.THEME), ("controls", ItemKind.CONTROL)):
            for place, child in enumerate(oscal.dicts(node, name)):
                here = f"{where}/{name}/{place}"
                number = self.add(_labelled(child, node) if kind is ItemKind.THEME else child, kind, parent, here)
                self.walk(child, number or parent, here, depth + 1)

    def add(self, node: Json, kind: ItemKind, parent: str, where: str) -> str:
        """Keep the group or control; gives its number, or nothing when it has no identity at all."""
        number = self.number(node, kind, where)
        if not number:
            self.problems.append(FileProblem(where, "geen label, id of titel; overgeslagen"))
            return ""
        self.taken.add(number)
        for identifier in _identifiers(node):
            self.number_of.setdefault(identifier, number)
        self.links[number] = list(_links(node))
        statement = self.parameters.fill(_prose(node, ("statement", "overview")))
        self.items.append(
            ParsedItem(
                number=number,
                key=self.key(node, where) or number,
                kind=kind,
                status=_status(node),
                parent=parent,
                where=where,
                title=Text(en=self.parameters.fill(oscal.text(node, "title"))[:_LONGEST_TITLE]),
                summary=Text(en=statement),
                content=self.guidance(node),
            )
        )
        return number

    def guidance(self, node: Json) -> dict[str, dict[str, str]]:
        found = self.parameters.fill(_prose(node, ("guidance",)))
        return {"note": {"nl": "", "en": found}} if found else {}

    def number(self, node: Json, kind: ItemKind, where: str) -> str:
        """The label that people know it by; the id where the label is missing or already given out, else the title."""
        identifier = oscal.text(node, "id")
        names = (_label(node), identifier.upper() if kind is ItemKind.THEME else identifier)
        wanted = [name.strip()[:_LONGEST_NUMBER] for name in names if name.strip()]
        wanted = wanted or [oscal.text(node, "title").strip()[:_LONGEST_NUMBER]]
        if not wanted[0]:
            return ""
        number = next((name for name in wanted if name not in self.taken), "") or _free(wanted[0], self.taken)
        if number != wanted[0]:
            self.notes.append(FileProblem(where, f"'{wanted[0]}' komt vaker voor; dit onderdeel heet hier '{number}'."))
        return number

    def key(self, node: Json, where: str) -> str:
        """The id, which is its identity. An id may stand in a catalog once; two controls never become one."""
        identifier = oscal.text(node, "id")
        if not identifier:
            return ""
        key = _free(identifier, self.keys)
        self.keys.add(key)
        if key != identifier:
            what = f"id '{identifier[:80]}' komt vaker voor; verwijzingen ernaar gaan naar de eerste"
            self.problems.append(FileProblem(where, what))
        return key


def _catalog(catalog: Json, name: str) -> ParsedNorm:
    about = catalog.get("metadata")
    metadata: Json = about if isinstance(about, dict) else {}
    title = oscal.text(metadata, "title") or name
    edition = _edition_id(title, oscal.text(metadata, "version"))
    reading = _Reading(edition, Parameters(catalog))
    reading.walk(catalog, "", "catalog")
    if not reading.items:
        raise UnreadableFileError("Deze OSCAL-catalogus bevat geen groepen en geen maatregelen.")
    items = tuple(_with_successor(item, reading) for item in reading.items)
    return ParsedNorm(
        kind=FileKind.OSCAL_CATALOG,
        editions=(
            ParsedEdition(
                id=edition,
                title=Text(en=title[:300]),
                publisher=_publisher(metadata)[:300],
                published_on=_day(oscal.text(metadata, "published")),
                source=name,
                licence=oscal.text(metadata, "remarks"),
                items=items,
            ),
        ),
        relations=tuple(_related(reading)),
        problems=tuple(reading.problems),
        notes=tuple(reading.notes),
    )


def _with_successor(item: ParsedItem, reading: _Reading) -> ParsedItem:
    """A withdrawn control says where its content went; a place outside this catalog is no number here."""
    if item.status is not ItemStatus.WITHDRAWN:
        return item
    went = [(rel, reading.number_of.get(target)) for rel, target in reading.links[item.number]]
    moved = tuple(dict.fromkeys(n for rel, n in went if n and rel in {"moved-to", "incorporated-into"}))
    was_moved = any(n and rel == "moved-to" for rel, n in went)
    return replace(item, moved_to=moved, status=ItemStatus.MOVED if was_moved else ItemStatus.WITHDRAWN)


def _related(reading: _Reading) -> Iterator[ParsedRelation]:
    seen = set()
    for item in reading.items:
        for rel, target in reading.links[item.number]:
            number = reading.number_of.get(target)
            if rel == "related" and number and number != item.number and (item.number, number) not in seen:
                seen.add((item.number, number))
                yield ParsedRelation(
                    source_edition=reading.edition,
                    source_number=item.number,
                    target_edition=reading.edition,
                    target_number=number,
                    kind=RelationKind.RELATED,
                    source=reading.edition,
                    where=item.where,
                )


def _free(name: str, taken: set[str]) -> str:
    """The name, with a count behind it where it is taken."""
    found, copy = name, 1
    while found in taken:
        copy += 1
        found = f"{name[: _LONGEST_NUMBER - 10]} ({copy})"
    return found


def _labelled(group: Json, parent: Json) -> Json:
    """The group with a label like its neighbours': without one, "s1.1" under "s1" that is labelled "1" is "1.1"."""
    above, identifier, label = oscal.text(parent, "id"), oscal.text(group, "id"), _label(parent)
    if _label(group) or not (above and label and identifier.startswith(above) and identifier != above):
        return group
    own = {"name": "label", "value": label + identifier.removeprefix(above)}
    return {**group, "props": [*oscal.dicts(group, "props"), own]}


def _label(node: Json) -> str:
    """NIST gives several labels (zero-padded, per publication); the one without a class is the common one."""
    labels = [p for p in oscal.dicts(node, "props") if p.get("name") == "label" and oscal.text(p, "value")]
    plain = [p for p in labels if "class" not in p] or labels
    return oscal.text(plain[0], "value") if plain else ""


def _status(node: Json) -> ItemStatus:
    for found in oscal.dicts(node, "props"):
        if found.get("name") == "status" and oscal.text(found, "value").lower() == "withdrawn":
            return ItemStatus.WITHDRAWN
    return ItemStatus.LIVE


def _identifiers(node: Json, depth: int = 0) -> Iterator[str]:
    if oscal.text(node, "id"):
        yield oscal.text(node, "id")
    for part in oscal.dicts(node, "parts") if depth < _DEPTH else []:
        yield from _identifiers(part, depth + 1)


def _links(node: Json, depth: int = 0) -> Iterator[tuple[str, str]]:
    for link in oscal.dicts(node, "links"):
        if oscal.text(link, "href").startswith("#"):
            yield oscal.text(link, "rel"), oscal.text(link, "href")[1:]
    for part in oscal.dicts(node, "parts") if depth < _DEPTH else []:
        yield from _links(part, depth + 1)


def _prose(node: Json, names: tuple[str, ...]) -> str:
    """The texts of the parts with these names: items beneath each other with their own label."""
    parts = [part for part in oscal.dicts(node, "parts") if part.get("name") in names]
    wanted = [part for part in parts if part.get("name") == names[0]] or parts
    return "\n".join(line for part in wanted for line in _lines(part, 0)).strip()


def _lines(part: Json, depth: int) -> Iterator[str]:
    line = " ".join(word for word in (_label(part), oscal.text(part, "prose")) if word)
    if line:
        yield "  " * max(depth - 1, 0) + line
    for child in oscal.dicts(part, "parts") if depth < _DEPTH else []:
        yield from _lines(child, depth + 1)


def _publisher(metadata: Json) -> str:
    names = [oscal.text(party, "name") for party in oscal.dicts(metadata, "parties")]
    return names[0] if names else ""


def _day(moment: str) -> str:
    return moment[:10] if re.match(r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])", moment) else ""


def _edition_id(title: str, version: str) -> str:
    """A proposal of any length: who imports knows which names are taken, and cuts."""
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "oscal"
    edition = re.sub(r"[^\w.-]+", "-", version).strip("-")[:40] or "1"
    return str(EditionId(name, edition))
