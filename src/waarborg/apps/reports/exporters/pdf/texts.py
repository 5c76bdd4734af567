"""Texts that people typed, made safe to set: no control signs, no hidden direction, no word that breaks the page."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from waarborg.apps.base.formats.lines import as_shown

Shape = TypeVar("Shape")

STAND_IN = "□"
_BREAK = "\u200b"
_SOFT_HYPHEN = "\u00ad"
_ALWAYS_SHOWN = frozenset("–—‘’“”„•…€●◐○→≤≥×✓□" + _BREAK)
_LATIN = 0x180  # our font has all of Latin-1 and Latin Extended-A
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LONG = re.compile(r"\S{24,}")
_JOINTS = re.compile(r"(?<=[/_.@:=&?,;\\|+])(?=\S)")
_VARIANTS = re.compile("[\ufe00-\ufe0f]")
_ENDLESS = re.compile(r"[^\s\u200b]{40,}")


def cleaned(data: Shape, *, hidden: frozenset[str] = frozenset()) -> Shape:
    """The same data with every text tidied and each `hidden` sign replaced by a box."""
    table = {ord(sign): STAND_IN for sign in hidden}
    known: dict[str, str] = {}  # most texts come more than once: as an answer, as a gap, in the plan

    def clean(text: str) -> str:
        found = known.get(text)
        if found is None:
            found = known[text] = breakable(tidy(text).translate(table))
        return found

    made: Shape = _walk(data, clean)
    return made


def rare_characters(data: object) -> frozenset[str]:
    """The signs in these data that our font may lack."""
    return frozenset(sign for text in _texts(data) for sign in set(tidy(text)) if _is_rare(sign))


def hidden_note() -> tuple[str, str]:
    """Says that signs were left out, as a place and a sentence for the list of what could not be read."""
    note = _("Sommige tekens kan dit bestand niet tonen; op hun plaats staat %(sign)s.")
    return _("Hele rapport"), note % {"sign": STAND_IN}


def tidy(text: str) -> str:
    """One form per letter, real line ends, and nothing that cannot be seen."""
    lines = as_shown(unicodedata.normalize("NFC", text)).replace("\t", " ")
    if not lines.replace("\n", " ").isprintable():  # hardly any text: sign by sign takes its time
        lines = "".join(sign for sign in lines if _is_kept(sign))
    return _VARIANTS.sub("", lines).strip()


def breakable(text: str) -> str:
    """Places to break inside addresses, file names and other words that no dictionary knows."""
    return _LONG.sub(lambda found: _with_breaks(found.group()), text)


def blocks(text: str) -> list[dict[str, Any]]:
    """Paragraphs and lists: lines that begin with a dash or a bullet are items."""
    found: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        item = re.match(r"[-*•]\s+(.*)", line)
        if item is None:
            found.append({"p": line})
        elif found and "li" in found[-1]:
            found[-1]["li"].append(item.group(1))
        else:
            found.append({"li": [item.group(1)]})
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


def _is_kept(sign: str) -> bool:
    if sign in {"\n", _SOFT_HYPHEN}:
        return True
    return unicodedata.category(sign) not in _DROPPED


def _is_rare(sign: str) -> bool:
    return ord(sign) >= _LATIN and sign not in _ALWAYS_SHOWN


def _with_breaks(word: str) -> str:
    jointed = _JOINTS.sub(_BREAK, word)
    return _ENDLESS.sub(lambda run: re.sub(r"(.{16})(?=.)", r"\1" + _BREAK, run.group()), jointed)


def _texts(value: object) -> set[str]:
    """Every text in it, once."""
    found: set[str] = set()
    waiting = [value]
    while waiting:
        one: Any = waiting.pop()
        if isinstance(one, Enum):
            continue
        if isinstance(one, str):
            found.add(one)
        elif isinstance(one, tuple):
            waiting += one
        elif isinstance(one, dict):
            waiting += (*one, *one.values())
        elif is_dataclass(one):
            waiting += (getattr(one, field.name) for field in fields(one))
    return found


def _walk(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - any shape made of data classes
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_walk(part, change) for part in value)
    if isinstance(value, dict):
        return {_walk(key, change): _walk(part, change) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _walk(getattr(value, f.name), change) for f in fields(value)})
    return value
