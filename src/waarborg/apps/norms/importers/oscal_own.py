"""OSCAL that Waarborg itself wrote: everything comes back as it was."""

from collections.abc import Iterator

from waarborg.apps.norms.formats import oscal, position
from waarborg.apps.norms.formats.oscal import Json
from waarborg.apps.norms.shapes import (
    FileKind,
    FileProblem,
    ParsedEdition,
    ParsedItem,
    ParsedNorm,
    ParsedRelation,
    ParsedSuccession,
    Text,
    UnreadableFileError,
)
from waarborg.domain.norms import Change, ItemKind, ItemStatus, RelationKind

_DEPTH = 40


def is_ours(document: Json) -> bool:
    """Whether Waarborg wrote the catalog or mapping."""
    about = _metadata(document)
    return bool(oscal.value(about, "edition") or oscal.value(about, "mapping-from"))


def catalog(document: Json) -> ParsedNorm:
    """The edition and its relations, exactly as they were exported."""
    about, sources = _metadata(document), oscal.source_texts(document)
    edition = oscal.value(about, "edition")
    problems: list[FileProblem] = []
    nodes = sorted(_nodes(document, "", "catalog", 0), key=lambda found: _sort_id(found[0]))
    items: list[ParsedItem] = []
    relations: list[ParsedRelation] = []
    for node, parent, where in nodes:
        try:
            items.append(_item(node, parent, sources))
            relations += _relations(node, edition, sources)
        except (ValueError, RecursionError) as error:
            problems.append(FileProblem(where, f"niet te begrijpen: {str(error)[:200]}"))
    return ParsedNorm(
        kind=FileKind.OSCAL_CATALOG,
        editions=(_edition(about, edition, tuple(items), sources),),
        relations=tuple(relations),
        problems=tuple(problems),
    )


def mapping(document: Json) -> ParsedNorm:
    """The successions between two editions, exactly as they were exported."""
    about, sources = _metadata(document), oscal.source_texts(document)
    old, new = oscal.value(about, "mapping-from"), oscal.value(about, "mapping-to")
    if not new:
        raise UnreadableFileError("De mapping zegt niet naar welke editie zij gaat (eigenschap 'mapping-to').")
    found: list[tuple[str, ParsedSuccession]] = []
    problems: list[FileProblem] = []
    for place, bunch in enumerate(oscal.dicts(document, "mappings")):
        for where, node, ends in _steps(bunch, f"mapping-collection/mappings/{place}"):
            try:
                found.append((where, _succession(node, (old, new), ends, sources)))
            except ValueError as error:
                problems.append(FileProblem(where, f"niet te begrijpen: {str(error)[:200]}"))
    found.sort(key=lambda pair: pair[0].rpartition("/")[2])
    return ParsedNorm(
        kind=FileKind.OSCAL_MAPPING, successions=tuple(step for _, step in found), problems=tuple(problems)
    )


def _metadata(document: Json) -> Json:
    found = document.get("metadata")
    return found if isinstance(found, dict) else {}


def _nodes(node: Json, parent: str, where: str, depth: int) -> Iterator[tuple[Json, str, str]]:
    if depth > _DEPTH:
        raise UnreadableFileError(f"{where}: dieper genest dan {_DEPTH} niveaus; zo is geen norm ingedeeld.")
    for name in ("groups", "controls"):
        for place, child in enumerate(oscal.dicts(node, name)):
            here = f"{where}/{name}/{place}"
            yield child, parent, here
            yield from _nodes(child, _label(child), here, depth + 1)


def _label(node: Json) -> str:
    return _standard(node, "label") or oscal.text(node, "id")


def _sort_id(node: Json) -> str:
    return _standard(node, "sort-id")


def _standard(node: Json, name: str) -> str:
    for found in oscal.dicts(node, "props"):
        if found.get("name") == name and "ns" not in found:
            return oscal.text(found, "value")
    return ""


def _item(node: Json, parent: str, sources: dict[str, str]) -> ParsedItem:
    doubts = oscal.record(node, "doubts").get("doubts", [])
    return ParsedItem(
        number=_label(node),
        key=oscal.value(node, "identity"),
        kind=ItemKind(oscal.value(node, "kind")),
        status=ItemStatus(oscal.value(node, "item-status")),
        parent=parent,
        title=Text(oscal.value(node, "title", "nl"), oscal.value(node, "title", "en")),
        summary=_summary(node),
        official_text=_prose(node, "official-text", oscal.NS),
        moved_to=oscal.values(node, "moved-to"),
        refers_to=oscal.value(node, "refers-to"),
        bbn=oscal.value(node, "bbn"),
        roles=oscal.values(node, "role"),
        categories=oscal.values(node, "category"),
        theme=oscal.value(node, "theme"),
        owner=oscal.value(node, "owner"),
        cbw_scope=oscal.value(node, "cbw-scope"),
        content=oscal.record(node, "content"),
        attributes=oscal.record(node, "attributes"),
        doubts=tuple(doubt for doubt in doubts if _is_texts(doubt)) if isinstance(doubts, list) else (),
        source=_source(node, sources),
        sha256=oscal.value(node, "sha256"),
    )


