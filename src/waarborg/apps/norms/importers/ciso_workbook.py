"""The workbook in which libraries of CISO Assistant are written, as the library that its YAML would be.

Two layouts are around: sheets `library_meta` and pairs `x_meta`, `x_content` (v2), and one sheet `library_content`
that names the others (v1). Both come down to parts: what is said of an object, and the rows that it consists of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from waarborg.apps.norms.importers import sheets
from waarborg.apps.norms.importers.sheets import Sheet
from waarborg.apps.norms.shapes import FileProblem, UnreadableFileError

_LOCALISED = re.compile(r"(\w+)\[(\w{2,5})\]")
_SPLIT = re.compile(r"[\s,]+")
_META, _CONTENT, _LIBRARY, _FIRST = "_meta", "_content", "library_meta", "library_content"
_FIRST_PARTS = {"requirements": "framework", "mappings": "requirement_mapping_set"}  # what v1 calls them, and v2
_NODE_FIELDS = (
    "name",
    "description",
    "annotation",
    "typical_evidence",
    "implementation_groups",
    "importance",
    "weight",
)
_OBJECT_FIELDS = ("name", "description", "annotation", "category", "csf_function", "typical_evidence")


@dataclass(slots=True)
class _Part:
    """One object of the library."""

    kind: str
    name: str
    about: dict[str, Any]
    rows: list[dict[str, Any]] = field(default_factory=list)


def looks_like(titles: Sequence[str]) -> bool:
    """Whether a workbook with these sheets is one."""
    return bool({_LIBRARY, _FIRST} & {title.strip().lower() for title in titles})


def library(data: bytes) -> tuple[dict[str, Any], list[FileProblem]]:
    """The library, and what of it is not read. Raises UnreadableFileError."""
    found = {sheet.title.strip().lower(): sheet for sheet in sheets.open_workbook(data)}
    about, parts = _second(found) if _LIBRARY in found else _first(found)
    objects: dict[str, Any] = {}
    notes = [note for sheet in found.values() for note in _numbers_as_numbers(sheet)]
    for part in parts:
        if part.kind == "framework":
            objects.setdefault("frameworks", []).append(_framework(part, parts))
        elif part.kind in {"threats", "reference_controls"}:
            objects.setdefault(part.kind, []).extend(_objects(part))
        elif part.kind == "requirement_mapping_set":
            objects.setdefault("requirement_mapping_sets", []).append(_mapping_set(part))
        elif part.kind not in {"implementation_groups", "scores", "answers", "urn_prefix"}:
            what = (
                f"Een onderdeel van de soort '{part.kind[:40]}' leest Waarborg niet uit Excel; neem daarvoor de YAML."
            )
            notes.append(FileProblem(f"blad '{part.name}'", what))
    return {**about, "objects": objects}, notes


def _second(found: dict[str, Sheet]) -> tuple[dict[str, Any], list[_Part]]:
    parts = []
    for title, sheet in found.items():
        if title.endswith(_META) and title != _LIBRARY:
            about = _pairs(sheet)
            name = title.removesuffix(_META)
            content = found.get(name + _CONTENT)
            parts.append(_Part(str(about.get("type", "?")), name, about, _table(content) if content else []))
    return _pairs(found[_LIBRARY]), parts


def _first(found: dict[str, Sheet]) -> tuple[dict[str, Any], list[_Part]]:
    sheet = found[_FIRST]
    pairs = _pairs(sheet)
    parts: dict[str, _Part] = {}
    for row in range(len(sheet.rows)):
        if sheet.text(row, 0).lower() != "tab":
            continue
        name, kind, more = sheet.text(row, 1), sheet.text(row, 2).lower(), sheet.text(row, 3)
        tab = found.get(name.strip().lower())
        if tab is None:
            raise UnreadableFileError(f"Het blad '{name}', dat '{_FIRST}' noemt, staat niet in het werkboek.")
        kind = _FIRST_PARTS.get(kind, kind)
        prefix = {"framework": "framework_", "requirement_mapping_set": "mapping_", "risk_matrix": "risk_matrix_"}
        about = _starting_with(pairs, prefix.get(kind, f"{kind.rstrip('s')}_"))
        if kind not in {"framework", "requirement_mapping_set"}:
            about["base_urn"] = more or about.get("base_urn", "")
        part = parts.setdefault(kind, _Part(kind, name, about))
        part.rows += _under(more, _table(tab)) if kind == "framework" else _table(tab)
    return _starting_with(pairs, "library_"), list(parts.values())


def _numbers_as_numbers(sheet: Sheet) -> Iterator[FileProblem]:
    """A number that Excel keeps as a number has lost its last zero: 5.10 is 5.1."""
    heads = [sheet.text(0, column).lower() for column in range(len(sheet.rows[0]))] if sheet.rows else []
    columns = [column for column, head in enumerate(heads) if head in {"ref_id", "source_node_id", "target_node_id"}]
    for row, cells in enumerate(sheet.rows):
        for column in columns:
            value = cells[column] if column < len(cells) else None
            if isinstance(value, float) and not value.is_integer():
                what = f"{value} staat er als getal; 5.10 wordt zo 5.1. Maak de kolom in Excel 'Tekst'."
                yield FileProblem(sheet.place(row, column), what)


def _starting_with(pairs: dict[str, Any], prefix: str) -> dict[str, Any]:
    cut = {key.removeprefix(prefix): value for key, value in pairs.items() if key.startswith(prefix)}
    locales = pairs.get("translations", {})
    told = {locale: _starting_with(texts, prefix) for locale, texts in locales.items() if isinstance(texts, dict)}
    return {**cut, **({"translations": told} if told else {})}


def _under(section: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a sheet under a heading, when the first sheet names one."""
    return [{"depth": "0", "name": section}, *rows] if section else rows


