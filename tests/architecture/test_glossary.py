"""One word for one thing: docs/begrippen.yaml decides, and forbidden synonyms stay out of the names in the code."""

import ast
import re
from collections.abc import Iterator

import yaml

from tests.architecture import tracked

WORDS = yaml.safe_load((tracked.ROOT / "docs" / "begrippen.yaml").read_text())


def names() -> Iterator[tuple[str, str]]:
    for file in tracked.python("src"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield tracked.shown(file), node.name
            elif isinstance(node, ast.arg):
                yield tracked.shown(file), node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield tracked.shown(file), node.id


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def test_no_name_in_the_code_is_a_forbidden_synonym():
    forbidden = {snake(synonym): word["code"] for word in WORDS for synonym in word.get("not", [])}
    found = {
        f"{place}: {name} (use {forbidden[synonym]})"
        for place, name in names()
        for synonym in forbidden
        if f"_{synonym}_" in f"_{snake(name).strip('_')}_"
    }

    assert sorted(found) == []


def test_every_word_is_explained_once():
    assert all(word["nl"] and word["en"] and word["definition"] for word in WORDS)
    assert len({word["nl"] for word in WORDS}) == len(WORDS)


def test_words_are_in_alphabetical_order():
    assert [word["nl"] for word in WORDS] == sorted((word["nl"] for word in WORDS), key=str.lower)
