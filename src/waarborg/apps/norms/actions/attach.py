"""Attaching an official text to the items of an edition, and saying of each item whether it is the right text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from waarborg.apps.norms.actions.load import refresh_search
from waarborg.apps.norms.actions.outcome import OFFICIAL, EditionOutcome, ItemOutcome
from waarborg.apps.norms.models import Edition, Item, OfficialText, Succession
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem
from waarborg.domain.norms import DiffPart, ItemKind, TextMatch, text_hash, word_diff
from waarborg.domain.numbers import storage_key


@dataclass(slots=True)
class _Shelf:
    """The edition's items by place and by hash, with the texts that are here already."""

    items: list[Item]
    by_place: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    by_hash: dict[str, list[Item]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[int, OfficialText] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition) -> "_Shelf":
        shelf = cls(list(edition.items.order_by("position")))
        for item in shelf.items:
            shelf.by_place[item.sort_key].append(item)
            if item.sha256:
                shelf.by_hash[item.sha256].append(item)
        shelf.texts = {text.item_id: text for text in OfficialText.objects.filter(item__edition=edition)}
        return shelf

    def find(self, parsed: ParsedItem) -> Item | None:
        """The item on the same place; a library does not know our kinds, so a text may stand for a measure."""
        candidates = self.by_place.get(storage_key(parsed.number), [])
        same_kind = [item for item in candidates if item.kind == parsed.kind]
        measures = [item for item in candidates if parsed.official_text and item.kind == ItemKind.MEASURE]
        return next(iter(same_kind or measures or (candidates if not parsed.official_text else [])), None)


def attach_texts(
    edition: Edition, parsed: ParsedEdition, *, agreement: float | None, file_name: str, at: datetime
) -> tuple[EditionOutcome, bool]:
    """Attach what belongs, report every item, and say whether anything changed."""
    shelf = _Shelf.of(edition)
    found = [(item, shelf.find(item)) for item in parsed.items]
    outcomes = _with_diffs([_compare(item, row, shelf) for item, row in found], found, shelf)
    changed = _store(list(zip(outcomes, (row for _, row in found), strict=True)), shelf, file_name, at)
    if changed:
        refresh_search(edition)
    outcome = EditionOutcome(
        id=str(edition),
        title=edition.title_nl,
        act="texts",
        items=tuple(outcomes),
        missing=_missing(shelf, found),
        agreement=agreement,
    )
    return outcome, changed


def _compare(parsed: ParsedItem, row: Item | None, shelf: _Shelf) -> ItemOutcome:
    if row is None:
        return ItemOutcome(item=parsed, match=TextMatch.UNKNOWN, text_of=_text_of(parsed, None, shelf))
    doubts = tuple(row.doubts)
    if not parsed.official_text:
        return ItemOutcome(item=parsed, doubts=doubts)
    if not row.sha256:
        match = TextMatch.UNVERIFIABLE
    else:
        match = TextMatch.VERIFIED if parsed.sha256 == row.sha256 else TextMatch.DIFFERS
    text_of = () if match is TextMatch.VERIFIED else _text_of(parsed, row, shelf)
    here = shelf.texts.get(row.pk)
    keeps_verified = here is not None and here.match == TextMatch.VERIFIED and match is not TextMatch.VERIFIED
    return ItemOutcome(
        item=parsed, match=match, attached=not text_of and not keeps_verified, text_of=text_of, doubts=doubts
    )


def _text_of(parsed: ParsedItem, row: Item | None, shelf: _Shelf) -> tuple[str, ...]:
    """The number that this text really belongs to; a text that several numbers share belongs to none in particular."""
    owners = shelf.by_hash.get(parsed.sha256, []) if parsed.official_text else []
    return (owners[0].number,) if len(owners) == 1 and owners[0] is not row else ()


def _missing(shelf: _Shelf, found: list[tuple[ParsedItem, Item | None]]) -> tuple[str, ...]:
    """Numbers of the edition that the file should have: of the kinds whose texts it holds."""
    seen = {row.pk for _, row in found if row is not None}
    kinds = {row.kind for item, row in found if row is not None and item.official_text}
    return tuple(row.number for row in shelf.items if row.kind in kinds and row.pk not in seen)


