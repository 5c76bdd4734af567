"""The documentation keeps up with the product."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from django.urls import URLPattern, URLResolver, get_resolver
from tools.rules import rules

import waarborg
from tests.architecture import examples, tracked
from waarborg.apps.norms.shapes import FileKind
from waarborg.interfaces.cli.main import cli

DOCS = tracked.ROOT / "docs"
GUIDE, ADMIN = DOCS / "handleiding", DOCS / "beheer"
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
    read = re.findall(r"environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"", sources)
    page = (ADMIN / "instellingen.md").read_text()

    assert sorted(name for name in {*read} - {"DJANGO_SETTINGS_MODULE"} if f"`{name}`" not in page) == []


def test_every_setting_on_the_page_exists():
    sources = "\n".join(file.read_text() for folder in ("src", "tools") for file in tracked.python(folder))
    named = set(re.findall(r"`((?:WAARBORG|DATABASE)_[A-Z_]+)`", (ADMIN / "instellingen.md").read_text()))

    assert sorted(name for name in named if name not in sources) == []


def commands(group: click.Group = cli, path: str = "waarborg") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


@pytest.mark.parametrize(("path", "command"), [pytest.param(*found, id=found[0]) for found in commands()])
def test_every_command_option_and_choice_is_in_the_guide(path, command):
    section = examples.section_of(path)
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    choices = [choice for option in options if isinstance(option.type, click.Choice) for choice in option.type.choices]

    assert section, path
    assert [name for option in options for name in option.opts if f"`{name}`" not in section] == []
    assert [choice for choice in choices if f"`{choice}`" not in section] == []


def test_every_option_in_the_guide_exists():
    guide = (GUIDE / "opdrachtregel.md").read_text()
    known = {name for _, command in commands() for parameter in command.params for name in parameter.opts}

    assert set(re.findall(r"^\| `(--[a-z-]+)`", guide, re.MULTILINE)) <= known


def test_every_rule_is_in_the_guide():
    guide = "\n".join(page.read_text() for page in sorted(GUIDE.glob("*.md")))

    assert [rule.code for rule, _ in rules() if f"| {rule.code} |" not in guide] == []


def test_every_kind_of_file_is_in_the_guide():
    guide = (GUIDE / "officiele-teksten.md").read_text()

    assert [kind for kind in FileKind if kind is not FileKind.CONTENT and f"`{kind.value}`" not in guide] == []


def codes_in_the_source() -> set[str]:
    """The codes of everything that reading a sheet can tell."""
    sources = "\n".join(file.read_text() for file in tracked.python("src/waarborg/apps/assessments"))
    told = r"(?:note|problem|_noted|tell|_at_headings|\"note\"|\"problem\")[(,][^()]{0,60}?\"([a-z]+(?:-[a-z]+)+)\""
    numbers = r"\"(number-[a-z-]+|[a-z-]+-numbers?|verdict-[a-z-]+|column-[a-z-]+|other-headings|unreadable-verdict)\""
    return {*re.findall(told, sources), *re.findall(numbers, sources), "scale-maturity", "scale-percentage"}


def test_every_message_about_a_sheet_is_in_the_guide_and_no_other():
    guide = (GUIDE / "eigen-excel.md").read_text()

    assert set(re.findall(r"^\| `([a-z-]+)` \| \w+ \|", guide, re.MULTILINE)) == codes_in_the_source()


def addresses(patterns: list[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield re.sub(r"<[^>]+>", "<>", here)


def test_the_addresses_of_all_screens_are_documented():
    told = re.findall(r"^\| `(/[^`]*)`", (ADMIN / "installeren.md").read_text(), re.MULTILINE)

    assert sorted(re.sub(r"<[^>]+>", "<>", address) for address in told) == sorted(addresses())


def test_the_page_about_content_names_every_key():
    page = (tracked.ROOT / "content" / "README.md").read_text()
    schemas = {
        name: json.loads((tracked.ROOT / f"content/_schema/{name}.json").read_text()) for name in ("about", "items")
    }
    keys = {*schemas["about"]["properties"], *schemas["items"]["items"]["properties"]}

    assert sorted(key for key in keys if f"`{key}`" not in page) == []


def test_the_site_can_be_built(tmp_path):
    arguments = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(arguments, cwd=tracked.ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_version_is_the_same_everywhere():
    version = waarborg.__version__
    project = tomllib.loads((tracked.ROOT / "pyproject.toml").read_text())["project"]
    publiccode = yaml.safe_load((tracked.ROOT / "publiccode.yml").read_text())

    assert (project["version"], publiccode["softwareVersion"]) == (version, version)
    assert f"## {version}" in (tracked.ROOT / "CHANGELOG.md").read_text()


def test_publiccode_tells_what_the_standard_requires():
    told = yaml.safe_load((tracked.ROOT / "publiccode.yml").read_text())
    required = {"name", "softwareType", "platforms", "developmentStatus", "releaseDate", "categories", "description"}

    assert required | {"publiccodeYmlVersion", "legal", "maintenance", "localisation"} <= set(told)
    assert set(told["description"]) == set(told["localisation"]["availableLanguages"])
    for words in told["description"].values():
        assert len(words["shortDescription"]) <= 150 <= len(words["longDescription"])


def test_every_page_is_in_the_site():
    site = (tracked.ROOT / "mkdocs.yml").read_text()
    pages = [str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")]

    assert [page for page in pages if page not in site and not page.startswith("adr/0")] == []
