"""Hard limits of size: what grows past them is split, not excused."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import tracked

FILE, FUNCTION, CLASS, TEST, TEMPLATE, CONTENT = 400, 50, 250, 30, 200, 1500


def lines(file: Path) -> int:
    return len(file.read_text().splitlines())


def too_long(files: tuple[Path, ...], limit: int) -> list[str]:
    return [f"{tracked.shown(file)}: {lines(file)} lines" for file in files if lines(file) > limit]


def parts(file: Path) -> Iterator[tuple[ast.stmt, int]]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node, (node.end_lineno or node.lineno) - node.lineno + 1


def limit(node: ast.stmt) -> int:
    if isinstance(node, ast.ClassDef):
        return CLASS
    return TEST if node.name.startswith("test_") else FUNCTION


def too_long_parts(folder: str) -> list[str]:
    return [
        f"{tracked.shown(file)}: {node.name} has {length} lines"
        for file in tracked.python(folder)
        for node, length in parts(file)
        if length > limit(node)
    ]


def test_no_python_file_is_longer_than_400_lines():
    every = tuple(file for folder in ("src", "tests", "tools", "bench") for file in tracked.python(folder))

    assert too_long(every, FILE) == []


def test_no_class_is_longer_than_250_lines_no_function_than_50_and_no_test_than_30():
    folders = ("src", "tests", "tools", "bench")

    assert [part for folder in folders for part in too_long_parts(folder)] == []


def test_no_template_is_longer_than_200_lines():
    templates = tuple(file for file in tracked.files() if "templates" in file.parts or file.suffix == ".typ")

    assert too_long(templates, TEMPLATE) == []


def test_no_content_file_is_longer_than_1500_lines():
    content = tuple(file for file in tracked.files() if file.is_relative_to(tracked.ROOT / "content"))

    assert too_long(content, CONTENT) == []
