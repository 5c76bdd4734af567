"""Numbers as verdicts: 0-5 and percentages. Which of the two a column holds is told by all its numbers together.

Thresholds: level 3 ("gedefinieerd": written down, adopted and followed) is the usual target of the maturity model of
NBA-LIO and NOREA, so 3 and up is voldoet; level 2 (done, but by habit) is voldoet deels; 0 and 1 are voldoet niet.
A percentage is how much of it is there: all, some, nothing.
"""

import re
from collections.abc import Iterable

from waarborg.apps.assessments.shapes.mappings import NumberScale
from waarborg.apps.base.importers.grids import Cell
from waarborg.domain.assessments import Verdict

_PERCENT = re.compile(r"^\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*$")
_NUMBER = re.compile(r"^\s*\d{1,3}(?:[.,]\d+)?\s*$")
_MATURITY = re.compile(r"volwassen|matur|0\s*(?:-|–|t/m|tot)\s*5|cmm")
_LEVEL = re.compile(r"niveau|level|score")
_HIGH_LEVEL = 4  # with a nought too it is no list of three answers
_HIGHEST_MARK = 10
HIGHEST_LEVEL, MEETS_FROM, PARTLY_FROM, WHOLE = 5, 3, 2, 100


def number(value: Cell) -> float | None:
    """The bare number in a cell, typed as a number or as text."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    return float(value.replace(",", ".")) if isinstance(value, str) and _NUMBER.match(value) else None


def percentage(value: Cell) -> float | None:
    """The number before a percent sign."""
    match = _PERCENT.match(value) if isinstance(value, str) else None
    return float(match.group(1).replace(",", ".")) if match else None


def decide(values: Iterable[Cell], heading: str, *, is_level: bool = False) -> NumberScale:
    """What the bare numbers in this column are, UNCLEAR when that cannot be told.

    `is_level` when the column is known to hold levels of maturity. Whole numbers up to 5 may as well be answers of a
    list, marks or priorities: without the word they are asked.
    """
    found = {n for value in values if (n := number(value)) is not None}
    if not found:
        return NumberScale.NONE
    if min(found) < 0 or max(found) > WHOLE:
        return NumberScale.UNCLEAR
    if "%" in heading or "percent" in heading.lower():
        return NumberScale.FRACTION if max(found) <= 1 else NumberScale.PERCENT
    if max(found) > HIGHEST_LEVEL:
        # a mark from 1 to 10, or one slip of the finger among levels, must not turn a column into percentages
        is_percent = max(found) > _HIGHEST_MARK and not any(0 < n <= HIGHEST_LEVEL for n in found)
        return NumberScale.PERCENT if is_percent else NumberScale.UNCLEAR
    is_whole = all(n.is_integer() for n in found)
    if max(found) <= 1 and not is_whole:
        return NumberScale.FRACTION
    return NumberScale.MATURITY if is_whole and _is_maturity(found, heading, is_level) else NumberScale.UNCLEAR


def _is_maturity(found: set[float], heading: str, is_level: bool) -> bool:
    if is_level or _MATURITY.search(heading.lower()):
        return True
    return 0 in found and max(found) >= _HIGH_LEVEL and _LEVEL.search(heading.lower()) is not None


def from_level(level: int) -> Verdict:
    """0-1 voldoet niet, 2 voldoet deels, 3 and up voldoet."""
    if level >= MEETS_FROM:
        return Verdict.MEETS
    return Verdict.PARTLY if level >= PARTLY_FROM else Verdict.FAILS


def from_percentage(share: float) -> Verdict:
    """100 voldoet, 0 voldoet niet, anything between voldoet deels."""
    if share >= WHOLE:
        return Verdict.MEETS
    return Verdict.FAILS if share <= 0 else Verdict.PARTLY