def _pairs(sheet: Sheet) -> dict[str, Any]:
    """Key and value per row; `name[nl]` is the Dutch of `name`."""
    return _localised((sheet.text(row, 0).lower(), sheet.text(row, 1)) for row in range(len(sheet.rows)))


def _table(sheet: Sheet) -> list[dict[str, Any]]:
    """The rows below the head, by heading; empty rows are left out."""
    if not sheet.rows:
        return []
    heads = [sheet.text(0, column).lower() for column in range(len(sheet.rows[0]))]
    made = (
        _localised((head, sheet.text(row, column)) for column, head in enumerate(heads))
        for row in range(1, len(sheet.rows))
    )
    return [row for row in made if row]


def _localised(cells: Iterator[tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, text in cells:
        if not key or not text or key in {"tab", "translations"}:
            continue
        if told := _LOCALISED.fullmatch(key):
            found.setdefault("translations", {}).setdefault(told[2], {})[told[1]] = text
        else:
            found[key] = text
    return found


def _framework(part: _Part, parts: list[_Part]) -> dict[str, Any]:
    about: dict[str, Any] = {
        key: part.about[key] for key in ("urn", "ref_id", "name", "description", "translations") if key in part.about
    }
    wanted = part.about.get("implementation_groups_definition", "")
    groups = [p for p in parts if p.kind == "implementation_groups" and wanted in {"", p.about.get("name", ""), p.name}]
    base = part.about.get("base_urn") or str(part.about.get("urn", "")).replace(":framework:", ":req_node:")
    return {
        **about,
        "implementation_groups_definition": [row for group in groups for row in group.rows],
        "requirement_nodes": list(_nodes(part.rows, base, _prefixes(parts))),
    }


def _prefixes(parts: list[_Part]) -> dict[str, str]:
    """The start of a URN by the short name that stands before a colon in a reference."""
    rows = [row for part in parts if part.kind == "urn_prefix" for row in part.rows]
    return {str(row.get("prefix_id", "")): str(row.get("prefix_value", "")) for row in rows}


def _nodes(rows: list[dict[str, Any]], base: str, prefixes: dict[str, str]) -> Iterator[dict[str, Any]]:
    above: list[tuple[int, str]] = []
    unnumbered: dict[str, int] = {}
    taken: set[str] = set()
    for row in rows:
        depth = int(row["depth"]) if re.fullmatch(r"[0-9]{1,3}", str(row.get("depth", ""))) else 1
        while above and above[-1][0] >= depth:
            above.pop()
        parent = above[-1][1] if above else ""
        urn = f"{base}:{_suffix(row['ref_id'])}" if row.get("ref_id") else ""
        if not urn or urn in taken:
            start = urn or parent or base
            unnumbered[start] = unnumbered.get(start, 0) + 1
            urn = f"{start}:{unnumbered[start]}"
        taken.add(urn)
        above.append((depth, urn))
        yield {
            "urn": urn,
            "parent_urn": parent,
            "ref_id": row.get("ref_id"),
            "assessable": bool(row.get("assessable")),
            "translations": row.get("translations"),
            "questions": [{"text": line} for line in str(row.get("questions", "")).splitlines() if line.strip()],
            **{name: row[name] for name in _NODE_FIELDS if name in row},
            **{name: _references(row.get(name, ""), prefixes) for name in ("threats", "reference_controls")},
        }


def _references(cell: str, prefixes: dict[str, str]) -> list[str]:
    found = []
    for reference in filter(None, _SPLIT.split(cell)):
        short, _, rest = reference.partition(":")
        found.append(f"{prefixes[short]}:{_suffix(rest)}" if short in prefixes and rest else reference)
    return found


def _objects(part: _Part) -> Iterator[dict[str, Any]]:
    for row in part.rows:
        if row.get("ref_id"):
            about = {name: row[name] for name in (*_OBJECT_FIELDS, "translations") if name in row}
            yield {
                "urn": f"{part.about.get('base_urn', '')}:{_suffix(row['ref_id'])}",
                "ref_id": row["ref_id"],
                **about,
            }


def _mapping_set(part: _Part) -> dict[str, Any]:
    about: dict[str, Any] = {
        key: part.about.get(key, "") for key in ("urn", "name", "source_framework_urn", "target_framework_urn")
    }
    source, target = (str(part.about.get(f"{end}_node_base_urn", "")) for end in ("source", "target"))
    return {
        **about,
        "requirement_mappings": [
            {
                "source_requirement_urn": f"{source}:{_suffix(row.get('source_node_id', ''))}",
                "target_requirement_urn": f"{target}:{_suffix(row.get('target_node_id', ''))}",
                "relationship": row.get("relationship", ""),
                "annotation": row.get("annotation", ""),
            }
            for row in part.rows
        ],
    }


def _suffix(ref_id: str) -> str:
    return re.sub(r"\s+", "-", ref_id.strip()).lower()
