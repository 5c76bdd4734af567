"""Typst: our own fonts only, so that pages are the same everywhere, and data only as JSON: never markup."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).resolve().parents[2] / "typst"
_PROBES = 400  # more compilations than this are not worth it to tell which signs our fonts lack
_PROBE = b"""#set document(title: "p")
#set text(font: ("Source Sans 3", "DejaVu Sans Mono", "Libertinus Serif", "Noto Emoji", "Droid Sans Fallback"))
= p
#for sign in json(bytes(sys.inputs.signs)) { par(sign) }"""


class UndisplayableError(Exception):
    """A text holds a sign that none of the fonts has; PDF/UA does not allow empty boxes."""


def compile_report(content: Mapping[str, Any], *, made_on: date) -> bytes:
    """The PDF of the report. The date of the document is the day of the report, so the same data give the same file."""
    moment = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    compiler = typst.Compiler(
        FOLDER / "report.typ",
        root=FOLDER,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
    )
    return _pdf(compiler, timestamp=moment)  # Typst remembers some 90 MB of it: a worker does this apart (ADR 39)


def displayable(signs: frozenset[str]) -> frozenset[str]:
    """Those of these signs that our fonts can show."""
    found: set[str] = set()
    halves = [tuple(sorted(signs))] if signs else []
    for _ in range(_PROBES):
        if not halves:
            break
        half = halves.pop()
        if _can_show(half):
            found |= set(half)
        elif len(half) > 1:
            halves += [half[: len(half) // 2], half[len(half) // 2 :]]
    return frozenset(found)


@cache
def fonts() -> typst.Fonts:
    """Source Sans 3, emoji and East Asian scripts, beside the fonts inside Typst itself; never those of the machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER / "fonts"])


@lru_cache(maxsize=4096)
def _can_show(signs: tuple[str, ...]) -> bool:
    inputs = {"signs": json.dumps(signs)}
    probe = typst.Compiler(_PROBE, font_paths=fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    try:
        _pdf(probe)
    except UndisplayableError:
        return False
    return True


def _pdf(compiler: typst.Compiler, *, timestamp: datetime | None = None) -> bytes:
    try:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=timestamp)
    except typst.TypstError as error:
        if "could not be displayed" in error.message:
            raise UndisplayableError(error.message) from error
        raise
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no single file")
    return made
