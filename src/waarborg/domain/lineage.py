"""Lineage over several editions: the steps between neighbours, joined. Never by number, always by what became what."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from waarborg.domain.norms import Change, Succession

# What weighs most in a chain of changes tells the story of the whole: first reworded and then moved is moved.
_WEIGHT = {
    change: weight
    for weight, change in enumerate(
        (Change.UNCHANGED, Change.COSMETIC, Change.REWORDED, Change.MOVED, Change.SPLIT, Change.MERGED)
    )
}


def combine(first: Change, second: Change) -> Change:
    """The change of two steps in a row that both have an old and a new end."""
    return max(first, second, key=lambda change: _WEIGHT.get(change, 0))


def route(steps: Iterable[tuple[str, str]], start: str, goal: str) -> list[str]:
    """The shortest way from one edition to a later one, both included; empty when there is none."""
    onward: dict[str, list[str]] = {}
    for old, new in sorted(steps):
        onward.setdefault(old, []).append(new)
    came_from = {start: start}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in onward.get(here, []):
            if there not in came_from:
                came_from[there] = here
                queue.append(there)
    return _way_back(came_from, start, goal)


def _way_back(came_from: Mapping[str, str], start: str, goal: str) -> list[str]:
    if goal not in came_from or goal == start:
        return []
    way = [goal]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


def compose(
    first: Sequence[Succession], second: Sequence[Succession], same: Mapping[str, str] | None = None
) -> list[Succession]:
    """The steps from A to C out of A to B and B to C.

    `same` holds the items of B that the second lineage is silent about and that C has under the same permanent
    identity: these went on unchanged. An item of B of which neither says anything is not guessed at: it has no step.
    """
    onward: dict[str, list[Succession]] = {}
    for step in second:
        onward.setdefault(step.old, []).append(step)
    for old, new in (same or {}).items():
        onward.setdefault(old, [Succession(old, new, Change.UNCHANGED)])
    found = [joined for step in first for joined in _joined(step, onward)]
    found += onward.get("", [])
    return _settled(found)


def _joined(step: Succession, onward: Mapping[str, Sequence[Succession]]) -> list[Succession]:
    if not step.new:
        return [step]
    found = []
    for later in onward.get(step.new, []):
        via = (*step.via, step.new)
        if step.old and later.new:
            found.append(Succession(step.old, later.new, combine(step.change, later.change), via))
        elif step.old:
            found.append(Succession(step.old, "", Change.WITHDRAWN, via))
        elif later.new:
            found.append(Succession("", later.new, Change.NEW, via))
    return found  # what came after A and went before C leaves no trace between the two


def _settled(steps: Iterable[Succession]) -> list[Succession]:
    """One step per pair, and nothing new or withdrawn that has another tie: part of it lives on."""
    heaviest: dict[tuple[str, str], Succession] = {}
    for step in steps:
        known = heaviest.get((step.old, step.new))
        change = combine(known.change, step.change) if known else step.change
        heaviest[step.old, step.new] = replace(known or step, change=change)
    tied_old = {old for old, new in heaviest if old and new}
    tied_new = {new for old, new in heaviest if old and new}
    return [
        step
        for step in heaviest.values()
        if (step.old and step.new) or (step.old and step.old not in tied_old) or (step.new and step.new not in tied_new)
    ]
