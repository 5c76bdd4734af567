"""OSCAL as Waarborg speaks it: names, identifiers that never change, and trees of texts as parts."""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring
from typing import Any

from waarborg.apps.norms.shapes import ParsedItem
from waarborg.domain.norms import Change, ItemStatus

# A URN, not a web address: a name that nobody else can take over and that never has to resolve.
NS = "urn:waarborg:oscal:norms"
VERSION = "1.2.1"
# OSCAL demands a moment of last change; the same edition must give the same file, so no clock.
UNKNOWN_MOMENT = "1970-01-01T00:00:00Z"

RELATIONSHIPS = {
    Change.UNCHANGED: "equal-to",
    Change.COSMETIC: "equivalent-to",
    Change.REWORDED: "intersects-with",
    Change.MOVED: "equivalent-to",
    Change.MERGED: "subset-of",
    Change.SPLIT: "superset-of",
}

Json = dict[str, Any]

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, NS)
_TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def uid(*words: str) -> str:
    """A UUID that follows from the words: the same edition gives the same file."""
    return str(uuid.uuid5(_NAMESPACE, "\0".join(words)))


def token(text: str) -> str:
    """An OSCAL identifier for any text; two texts never get the same one."""
    if _TOKEN.fullmatch(text):
        return text
    if _TOKEN.fullmatch(f"n{text}"):
        return f"id-{text}"
    readable = re.sub(r"[^A-Za-z0-9_.-]+", "-", text).strip("-")[:60]
    return f"id-{readable}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def ids(items: Sequence[ParsedItem]) -> list[str]:
    """The control id of each item: its permanent identity.

    Where two numbers of one edition are the same requirement (one was moved), the number that holds it now gets it.
    """
    owner: dict[str, int] = {}
    for position, item in enumerate(items):
        taken = owner.get(item.key or item.number)
        if taken is None or items[taken].status in {ItemStatus.MOVED, ItemStatus.WITHDRAWN}:
            owner[item.key or item.number] = position
    return [
        token(item.key or item.number)
        if owner[item.key or item.number] == position
        else token(f"{item.key or item.number}_{item.kind.value}_{item.number}")
        for position, item in enumerate(items)
    ]


def prop(name: str, value: str, **more: str) -> Json:
    """One of our own properties."""
    return {"name": name, "ns": NS, "value": value, **more}


def text_prop(name: str, text: str, **more: str) -> Json:
    """A property with a text of any shape: OSCAL's values are one trimmed line, the exact text is in the remarks."""
    line = " ".join(text.split()) or "-"
    return prop(name, line, **more) if line == text else prop(name, line, **more, remarks=text)


def our_props(node: Json, name: str) -> list[Json]:
    """Our properties with this name, in the order of the file."""
    return [p for p in dicts(node, "props") if p.get("ns") == NS and p.get("name") == name]


def values(node: Json, name: str) -> tuple[str, ...]:
    """The exact texts of our properties with this name."""
    return tuple(text(p, "remarks") or text(p, "value") for p in our_props(node, name))


def value(node: Json, name: str, of_class: str = "") -> str:
    """The exact text of the first of our properties with this name (and class), or nothing."""
    for found in our_props(node, name):
        if not of_class or found.get("class") == of_class:
            return text(found, "remarks") or text(found, "value")
    return ""


def to_part(name: str, tree: Any) -> Json:  # noqa: ANN401 - any JSON
    """A tree of texts as nested parts, so that other tools can read it and ours gets it back exactly."""
    if isinstance(tree, str):
        return {"name": name, "ns": NS, "prose": tree}
    if isinstance(tree, dict) and tree and all(_KEY.fullmatch(key) for key in tree):
        return {"name": name, "ns": NS, "class": "record", "parts": [to_part(k, v) for k, v in tree.items()]}
    if isinstance(tree, list) and tree:
        return {"name": name, "ns": NS, "class": "list", "parts": [to_part("item", v) for v in tree]}
    return {"name": name, "ns": NS, "class": "json", "prose": json.dumps(tree, ensure_ascii=False, sort_keys=True)}


def from_part(part: Json) -> Any:  # noqa: ANN401 - any JSON
    """The tree that `to_part` was given.

    Raises ValueError when the part is not one of ours.
    """
    shape = part.get("class")
    if shape == "record":
        return {text(p, "name"): from_part(p) for p in dicts(part, "parts")}
    if shape == "list":
        return [from_part(p) for p in dicts(part, "parts")]
    return json.loads(text(part, "prose")) if shape == "json" else text(part, "prose")


def record(node: Json, name: str) -> Json:
    """The tree in our part with this name, or nothing."""
    for part in dicts(node, "parts"):
        if part.get("ns") == NS and part.get("name") == name:
            found = from_part(part)
            return found if isinstance(found, dict) else {}
    return {}


def dicts(node: Json, name: str) -> list[Json]:
    """The objects in a list of the file; whatever else stands there is not OSCAL and is left out."""
    found = node.get(name)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def text(node: Json, name: str) -> str:
    """A text of the file, or nothing when something else stands there."""
    found = node.get(name)
    return found if isinstance(found, str) else ""


def dump(document: Json) -> bytes:
    """The file: UTF-8, indented, in a fixed order."""
    return (_indented(document, "\n") + "\n").encode()


def _indented(node: Any, line: str) -> str:  # noqa: ANN401 - of JSON
    """As `json.dumps` with `indent=1` writes it, which does without its fast part for the sake of the indent."""
    if isinstance(node, str):
        return encode_basestring(node)
    inner = f"{line} "
    if node and isinstance(node, dict):
        entries = [f"{encode_basestring(key)}: {_indented(entry, inner)}" for key, entry in node.items()]
        return f"{{{inner}{f',{inner}'.join(entries)}{line}}}"
    if node and isinstance(node, list):
        return f"[{inner}{f',{inner}'.join([_indented(entry, inner) for entry in node])}{line}]"
    return json.dumps(node)


def without_empty(node: Json) -> Json:
    """OSCAL allows no empty lists and texts: what says nothing is left out."""
    return {key: entry for key, entry in node.items() if entry not in ("", [], None)}


def party(name: str) -> Json:
    """The publisher as a party of the document."""
    return {"uuid": uid("party", name), "type": "organization", "name": " ".join(name.split())}


def resources(texts: Iterable[str]) -> list[Json]:
    """The sources as back matter, each once, in order of first use."""
    return [
        {"uuid": uid("source", entry), "title": " ".join(entry.split()), "description": entry}
        for entry in dict.fromkeys(texts)
        if entry
    ]


def source_texts(document: Json) -> dict[str, str]:
    """The sources of a document of ours, by the UUID that points at them."""
    matter = document.get("back-matter")
    return {
        text(r, "uuid"): text(r, "description") for r in dicts(matter if isinstance(matter, dict) else {}, "resources")
    }
