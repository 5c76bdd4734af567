"""The table of an edition: one row per item, one column per field, nothing lost on the way out and back.

A column is a path into the item: `summary.nl`. Two endings keep the shape: `[]` is a list with one text per line,
`{}` is JSON for what has another shape. People see Dutch headers, listed here; other paths are their own header.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem, Text
from waarborg.domain.norms import ItemKind, ItemStatus

DATA_SHEET = "Gegevens"
EDITION_SHEET = "Editie"
RELATIONS_SHEET = "Relaties"
RELATION_COLUMNS = ("Norm", "Nummer", "Verband", "Met norm", "Met nummer", "Toelichting", "Bron")
EDITION_COLUMNS = ("Gegeven", "Waarde")
FIRST_HEADERS = ("Norm", "Nummer", "Soort", "Status")

HEADERS = {
    "edition": "Norm",
    "number": "Nummer",
    "kind": "Soort",
    "status": "Status",
    "parent": "Valt onder",
    "title.nl": "Titel",
    "official_text": "Officiële tekst",
    "summary.nl": "Samenvatting",
    "categories[]": "Draagt bij aan",
    "bbn": "BBN",
    "roles[]": "Verantwoordelijke(n)",
    "moved_to[]": "Verplaatst naar",
    "refers_to": "Verwijst naar",
    "theme": "Thema",
    "owner": "Eigenaar",
    "cbw_scope": "Cbw-reikwijdte",
    "content.why.nl": "Waarom",
    "content.question.nl": "Vraag",
    "content.evidence.opzet.nl[]": "Bewijs opzet",
    "content.evidence.bestaan.nl[]": "Bewijs bestaan",
    "content.evidence.werking.nl[]": "Bewijs werking",
    "content.register.nl": "Register",
    "content.note.nl": "Opmerking",
    "content.effort": "Inspanning",
    "content.consequences[]": "Gevolgen",
    "title.en": "Titel (Engels)",
    "summary.en": "Samenvatting (Engels)",
    "content.why.en": "Waarom (Engels)",
    "content.question.en": "Vraag (Engels)",
    "source": "Bron",
    "sha256": "SHA-256 van de officiële tekst",
    "key": "Identiteit",
}
_ALWAYS = ("edition", "number", "kind", "status", "parent", "title.nl", "official_text", "summary.nl", "key")
_PATHS = {header: path for path, header in HEADERS.items()}
_STEP = re.compile(r"[A-Za-z_][\w-]*")


class CellError(ValueError):
    """One cell cannot be read. `header` is the head of its column."""

    def __init__(self, header: str, what: str) -> None:
        super().__init__(what)
        self.header = header


Code = TypeVar("Code", bound=StrEnum)


def code(codes: type[Code], cell: str, header: str) -> Code:
    """The code in a cell. Raises CellError, which names the codes that there are."""
    try:
        return codes(cell)
    except ValueError:
        known = ", ".join(one.value for one in codes)
        said = f"'{cell[:60]}' is geen {header.lower()}" if cell else f"{header.lower()} ontbreekt"
        raise CellError(header, f"{said}; kies uit {known}") from None


def rows(edition: ParsedEdition) -> tuple[list[str], list[dict[str, str]]]:
    """The columns that this edition needs, as paths, and its items as cells by path."""
    found = [dict(_cells(edition.id, item)) for item in edition.items]
    used = {path for row in found for path in row}
    known = [path for path in HEADERS if path in used or path in _ALWAYS]
    return [*known, *sorted(used - set(known))], found


def header(path: str) -> str:
    return HEADERS.get(path, path)


def path(name: str) -> str:
    """The path that belongs to a header; a header we do not know is a path by itself."""
    return _PATHS.get(name.strip(), name.strip())


def item(cells: dict[str, str]) -> ParsedItem:
    """The item in a row, from cells by path.

    Raises ValueError when the row is none.
    """
    tree = unflatten((place, cell) for place, cell in cells.items() if cell)
    if not tree.get("number"):
        raise ValueError("het nummer ontbreekt")
    doubts = tree.get("doubts", [])
    return ParsedItem(
        number=_text(tree, "number"),
        kind=code(ItemKind, _text(tree, "kind"), HEADERS["kind"]),
        status=code(ItemStatus, _text(tree, "status"), HEADERS["status"]),
        title=both(tree.get("title")),
        summary=both(tree.get("summary")),
        moved_to=_texts(tree, "moved_to"),
        roles=_texts(tree, "roles"),
        categories=_texts(tree, "categories"),
        content=_tree(tree, "content"),
        attributes=_tree(tree, "attributes"),
        doubts=tuple(doubts) if isinstance(doubts, list) else (),
        **{name: _text(tree, name) for name in _SINGLE},
    )


_SINGLE = ("key", "parent", "official_text", "refers_to", "bbn", "theme", "owner", "cbw_scope", "source", "sha256")


def both(tree: object) -> Text:
    """A text in two languages out of a tree."""
    return Text(_text(tree, "nl"), _text(tree, "en")) if isinstance(tree, dict) else Text()


def edition_cells(edition: ParsedEdition) -> list[tuple[str, str]]:
    """What the edition says of itself, as rows of name and value."""
    about = {
        "id": edition.id,
        "title": {"nl": edition.title.nl, "en": edition.title.en},
        "catalogue_title": {"nl": edition.catalogue_title.nl, "en": edition.catalogue_title.en},
        "description": {"nl": edition.description.nl, "en": edition.description.en},
        "publisher": edition.publisher,
        "published_on": edition.published_on,
        "source": edition.source,
        "licence": edition.licence,
        "position": str(edition.position),
    }
    return [found for name, value in about.items() for found in flatten(name, value)]


def flatten(place: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    """A tree as cells: (path, text)."""
    if isinstance(value, str):
        if value:
            yield place, value
    elif _is_lines(value):
        yield f"{place}[]", "\n".join(value)
    elif isinstance(value, dict) and value and all(_STEP.fullmatch(key) and value[key] != "" for key in value):
        for key, entry in value.items():
            yield from flatten(f"{place}.{key}", entry)
    else:
        yield f"{place}{{}}", json.dumps(value, ensure_ascii=False, sort_keys=True)


def unflatten(cells: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The tree that was flattened into these cells.

    Raises ValueError when the cells contradict each other or hold broken JSON.
    """
    root: dict[str, Any] = {}
    for place, cell in cells:
        *steps, last = place.removesuffix("[]").removesuffix("{}").split(".")
        branch = root
        for step in steps:
            branch = branch.setdefault(step, {})
            if not isinstance(branch, dict):
                raise ValueError(f"kolom '{place}' past niet bij de andere kolommen")  # noqa: TRY004 - the file is wrong, not the caller
        branch[last] = _value(place, cell)
    return root


