"""Every act asks whether its actor may do it, itself or through the act that it calls; the exceptions say why not."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import tracked

# acts that ask for no permission, with the reason
_OWN = "only what is the actor's own: account, session or template"
_ASKED = "part of an act that asked"
_MACHINE = "for who holds the machine; no page calls it"
_KEY = "the link or the identity provider is the permission"
ASKS_NOTHING: dict[str, str] = {
    "accounts.clear_second_steps": _ASKED,
    "accounts.end_session": _OWN,
    "accounts.make_password_key": _ASKED,
    "accounts.tell": _ASKED,
    "accounts.update_profile": _OWN,
    "assessments.delete_template": _OWN,
    "assessments.locked": _ASKED,
    "assessments.look": "reading the draft, remembered for the reader",
    "assessments.rename_template": _OWN,
    "base.write_journal": _ASKED,
    "base.write_journal_lines": _ASKED,
    "norms.load_edition": _MACHINE,
    "norms.load_norms": _MACHINE,
    "norms.load_shipped": _MACHINE,
    "organisations.accept_as": _KEY,
    "organisations.catch_up": _ASKED,
    "organisations.first_letter": _ASKED,
    "organisations.follow_groups": _KEY,
    "organisations.narrow_roles": _ASKED,
    "organisations.open_organisation": "only an operator, which is no role: the act checks the account",
    "organisations.register_organisation": _MACHINE,
    "reports.write_reports": _MACHINE,
}


def files() -> Iterator[Path]:
    for file in tracked.python("src/waarborg/apps"):
        if "actions" in file.parts or file.name == "actions.py":
            yield file


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of the acts, by app and name."""
    for file in files():
        app = file.parts[file.parts.index("apps") + 1]
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield f"{app}.{node.name}", node


def calls(node: ast.FunctionDef) -> set[str]:
    found = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {f.id if isinstance(f, ast.Name) else f.attr for f in found if isinstance(f, ast.Name | ast.Attribute)}


@cache
def asking() -> set[str]:
    """The names of the functions that reach `require`, however deep."""
    called: dict[str, set[str]] = {}
    for _name, node in functions():
        called.setdefault(node.name, set()).update(calls(node))
    reached = {"require"}
    while more := {name for name, inside in called.items() if name not in reached and inside & reached}:
        reached |= more
    return reached


def acts() -> list[str]:
    """Every public function that takes who acts."""
    return sorted(
        name
        for name, node in functions()
        if not node.name.startswith("_") and "by" in {argument.arg for argument in node.args.kwonlyargs}
    )


@pytest.mark.parametrize("act", acts())
def test_the_act_asks_whether_its_actor_may(act):
    name = act.partition(".")[2]

    assert (name in asking()) != (act in ASKS_NOTHING), f"{act}: {ASKS_NOTHING.get(act, 'asks nothing')}"


def test_every_exception_exists():
    assert sorted(set(ASKS_NOTHING) - set(acts())) == []
