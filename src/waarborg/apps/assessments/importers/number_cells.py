"""How a number stands in a cell: with words before it, a title behind it, or several numbers in one cell."""

import re
from dataclasses import dataclass
from enum import StrEnum

from waarborg.domain import numbers

_NUMBER = r"\d{1,3}(?:\.\d{1,3}){1,4}"
_NORM_NAME = r"bio\s?-?2(?:\.0)?|bio\s?(?:1\.0\d(?:zv)?)|(?:iso|nen|en|iec|[-/\s])*2700[12](?:[:-]20\d\d)?"
_AT_START = re.compile(
    rf"^(?P<before>\s*(?:{_NORM_NAME})?[^\d\n]{{0,24}}?)(?P<number>{_NUMBER})\.?(?P<after>(?=$|[\s:;,)\]–/&+-])[\s\S]*)$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    rf"^\s*(?P<link>[,;/&+\n]|[-–—]|\bt/m\b|\btot en met\b|\bto\b|\bthrough\b|\ben\b|\band\b|\bof\b|\bor\b)\s*"
    rf"(?P<before>(?:[a-z]{{1,3}}\.?\s?)?)(?P<number>{_NUMBER}|\.?\d{{1,3}}(?![\d.]|\s*[a-z]))\.?",
    re.IGNORECASE,
)
# "and so on", and "until", which may or may not take the last one along
_OPEN_END = re.compile(
    r"^\W*(?:e\.?v\.?|en volgende|en verder|e\.?a\.?|ff\.?|etc\.?|et seq|and following|\*|tot|until|tm|t/m)(?!\w)",
    re.IGNORECASE,
)
_MOST = 40  # numbers in one cell: more than any chapter has
_RANGES = frozenset({"-", "–", "—", "t/m", "tot en met", "to", "through"})
_BELONGS = re.compile(
    r"^(?:a|o|m|bio|iso|nen|iec|annex a|annex|bijlage a|bijlage|control|controls|ctrl|beheersmaatregel|maatregel|"
    r"overheidsmaatregel|o maatregel|bio maatregel|norm|eis|nr|no|ref|id|measure|requirement|"
    r"(?:bio ?(?:2|2 0|1 0\d(?:zv)?)?|(?:iso )?(?:iec )?2700[12](?: 20\d\d)?)(?: control| maatregel| annex a| a)?)?$"
)
_CLAUSE = re.compile(
    r"^(?:clause|cl|par|paragraaf|hoofdstuk|hfst|h|section|sectie|sec|chapter|ch|art|artikel|article)$"
)
_ANNEX = re.compile(r"^(?:a|annex a|annex|bijlage a|bijlage)$")


class Prefix(StrEnum):
    """What the words before a number say of the norm that it belongs to."""

    NONE = "none"
    NORM = "norm"  # the name of a norm, or of what it asks
    ANNEX = "annex"  # A.5.1: a control of Annex A
    CLAUSE = "clause"  # Clause 5.1, § 5.1: a chapter or clause of the text itself
    OTHER = "other"  # anything else: RISK-5.1, CAPA 5.1


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a number cell. `several` are the numbers when there is more than one.

    `is_clear` is false when other numbers stand there in a way that can mean several things.
    """

    place: tuple[int, ...] | None
    prefix: Prefix = Prefix.NONE
    several: tuple[tuple[tuple[int, ...], bool], ...] = ()  # place, and whether it ends a range
    is_clear: bool = True
    others: tuple[tuple[int, ...], ...] = ()  # numbers in the title behind it


def read(text: str) -> Cell:
    """The numbers of a cell, and what the words around them say."""
    match = _AT_START.match(text)
    if match is None:
        return Cell(numbers.parts(text))
    first = numbers.parts(match["number"])
    prefix, rest = _prefix(match["before"]), match["after"]
    if first is None:
        return Cell(None, prefix)
    several: list[tuple[tuple[int, ...], bool]] = [(first, False)]
    is_clear = True
    while found := _NEXT.match(rest):
        place = _completed(found["number"], first)
        link = " ".join(found["link"].lower().split()) or "\n"
        if place is None:
            is_clear = False
        else:
            several.append((place, link in _RANGES))
        rest = rest[found.end() :]
    is_clear = is_clear and not _OPEN_END.match(rest)
    others = tuple(place for one in re.findall(_NUMBER, rest) if (place := numbers.parts(one)) is not None)
    return Cell(first, prefix, tuple(several) if len(several) > 1 else (), is_clear, others)


def _completed(text: str, first: tuple[int, ...]) -> tuple[int, ...] | None:
    """Only a number written in full is certain: 5.1-3 can be three things."""
    place = numbers.parts(text)
    return place if place is not None and len(place) == len(first) else None


def _prefix(before: str) -> Prefix:
    word = " ".join(re.sub(r"[^a-z0-9§]+", " ", before.lower()).split())
    if not word:
        return Prefix.NONE
    if word == "§" or _CLAUSE.match(word):
        return Prefix.CLAUSE
    if _ANNEX.match(word) or word.endswith(" a"):
        return Prefix.ANNEX
    return Prefix.NORM if _BELONGS.match(word) else Prefix.OTHER


def spread(several: tuple[tuple[tuple[int, ...], bool], ...]) -> list[tuple[int, ...]] | None:
    """Every number that is meant, ranges filled in.

    None when a range does not stay at one place or goes back, when one stands there twice, or when it is a whole list.
    """
    meant: list[tuple[int, ...]] = []
    for place, ends_range in several:
        if not ends_range:
            meant.append(place)
            continue
        start = meant[-1]
        if start[:-1] != place[:-1] or start[-1] >= place[-1]:
            return None
        meant += [(*place[:-1], last) for last in range(start[-1] + 1, place[-1] + 1)]
        if len(meant) > _MOST:
            return None
    return meant if len(set(meant)) == len(meant) <= _MOST else None
