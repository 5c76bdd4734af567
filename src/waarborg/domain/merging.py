"""Two people who change the same thing: what they did not both change comes together, the rest has to be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What the second one really changed, and the fields of it that the first one changed to something else."""

    wanted: Mapping[str, Any]
    clashes: tuple[str, ...]


def merge(seen: Mapping[str, Any], now: Mapping[str, Any], sent: Mapping[str, Any]) -> Merged:
    """`seen` is what the second one started from, `now` what the first one made of it, `sent` what the second sent.

    A form sends every field, also those that nobody touched: they stay as they are now.
    """
    wanted = {name: value for name, value in sent.items() if value != seen[name]}
    clashes = (name for name, value in wanted.items() if now[name] not in (seen[name], value))
    return Merged(wanted, tuple(clashes))
