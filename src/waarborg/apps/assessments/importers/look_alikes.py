"""Lists that are not on the shelf and have numbers that look like a norm's: `content/look-alikes.yaml`."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jsonschema_rs
import yaml

from waarborg.machine import folders

_THREE_LEVELS = re.compile(r"^\d{1,2}\.\d{2}\.\d$")  # 5.01.1: BIO2 writes 5.01.01


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A list by its numbers, and by the words that name it in a workbook."""

    title: str
    words: tuple[str, ...]
    numbers: frozenset[tuple[int, ...]]

    def is_named_in(self, texts: str) -> bool:
        return any(word in texts.lower() for word in self.words)

    def has_notation(self, text: str) -> bool:
        """Whether a number is written as this list writes it, and a norm does not."""
        return _THREE_LEVELS.match(text.strip()) is not None


@cache
def every(folder: Path | None = None) -> tuple[LookAlike, ...]:
    """All of them. Raises ValueError when the file breaks its schema."""
    folder = folder or folders.content()
    schema = json.loads((folder / "_schema" / "look-alikes.json").read_text(encoding="utf-8"))
    found = yaml.safe_load((folder / "look-alikes.yaml").read_text(encoding="utf-8"))
    for problem in jsonschema_rs.validator_for(schema).iter_errors(found):
        raise ValueError(f"look-alikes.yaml: {problem.message[:300]}")
    return tuple(
        LookAlike(title=one["title"]["nl"], words=tuple(one["words"]), numbers=_numbers(one["measures"]))
        for one in found
    )


def _numbers(measures: dict[str, int]) -> frozenset[tuple[int, ...]]:
    controls = ((tuple(int(part) for part in control.split(".")), last) for control, last in measures.items())
    return frozenset((*control, measure) for control, last in controls for measure in range(1, last + 1))
