"""What `norms show` and `norms diff` print: the JSON that scripts rely on, and the same for people."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from waarborg.apps.base import labels
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem, ParsedSuccession, Text
from waarborg.interfaces.cli.tables import print_table

Json = dict[str, Any]
Ties = Mapping[str, Mapping[str, Sequence[Mapping[str, str]]]]

_PROSE = ("why", "question", "note", "cost", "evidence", "rhythm", "register", "decider", "consequences", "effort")


def document(edition: ParsedEdition, ties: Ties, *, only: str | None = None) -> Json:
    """The edition as scripts read it, in norm order; with `only` just that number."""
    return {
        "id": edition.id,
        "title": edition.title.nl,
        "title_en": edition.title.en,
        "description": _text(edition.description),
        "publisher": edition.publisher,
        "published_on": edition.published_on or None,
        "source": edition.source,
        "licence": edition.licence,
        "items": [_item(item, ties) for item in edition.items if only in (None, item.number)],
    }


def changes(steps: Sequence[ParsedSuccession], old: ParsedEdition, new: ParsedEdition) -> list[Json]:
    """The steps as scripts read them; an end that is not there is null."""
    before = {item.number: item for item in old.items}
    after = {item.number: item for item in new.items}
    return [
        {
            "from": step.old or None,
            "to": step.new or None,
            "change": step.change.value,
            "kind": (after.get(step.new) or before[step.old]).kind.value,
            "title": _text((after.get(step.new) or before[step.old]).title),
            "note": _text(step.note),
            "source": step.source,
        }
        for step in steps
    ]


def print_edition(found: Json) -> None:
    """The edition as a table: number, kind, status and title."""
    click.echo(f"{found['id']}  {found['title']}\n")
    rows = [
        [item["number"], labels.kind(item["kind"]), _status(item), item["title"]["nl"] or item["title"]["en"]]
        for item in found["items"]
    ]
    print_table(["Nummer", "Soort", "Status", "Titel"], rows)


def print_item(item: Json) -> None:
    """One item in full."""
    click.echo(f"{item['number']}  {item['title']['nl'] or item['title']['en']}\n")
    summary = item["summary"]["nl"] or item["summary"]["en"]
    rows = [
        ["Soort", labels.kind(item["kind"])],
        ["Status", _status(item)],
        ["Samenvatting", summary],
        ["Officiële tekst", item["official_text"] or ""],
        ["Waarom", _nl(item["why"])],
        ["Vraag", _nl(item["question"])],
        ["Register", _nl(item["register"])],
        ["Eigenaar", labels.owner(item["owner"]) if item["owner"] else ""],
        ["Cbw", labels.cbw_scope(item["cbw_scope"]) if item["cbw_scope"] else ""],
        ["BBN", item["bbn"] or ""],
        ["Rollen", ", ".join(labels.role(role) for role in item["roles"])],
        ["Draagt bij aan", ", ".join(labels.category(code) for code in item["categories"])],
        ["Komt van", _steps(item["lineage"]["from"])],
        ["Gaat naar", _steps(item["lineage"]["to"])],
        ["Twijfel", "\n".join(doubt.get("nl", "") for doubt in item["doubts"])],
        ["Bron", item["source"]],
    ]
    print_table(["Gegeven", "Inhoud"], [row for row in rows if row[1]])


def print_changes(found: Sequence[Json]) -> None:
    """The changes as a table."""
    rows = [
        [
            step["from"] or "-",
            step["to"] or "-",
            labels.change(step["change"]),
            step["note"]["nl"] or step["title"]["nl"],
        ]
        for step in found
    ]
    print_table(["Van", "Naar", "Wijziging", "Toelichting"], rows)


def _item(item: ParsedItem, ties: Ties) -> Json:
    return {
        "number": item.number,
        "id": item.key,
        "kind": item.kind.value,
        "parent": item.parent or None,
        "status": item.status.value,
        "moved_to": list(item.moved_to),
        "refers_to": item.refers_to or None,
        "bbn": item.bbn or None,
        "roles": list(item.roles),
        "categories": list(item.categories),
        "cbw_scope": item.cbw_scope or None,
        "title": _text(item.title),
        "summary": _text(item.summary),
        "official_text": item.official_text or None,
        "sha256": item.sha256 or None,
        "owner": item.owner or None,
        "theme": item.theme or None,
        **{name: item.content.get(name) for name in _PROSE},
        "attributes": item.attributes,
        "doubts": list(item.doubts),
        "source": item.source,
        "lineage": ties.get(item.number, {"from": [], "to": []}),
    }


def _text(text: Text) -> Json:
    return {"nl": text.nl, "en": text.en}


def _nl(tree: Json | None) -> str:
    return str(tree.get("nl") or tree.get("en") or "") if tree else ""


def _status(item: Json) -> str:
    word = labels.status(item["status"])
    where = ", ".join(item["moved_to"]) or item["refers_to"]
    return f"{word} naar {where}" if where else word


def _steps(steps: Sequence[Mapping[str, str]]) -> str:
    return "\n".join(
        " ".join(
            word for word in (step.get("edition"), step.get("number"), f"({labels.change(step['change'])})") if word
        )
        for step in steps
    )
