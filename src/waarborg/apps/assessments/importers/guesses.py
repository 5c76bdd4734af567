"""What a heading means going by its words: a known one, one that is nearly the same, or one that has to be asked."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from waarborg.apps.assessments.importers import column_content
from waarborg.apps.assessments.importers.heading_words import (
    BY_WORD,
    CURRENT,
    KNOWN,
    LEVEL,
    LEVEL_WORDS,
    OPPOSITE,
    PROPOSED,
    SEEN,
    WANTED,
)
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.drafts import Certainty
from waarborg.apps.base.formats.headings import fold_heading
from waarborg.apps.base.importers.grids import Cell

_NEARLY = 0.86  # two letters wrong in a word of fourteen; lower starts to mix up "opzet" and "inzet"
_NEARLY_JUDGED = 0.92  # a slip of one letter: a date of implementation is no status
_SHORTEST_FOR_NEARLY, _LONGEST_FOR_NEARLY = 5, 60
_YEAR = re.compile(r" ?(?:\d{4}|v\d+|20\d\d q\d)$")
_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_JUDGED = frozenset(
    (Column.OPZET, Column.BESTAAN, Column.WERKING, Column.STATUS, Column.MATURITY, Column.APPLICABILITY)
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column is taken for. `proposal` is what it probably is when it is not read."""

    column: Column
    certainty: Certainty = Certainty.CERTAIN
    proposal: Column | None = None
    is_opposite: bool = False  # under this heading a yes is bad news
    has_legend: bool = False  # the sheet itself says what its words and numbers mean
    level: Column | None = None  # an English word for one of the levels

    @property
    def is_only_said(self) -> bool:
        """Whether words and numbers that depend on the heading count only as a person says."""
        return self.is_opposite or self.has_legend


_UNKNOWN = Guess(Column.IGNORE, Certainty.UNKNOWN)


def all_of(headings: Sequence[str]) -> list[Guess]:
    """What the headings of one row mean together: what is wanted tells what the other column of a pair is."""
    found = [of(heading) for heading in headings]
    if not any(guess.column is Column.WANTED for guess in found):
        return found
    return [_current(heading, guess) for heading, guess in zip(headings, found, strict=True)]


@lru_cache(maxsize=4096)
def of(heading: str) -> Guess:
    """What one heading means by itself."""
    word = fold_heading(heading)
    if word in BY_WORD:
        return Guess(BY_WORD[word])
    if word in LEVEL_WORDS:
        return Guess(Column.IGNORE, Certainty.UNKNOWN, level=LEVEL_WORDS[word])
    wanted = _wanted(word)
    if wanted is not None:
        return wanted
    found = _assumed(heading, word)
    if OPPOSITE.search(word) and (found is None or found.column in _JUDGED):
        return Guess(Column.IGNORE, Certainty.UNKNOWN, is_opposite=True)
    return found or replace(_UNKNOWN, proposal=PROPOSED.get(word))


def is_known(heading: str) -> bool:
    """Whether it is one of the headings that leave no doubt."""
    word = fold_heading(heading)
    return word in BY_WORD or word in LEVEL_WORDS


def year(text: str) -> int:
    """The last year that a heading or the name of a sheet tells, 0 without."""
    return max((int(found) for found in _FULL_YEAR.findall(text)), default=0)


def is_wanted(heading: str) -> bool:
    """Whether a heading above others says that they hold what is aimed at."""
    return WANTED.search(fold_heading(heading)) is not None


def _wanted(word: str) -> Guess | None:
    """A level or status that is aimed at."""
    if not WANTED.search(word):
        return None
    rest = fold_heading(WANTED.sub(" ", word))
    is_judged = LEVEL.search(rest) or BY_WORD.get(rest) in _JUDGED or not rest
    return Guess(Column.WANTED, Certainty.ASSUMED) if is_judged else None


def _current(heading: str, guess: Guess) -> Guess:
    """`Huidig niveau` beside `Gewenst niveau` is the maturity of now."""
    word = fold_heading(heading)
    is_level = LEVEL.search(word) or not CURRENT.sub("", word).strip()
    if guess.column is Column.IGNORE and CURRENT.search(word) and is_level:
        return Guess(Column.MATURITY, Certainty.ASSUMED)
    return guess


def _assumed(heading: str, word: str) -> Guess | None:
    """A known heading with a year, with its choices between brackets, or nearly spelled right."""
    found = BY_WORD.get(_YEAR.sub("", word)) or BY_WORD.get(
        fold_heading(re.sub(r"\([^()]*\)|\[[^][]*\]", " ", heading))
    )
    if found is None and _SHORTEST_FOR_NEARLY <= len(word) <= _LONGEST_FOR_NEARLY:
        near = difflib.get_close_matches(word, BY_WORD, n=1, cutoff=_NEARLY)
        found = BY_WORD[near[0]] if near else None
        if found in _JUDGED and difflib.SequenceMatcher(None, word, near[0]).ratio() < _NEARLY_JUDGED:
            return None
    return Guess(found, Certainty.ASSUMED) if found else None


def under_opposite(guess: Guess, heading: str, values: Sequence[Cell]) -> Guess:
    """A column where yes may be bad news: its words tell what it is only when they speak of the norm itself."""
    if fold_heading(heading) in SEEN and column_content.are_prose(values):
        return Guess(Column.EXPLANATION, Certainty.ASSUMED)
    if column_content.are_relative(values) or not column_content.are_verdicts(values):
        proposal = Column.STATUS if column_content.are_verdicts(values) else None
        return replace(guess, proposal=proposal)
    return Guess(Column.STATUS, Certainty.ASSUMED)


def under_legend(guess: Guess, values: Sequence[Cell]) -> Guess:
    """A column that explains its own words: read when none of them depends on that, and else asked."""
    kept = replace(guess, has_legend=True)
    if guess.column not in _JUDGED or not column_content.are_relative(values):
        return kept
    proposal = Column.STATUS if guess.column is Column.MATURITY else guess.column
    return replace(kept, column=Column.IGNORE, certainty=Certainty.UNKNOWN, proposal=proposal)


def plainest(column: Column) -> str:
    """The commonest heading of a kind of column, to tell people what a heading was taken for."""
    return KNOWN[column].partition("|")[0] if column in KNOWN else column.value
