"""Libraries of CISO Assistant: frameworks, mapping sets, risk matrices, threats and reference controls."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from waarborg.apps.norms.importers import ciso_nodes, ciso_workbook, safe_yaml
from waarborg.apps.norms.importers.ciso_values import Localised, as_dicts, as_text, published_on
from waarborg.apps.norms.importers.texts import decode
from waarborg.apps.norms.shapes import (
    FileKind,
    FileProblem,
    ParsedEdition,
    ParsedNorm,
    ParsedObject,
    ParsedRelation,
    UnreadableFileError,
)
from waarborg.domain.norms import RelationKind

# Objects that are kept whole for later steps, with the field that tells one from another.
_OBJECTS = (
    "risk_matrix",
    "threats",
    "reference_controls",
    "metric_definitions",
    "ttp_catalogs",
    "tactics",
    "techniques",
)
_RELATIONS = {
    "equal": RelationKind.EQUAL,
    "subset": RelationKind.NARROWER,
    "superset": RelationKind.WIDER,
    "intersect": RelationKind.RELATED,
}
_NO_RELATION = "not_related"


@dataclass(slots=True)
class _Found:
    editions: list[ParsedEdition] = field(default_factory=list)
    relations: list[ParsedRelation] = field(default_factory=list)
    objects: list[ParsedObject] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    notes: list[FileProblem] = field(default_factory=list)


def looks_like(text: str) -> bool:
    """Whether the text has the two keys at the left margin that every library has."""
    lines = text.split("\n")
    has = {key for line in lines for key in ("urn:", "objects:") if line.startswith(key)}
    return has == {"urn:", "objects:"}


def read(data: bytes, name: str) -> ParsedNorm:
    """Everything that the library holds. Raises UnreadableFileError when it is no library or unsafe."""
    if data.startswith(b"PK"):
        library, notes = ciso_workbook.library(data)
    else:
        library, notes = safe_yaml.load(decode(data)), []
    if not isinstance(library, dict) or not isinstance(library.get("objects"), dict):
        raise UnreadableFileError(f"{name}: dit is geen bibliotheek van CISO Assistant: er is geen 'objects'.")
    found = _Found(notes=notes)
    objects = library["objects"]
    for framework in as_dicts(objects.get("framework") or objects.get("frameworks")):
        found.editions.append(ciso_nodes.edition(library, framework, name, found.problems, found.notes))
    for mapping in _mapping_sets(objects):
        found.relations += _relations(mapping, name, found)
    for kind in _OBJECTS:
        found.objects += _objects(kind, objects.get(kind), library, found.problems)
    if not (found.editions or found.relations or found.objects):
        raise UnreadableFileError(f"{name}: de bibliotheek bevat geen kader, koppelingen, matrix of dreigingen.")
    return ParsedNorm(
        kind=FileKind.CISO_ASSISTANT,
        editions=tuple(found.editions),
        relations=tuple(found.relations),
        objects=tuple(found.objects),
        problems=tuple(found.problems),
        notes=tuple(found.notes),
    )


def _mapping_sets(objects: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("requirement_mapping_set", "requirement_mapping_sets"):
        yield from as_dicts(objects.get(key))


def _relations(mapping: dict[str, Any], name: str, found: _Found) -> Iterator[ParsedRelation]:
    seen: set[tuple[str, str]] = set()
    ends = [as_text(mapping.get(f"{end}_framework_urn")).lower() for end in ("source", "target")]
    about = as_text(mapping.get("urn")) or as_text(mapping.get("name")) or name
    repeated = unrelated = 0
    for place, row in enumerate(as_dicts(mapping.get("requirement_mappings")), start=1):
        where = f"{about}, regel {place}"
        one, other = (as_text(row.get(f"{end}_requirement_urn")).lower() for end in ("source", "target"))
        word = as_text(row.get("relationship")).lower()
        if word == _NO_RELATION or (one, other) in seen:
            unrelated += word == _NO_RELATION
            repeated += word != _NO_RELATION
            continue
        if not one or not other or word not in _RELATIONS:
            found.problems.append(FileProblem(where, f"Onvolledige koppeling: '{one}' {word or '?'} '{other}'."))
            continue
        seen.add((one, other))
        yield ParsedRelation(
            source_edition=ends[0],
            source_number=one,
            target_edition=ends[1],
            target_number=other,
            kind=_RELATIONS[word],
            note=as_text(row.get("annotation")),
            source=f"CISO Assistant, {about}",
            where=where,
        )
    _note_skipped(about, repeated, unrelated, found)


def _note_skipped(about: str, repeated: int, unrelated: int, found: _Found) -> None:
    if repeated:
        found.notes.append(FileProblem(about, f"{repeated} koppelingen staan er dubbel in; de eerste telt."))
    if unrelated:
        found.notes.append(FileProblem(about, f"{unrelated} koppelingen zeggen 'geen verband' en zijn overgeslagen."))


def _objects(
    kind: str,
    listed: Any,  # noqa: ANN401 - any YAML
    library: dict[str, Any],
    problems: list[FileProblem],
) -> Iterator[ParsedObject]:
    for place, row in enumerate(as_dicts(listed), start=1):
        key = as_text(row.get("urn")).lower() or as_text(row.get("ref_id"))
        if not key or len(key) > ciso_nodes.KEY_LENGTH:
            problems.append(FileProblem(f"{kind}, regel {place}", "Zonder bruikbare URN of ref_id; overgeslagen."))
            continue
        texts = Localised(row, as_text(library.get("locale")) or "en")
        yield ParsedObject(
            kind=kind.rstrip("s"),
            key=key,
            name=texts.any("name", limit=500) or key,
            data={"library": as_text(library.get("urn")), "published_on": published_on(library), **clean(row)},
        )


def clean(value: Any) -> Any:  # noqa: ANN401 - any YAML
    """The data without what a database cannot hold; shallow enough, the loader saw to that."""
    if isinstance(value, dict):
        return {as_text(key): clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean(item) for item in value]
    return value if value is None or isinstance(value, (bool, int)) else as_text(value)
