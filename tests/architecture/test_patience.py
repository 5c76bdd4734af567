"""No test with a browser looks before the page is there: on a busy machine that is a failure without a fault."""

import ast
import re

from tests.architecture import tracked

AT_ONCE = {"is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_editable"}
FOLLOWED = re.compile(r'get_by_role\(\s*"link"')


def hasty(source: str) -> list[str]:
    """What these lines ask of a page without waiting for it."""
    tree = ast.parse(source)
    waited = {
        id(call)
        for block in ast.walk(tree)
        if isinstance(block, ast.With) and "expect_" in ast.unparse(block.items[0].context_expr)
        for call in ast.walk(block)
    }
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    return [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call in calls
        if call.func.attr in AT_ONCE
        or (call.func.attr == "click" and id(call) not in waited and _link(ast.unparse(call.func.value)))
    ]


def _link(locator: str) -> bool:
    return bool(FOLLOWED.search(locator.replace("'", '"')))


def test_every_test_waits_for_what_it_looks_at():
    found = {str(file): hasty(file.read_text()) for file in tracked.python("tests") if file.name != "browser.py"}

    assert {file: lines for file, lines in found.items() if lines} == {}


def test_a_look_without_waiting_is_found():
    assert hasty("assert page.get_by_text('Bewaard').is_visible()")
    assert hasty("page.get_by_role('link', name='Norm').click()\nassert 'BIO2' in page.content()")
    assert not hasty("expect(page.get_by_text('Bewaard')).to_be_visible()")
    assert not hasty("with page.expect_download():\n    page.get_by_role('link', name='Norm').click()")
