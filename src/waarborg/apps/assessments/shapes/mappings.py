"""How somebody's own sheet is to be read: what each column means, and what its words and numbers count as.

A mapping is data: a person can give it, it can be kept for a layout and handed on as a file. It never holds answers.
The same sheet next year has other answers, another name and another year in its headings, but the same `signature`.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from waarborg.apps.assessments.shapes import Column
from waarborg.apps.base.formats.headings import fold_heading
from waarborg.domain.assessments import Level, Verdict

NOT_READ = "not_read"  # what a word counts as when it is no answer
_YEAR = re.compile(r" ?(?:\b\d{4}|\bv\d+|\b20\d\d q\d)$")  # of a folded heading
_SILENT = frozenset({"Mn", "Cf"})  # accents once taken apart, and signs that nobody sees
_AROUND = " !\"'"  # and one full stop; an asterisk points at a footnote, and dots at something unsaid


class NumberScale(StrEnum):
    """What the bare numbers of a column are."""

    NONE = "none"  # there are none
    MATURITY = "maturity"  # 0 to 5
    PERCENT = "percent"  # 0 to 100
    FRACTION = "fraction"  # 0 to 1
    UNCLEAR = "unclear"  # each number is a word of its own: somebody says what it counts as


def fold_cell(text: str) -> str:
    """The whole text of a cell as it is compared: no capitals, accents, double spaces or full stops around it."""
    seen = text if text.isascii() else _without_accents(text)
    lowered = " ".join(seen.lower().replace("_", " ").split())
    bare = lowered.strip(_AROUND)
    return (bare if bare.endswith("..") else bare.removesuffix(".")) or lowered


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in apart if unicodedata.category(sign) not in _SILENT)


def layout(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings as they come back every year: folded, without a year behind them, without empty ones at the end."""
    folded = [_YEAR.sub("", word) if (word := fold_heading(heading)) else "" for heading in headings]
    while folded and not folded[-1]:
        folded.pop()
    return tuple(folded)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """What one column means. `words` and `numbers` only matter where it holds verdicts or applicability."""

    heading: str
    meaning: Column
    words: Mapping[str, str] = field(default_factory=dict)  # `fold_cell` -> Verdict, Applicability or NOT_READ
    numbers: NumberScale = NumberScale.NONE
    marks: Verdict | None = None  # the verdict that any mark in this column stands for, with a column per verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """One layout, with its `columns` in the order of the sheet, from the first.

    `sheet` and `header_row` (from 1) are where it was seen; another sheet with the same headings is read the same way.
    """

    sheet: str
    header_row: int
    columns: tuple[ColumnMapping, ...]
    read: bool = True

    @property
    def layout(self) -> tuple[str, ...]:
        return layout(tuple(column.heading for column in self.columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMapping:
    """A whole file. `norm` is the edition whose numbers these are, once a person has said so; else ""."""

    sheets: tuple[SheetMapping, ...]
    norm: str = ""
    status_means: Level | None = None  # the level that a single column of verdicts stands for
    name: str = ""  # what the organisation calls it

    @property
    def signature(self) -> str:
        """The same for files with the same headings, whatever they are called."""
        return signature(sheet.layout for sheet in self.sheets)


def signature(layouts: Iterable[tuple[str, ...]]) -> str:
    """A digest of the layouts of a file, to find a mapping again."""
    told = "\n".join(sorted({"\t".join(one) for one in layouts}))
    return hashlib.sha256(told.encode()).hexdigest()
