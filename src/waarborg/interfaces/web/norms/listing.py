"""The list of an edition: items under their chapter or risk theme, with what a measure belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.norms.queries import ItemRow, Place


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `depth` levels below its group; `under` names its parent when that is not the row above."""

    item: ItemRow
    depth: int
    under: Place | None


@dataclass(slots=True)
class Group:
    """A chapter or theme with its rows. The anchor is an address inside the page."""

    anchor: str
    title_nl: str
    title_en: str
    number: str = ""
    lines: list[Line] = field(default_factory=list)


def ranked(rows: Iterable[ItemRow], outline: Mapping[int, Place]) -> list[Group]:
    """Search results: one group, best first."""
    return [Group("resultaat", "", "", lines=[Line(row, 0, _parent(row, outline)) for row in rows])]


def by_chapter(rows: Iterable[ItemRow], outline: Mapping[int, Place]) -> list[Group]:
    """Rows under the root they belong to, in norm order. A root itself becomes the heading."""
    groups: dict[int, Group] = {}
    above: set[int] = set()
    for row in rows:
        path = _path(row.pk, outline)
        root = path[-1]
        group = groups.setdefault(root.pk, Group(f"h-{root.number}", root.title_nl, root.title_en, number=root.number))
        above.add(row.pk)
        if row.pk != root.pk:
            under = None if row.parent_id in above or row.parent_id == root.pk else _parent(row, outline)
            group.lines.append(Line(row, len(path) - 2, under))
    return list(groups.values())


def by_theme(rows: Iterable[ItemRow], outline: Mapping[int, Place]) -> list[Group]:
    """Rows under their risk theme, in the order of the labels; what has no theme comes last."""
    groups: dict[str, Group] = {}
    for row in rows:
        if row.parent_id is None and row.kind == "theme":
            continue
        label = labels.theme(row.theme) if row.theme else _("Zonder thema")
        group = groups.setdefault(row.theme, Group(f"t-{row.theme or 'zonder'}", label, label))
        group.lines.append(Line(row, 0, _parent(row, outline) if row.kind == "measure" else None))
    return [groups[code] for code in sorted(groups, key=lambda code: (not code, groups[code].title_nl))]


def _path(pk: int, outline: Mapping[int, Place]) -> list[Place]:
    path = [outline[pk]]
    while (parent := path[-1].parent) is not None:
        path.append(outline[parent])
    return path


def _parent(row: ItemRow, outline: Mapping[int, Place]) -> Place | None:
    return outline.get(row.parent_id) if row.parent_id else None
