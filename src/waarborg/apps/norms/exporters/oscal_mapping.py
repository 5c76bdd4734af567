"""How one edition became another, as an OSCAL mapping: NIST's relations between sets, plus our word for the change."""

from collections.abc import Sequence

from waarborg.apps.norms.formats import oscal
from waarborg.apps.norms.formats.oscal import Json
from waarborg.apps.norms.shapes import ParsedEdition, ParsedSuccession
from waarborg.domain.norms import ItemKind


def export(old: ParsedEdition, new: ParsedEdition, successions: Sequence[ParsedSuccession]) -> bytes:
    """The mapping as one JSON file.

    Raises ValueError when nothing of `old` became anything of `new`: OSCAL has no mapping without maps.
    """
    pairs = [(place, step) for place, step in enumerate(successions) if step.old and step.new]
    if not pairs:
        raise ValueError(f"Van {old.id} naar {new.id} is geen enkel onderdeel overgegaan.")
    return oscal.dump({"mapping-collection": _collection(old, new, successions, pairs)})


def _collection(
    old: ParsedEdition,
    new: ParsedEdition,
    successions: Sequence[ParsedSuccession],
    pairs: Sequence[tuple[int, ParsedSuccession]],
) -> Json:
    days = [day for day in (old.published_on, new.published_on) if day]
    return {
        "uuid": oscal.uid("mapping-collection", old.id, new.id),
        "metadata": {
            "title": f"{old.id} -> {new.id}",
            "last-modified": f"{max(days)}T00:00:00Z" if days else oscal.UNKNOWN_MOMENT,
            "version": f"{old.id}--{new.id}",
            "oscal-version": oscal.VERSION,
            "props": [oscal.prop("mapping-from", old.id), oscal.prop("mapping-to", new.id)],
        },
        "provenance": {
            "method": "human",
            "matching-rationale": "semantic",
            "status": "complete",
            "mapping-description": f"Wat er van {old.id} werd in {new.id}, per nummer. Nooit op nummer vergeleken.",
        },
        "mappings": [_mapping(old, new, successions, pairs)],
        "back-matter": {"resources": _resources(old, new, successions)},
    }


def _mapping(
    old: ParsedEdition,
    new: ParsedEdition,
    successions: Sequence[ParsedSuccession],
    pairs: Sequence[tuple[int, ParsedSuccession]],
) -> Json:
    sources, targets = _items(old), _items(new)
    alone = [(place, step) for place, step in enumerate(successions) if not (step.old and step.new)]
    return oscal.without_empty(
        {
            "uuid": oscal.uid("mapping", old.id, new.id),
            "source-resource": {"type": "catalog", "href": f"#{oscal.uid('catalog', old.id)}"},
            "target-resource": {"type": "catalog", "href": f"#{oscal.uid('catalog', new.id)}"},
            "maps": [_map(place, step, sources, targets) for place, step in pairs],
            "props": [entry for place, step in alone for entry in _alone(place, step)],
            "source-gap-summary": _gaps("source", [sources[s.old]["id-ref"] for _, s in alone if s.old]),
            "target-gap-summary": _gaps("target", [targets[s.new]["id-ref"] for _, s in alone if s.new]),
        }
    )


def _map(place: int, step: ParsedSuccession, sources: dict[str, Json], targets: dict[str, Json]) -> Json:
    return {
        "uuid": oscal.uid("map", step.old_edition, step.old, step.new_edition, step.new),
        "relationship": oscal.RELATIONSHIPS.get(step.change, "intersects-with"),
        "sources": [sources[step.old]],
        "targets": [targets[step.new]],
        "props": [
            oscal.prop("place", f"{place:05d}"),
            oscal.prop("change", step.change.value),
            *_notes(step, {}),
        ],
    }


def _alone(place: int, step: ParsedSuccession) -> list[Json]:
    """What is new or withdrawn has one end, which OSCAL only counts as a gap; these properties say what it is."""
    group = {"group": f"s{place:05d}"}
    end = "old" if step.old else "new"
    head = oscal.prop(f"{end}-only", step.old or step.new, **{"class": step.change.value}, **group)
    return [head, *_notes(step, group)]


def _notes(step: ParsedSuccession, more: dict[str, str]) -> list[Json]:
    both = (("nl", step.note.nl), ("en", step.note.en))
    found = [oscal.text_prop("note", text, **{"class": language}, **more) for language, text in both if text]
    if step.source:
        found.append(oscal.prop("source", oscal.uid("source", step.source), **more))
    return found


def _items(edition: ParsedEdition) -> dict[str, Json]:
    divided = {ItemKind.THEME: "group"}
    return {
        item.number: {
            "type": divided.get(item.kind, "control"),
            "id-ref": name,
            "props": [oscal.prop("number", item.number)],
        }
        for item, name in zip(edition.items, oscal.ids(edition.items), strict=True)
    }


def _gaps(side: str, controls: list[str]) -> Json | None:
    if not controls:
        return None
    return {
        "uuid": oscal.uid("gaps", side, *controls),
        "unmapped-controls": [{"with-ids": list(dict.fromkeys(controls))}],
    }


def _resources(old: ParsedEdition, new: ParsedEdition, successions: Sequence[ParsedSuccession]) -> list[Json]:
    catalogs = [
        {
            "uuid": oscal.uid("catalog", edition.id),
            "title": edition.id,
            "rlinks": [{"href": f"{edition.id}.json", "media-type": "application/oscal+json"}],
        }
        for edition in (old, new)
    ]
    return catalogs + oscal.resources(step.source for step in successions)