def _store(pairs: list[tuple[ItemOutcome, Item | None]], shelf: _Shelf, file_name: str, at: datetime) -> bool:
    rows = []
    for outcome, row in pairs:
        if row is None or not outcome.attached or outcome.match is None:
            continue
        here = shelf.texts.get(row.pk)
        text, sha256 = outcome.item.official_text, outcome.item.sha256
        if here is None or (here.text, here.sha256, here.match) != (text, sha256, outcome.match.value):
            rows.append(
                OfficialText(
                    item=row,
                    text=text,
                    sha256=sha256,
                    match=outcome.match.value,
                    file_name=file_name[:300],
                    imported_at=at,
                )
            )
    OfficialText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["text", "sha256", "match", "file_name", "imported_at"],
    )
    return bool(rows)


def _with_diffs(
    outcomes: list[ItemOutcome], found: list[tuple[ParsedItem, Item | None]], shelf: _Shelf
) -> list[ItemOutcome]:
    """Add the word differences, for texts that differ and where there is something to compare with."""
    differing = [row for outcome, (_, row) in zip(outcomes, found, strict=True) if _differs(outcome) and row]
    if not differing:
        return outcomes
    references = _References.of(differing, (item for item, _ in found), shelf)
    return [
        _with_diff(outcome, row, references) if row is not None and _differs(outcome) else outcome
        for outcome, (_, row) in zip(outcomes, found, strict=True)
    ]


def _differs(outcome: ItemOutcome) -> bool:
    return outcome.match is TextMatch.DIFFERS


def _with_diff(outcome: ItemOutcome, row: Item, references: "_References") -> ItemOutcome:
    label, text = references.for_item(row, outcome.item.official_text)
    diff: tuple[DiffPart, ...] = tuple(word_diff(text, outcome.item.official_text)) if text else ()
    return ItemOutcome(
        item=outcome.item,
        match=outcome.match,
        attached=outcome.attached,
        text_of=outcome.text_of,
        diff=diff,
        compared_with=label,
        doubts=outcome.doubts,
    )


@dataclass(frozen=True, slots=True)
class _References:
    """Texts to compare with. We ship hashes, not words: the words must come from this installation or this file."""

    by_hash: dict[str, str]
    earlier: dict[int, OfficialText]
    before: dict[int, tuple[str, str]]

    @classmethod
    def of(cls, rows: list[Item], in_file: Iterable[ParsedItem], shelf: _Shelf) -> "_References":
        wanted = {row.sha256 for row in rows}
        by_hash = {item.sha256: item.official_text for item in in_file if item.sha256 in wanted}
        by_hash |= dict(OfficialText.objects.filter(sha256__in=wanted).values_list("sha256", "text"))
        steps = Succession.objects.filter(new__in=rows, old__official_text__isnull=False)
        count = Counter(steps.values_list("new_id", flat=True))
        before = {
            step.new_id: (f"{step.old.edition} {step.old.number}", step.old.official_text.text)
            for step in steps.select_related("old__edition__catalogue", "old__official_text")
            if step.old is not None and step.new_id is not None and count[step.new_id] == 1
        }
        return cls(by_hash, shelf.texts, before)

    def for_item(self, row: Item, text: str) -> tuple[str, str]:
        """What to call the reference, and its text; both empty when there is none."""
        known = self.by_hash.get(row.sha256) or _almost(text, row.sha256)
        if known:
            return OFFICIAL, known
        earlier = self.earlier.get(row.pk)
        if earlier is not None and earlier.text != text:
            return f"de eerder ingelezen tekst ({earlier.file_name})", earlier.text
        return self.before.get(row.pk, ("", ""))


def _almost(text: str, sha256: str) -> str:
    """The official text itself, when the file only has other list marks or another full stop at the end."""
    for mark in ("- ", "* ", "• "):
        marked = re.sub(r"(?m)^[-*•] +", mark, text)
        for variant in (marked, f"{marked}.", marked.rstrip(". ")):
            if text_hash(variant) == sha256:
                return variant
    return ""
