"""Nobody reads a file of an outsider past the child process that was made for it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tracked import ROOT

SOURCE = ROOT / "src" / "waarborg"
PARSERS = {"python_calamine", "openpyxl", "zipfile", "yaml", "docx", "defusedxml", "xml", "tarfile", "lxml"}
# who may open such a format: what runs in the child, what writes, and what reads files of our own
MAY_PARSE = (
    "apps/base/importers/",
    "apps/norms/importers/",
    "apps/reports/",
    "apps/assessments/importers/look_alikes.py",
    "apps/organisations/queries/duty_texts.py",
    "interfaces/cli/demo",
    "interfaces/web/stand/excel.py",
)

CALLED_IN_THE_CHILD = (
    "importers/sheet_kinds.py",
    "norms/importers/sheets.py",
    "norms/importers/framework_columns.py",
)


@cache
def sources() -> list[tuple[str, list[ast.AST]]]:
    """What is imported, called and defined in every file."""
    wanted = (ast.Import, ast.ImportFrom, ast.Call, ast.FunctionDef)
    return [
        (
            str(file.relative_to(SOURCE)),
            [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, wanted)],
        )
        for file in sorted(SOURCE.rglob("*.py"))
    ]


@cache
def readers() -> set[tuple[str, str]]:
    """Module and name of every function that is marked as a reader."""
    return {
        (Path(name).stem, node.name)
        for name, nodes in sources()
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(mark, ast.Name) and mark.id == "reader" for mark in node.decorator_list)
    }


def calls_of_readers(nodes: list[ast.AST]) -> Iterator[str]:
    called = (node.func for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    for what in called:
        if isinstance(what.value, ast.Name) and (what.value.id, what.attr) in readers():
            yield f"{what.value.id}.{what.attr}"


def test_the_readers_are_found():
    assert {("sheet_kinds", "read"), ("workbooks", "from_zip"), ("detect", "read"), ("formats", "look_at")} <= readers()


@pytest.mark.parametrize("layer", ["interfaces", "apps"])
def test_a_reader_is_called_by_other_readers_only(layer):
    past = [
        f"{name}: {call}"
        for name, nodes in sources()
        if name.startswith(layer) and not name.endswith(CALLED_IN_THE_CHILD)
        for call in calls_of_readers(nodes)
    ]
    assert past == []


def test_formats_of_outsiders_are_opened_in_few_places():
    past = [
        f"{name} imports {module}"
        for name, nodes in sources()
        if not name.startswith(MAY_PARSE)
        for node in nodes
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for module in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if module.partition(".")[0] in PARSERS
    ]
    assert past == []
