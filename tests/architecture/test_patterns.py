"""No pattern that meets input takes more than twice the time for a text of twice the length."""

import ast
import re
import time
from collections.abc import Iterator

import pytest

from tests.architecture.tracked import ROOT

SOURCE = ROOT / "src" / "waarborg"
FUNCTIONS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
WHOLE = {"match": "match", "fullmatch": "fullmatch"}  # everything else looks from every place
SIGNS = (
    *(" ", "\t", "\n", "a", "A", "1", "1.", ".", "-", "_", "*"),
    *("/", "(", "((", "<", "<!--", "@", "a@", "a.", ",", "'"),
)
LENGTHS = (30, 300, 10_000)  # the first ones end soon also when each sign doubles the time
QUICK = 0.02  # seconds: what is linear takes a hundredth of it, what is quadratic ten times as much
TOO_MUCH = 3.0  # times as long for twice the length


def patterns() -> Iterator[tuple[str, str | bytes, int, str]]:
    """Place, pattern, flags and way of use of every pattern that stands written in the source."""
    for file in sorted(SOURCE.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text())))
        for node in filter(is_pattern, nodes):
            used = {node.func.attr} if node.func.attr != "compile" else uses(nodes, node)
            for way in {WHOLE.get(name, "search") for name in used} or {"search"}:
                yield f"{file.relative_to(SOURCE)}:{node.lineno}", node.args[0].value, flags(node), way


def uses(nodes: list[ast.AST], compiled: ast.AST) -> set[str]:
    """What is asked of the pattern that was kept under a name: `search`, `match` and so on."""
    names = {
        target.id
        for node in nodes
        if isinstance(node, ast.Assign) and node.value is compiled
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return FUNCTIONS & {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names
    }


def flags(node: ast.Call) -> int:
    given = [*node.args[1:], *(keyword.value for keyword in node.keywords)]
    names = {part.attr for argument in given for part in ast.walk(argument) if isinstance(part, ast.Attribute)}
    return sum(getattr(re, name) for name in names if name in re.RegexFlag.__members__)


def is_pattern(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in FUNCTIONS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and isinstance(node.args[0], ast.Constant)
    )


def texts(pattern: str) -> Iterator[str]:
    """What could make it try again and again: each sign, each word of the pattern, and each two of those in turn.

    With a vertical bar before it, it stands behind a letter, with which many patterns begin.
    """
    words = dict.fromkeys(re.findall(r"[A-Za-zë]{2,}|[^\w\s\\]", pattern))
    yield from SIGNS
    yield from (f"|{sign}" for sign in (" ", "\t", "\n", ",", "-", "."))
    yield from words
    yield from (f"{word} " for word in words)
    yield from (f"{one}{other}" for one in ("<", "(", "[", "{{", "<c ") for other in SIGNS[:6])


def seconds(found: re.Pattern[str], way: str, text: str | bytes) -> float:
    begin = time.perf_counter()
    getattr(found, way)(text)
    return time.perf_counter() - begin


def hostile(pattern: str | bytes, word: str, length: int) -> str | bytes:
    """A word that goes on and on, and then something that fits no pattern."""
    start, word = ("a", word[1:]) if len(word) > 1 and word[0] == "|" else ("", word)
    text = start + (word * (length // len(word) + 1))[:length] + "\x1f"
    return text.encode() if isinstance(pattern, bytes) else text


FOUND = sorted(set(patterns()), key=str)
NAMES = [f"{place}-{way}" for place, _, _, way in FOUND]


@pytest.mark.parametrize(("place", "pattern", "flags", "way"), FOUND, ids=NAMES)
def test_twice_the_text_takes_twice_the_time(place, pattern, flags, way):
    found = re.compile(pattern, flags)
    for word in texts(pattern if isinstance(pattern, str) else pattern.decode()):
        grown = growth(found, way, word)
        assert grown < TOO_MUCH, f"{word!r}: {grown:.1f} times as long for twice as much"


def growth(found: re.Pattern[str], way: str, word: str) -> float:
    """How many times as long it takes for twice the text; 0 when it is over at once, however long the text."""
    for length in LENGTHS:
        once = min(seconds(found, way, hostile(found.pattern, word, length)) for _ in range(2))
        if once > QUICK:
            twice = min(seconds(found, way, hostile(found.pattern, word, 2 * length)) for _ in range(2))
            return twice / once
    return 0.0


def test_every_way_of_use_is_looked_at():
    assert {way for _, _, _, way in FOUND} == {"search", "match", "fullmatch"}
    assert len(FOUND) > 60
