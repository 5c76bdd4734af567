"""The shipped norms: YAML in `content/`, checked by a schema, turned into a `ParsedNorm`."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from waarborg.apps.norms.shapes import (
    FileKind,
    ParsedEdition,
    ParsedItem,
    ParsedNorm,
    ParsedRelation,
    ParsedSuccession,
    Text,
    UnreadableFileError,
)
from waarborg.domain.norms import KEEPS_IDENTITY, Change, EditionId, ItemKind, ItemStatus, RelationKind

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What an item takes over from the item it shares its content with, unless it says so itself.
_PROSE = ("why", "question", "evidence", "rhythm", "register", "decider", "cost", "consequences", "effort", "note")
_SHARED = (*_PROSE, "title", "summary", "owner", "theme", "attributes")


def read(folder: Path) -> ParsedNorm:
    """All editions, lineage and crosswalks under `folder`.

    Raises UnreadableFileError with file and place when a file breaks its schema.
    """
    raw = {about["id"]: (about, items) for about, items in _editions(folder)}
    found = sorted((_edition(about, _filled(items, raw)) for about, items in raw.values()), key=lambda e: e.position)
    steps = tuple(_successions(folder))
    _require_identity(found, steps)
    return ParsedNorm(
        kind=FileKind.CONTENT,
        editions=tuple(found),
        successions=steps,
        relations=tuple(_relations(folder, raw)),
    )


def fingerprint(folder: Path) -> str:
    """SHA-256 over all files of the content folder: cheap to compare at every start."""
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*.yaml")):
        total.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def _editions(folder: Path) -> Iterator[tuple[dict[str, Any], dict[str, dict[str, Any]]]]:
    for about_file in sorted(folder.glob("*/*/about.yaml")):
        about = _load(folder, about_file, "about")
        items: dict[str, dict[str, Any]] = {}
        for file in about["files"]:
            for item in _load(folder, about_file.parent / file, "items"):
                if item["number"] in items:
                    raise UnreadableFileError(f"{file}: nummer {item['number']} staat er twee keer in.")
                items[item["number"]] = item
        yield about, items


def _load(folder: Path, file: Path, schema: str) -> Any:  # noqa: ANN401 - the schema is the type
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - the safe loader, in C
    except (OSError, yaml.YAMLError) as error:
        raise UnreadableFileError(f"{file}: niet te lezen als YAML: {error}") from error
    for problem in _validator(folder, schema).iter_errors(data):
        place = "/".join(str(step) for step in problem.instance_path)
        raise UnreadableFileError(f"{file}: {place}: {problem.message[:300]}")
    return data


@cache
def _validator(folder: Path, name: str) -> Any:  # noqa: ANN401 - the package ships no types
    return jsonschema_rs.validator_for(json.loads((folder / "_schema" / f"{name}.json").read_text(encoding="utf-8")))


def _filled(items: dict[str, dict[str, Any]], raw: dict[str, Any]) -> list[dict[str, Any]]:
    return [_with_shared(item, raw) for item in items.values()]


def _with_shared(item: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    if "shares" not in item:
        return item
    edition, number = item["shares"].split("/")
    try:
        other = _with_shared(raw[edition][1][number], raw)
    except KeyError as error:
        raise UnreadableFileError(f"{item['number']}: deelt inhoud met {item['shares']}, dat niet bestaat.") from error
    return {**{key: other[key] for key in _SHARED if key in other}, **item}


def _edition(about: dict[str, Any], items: list[dict[str, Any]]) -> ParsedEdition:
    return ParsedEdition(
        id=about["id"],
        title=_text(about["title"]),
        catalogue_title=_text(about["catalogue"]),
        description=_text(about.get("description")),
        publisher=about["publisher"],
        published_on=str(about.get("published_on", "")),
        source=about["source"],
        licence=about["licence"],
        position=about["position"],
        items=tuple(_item(item, about["sources"]) for item in items),
    )


def _item(item: dict[str, Any], sources: dict[str, str]) -> ParsedItem:
    return ParsedItem(
        number=item["number"],
        key=item["id"],
        kind=ItemKind(item["kind"]),
        status=ItemStatus(item["status"]),
        parent=item.get("parent", ""),
        title=_text(item.get("title")),
        summary=_text(item.get("summary")),
        moved_to=tuple(item.get("moved_to", ())),
        refers_to=item.get("refers_to", ""),
        bbn=item.get("bbn", ""),
        roles=tuple(item.get("roles", ())),
        categories=tuple(item.get("categories", ())),
        theme=item.get("theme", ""),
        owner=item.get("owner", ""),
        cbw_scope=item.get("cbw_scope", ""),
        content={key: item[key] for key in _PROSE if item.get(key)},
        attributes=item.get("attributes", {}),
        doubts=tuple(item.get("doubts", ())),
        source=sources[item["source"]],
        sha256=item.get("sha256", ""),
    )


def _successions(folder: Path) -> Iterator[ParsedSuccession]:
    for file in sorted((folder / "lineage").glob("*.yaml")):
        data = _load(folder, file, "lineage")
        for row in data["successions"]:
            yield ParsedSuccession(
                old_edition=data["from"],
                old=row.get("old", ""),
                new_edition=data["to"],
                new=row.get("new", ""),
                change=Change(row["change"]),
                note=_text(row.get("note")),
                source=row.get("source", data["source"]),
            )


def _require_identity(editions: Sequence[ParsedEdition], steps: Sequence[ParsedSuccession]) -> None:
    """A requirement keeps its permanent id through the editions of a catalogue, whatever happens to its number."""
    keys = {(edition.id, item.number): item.key for edition in editions for item in edition.items}
    for step in steps:
        if (
            step.change not in KEEPS_IDENTITY
            or EditionId.parse(step.old_edition).name != EditionId.parse(step.new_edition).name
        ):
            continue
        if keys.get((step.old_edition, step.old)) != keys.get((step.new_edition, step.new)):
            raise UnreadableFileError(
                f"Afstamming {step.old_edition} {step.old} → {step.new_edition} {step.new}: '{step.change}' betekent "
                "dezelfde eis, maar de twee onderdelen hebben niet hetzelfde id."
            )


def _relations(folder: Path, raw: dict[str, Any]) -> Iterator[ParsedRelation]:
    for about, items in raw.values():
        if "refines" not in about:
            continue
        for item in items.values():
            if "refines" in item:
                yield ParsedRelation(
                    source_edition=about["id"],
                    source_number=item["number"],
                    target_edition=about["refines"],
                    target_number=item["refines"],
                    kind=RelationKind.EQUAL if item["kind"] == ItemKind.CONTROL else RelationKind.NARROWER,
                    source=about["sources"][item["source"]],
                )
    for file in sorted((folder / "crosswalks").glob("*.yaml")):
        data = _load(folder, file, "crosswalk")
        for row in data["relations"]:
            yield ParsedRelation(
                source_edition=data["from"],
                source_number=row["from"],
                target_edition=data["to"],
                target_number=row["to"],
                kind=RelationKind(row["kind"]),
                note=row.get("note", ""),
                source=data["source"],
            )


def _text(value: dict[str, str] | None) -> Text:
    return Text(nl=value["nl"].strip(), en=value["en"].strip()) if value else Text()
