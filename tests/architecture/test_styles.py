"""The sheet that browsers get holds everything of ours, and nothing of ours lies idle."""

import re

from tests.architecture import tracked

SHEETS = tracked.ROOT / "assets/css"
BUILT = tracked.ROOT / "src/waarborg/interfaces/web/static/built/waarborg.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NAME = re.compile(r"\.(-?[a-zA-Z_][\w-]*)(?=[^{};]*\{)|(\[(?:data|aria)-[\w-]+(?:=\"?[\w-]+\"?)?\])")
STEM = re.compile(r"^.*(?:--|__)")
SPEAKING = {".html", ".py", ".js"}
BY_HTMX = {"htmx-request"}  # what the library sets by itself


def names(css: str) -> set[str]:
    """The classes and the states that rules are for."""
    return {(found[1] or found[2]).replace('"', "") for found in NAME.finditer(COMMENT.sub("", css))}


def of_ours() -> set[str]:
    return set().union(*(names(sheet.read_text()) for sheet in SHEETS.glob("*.css")))


def idle(classes: set[str], pages: str) -> list[str]:
    """The classes that no page speaks of; of one that is put together, as `step--${n}`, the beginning stands there."""
    words = set(re.findall(r"[\w-]+", pages))

    def is_spoken(name: str) -> bool:
        stem = STEM.match(name)
        return name in words or (stem is not None and any(word.startswith(stem[0]) for word in words))

    return sorted(name for name in classes if not name.startswith("[") and not is_spoken(name))


def test_nothing_of_our_sheets_is_lost_on_the_way_to_the_browser():
    ours = of_ours()

    assert {"[data-state=failed]", "wb-heat__step--4"} <= ours
    assert sorted(ours - names(BUILT.read_text())) == []


def test_no_class_of_our_sheets_lies_idle():
    pages = "\n".join(
        file.read_text() for file in tracked.files() if "interfaces/web" in str(file) and file.suffix in SPEAKING
    )

    assert idle(of_ours() - BY_HTMX, pages) == []
    assert idle({"wb-heat__step--4", "wb-bar", "wb-nobody"}, 'class="wb-bar wb-heat__step--{{ n }}"') == ["wb-nobody"]
