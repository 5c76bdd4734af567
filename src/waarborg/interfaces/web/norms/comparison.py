"""Two editions side by side: steps grouped by kind of change, with the words that differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from waarborg.apps.norms.queries import ItemRow, SuccessionRow
from waarborg.domain.norms import Change, DiffPart, word_diff

ORDER = (
    Change.NEW,
    Change.WITHDRAWN,
    Change.SPLIT,
    Change.MERGED,
    Change.MOVED,
    Change.REWORDED,
    Change.COSMETIC,
    Change.UNCHANGED,
)
WITH_WORDS = frozenset({Change.SPLIT, Change.MERGED, Change.MOVED, Change.REWORDED, Change.COSMETIC})


@dataclass(frozen=True, slots=True)
class Difference:
    """Both sides of one text: what is the same and what was removed, what is the same and what was added."""

    old: tuple[DiffPart, ...]
    new: tuple[DiffPart, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One succession with the differences worth showing."""

    old: ItemRow | None
    new: ItemRow | None
    change: str
    succession: SuccessionRow
    summary: Difference | None
    official: Difference | None

    @property
    def anchor(self) -> str:
        return self.new.number if self.new else f"was-{self.old.number}" if self.old else ""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """All steps of one kind."""

    change: str
    steps: tuple[Step, ...]


def grouped(successions: Iterable[SuccessionRow], wanted: set[str], language: str) -> list[ChangeGroup]:
    """The steps in the order in which a reader wants them: what is new or gone first, what stayed last."""
    by_change: dict[str, list[Step]] = {}
    for succession in successions:
        if not wanted or succession.change in wanted:
            by_change.setdefault(succession.change, []).append(_step(succession, language))
    return [ChangeGroup(change.value, tuple(by_change[change])) for change in ORDER if change in by_change]


def difference(old: str, new: str) -> Difference | None:
    """None when one of the two is absent or nothing differs."""
    if not old or not new or old == new:
        return None
    parts = word_diff(old, new)
    return Difference(
        tuple(part for part in parts if part.kind != "added"), tuple(part for part in parts if part.kind != "removed")
    )


def _step(succession: SuccessionRow, language: str) -> Step:
    old, new = succession.old, succession.new
    summary = official = None
    if old and new and succession.change in WITH_WORDS:
        summary = difference(getattr(old, f"summary_{language}"), getattr(new, f"summary_{language}"))
        official = difference(_official(old), _official(new))
    return Step(old, new, succession.change, succession, summary, official)


def _official(item: ItemRow) -> str:
    text = getattr(item, "official_text", None)
    return text.text if text else ""
