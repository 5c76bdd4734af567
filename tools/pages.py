"""Pages of the documentation that are made from the product itself: `docs/regels.md` and `docs/begrippen.md`."""

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import yaml

from waarborg.domain import __path__ as folders
from waarborg.domain.basis import Rule

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MADE = "<!-- Gemaakt door `make docs`; wijzig de bron, niet deze pagina. -->\n\n"


def rules() -> str:
    """The page of rules: code, sentence, source, function and test."""
    rows = "".join(
        f"| {rule.code} | {rule.sentence} | {rule.source} | `{place}` | {_tests(rule.code)} |\n"
        for rule, place in _rules()
    )
    return (
        f"{MADE}# Regels\n\n"
        "Elke regel staat op één plaats in de code, noemt zijn bron en heeft een test die hem bij zijn code noemt.\n\n"
        f"| code | regel | bron | functie | test |\n|---|---|---|---|---|\n{rows}"
    )


def _rules() -> Iterator[tuple[Rule[object], str]]:
    seen: set[str] = set()
    for module in pkgutil.walk_packages(folders, "waarborg.domain."):
        for value in vars(import_module(module.name)).values():
            for rule in value if isinstance(value, tuple) else (value,):
                if isinstance(rule, Rule) and rule.code not in seen:
                    seen.add(rule.code)
                    yield rule, f"{module.name.removeprefix('waarborg.')}.{_function(rule)}"


def _function(rule: Rule[object]) -> str:
    name = rule.holds.__name__
    return "problems" if name == "<lambda>" else name


def _tests(code: str) -> str:
    wanted = re.compile(re.escape(code).replace(r"\-", "[-_]"))
    files = sorted(file for file in (ROOT / "tests" / "domain").glob("*.py") if wanted.search(file.read_text()))
    return ", ".join(f"`{file.relative_to(ROOT)}`" for file in files)


def words() -> str:
    """The page of words, from `docs/begrippen.yaml`."""
    entries = yaml.safe_load((DOCS / "begrippen.yaml").read_text())
    rows = "".join(
        f"| {word['nl']} | {word['en']} | {' '.join(word['definition'].split())} | {_code(word)} |\n"
        for word in entries
    )
    return (
        f"{MADE}# Begrippen\n\n"
        "Eén woord voor één ding, op het scherm en in de code.\n\n"
        f"| begrip | Engels | betekenis | in de code |\n|---|---|---|---|\n{rows}"
    )


def _code(word: dict[str, str]) -> str:
    return f"`{word['code']}`" if word.get("code") else ""


def main() -> None:
    (DOCS / "regels.md").write_text(rules())
    (DOCS / "begrippen.md").write_text(words())


if __name__ == "__main__":
    main()
