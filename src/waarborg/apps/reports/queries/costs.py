"""What failing can cost in general: from `content/consequences.yaml`, with the legal source. Never an estimate."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from waarborg.apps.base import labels
from waarborg.apps.reports.shapes import Consequence
from waarborg.machine import folders


class ConsequencesError(Exception):
    """The data file breaks its schema; the message names the place."""


def read(folder: Path) -> dict[str, Any]:
    """The data of `consequences.yaml`. Raises ConsequencesError when it breaks its schema."""
    schema = json.loads((folder / "_schema" / "consequences.json").read_text(encoding="utf-8"))
    data = yaml.safe_load((folder / "consequences.yaml").read_text(encoding="utf-8"))
    for problem in jsonschema_rs.validator_for(schema).iter_errors(data):
        place = "/".join(str(step) for step in problem.instance_path)
        raise ConsequencesError(f"consequences.yaml: {place}: {problem.message[:300]}")
    checked: dict[str, Any] = data
    return checked


@cache
def _shipped() -> dict[str, Any]:
    return read(folders.content())


def for_layer(layer: str, *, language: str) -> tuple[Consequence, ...]:
    """What can follow for a body of this layer, in the order of the file."""
    return tuple(
        Consequence(
            kind=entry["kind"],
            label=labels.consequence(entry["kind"]),
            text=entry["text"][language].strip(),
            source=entry["source"][language].strip(),
        )
        for entry in _shipped()["consequences"]
        if layer in entry["layers"]
    )


def of_properties(properties: Sequence[str], *, language: str) -> str:
    """What failing can cost where the content says nothing of its own: by what the control protects."""
    told = _shipped()["properties"]
    return " ".join(told[name][language].strip() for name in told if name in properties or not properties)


def board_sentence(layer: str, *, language: str) -> str:
    """The one sentence for the board about what the law allows the supervisor to do; empty when there is none."""
    return next(
        (e["board"][language].strip() for e in _shipped()["consequences"] if layer in e["layers"] and "board" in e),
        "",
    )
