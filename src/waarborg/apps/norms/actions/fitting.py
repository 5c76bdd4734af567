"""What a reader found, made to fit in our tables: files of strangers hold more than a database and a page can."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from waarborg.apps.norms.shapes import FileProblem, ParsedEdition, ParsedItem, ParsedNorm, Text

_LONGEST_SOURCE = 500  # of a relation: it is part of a unique index, which holds less than a text can
_HASH = re.compile(r"[0-9a-f]{64}")


def cleaned(norm: ParsedNorm) -> ParsedNorm:
    """Everything that was read, without the signs that PostgreSQL cannot hold."""
    made: ParsedNorm = _clean(norm)
    relations = tuple(replace(tie, source=tie.source[:_LONGEST_SOURCE]) for tie in made.relations)
    return replace(made, relations=relations)


def fitting(parsed: ParsedEdition, problems: list[FileProblem]) -> ParsedEdition:
    """The edition as it fits in our tables; the file's layout (`where`) is no part of what the edition says."""
    items: dict[tuple[str, str], ParsedItem] = {}
    for item in parsed.items:
        made = _item(item, problems)
        place = (made.number, made.kind.value)
        if not made.number or place in items:
            problems.append(FileProblem(item.where, f"Nummer '{made.number}' is leeg of dubbel; overgeslagen."))
            continue
        items[place] = made
    return replace(
        parsed,
        items=tuple(_without_circles(tuple(items.values()), problems)),
        title=_both(parsed.title, 300),
        catalogue_title=_both(parsed.catalogue_title, 300),
        description=_both(parsed.description, 0),
        publisher=parsed.publisher[:300],
        published_on=_day(parsed, problems),
    )


def _without_circles(items: tuple[ParsedItem, ...], problems: list[FileProblem]) -> Iterator[ParsedItem]:
    """Items of which none is above itself: who walks up the tree must come to an end."""
    place_of = {item.number: place for place, item in enumerate(items)}
    above = [place_of.get(item.parent) for item in items]
    for place, item in enumerate(items):
        seen, up = {place}, above[place]
        while up is not None and up not in seen:
            seen.add(up)
            up = above[up]
        if up != place:
            yield item
            continue
        above[place] = None
        problems.append(FileProblem(item.number, f"{item.number} valt onder zichzelf, via {item.parent}; losgemaakt."))
        yield replace(item, parent="")


def _item(item: ParsedItem, problems: list[FileProblem]) -> ParsedItem:
    summary = item.summary
    if not (summary.nl or summary.en):
        summary = Text(nl=item.official_text)
    return replace(
        item,
        number=item.number.strip()[:120],
        key=item.key[:300],
        parent=item.parent.strip()[:120],
        where="",
        title=_both(item.title, 500),
        summary=_both(summary, 0),
        moved_to=tuple(number[:120] for number in item.moved_to),
        refers_to=item.refers_to[:120],
        bbn=item.bbn[:2],
        roles=tuple(role[:10] for role in item.roles),
        categories=tuple(category[:60] for category in item.categories),
        theme=item.theme[:40],
        owner=item.owner[:40],
        cbw_scope=item.cbw_scope[:10],
        content=_in_shape(item, "content", _CONTENT, problems),
        attributes={name: [tag[:60] for tag in tags] for name, tags in _attributes(item, problems).items()},
        doubts=tuple(doubt for doubt in item.doubts if _is_texts(doubt)),
        sha256=item.sha256 if _HASH.fullmatch(item.sha256) else "",
    )


def _attributes(item: ParsedItem, problems: list[FileProblem]) -> dict[str, list[str]]:
    return _in_shape(item, "attributes", dict.fromkeys(item.attributes, _is_list), problems)


def _in_shape(
    item: ParsedItem, name: str, shapes: Mapping[str, Callable[[Any], bool]], problems: list[FileProblem]
) -> dict[str, Any]:
    """The parts of the item's content that pages and reports can show; what has another shape is told and left out."""
    found: dict[str, Any] = getattr(item, name)
    odd = [part for part, value in found.items() if part in shapes and not shapes[part](value)]
    if odd:
        problems.append(FileProblem(item.where, f"{item.number}: {', '.join(odd)} heeft een vreemde vorm; weggelaten."))
    return {part: value for part, value in found.items() if part not in odd}


def _is_list(value: Any) -> bool:  # noqa: ANN401 - any JSON, here and below
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _is_texts(value: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_evidence(value: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(value, dict) and all(
        isinstance(lines, dict) and {"nl", "en"} <= set(lines) and all(map(_is_list, lines.values()))
        for lines in value.values()
    )


def _is_rhythm(value: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(value, list) and all(
        isinstance(entry, dict) and _is_texts(entry.get("what")) and _is_texts({**entry, "what": ""}) for entry in value
    )


def _is_decider(value: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(value, dict) and _is_list(value.get("who")) and _is_texts(value.get("what"))


# as in `content/_schema/items.json`
_CONTENT: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("why", "question", "register", "cost", "note"), _is_texts),
    "evidence": _is_evidence,
    "rhythm": _is_rhythm,
    "decider": _is_decider,
    "consequences": _is_list,
    "effort": lambda value: isinstance(value, str),
}


def _both(text: Text, limit: int) -> Text:
    """A text in one language serves both, so that no page is empty."""
    nl, en = text.nl or text.en, text.en or text.nl
    return Text(nl[:limit], en[:limit]) if limit else Text(nl, en)


def _day(parsed: ParsedEdition, problems: list[FileProblem]) -> str:
    if not parsed.published_on:
        return ""
    try:
        return date.fromisoformat(parsed.published_on).isoformat()
    except ValueError:
        problems.append(FileProblem(parsed.id, f"'{parsed.published_on[:40]}' is geen datum van uitgave; weggelaten."))
        return ""


def _clean(value: Any) -> Any:  # noqa: ANN401 - any part of what was read
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return (
            value
            if value.isascii() and "\0" not in value
            else value.replace("\0", "").encode(errors="replace").decode()
        )
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _clean(getattr(value, part.name)) for part in fields(value)})
    if isinstance(value, dict):
        return {_clean(str(key)): _clean(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_clean(entry) for entry in value)
    return value
