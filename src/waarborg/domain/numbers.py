"""Numbers of norms as people write them: `5.1.1`, `05.01.01` and `5.01.01` are the same place in BIO2.

A number is a place in one edition, never an identity (see `waarborg.domain.norms`).
"""

import re

_DOTTED = re.compile(r"^\s*(\d{1,3}(?:\.\d{1,3}){0,4})\.?\s*$")
# signs such as ² are words: they are digits to Python, but no numbers; and no number of a norm has twenty digits
_PIECES = re.compile(r"(\d{1,18})|([^\d.\s-]+)")


def parts(text: str) -> tuple[int, ...] | None:
    """The levels of a dotted number, or None for anything else: `"05.1.1.1"` gives `(5, 1, 1, 1)`."""
    match = _DOTTED.match(text)
    return tuple(int(level) for level in match.group(1).split(".")) if match else None


def sort_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Orders as people expect: `5.2` before `5.10`, digits before letters, `A.5` before `A.10`."""
    return tuple((0, int(digits), "") if digits else (1, 0, word.lower()) for digits, word in _PIECES.findall(number))


def storage_key(number: str) -> str:
    """A text that a database sorts in the order of `sort_key`: `5.01.03` gives `0005.0001.0003`."""
    return ".".join(f"{value:04d}" if kind == 0 else f"~{word}" for kind, value, word in sort_key(number))


def same_place(one: str, other: str) -> bool:
    """Whether two notations mean the same place: `05.1.1` and `5.01.01` do."""
    left, right = parts(one), parts(other)
    return left == right if left and right else one.strip().lower() == other.strip().lower()
