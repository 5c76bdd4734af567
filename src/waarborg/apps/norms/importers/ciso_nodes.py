"""The requirement nodes of a framework as items of an edition."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from waarborg.apps.norms.importers.bio_markdown import status_of
from waarborg.apps.norms.importers.ciso_values import Localised, as_dicts, as_text, as_texts, published_on, version_in
from waarborg.apps.norms.importers.texts import cut_off, one_line
from waarborg.apps.norms.shapes import FileProblem, ParsedEdition, ParsedItem, Text
from waarborg.domain.norms import ItemKind, ItemStatus, text_hash

KEY_LENGTH = 300
_NUMBER_LENGTH = 120
_TITLE_LENGTH = 500
_READABLE_TAIL = 40
_MAX_LEVELS = 20


@dataclass(slots=True)
class _Framework:
    """What is needed to make items: languages, groups, and what earlier nodes were called."""

    locale: str
    groups: dict[str, str]
    problems: list[FileProblem]
    number_of: dict[str, str] = field(default_factory=dict)  # URN to number
    depth_of: dict[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    unknown_groups: Counter[str] = field(default_factory=Counter)


def edition(
    library: dict[str, Any],
    framework: dict[str, Any],
    name: str,
    problems: list[FileProblem],
    notes: list[FileProblem],
) -> ParsedEdition:
    """The framework as an edition. Its id is a proposal: the file does not know which names are taken here."""
    locale = as_text(library.get("locale")) or "en"
    state = _Framework(locale, _groups(framework), problems)
    nodes = as_dicts(framework.get("requirement_nodes"))
    items = tuple(_item(state, node, place) for place, node in enumerate(nodes, start=1))
    for group, count in state.unknown_groups.items():
        notes.append(FileProblem("implementation_groups", f"Groep '{group}' ({count} keer) is nergens omschreven."))
    texts, whole = Localised(framework, locale), Localised(library, locale)
    title = texts.text("name", limit=_TITLE_LENGTH // 2)
    if not title.nl and not title.en:
        title = whole.text("name", limit=_TITLE_LENGTH // 2)
    return ParsedEdition(
        id=edition_id(library, framework, title.en or title.nl or name),
        title=title if title.nl or title.en else Text(en=name[:200]),
        items=items,
        description=whole.text("description"),
        publisher=one_line(as_text(library.get("provider")), 300),
        published_on=published_on(library),
        source=f"{as_text(framework.get('urn')).lower()}, bibliotheek versie {as_text(library.get('version')) or '?'}",
        licence=as_text(library.get("copyright")),
    )


def edition_id(library: dict[str, Any], framework: dict[str, Any], title: str) -> str:
    """`NIST-CSF-1.1` gives `nist-csf@1.1`; a norm without a version in its names gets that of the library."""
    ref = as_text(framework.get("ref_id")) or as_text(framework.get("urn")).rpartition(":")[2] or title
    version = version_in(ref.replace("_", " ").replace("-", " ")) or version_in(title)
    name = ref.replace(version, " ") if version else ref
    return f"{slug(name)}@{version or slug(as_text(library.get('version'))) or '1'}"


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens."""
    ascii_only = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def _groups(framework: dict[str, Any]) -> dict[str, str]:
    """Code per group by what people type for it: trimmed, any case."""
    found: dict[str, str] = {}
    for group in as_dicts(framework.get("implementation_groups_definition")):
        code = as_text(group.get("ref_id"))
        found[_folded(code)] = code
    return found


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _item(state: _Framework, node: dict[str, Any], place: int) -> ParsedItem:
    urn = as_text(node.get("urn")).lower() or f"zonder-urn:{place}"
    parent_urn = as_text(node.get("parent_urn")).lower()
    where = f"knoop {place} ({urn[-80:]})"
    if parent_urn and parent_urn not in state.number_of:
        state.problems.append(FileProblem(where, f"De ouder {parent_urn[-80:]} staat er niet (eerder) in."))
    number = _number(state, node, urn, place, where)
    depth = state.depth_of.get(parent_urn, 0) + 1
    if depth > _MAX_LEVELS:
        state.problems.append(FileProblem(where, f"Meer dan {_MAX_LEVELS} niveaus diep."))
    state.number_of[urn], state.depth_of[urn] = number, depth
    texts = Localised(node, state.locale)
    title, summary = texts.text("name", limit=_TITLE_LENGTH), texts.text("description")
    if not (title.nl or title.en or summary.nl or summary.en):
        title = _from_questions(state, node, place)
    for text in (summary.nl, summary.en):
        state.problems += cut_off(text, where)
    dutch = texts.dutch_source("description")
    status, moved_to, refers_to = status_of(dutch) if dutch else (ItemStatus.LIVE, (), "")
    return ParsedItem(
        number=number,
        kind=_kind(node, depth),
        status=status,
        key=urn[:KEY_LENGTH],
        parent=state.number_of.get(parent_urn, ""),
        where=where,
        title=title,
        summary=summary,
        official_text=summary.nl,
        moved_to=moved_to,
        refers_to=refers_to,
        categories=_categories(state, node),
        content=_content(node, texts, state.locale),
        sha256=text_hash(dutch) if summary.nl else "",
    )


