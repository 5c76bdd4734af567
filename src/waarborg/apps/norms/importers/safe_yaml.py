"""YAML of strangers: no tags, no aliases, no depth that eats the stack, and numbers of norms stay text."""

import re
from typing import Any

import yaml

from waarborg.apps.norms.shapes import UnreadableFileError

MAX_DEPTH = 40
MAX_EVENTS = 5_000_000

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEPT_TAGS = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}
_INT = "tag:yaml.org,2002:int"


class _Loader(_BASE):  # type: ignore[misc]
    """The safe loader, in which `5.10`, `010`, `12:30` and dates are the text that was written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT_TAGS]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_INT, re.compile(r"^-?(?:0|[1-9][0-9]{0,15})$"), list("-0123456789"))


class _TextLoader(_Loader):
    """The same, in which `5` and `true` are text too: for formats that know no other values."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}


def load(text: str) -> Any:  # noqa: ANN401 - any YAML
    """The data of one document. Raises UnreadableFileError with line and column for what is wrong or unsafe."""
    return _load(text, _Loader)


def load_texts(text: str) -> Any:  # noqa: ANN401 - any YAML
    """The same, with every value as the text that was written."""
    return _load(text, _TextLoader)


def _load(text: str, loader: Any) -> Any:  # noqa: ANN401 - a class that depends on how PyYAML was built
    try:
        _check(text)
        return yaml.load(text, Loader=loader)  # noqa: S506 - derived from the safe loader
    except yaml.YAMLError as error:
        raise UnreadableFileError(f"Geen geldige YAML: {_explain(error)}.") from error
    except (ValueError, RecursionError, OverflowError, TypeError) as error:
        raise UnreadableFileError(f"Geen leesbare YAML: {error}.") from error


def _check(text: str) -> None:
    """Walk the events first: building deep data recurses in C, and would take the whole process down."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        place = f"regel {event.start_mark.line + 1}" if event.start_mark else "onbekende regel"
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableFileError(f"{place}: verwijzingen (*{event.anchor}) in YAML zijn niet veilig en geweigerd.")
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
        if depth > MAX_DEPTH:
            raise UnreadableFileError(f"{place}: meer dan {MAX_DEPTH} niveaus diep; zo is geen norm ingedeeld.")
        if count > MAX_EVENTS:
            raise UnreadableFileError(f"{place}: te groot; dat is geen norm.")


def _explain(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"regel {mark.line + 1}, kolom {mark.column + 1}: " if mark else ""
    problem = str(getattr(error, "problem", None) or error)
    if "could not determine a constructor for the tag" in problem:
        return f"{place}een YAML-tag ({problem.rpartition('tag ')[2]}) kan code uitvoeren en is geweigerd"
    return f"{place}{problem[:200]}"