def _cells(edition: str, found: ParsedItem) -> Iterator[tuple[str, str]]:
    yield "edition", edition
    yield "kind", found.kind.value
    yield "status", found.status.value
    for name in ("number", *_SINGLE):
        yield from flatten(name, getattr(found, name))
    for name in ("moved_to", "roles", "categories", "doubts"):
        if getattr(found, name):
            yield from flatten(name, list(getattr(found, name)))
    for name, text in (("title", found.title), ("summary", found.summary)):
        yield from flatten(name, {"nl": text.nl, "en": text.en})
    for name, tree in (("content", found.content), ("attributes", found.attributes)):
        if tree:
            yield from flatten(name, tree)


def _is_lines(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_line(entry) for entry in value)


def _is_line(entry: object) -> bool:
    return isinstance(entry, str) and entry.splitlines() == [entry]


def _value(place: str, cell: str) -> Any:  # noqa: ANN401 - any JSON
    if place.endswith("{}"):
        try:
            return json.loads(cell)
        except RecursionError as error:
            raise CellError(header(place), f"kolom '{header(place)}' is te diep genest") from error
        except json.JSONDecodeError as error:
            raise CellError(
                header(place), f"kolom '{header(place)}' is geen leesbare JSON (teken {error.pos + 1})"
            ) from error
    return cell.split("\n") if place.endswith("[]") else cell


def _text(tree: dict[str, Any], name: str) -> str:
    found = tree.get(name, "")
    return found if isinstance(found, str) else ""


def _texts(tree: dict[str, Any], name: str) -> tuple[str, ...]:
    found: Sequence[object] = tree.get(name, ())
    return tuple(str(entry) for entry in found) if isinstance(found, list) else ()


def _tree(tree: dict[str, Any], name: str) -> dict[str, Any]:
    found = tree.get(name)
    return found if isinstance(found, dict) else {}
