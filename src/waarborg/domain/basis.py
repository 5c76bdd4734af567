"""What every rule has in common: a code, a Dutch sentence, a source, and a test that finds who breaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """One rule of the norm: `holds` is true when the subject keeps to it."""

    code: str
    sentence: str
    source: str
    holds: Callable[[Subject], bool]


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule and the thing that breaks it, such as a measure's number."""

    code: str
    about: str


def check_all(rules: Iterable[Rule[Subject]], subject: Subject, *, about: str) -> list[Problem]:
    """Every rule that the subject breaks, in the order of the rules."""
    return [Problem(rule.code, about) for rule in rules if not rule.holds(subject)]
