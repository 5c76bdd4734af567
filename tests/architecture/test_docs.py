"""The documentation keeps up with the product."""

import re
from pathlib import Path

from tests.architecture import tracked
from waarborg.interfaces.cli.main import LazyGroup

DOCS = tracked.ROOT / "docs"
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def code_blocks(file: str) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```", (tracked.ROOT / file).read_text(), re.DOTALL | re.MULTILINE)


def test_both_readmes_give_the_same_commands():
    assert code_blocks("README.md") == code_blocks("README.en.md")
    assert re.findall(r"^make \w+", code_blocks("README.md")[0], re.MULTILINE) == ["make demo", "make test"]


def test_every_decision_is_linked_from_the_index():
    index = (DOCS / "adr" / "index.md").read_text()

    assert [adr.name for adr in sorted((DOCS / "adr").glob("0*.md")) if f"({adr.name})" not in index] == []


def test_a_decision_takes_at_most_a_page():
    assert [adr.name for adr in (DOCS / "adr").glob("0*.md") if len(adr.read_text().splitlines()) > 60] == []


def broken_links(page: Path) -> list[str]:
    targets = [link for link in LINK.findall(page.read_text()) if "://" not in link and not link.startswith("mailto:")]
    return [f"{tracked.shown(page)}: {link}" for link in targets if not (page.parent / link).exists()]


def test_every_link_leads_somewhere():
    pages = [file for file in tracked.files() if file.suffix == ".md"]

    assert [link for page in pages for link in broken_links(page)] == []


def test_every_setting_is_documented():
    sources = "\n".join(file.read_text() for file in tracked.python("src"))
    settings = set(re.findall(r"environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"", sources)) - {"DJANGO_SETTINGS_MODULE"}
    page = (DOCS / "beheer" / "instellingen.md").read_text()

    assert sorted(name for name in settings if f"`{name}`" not in page) == []


def test_every_command_is_in_the_guide():
    guide = "\n".join(file.read_text() for file in (DOCS / "handleiding").rglob("*.md"))

    assert [name for name in LazyGroup.commands_by_name if f"waarborg {name}" not in guide] == []


def test_every_page_is_in_the_site():
    site = (tracked.ROOT / "mkdocs.yml").read_text()
    pages = [str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")]

    assert [page for page in pages if page not in site and not page.startswith("adr/0")] == []
