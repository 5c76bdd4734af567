"""Pages of the documentation that are made from the product itself: `docs/regels.md` and `docs/begrippen.md`."""

import re
from pathlib import Path
from typing import Any

import yaml

from tools.rules import rules
from waarborg.domain.basis import Rule

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MADE = "<!-- Gemaakt door `make docs`; wijzig de bron, niet deze pagina. -->\n\n"


def rules_page() -> str:
    """The page of rules: code, sentence, source, function and test."""
    rows = "".join(
        f"| {code} | {rule.sentence} | {rule.source} | `{module}.{rule.holds.__name__}` | {_tests(code)} |\n"
        for code, (rule, module) in _by_code().items()
    )
    return (
        f"{MADE}# Regels\n\n"
        "Elke regel staat op één plaats in de code, noemt zijn bron en heeft een test die hem bij zijn code noemt.\n\n"
        f"| code | regel | bron | functie | test |\n|---|---|---|---|---|\n{rows}"
    )


def _by_code() -> dict[str, tuple[Rule[Any], str]]:
    found: dict[str, tuple[Rule[Any], str]] = {}
    for rule, module in rules():
        found.setdefault(rule.code, (rule, module.removeprefix("waarborg.")))
    return found


def _tests(code: str) -> str:
    wanted = re.compile(re.escape(code).replace(r"\-", "[-_]"))
    files = sorted(file for file in (ROOT / "tests" / "domain").glob("*.py") if wanted.search(file.read_text()))
    return ", ".join(f"`{file.relative_to(ROOT)}`" for file in files)


def words_page() -> str:
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
    (DOCS / "regels.md").write_text(rules_page())
    (DOCS / "begrippen.md").write_text(words_page())


if __name__ == "__main__":
    main()
