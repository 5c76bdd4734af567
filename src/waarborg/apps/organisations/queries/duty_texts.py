"""The words of questions, duties and facts of the law: from `content/obligations/`, checked by their schemas."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

from waarborg.machine import folders

Text = Mapping[str, str]  # language -> words
_DUTY_FILES = ("cbw", "bio", "other")


class DutyTextsError(Exception):
    """A file breaks its schema; the message names the place."""


def read(folder: Path, name: str, schema: str) -> dict[str, Any]:
    """One file of `content/obligations/`. Raises DutyTextsError when it breaks its schema."""
    rules = json.loads((folder / "_schema" / f"{schema}.json").read_text(encoding="utf-8"))
    data = yaml.safe_load((folder / "obligations" / f"{name}.yaml").read_text(encoding="utf-8"))
    for problem in jsonschema_rs.validator_for(rules).iter_errors(data):
        place = "/".join(str(step) for step in problem.instance_path)
        raise DutyTextsError(f"obligations/{name}.yaml: {place}: {problem.message[:300]}")
    checked: dict[str, Any] = data
    return checked


@cache
def questions() -> Mapping[str, Mapping[str, Any]]:
    """Per topic: question, why, example, and the words of every choice."""
    return {entry["topic"]: entry for entry in read(folders.content(), "questions", "questions")["questions"]}


@cache
def law() -> Mapping[str, Any]:
    """Grounds, bodies, criteria and thresholds."""
    return read(folders.content(), "law", "law")


@cache
def duties() -> Mapping[str, Mapping[str, Any]]:
    """Per code what a duty is, its source, its doubts, and what to do."""
    files = [read(folders.content(), name, "duties") for name in _DUTY_FILES]
    return {entry["code"]: entry for file in files for entry in file["duties"]}


@cache
def common_reasons() -> Mapping[str, Text]:
    """The reasons that duties share."""
    found: dict[str, Text] = read(folders.content(), "cbw", "duties")["common"]
    return found


def choice(topic: str, codes: Sequence[str]) -> Text:
    """The words of the chosen answers, in both languages."""
    words = questions()[topic]["choices"]
    return {language: ", ".join(words[code][language] for code in codes) for language in ("nl", "en")}


def bodies(layer: str) -> tuple[Mapping[str, Any], ...]:
    """Who is who under the act for a body of this layer."""
    return tuple(entry for entry in law()["bodies"] if layer in entry["layers"])


def thresholds(layer: str) -> tuple[Mapping[str, Any], ...]:
    """From when an incident is significant for a body of this layer."""
    return tuple(entry for entry in law()["thresholds"] if layer in entry["layers"])