def _is_texts(doubt: object) -> bool:
    return isinstance(doubt, dict) and all(isinstance(value, str) for value in doubt.values())


def _summary(node: Json) -> Text:
    for part in oscal.dicts(node, "parts"):
        if oscal.text(part, "name") not in {"statement", "overview"}:
            continue
        if part.get("class") == "summary-nl":
            return Text(oscal.text(part, "prose"), _prose(node, "summary-en", oscal.NS))
        if part.get("class") == "summary-en":
            return Text(en=oscal.text(part, "prose"))
    return Text()


def _prose(node: Json, name: str, ns: str) -> str:
    for part in oscal.dicts(node, "parts"):
        if part.get("name") == name and part.get("ns") == ns:
            return oscal.text(part, "prose")
    return ""


def _source(node: Json, sources: dict[str, str]) -> str:
    for link in oscal.dicts(node, "links"):
        if link.get("rel") == "reference":
            return sources.get(oscal.text(link, "href").removeprefix("#"), "")
    return ""


def _relations(node: Json, edition: str, sources: dict[str, str]) -> Iterator[ParsedRelation]:
    for found in oscal.our_props(node, "relation"):
        target, _, number = oscal.text(found, "value").partition("/")
        yield ParsedRelation(
            source_edition=edition,
            source_number=_label(node),
            target_edition=target,
            target_number=number,
            kind=RelationKind(oscal.text(found, "class")),
            note=oscal.text(found, "remarks"),
            source=sources.get(oscal.text(found, "group").removeprefix("source-"), ""),
        )


def _edition(about: Json, edition: str, items: tuple[ParsedItem, ...], sources: dict[str, str]) -> ParsedEdition:
    def both(name: str) -> Text:
        return Text(oscal.value(about, name, "nl"), oscal.value(about, name, "en"))

    return ParsedEdition(
        id=edition,
        title=both("edition-title"),
        catalogue_title=both("catalogue-title"),
        description=both("description"),
        publisher=oscal.value(about, "publisher"),
        published_on=oscal.text(about, "published")[:10],
        source=_source(about, sources),
        licence=oscal.value(about, "licence"),
        position=position(oscal.value(about, "position")),
        items=items,
    )


def _steps(bunch: Json, where: str) -> Iterator[tuple[str, Json, tuple[str, str, str]]]:
    """Every step with the place where it stood, its notes, and (old, new, change)."""
    for node in oscal.dicts(bunch, "maps"):
        ends = (_number(node, "sources"), _number(node, "targets"), oscal.value(node, "change"))
        yield f"{where}/{oscal.value(node, 'place')}", node, ends
    for side in ("old", "new"):
        for head in oscal.our_props(bunch, f"{side}-only"):
            group, number = head.get("group"), oscal.text(head, "value")
            notes = {"props": [p for p in oscal.dicts(bunch, "props") if p.get("group") == group]}
            ends = (number if side == "old" else "", number if side == "new" else "", oscal.text(head, "class"))
            yield f"{where}/{str(group).removeprefix('s')}", notes, ends


def _number(node: Json, side: str) -> str:
    return next((found for end in oscal.dicts(node, side) if (found := oscal.value(end, "number"))), "")


def _succession(
    node: Json, editions: tuple[str, str], ends: tuple[str, str, str], sources: dict[str, str]
) -> ParsedSuccession:
    change = Change(ends[2])
    for number, side, without in ((ends[0], "sources", Change.NEW), (ends[1], "targets", Change.WITHDRAWN)):
        if not number and change is not without:
            raise ValueError(f"een stap zonder nummer bij '{side}'")
    return ParsedSuccession(
        old_edition=editions[0],
        old=ends[0],
        new_edition=editions[1],
        new=ends[1],
        change=change,
        note=Text(oscal.value(node, "note", "nl"), oscal.value(node, "note", "en")),
        source=sources.get(oscal.value(node, "source"), ""),
    )
