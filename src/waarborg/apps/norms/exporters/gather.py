"""What is exported, read from the tables: an edition, its relations, and how one edition became another."""

from waarborg.apps.norms.models import Edition, Item, OfficialText, Relation
from waarborg.apps.norms.models import Succession as Step
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem, ParsedRelation, Text
from waarborg.domain.norms import ItemKind, ItemStatus, RelationKind


def edition(row: Edition) -> ParsedEdition:
    """The edition as it would be read from a file, with the official texts that this installation has. Two queries."""
    rows = row.items.select_related("parent", "requirement").order_by("position")
    official = dict(OfficialText.objects.filter(item__edition=row).values_list("item_id", "text"))
    return ParsedEdition(
        id=str(row),
        title=Text(row.title_nl, row.title_en),
        catalogue_title=Text(row.catalogue.title_nl, row.catalogue.title_en),
        description=Text(row.description_nl, row.description_en),
        publisher=row.catalogue.publisher,
        published_on=row.published_on.isoformat() if row.published_on else "",
        source=row.source,
        licence=row.licence,
        position=row.position,
        items=tuple(_item(item, official.get(item.pk, "")) for item in rows),
    )


def relations(row: Edition) -> tuple[ParsedRelation, ...]:
    """The ties from this edition to other norms, in norm order. One query."""
    found = (
        Relation.objects.filter(source_item__edition=row)
        .select_related("source_item", "target_item__edition__catalogue")
        .order_by("source_item__position", "target_item__position", "id")
    )
    return tuple(
        ParsedRelation(
            source_edition=str(row),
            source_number=tie.source_item.number,
            target_edition=str(tie.target_item.edition),
            target_number=tie.target_item.number,
            kind=RelationKind(tie.kind),
            note=tie.note,
            source=tie.source,
        )
        for tie in found
    )


def _item(row: Item, official: str) -> ParsedItem:
    return ParsedItem(
        number=row.number,
        key=row.requirement.key,
        kind=ItemKind(row.kind),
        status=ItemStatus(row.status),
        parent=row.parent.number if row.parent else "",
        title=Text(row.title_nl, row.title_en),
        summary=Text(row.summary_nl, row.summary_en),
        official_text=official,
        moved_to=tuple(row.moved_to),
        refers_to=row.refers_to,
        bbn=row.bbn,
        roles=tuple(row.roles),
        categories=tuple(row.categories),
        theme=row.theme,
        owner=row.owner,
        cbw_scope=row.cbw_scope,
        content=row.content,
        attributes=row.attributes,
        doubts=tuple(row.doubts),
        source=row.source,
        sha256=row.sha256,
    )


def ties(row: Edition) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Per number where the item came from and where it went, one step each way. Two queries."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {}
    for here, there, way in (("new", "old", "from"), ("old", "new", "to")):
        rows = Step.objects.filter(**{f"{here}__edition": row}).select_related(here, f"{there}__edition__catalogue")
        for step in rows:
            other = getattr(step, there)
            end = {"edition": str(other.edition), "number": other.number} if other else {}
            entry = found.setdefault(getattr(step, here).number, {"from": [], "to": []})
            entry[way].append({**end, "change": step.change})
    return found
