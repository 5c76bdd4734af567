"""What somebody probably meant to type: the nearest word of a norm for each word that the norm does not have."""

import difflib
import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]+")
CLOSE_ENOUGH = 0.75
SHORTEST = 4
LENGTHS_APART = 2


def words(text: str) -> list[str]:
    """The words of a text in lower case, without numbers and signs."""
    return [word.lower() for word in _WORD.findall(text)]


def did_you_mean(text: str, vocabulary: Collection[str]) -> str:
    """The text with unknown words replaced by the nearest known ones; empty when nothing better is known."""
    known = set(vocabulary)
    meant = [word if word in known else _nearest(word, known) for word in words(text)]
    return " ".join(meant) if all(meant) and meant != words(text) else ""


def _nearest(word: str, known: set[str]) -> str:
    if len(word) < SHORTEST:
        return word
    near = [other for other in known if abs(len(other) - len(word)) <= LENGTHS_APART]
    found = difflib.get_close_matches(word, sorted(near), n=1, cutoff=CLOSE_ENOUGH)
    return found[0] if found else ""
