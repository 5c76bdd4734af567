"""Valid files with something changed in them, from a seed: a norm or a refusal, and never a fault of ours."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml

from tests.apps.norms.exporters import shelf
from tests.apps.norms.importers.workbooks import bio2_sheet, workbook
from waarborg.apps.base.importers import wire
from waarborg.apps.norms.exporters import csv, oscal_catalog, oscal_mapping, xlsx
from waarborg.apps.norms.importers import detect
from waarborg.apps.norms.shapes import ParsedEdition, ParsedNorm, UnreadableFileError

ROUNDS = 12
MARKDOWN = """
## 5.01.01
De bakker telt.

**Draagt bij aan:** ketenhygiëne

## 5.01.02
Vervallen.
# Beheersmaatregel 5.2
"""
LIBRARY: dict[str, Any] = {
    "urn": "urn:x",
    "locale": "en",
    "version": 1,
    "objects": {
        "framework": {
            "urn": "urn:f",
            "ref_id": "F",
            "requirement_nodes": [
                {"urn": "urn:f:1", "ref_id": "1", "name": "Oven", "assessable": False, "depth": 1},
                {"urn": "urn:f:2", "parent_urn": "urn:f:1", "translations": {"nl": {"description": "Tel."}}},
            ],
        },
        "requirement_mapping_sets": [
            {
                "source_framework_urn": "urn:f",
                "target_framework_urn": "urn:g",
                "requirement_mappings": [
                    {"source_requirement_urn": "urn:f:1", "target_requirement_urn": "urn:g:1", "relationship": "equal"}
                ],
            }
        ],
        "threats": [{"urn": "urn:t", "name": "Muis", "annotation": ["x"]}],
        "risk_matrix": [{"urn": "urn:m", "probability": [{"abbreviation": "L"}]}],
    },
}
OTHERS = (
    *(None, True, 0, -1, 1.5, 10**15),
    *("", "x", "\0", "\ud800", "5.01.01"),
    *([], {}, [[]], [{}], {"": []}, {"name": {}}),
)
PIECES = (b"", b"\0", b"\xff\xfe", b"<", b'"', b"9" * 5000)


@cache
def edition() -> ParsedEdition:
    """A part of a shipped norm: it has all that our own formats hold."""
    whole = shelf.edition("bio2@1.3")
    return replace(whole, items=whole.items[60:66])


@cache
def catalog() -> bytes:
    return oscal_catalog.export(edition(), shelf.relations("bio2@1.3")[:3])


@cache
def mapping() -> bytes:
    return oscal_mapping.export(
        shelf.edition("bio2@1.2"), shelf.edition("bio2@1.3"), shelf.successions("bio2@1.2", "bio2@1.3")[:6]
    )


@cache
def cip() -> bytes:
    return workbook({"Blad1": bio2_sheet(["5.01.01", "De bakker telt.", "ketenhygiëne"], ["5.01.02", "", ""])})


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from places(value, (*path, key))


def in_tree(tree: Any, chance: random.Random) -> Any:
    """The tree with one of its values, or a key, of another kind."""
    tree = json.loads(json.dumps(tree))
    *path, last = chance.choice([path for path in places(tree) if path])
    holder = tree
    for step in path:
        holder = holder[step]
    if isinstance(holder, dict) and chance.random() < 0.2:
        holder[chance.choice(["", "\0", "name", "id"])] = holder.pop(last)
    else:
        holder[last] = chance.choice(OTHERS)
    return tree


def in_bytes(data: bytes, chance: random.Random) -> bytes:
    """Some bytes lost, doubled or changed."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed))
        size = chance.choice((1, 1, 7, 200))
        changed[at : at + size] = chance.choice((*PIECES, bytes(changed[at : at + size]) * 2))
    return bytes(changed)


def in_parts(data: bytes, chance: random.Random) -> bytes:
    """A workbook with one of its parts changed; every other one is changed as a whole."""
    if chance.random() < 0.3:
        return in_bytes(data, chance)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        chosen = chance.choice(source.namelist())
        for name in source.namelist():
            target.writestr(name, in_bytes(source.read(name), chance) if name == chosen else source.read(name))
    return made.getvalue()


def json_of(make: Callable[[], bytes]) -> Callable[[random.Random], bytes]:
    return lambda chance: json.dumps(in_tree(json.loads(make()), chance)).encode()


MUTATIONS: dict[str, Callable[[random.Random], bytes]] = {
    "Markdown": lambda chance: in_bytes(MARKDOWN.encode(), chance),
    "YAML as a tree": lambda chance: yaml.safe_dump(in_tree(LIBRARY, chance)).encode(),
    "YAML": lambda chance: in_bytes(yaml.safe_dump(LIBRARY).encode(), chance),
    "our catalog": json_of(catalog),
    "another's catalog": lambda chance: json.dumps(in_tree(foreign(), chance)).encode(),
    "our mapping": json_of(mapping),
    "JSON": lambda chance: in_bytes(catalog(), chance),
    "the workbook of CIP": lambda chance: in_parts(cip(), chance),
    "our workbook": lambda chance: in_parts(xlsx.export(edition(), shelf.relations("bio2@1.3")[:3]), chance),
    "our CSV": lambda chance: in_bytes(csv.export(edition()), chance),
}


def foreign() -> Any:
    """The same catalog without what only we write."""
    document = json.loads(catalog())
    document["catalog"]["metadata"].pop("props", None)
    return document


@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_changed_file_is_a_norm_or_a_refusal(kind):
    for seed in range(ROUNDS):
        data = MUTATIONS[kind](random.Random(f"{kind} {seed}"))  # noqa: S311 - the same files each time
        try:
            found = detect.read(data, "bestand")
        except UnreadableFileError:
            continue
        assert wire.decode(wire.encode(found), ParsedNorm) == found, seed
