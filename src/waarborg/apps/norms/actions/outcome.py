"""What an import did, or would do: per edition and per item."""

from dataclasses import dataclass, field

from waarborg.apps.norms.shapes import FileKind, FileProblem, ParsedItem
from waarborg.domain.norms import DiffPart, TextMatch

OFFICIAL = "de officiële tekst"


class ImportRefusedError(Exception):
    """The import would change what may not change, or needs a choice; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutcome:
    """One item of the file. `match` is None when there is no text to compare.

    `text_of` names the items of the edition whose official text this is, when that is another number: then the text is
    not attached. `diff` runs from `compared_with` to the text in the file.
    """

    item: ParsedItem
    match: TextMatch | None = None
    attached: bool = False
    text_of: tuple[str, ...] = ()
    diff: tuple[DiffPart, ...] = ()
    compared_with: str = ""
    doubts: tuple[dict[str, str], ...] = ()

    @property
    def is_cosmetic(self) -> bool:
        """Whether it is known that only punctuation, list marks or capitals differ from the official text."""
        if not self.diff or self.compared_with != OFFICIAL:
            return False
        old, new = (
            "".join(c for part in self.diff if part.kind in {"same", side} for c in part.words.lower() if c.isalnum())
            for side in ("removed", "added")
        )
        return old == new


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionOutcome:
    """What happened with one edition: `texts` were attached to it, it was `added`, or it was `present` unchanged."""

    id: str
    title: str
    act: str
    items: tuple[ItemOutcome, ...]
    missing: tuple[str, ...] = ()
    agreement: float | None = None  # share of the telling texts that are exactly this edition's

    def count(self, match: TextMatch) -> int:
        """How many items compare like this."""
        if match is TextMatch.MISSING:
            return len(self.missing)
        return sum(item.match is match for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class TieCounts:
    """Relations or successions in the file: new here, here already, and without an end to tie to."""

    added: int = 0
    present: int = 0
    unresolved: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """Everything that one import did, or with `dry_run` would do."""

    kind: FileKind
    dry_run: bool
    editions: tuple[EditionOutcome, ...] = ()
    relations: TieCounts = field(default_factory=TieCounts)
    successions: TieCounts = field(default_factory=TieCounts)
    objects: TieCounts = field(default_factory=TieCounts)
    problems: tuple[FileProblem, ...] = ()
    notes: tuple[FileProblem, ...] = ()
    changed: bool = False
