"""The was-wordt list of CIP: which measure of BIO 1.04zv went where in BIO2, by way of the Handreiking BIO2-opmaat."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import product

from waarborg.apps.norms.importers.cip_columns import Layout, SheetKind
from waarborg.apps.norms.importers.sheets import Sheet
from waarborg.apps.norms.shapes import FileProblem, ParsedEdition, ParsedRelation, ParsedSuccession
from waarborg.domain import numbers
from waarborg.domain.norms import Change, ItemKind, RelationKind


@dataclass(frozen=True, slots=True)
class Ties:
    """What the list says: successions between official editions, relations with the guide."""

    successions: tuple[ParsedSuccession, ...]
    relations: tuple[ParsedRelation, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    numbers: dict[SheetKind, tuple[str, ...]]  # a cell may hold several, or none

    def of(self, kind: SheetKind) -> tuple[str, ...]:
        return self.numbers.get(kind) or ("",)


def ties(sheet: Sheet, layout: Layout, editions: dict[SheetKind, ParsedEdition], problems: list[FileProblem]) -> Ties:
    """The ties between the editions that the workbook holds."""
    rows = [row for row in _rows(sheet, layout, editions, problems) if any(row.numbers.values())]
    source = f"CIP, blad '{sheet.title}'"
    return Ties(_successions(rows, editions, source), _relations(rows, editions, source))


def _rows(
    sheet: Sheet, layout: Layout, editions: dict[SheetKind, ParsedEdition], problems: list[FileProblem]
) -> list[_Row]:
    by_place = {
        kind: {numbers.storage_key(item.number): item.number for item in edition.items if item.kind is ItemKind.MEASURE}
        for kind, edition in editions.items()
    }
    rows = []
    for row in range(layout.first_row, len(sheet.rows)):
        found: dict[SheetKind, tuple[str, ...]] = {}
        for kind, columns in layout.columns.items():
            column = columns.get("measure") or 0
            written = [part for part in re.split(r"[\s,;]+", sheet.text(row, column)) if numbers.parts(part)]
            known = {part: by_place.get(kind, {}).get(numbers.storage_key(part)) for part in written}
            problems += [
                FileProblem(sheet.place(row, column), f"{part} staat in de lijst, maar niet in de norm zelf.")
                for part, number in known.items()
                if number is None
            ]
            found[kind] = tuple(number for number in known.values() if number)
        rows.append(_Row(f"blad '{sheet.title}', rij {row + 1}", found))
    return rows


def _pairs(rows: list[_Row], left: SheetKind, right: SheetKind) -> dict[tuple[str, str], str]:
    """Each pair once with its first place; an end without a partner only when it never has one."""
    pairs: dict[tuple[str, str], str] = {}
    for row in rows:
        for pair in product(row.of(left), row.of(right)):
            pairs.setdefault(pair, row.where)
    with_partner = [pair for pair in pairs if all(pair)]
    lefts, rights = {one for one, _ in with_partner}, {other for _, other in with_partner}
    return {
        (one, other): where
        for (one, other), where in pairs.items()
        if (one and other) or (one and one not in lefts) or (other and other not in rights)
    }


def _successions(
    rows: list[_Row], editions: dict[SheetKind, ParsedEdition], source: str
) -> tuple[ParsedSuccession, ...]:
    if not {SheetKind.BIO1, SheetKind.BIO2} <= editions.keys():
        return ()
    old, new = editions[SheetKind.BIO1], editions[SheetKind.BIO2]
    pairs = list(_pairs(rows, SheetKind.BIO1, SheetKind.BIO2))
    olds = Counter(one for one, other in pairs if other)
    news = Counter(other for one, other in pairs if one)
    texts = {e.id: {item.number: item.sha256 for item in e.items} for e in (old, new)}
    return tuple(
        ParsedSuccession(
            old_edition=old.id,
            old=one,
            new_edition=new.id,
            new=other,
            change=_change(one, other, olds, news, same=texts[old.id].get(one) == texts[new.id].get(other)),
            source=source,
        )
        for one, other in pairs
    )


def _change(one: str, other: str, olds: Counter[str], news: Counter[str], *, same: bool) -> Change:
    if not one or not other:
        return Change.WITHDRAWN if one else Change.NEW
    if news[other] > 1:
        return Change.MERGED
    if olds[one] > 1:
        return Change.SPLIT
    return Change.UNCHANGED if same else Change.REWORDED


def _relations(rows: list[_Row], editions: dict[SheetKind, ParsedEdition], source: str) -> tuple[ParsedRelation, ...]:
    if SheetKind.OPMAAT not in editions:
        return ()
    guide = editions[SheetKind.OPMAAT]
    return tuple(
        ParsedRelation(
            source_edition=guide.id,
            source_number=one,
            target_edition=editions[other].id,
            target_number=two,
            kind=RelationKind.RELATED,
            source=source,
            where=where,
        )
        for other in (SheetKind.BIO2, SheetKind.BIO1)
        if other in editions
        for (one, two), where in _pairs(rows, SheetKind.OPMAAT, other).items()
        if one and two
    )
