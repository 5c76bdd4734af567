"""The sheet that browsers get keeps what only scripts use: a state that no template names is still a state."""

import re

from tests.architecture import tracked

ATTRIBUTE = re.compile(r"\[(?:data|aria)-[\w-]+(?:=\"?[\w-]+\"?)?\]")
BUILT = "src/waarborg/interfaces/web/static/built/waarborg.css"


def _attributes(text: str) -> set[str]:
    return {found.replace('"', "") for found in ATTRIBUTE.findall(text)}


def test_no_attribute_of_our_sheets_is_lost_on_the_way_to_the_browser():
    ours = {name for sheet in (tracked.ROOT / "assets/css").glob("*.css") for name in _attributes(sheet.read_text())}

    assert "[data-state=failed]" in ours
    assert sorted(ours - _attributes((tracked.ROOT / BUILT).read_text())) == []
