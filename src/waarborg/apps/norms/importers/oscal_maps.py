"""OSCAL mappings of others: their ends are ids of the catalogs that the mapping names."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from waarborg.apps.norms.formats import oscal
from waarborg.apps.norms.formats.oscal import Json
from waarborg.apps.norms.shapes import FileKind, FileProblem, ParsedNorm, ParsedRelation
from waarborg.domain.norms import RelationKind

_RELATIONS = {
    "equal-to": RelationKind.EQUAL,
    "equivalent-to": RelationKind.EQUAL,
    "subset-of": RelationKind.NARROWER,
    "superset-of": RelationKind.WIDER,
    "intersects-with": RelationKind.RELATED,
}


def read(collection: Json) -> ParsedNorm:
    """The relations, each end with the catalog that `source-resource` or `target-resource` names."""
    found: list[ParsedRelation] = []
    problems: list[FileProblem] = []
    resources: dict[str, tuple[str, ...]] = {}
    for place, bunch in enumerate(oscal.dicts(collection, "mappings")):
        names = [_names(collection, bunch.get(f"{side}-resource")) for side in ("source", "target")]
        resources |= {known[0]: known for known in names if known}
        editions = (next(iter(names[0]), ""), next(iter(names[1]), ""))
        for row, node in enumerate(oscal.dicts(bunch, "maps")):
            where = f"mapping-collection/mappings/{place}/maps/{row}"
            ties = list(_ties(node, editions, where))
            if not ties:
                problems.append(FileProblem(where, "soort verband of een van beide einden ontbreekt; overgeslagen"))
            found += ties
    return ParsedNorm(
        kind=FileKind.OSCAL_MAPPING, relations=tuple(found), problems=tuple(problems), resources=resources
    )


def _ties(node: Json, editions: tuple[str, str], where: str) -> Iterator[ParsedRelation]:
    kind = _RELATIONS.get(oscal.text(node, "relationship"))
    sources, targets = (
        [oscal.text(end, "id-ref") for end in oscal.dicts(node, side) if oscal.text(end, "id-ref")]
        for side in ("sources", "targets")
    )
    for source in sources if kind else ():
        for target in targets:
            yield ParsedRelation(
                source_edition=editions[0],
                source_number=source,
                target_edition=editions[1],
                target_number=target,
                kind=kind or RelationKind.RELATED,
                note=oscal.text(node, "remarks"),
                where=where,
            )


def _names(collection: Json, resource: object) -> tuple[str, ...]:
    """Everything that the mapping calls this catalog, the best name for people first; nothing when it names none.

    A reference is an address, or `#uuid` of a resource in the back matter, which has a title and addresses.
    """
    if not isinstance(resource, dict):
        return ()
    href = oscal.text(resource, "href")
    matter = collection.get("back-matter")
    entries = oscal.dicts(matter, "resources") if isinstance(matter, dict) else []
    entry = next((one for one in entries if href.startswith("#") and oscal.text(one, "uuid") == href[1:]), {})
    addresses = [oscal.text(link, "href") for link in oscal.dicts(entry, "rlinks")]
    titles = [oscal.text(entry, "title"), oscal.text(resource, "title")]
    files = [_file_name(address) for address in (*addresses, href) if not address.startswith("#")]
    return tuple(dict.fromkeys(name.strip() for name in (*files, *titles, href) if name.strip()))


def _file_name(address: str) -> str:
    try:
        return unquote(urlsplit(address).path).rpartition("/")[2]
    except ValueError:
        return ""
