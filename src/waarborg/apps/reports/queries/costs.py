"""What failing can cost in general: from `content/consequences.yaml`, with the legal source. Never an estimate."""

import json
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


def read(folder: Path) -> list[dict[str, Any]]:
    """The entries of `consequences.yaml`. Raises ConsequencesError when it breaks its schema."""
    schema = json.loads((folder / "_schema" / "consequences.json").read_text(encoding="utf-8"))
    data = yaml.safe_load((folder / "consequences.yaml").read_text(encoding="utf-8"))
    for problem in jsonschema_rs.validator_for(schema).iter_errors(data):
        place = "/".join(str(step) for step in problem.instance_path)
        raise ConsequencesError(f"consequences.yaml: {place}: {problem.message[:300]}")
    entries: list[dict[str, Any]] = data["consequences"]
    return entries


@cache
def _shipped() -> tuple[dict[str, Any], ...]:
    return tuple(read(folders.content()))


def for_layer(layer: str, *, language: str) -> tuple[Consequence, ...]:
    """What can follow for a body of this layer, in the order of the file."""
    return tuple(
        Consequence(
            kind=entry["kind"],
            label=labels.consequence(entry["kind"]),
            text=entry["text"][language].strip(),
            source=entry["source"][language].strip(),
        )
        for entry in _shipped()
        if layer in entry["layers"]
    )


def general(layer: str, *, language: str) -> str:
    """What failing can cost any service: for items of which the content says nothing of its own."""
    return next(c.text for c in for_layer(layer, language=language) if c.kind == "operational")


def board_sentence(layer: str, *, language: str) -> str:
    """The one sentence for the board about what the law allows the supervisor to do; empty when there is none."""
    return next(
        (e["board"][language].strip() for e in _shipped() if layer in e["layers"] and "board" in e),
        "",
    )
