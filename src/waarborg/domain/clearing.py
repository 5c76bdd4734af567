"""Whether what was cleared from a journal was cleared by the rules: from the first batch on, past its time, and told.

A batch whose lines are gone cannot be sealed again to compare. What is left to hold against each other are the
batches, the lines `journal.purged`, and heads that were kept elsewhere (ADR 34).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

CLOCKS_DIFFER = timedelta(minutes=5)  # at most, between the machine that verifies and that of the database
SHORTEST_YEARS = 1  # no journal is kept for less


@dataclass(frozen=True, slots=True)
class Clearing:
    """What one line `journal.purged` says: cleared at which moment, up to which batch, with how many lines in all."""

    at: datetime
    until_batch: int
    sha256: str
    lines: int
    years: int


@dataclass(frozen=True, slots=True)
class ClearedBatch:
    """A batch whose lines are gone, as the journal shows it now. `lines` is how many it was sealed with."""

    number: int
    sealed_at: datetime
    purged_at: datetime
    lines: int
    sha256: str


@dataclass(slots=True)
class _Group:
    """The batches that went together."""

    until: ClearedBatch
    lines: int = 0


def read_clearing(at: datetime, detail: Mapping[str, Any]) -> Clearing | None:
    """The line as data, or None when it does not say what such a line says."""
    until, sha256, lines, years = (detail.get(name) for name in ("until_batch", "sha256", "lines", "years"))
    whole = (type(until), type(sha256), type(lines), type(years)) == (int, str, int, int)
    return Clearing(at, until, sha256, lines, years) if whole else None  # type: ignore[arg-type]


def years_before(at: datetime, years: int) -> datetime:
    """The same day so many years earlier; 28 February for a leap day, as PostgreSQL counts."""
    try:
        return at.replace(year=at.year - years)
    except ValueError:
        return at.replace(year=at.year - years, day=28)


@dataclass(slots=True)
class ClearingCheck:
    """Holds each cleared batch, in order of number, against what the journal tells of clearing.

    `now` bounds what a batch says of itself: a moment of clearing in the future makes nothing older, and is told.
    """

    clearings: Sequence[Clearing]
    now: datetime
    _by_moment: dict[datetime, Clearing] = field(init=False)
    _groups: dict[datetime, _Group] = field(default_factory=dict, init=False)
    _kept_before: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._by_moment = {clearing.at: clearing for clearing in self.clearings}

    def kept(self) -> None:
        """The next batch still has its lines: from here on none may be cleared."""
        self._kept_before = True

    def cleared(self, batch: ClearedBatch, *, at_least: int = SHORTEST_YEARS) -> Iterator[str]:
        """The codes of what is wrong with the next cleared batch. `at_least`: years that are known from elsewhere."""
        if batch.purged_at > self.now + CLOCKS_DIFFER:
            yield "cleared_in_future"
        if self._kept_before:
            yield "cleared_out_of_order"
        group = self._groups.setdefault(batch.purged_at, _Group(batch))
        group.until, group.lines = batch, group.lines + batch.lines
        told = self._by_moment.get(batch.purged_at)
        if told is None and not self._line_was_cleared_too(batch):
            yield "cleared_without_line"
        years = max(SHORTEST_YEARS, at_least, told.years if told else 0)
        if batch.sealed_at >= years_before(min(batch.purged_at, self.now), years):
            yield "cleared_too_early"

    def disagreeing(self) -> Iterator[Clearing]:
        """After the last batch: the lines that tell of another clearing than the batches show."""
        for clearing in self.clearings:
            group = self._groups.get(clearing.at)
            shown = (group.until.number, group.until.sha256, group.lines) if group else None
            if shown != (clearing.until_batch, clearing.sha256, clearing.lines):
                yield clearing

    def _line_was_cleared_too(self, batch: ClearedBatch) -> bool:
        """The line of an old clearing goes with the rest, in time: only a later clearing can have taken it."""
        return any(batch.purged_at < years_before(later.at, later.years) for later in self.clearings)
