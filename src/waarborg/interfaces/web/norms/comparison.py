"""Two editions side by side: steps grouped by kind of change, with the words that differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from waarborg.apps.norms.queries import ItemRow, SuccessionRow
from waarborg.apps.norms.queries.steps import ComposedStep
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
LEAST_IN_COMMON = 0.25
LONGEST_ISLAND = 2
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
    succession: SuccessionRow | ComposedStep
    summary: Difference | None
    official: Difference | None
    has_same_summary: bool

    @property
    def shows_texts(self) -> bool:
        """Whether both summaries are shown whole: there is no counterpart, or they differ too much to mark words."""
        return self.change != Change.COSMETIC and not (self.old and self.new and self.has_same_summary)

    @property
    def anchor(self) -> str:
        return self.new.number if self.new else f"was-{self.old.number}" if self.old else ""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """All steps of one kind."""

    change: str
    steps: tuple[Step, ...]


def grouped(successions: Iterable[SuccessionRow | ComposedStep], wanted: set[str], language: str) -> list[ChangeGroup]:
    """The steps in the order in which a reader wants them: what is new or gone first, what stayed last."""
    by_change: dict[str, list[Step]] = {}
    for succession in successions:
        if not wanted or succession.change in wanted:
            by_change.setdefault(succession.change, []).append(_step(succession, language))
    return [ChangeGroup(change.value, tuple(by_change[change])) for change in ORDER if change in by_change]


def difference(old: str, new: str) -> Difference | None:
    """None when one of the two is absent, nothing differs, or too little is the same to compare word by word."""
    if not old or not new or old == new:
        return None
    parts = _calm(word_diff(old, new))
    same = sum(len(part.words) for part in parts if part.kind == "same")
    if same < LEAST_IN_COMMON * min(len(old), len(new)):
        return None
    return Difference(_joined(parts, "removed"), _joined(parts, "added"))


def _calm(parts: list[DiffPart]) -> list[DiffPart]:
    """Without islands of one or two equal words between changes: they make a text harder to read, not easier."""
    calm: list[DiffPart] = []
    for n, part in enumerate(parts):
        is_island = part.kind == "same" and 0 < n < len(parts) - 1 and len(part.words.split()) <= LONGEST_ISLAND
        if is_island:
            calm += [DiffPart("removed", part.words), DiffPart("added", part.words)]
        else:
            calm.append(part)
    return calm


def _joined(parts: list[DiffPart], kind: str) -> tuple[DiffPart, ...]:
    """One side: what both have and what is of this kind, neighbours of a kind as one run."""
    side: list[DiffPart] = []
    for part in parts:
        if part.kind not in {"same", kind}:
            continue
        if side and side[-1].kind == part.kind:
            side[-1] = DiffPart(part.kind, f"{side[-1].words} {part.words}")
        else:
            side.append(part)
    return tuple(side)


def _step(succession: SuccessionRow | ComposedStep, language: str) -> Step:
    old, new = succession.old, succession.new
    summary = official = None
    if old and new and succession.change in WITH_WORDS:
        summary = difference(getattr(old, f"summary_{language}"), getattr(new, f"summary_{language}"))
        official = difference(_official(old), _official(new))
    same = bool(old and new and getattr(old, f"summary_{language}") == getattr(new, f"summary_{language}"))
    return Step(old, new, succession.change, succession, summary, official, same)


def _official(item: ItemRow) -> str:
    text = getattr(item, "official_text", None)
    return text.text if text else ""
