"""Nothing is copied: no shipped sentence shares more than seven words in a row with an official publication."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from python_calamine import CalamineWorkbook

from tests.shared import SHARED
from waarborg.machine import folders

LONGEST_RUN = 7
# Names and legal terms that are as they are; a run that is made of one of these is no copying.
ALLOWED = (Path(__file__).parent / "allowed_phrases.txt").read_text(encoding="utf-8").lower().splitlines()
_WORD = re.compile(r"[0-9a-zà-ÿ]+(?:[.'][0-9a-zà-ÿ]+)*")


def words(text: str) -> list[str]:
    plain = text.lower().replace("’", "'").replace("‘", "'")
    for phrase in ALLOWED:
        plain = plain.replace(phrase, " § ") if phrase else plain
    return _WORD.findall(plain.replace("§", " qqnameqq "))


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    for start in range(len(found) - LONGEST_RUN):
        run = tuple(found[start : start + LONGEST_RUN + 1])
        if "qqnameqq" not in run:
            yield run


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def published(shared: Path) -> Iterator[str]:
    for file in sorted((shared / "norms").glob("bio2*.md")):
        yield re.sub(r"<br\s*/?>", " ", file.read_text(encoding="utf-8"), flags=re.IGNORECASE)
    for file in sorted((shared / "norms").glob("*.xlsx")):
        book = CalamineWorkbook.from_path(str(file))
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python():
                yield from (cell for cell in row if isinstance(cell, str))
    for name in ("cbw_nis2.yaml", "bio2.yaml"):
        yield from strings(yaml.safe_load((shared / "interop/ciso-assistant" / name).read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def official() -> set[tuple[str, ...]]:
    if SHARED is None:
        pytest.skip("../shared is not on this machine")
    return {run for text in published(SHARED) for run in runs(text)}


@pytest.mark.parametrize(
    "file", sorted(folders.content().rglob("*.yaml")), ids=lambda f: str(f.relative_to(folders.content()))
)
def test_no_shipped_text_copies_more_than_seven_words(file, official):
    texts = strings(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    copied = {" ".join(run) for text in texts for run in runs(text) if run in official}

    assert not copied


def test_the_check_would_catch_a_copied_sentence(official):
    longest = max(official, key=len)

    assert set(runs(" ".join(longest))) & official