def _kind(node: dict[str, Any], depth: int) -> ItemKind:
    if node.get("assessable") is True or as_text(node.get("assessable")).lower() == "true":
        return ItemKind.CONTROL
    return ItemKind.THEME if depth == 1 else ItemKind.CLAUSE


def _number(state: _Framework, node: dict[str, Any], urn: str, place: int, where: str) -> str:
    """The reference, else the readable end of the URN, else the position; never one that is taken."""
    ref = one_line(as_text(node.get("ref_id")), _NUMBER_LENGTH - 10)
    tail = urn.rpartition(":")[2]
    wanted = ref or (tail if tail and not tail.isdigit() and len(tail) <= _READABLE_TAIL else f"#{place}")
    number, copy = wanted, 1
    while number.lower() in state.taken:
        copy += 1
        number = f"{wanted} ({copy if copy < 10 else place})"  # noqa: PLR2004 - after some tries the place is unique
    if ref and number != wanted:
        state.problems.append(FileProblem(where, f"'{wanted}' komt vaker voor; dit item heet hier '{number}'."))
    state.taken.add(number.lower())
    return number


def _from_questions(state: _Framework, node: dict[str, Any], place: int) -> Text:
    """Some nodes say something only in their question, and some nothing at all."""
    questions = node.get("questions")
    for question in as_dicts(list(questions.values()) if isinstance(questions, dict) else questions):
        text = Localised(question, state.locale).text("text", limit=_TITLE_LENGTH)
        if text.nl or text.en:
            return text
    return Text(nl=f"Onderdeel {place}", en=f"Part {place}")


def _categories(state: _Framework, node: dict[str, Any]) -> tuple[str, ...]:
    found = []
    for group in as_texts(node.get("implementation_groups")):
        code = state.groups.get(_folded(group))
        if code is None:
            state.unknown_groups[group[:60]] += 1
        found.append((code or group).strip()[:60])
    return tuple(dict.fromkeys(found))


def _content(node: dict[str, Any], texts: Localised, locale: str) -> dict[str, Any]:
    """What an item of ours shows as explanation and evidence, from where a library keeps it."""
    found: dict[str, Any] = {}
    note, evidence = texts.text("annotation"), texts.text("typical_evidence")
    if note.nl or note.en:
        found["note"] = {"nl": note.nl or note.en, "en": note.en or note.nl}
    if evidence.nl or evidence.en:
        nl, en = (
            (text or other).splitlines() for text, other in ((evidence.nl, evidence.en), (evidence.en, evidence.nl))
        )
        found["evidence"] = {"examples": {"nl": nl, "en": en}}
    for name in ("threats", "reference_controls"):
        if urns := as_texts(node.get(name)):
            found[name] = [urn.lower() for urn in urns]
    questions = node.get("questions")
    asked = [
        Localised(question, locale).text("text")
        for question in as_dicts(list(questions.values()) if isinstance(questions, dict) else questions)
    ]
    if asked:
        found["question"] = {
            "nl": "\n".join(text.nl or text.en for text in asked),
            "en": "\n".join(text.en or text.nl for text in asked),
        }
    return found
