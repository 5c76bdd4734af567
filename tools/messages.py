"""The words that people read: compile the English translations, and find what has none yet."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "waarborg"
LOCALE = PACKAGE / "locale"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "n": None,  # what `labels` calls it
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")

Found = tuple[str, str | tuple[str, ...], str | None]


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Every file with English translations."""
    for file in sorted(LOCALE.glob("*/en/LC_MESSAGES/django.po")):
        with file.open("rb") as opened:
            yield file, pofile.read_po(opened, locale="en")


def compile_all() -> None:
    """Write the `.mo` beside every `.po`."""
    for file, catalogue in catalogues():
        with file.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalogue)


def used() -> Iterator[Found]:
    """Every message in code, templates, rules and editions: where it stands, the message, its context."""
    for file in sorted(PACKAGE.rglob("*.py")):
        yield from _extracted(file, file.read_bytes())
    yield from _in_templates()
    yield from _in_rules()
    yield from _in_editions()


def _in_editions() -> Iterator[Found]:
    import yaml  # noqa: PLC0415 - compiling must work before the packages are installed

    for file in sorted((ROOT / "content").glob("*/*/about.yaml")):
        yield str(file.relative_to(ROOT)), yaml.safe_load(file.read_text(encoding="utf-8"))["source"], None


def _in_rules() -> Iterator[Found]:
    from tools.rules import rules  # noqa: PLC0415 - compiling must work without the package

    for rule, _module in rules():
        for text in (rule.sentence, rule.source):
            yield f"domain, rule {rule.code}", text, None


def _in_templates() -> Iterator[Found]:
    from django.conf import settings  # noqa: PLC0415 - compiling must work before Django is installed
    from django.utils.translation.template import templatize  # noqa: PLC0415

    if not settings.configured:
        settings.configure(USE_I18N=True)
    for file in sorted(PACKAGE.rglob("templates/**/*.*")):
        if file.suffix in {".html", ".txt", ".svg"}:
            yield from _extracted(file, templatize(file.read_text(), origin=str(file)).encode())


def _extracted(file: Path, source: bytes) -> Iterator[Found]:
    for line, message, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
        if message and message != "":
            yield f"{file.relative_to(ROOT)}:{line}", message, context


def problems() -> list[str]:
    """What is wrong, in words: no translation, one that lost a placeholder, two that disagree, one of nothing."""
    known: dict[tuple[str, str | None], str] = {}
    found: list[str] = []
    for file, catalogue in catalogues():
        for message in catalogue:
            if message.id:
                found += _faults(file, message, known)
    said = {
        (one, context): place
        for place, message, context in used()
        for one in ((message,) if isinstance(message, str) else message[:1])
        if one.strip()
    }
    found += sorted(
        f"{place}: no English for {message[0]!r}" for message, place in said.items() if message not in known
    )
    return found + sorted(f"English for {message!r}, which nobody says" for message, _ in known.keys() - said.keys())


def _faults(file: Path, message: Message, known: dict[tuple[str, str | None], str]) -> Iterator[str]:
    msgid = message.id if isinstance(message.id, str) else message.id[0]
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    place = f"{file.parents[2].name}: {msgid!r}"
    if message.fuzzy or not all(strings):
        return  # counts as missing where it is used
    for text in strings:
        if isinstance(message.id, str) and sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(msgid)):
            yield f"{place}: other placeholders in {text!r}"
    if known.setdefault((msgid, message.context), strings[0]) != strings[0]:
        yield f"{place}: translated otherwise elsewhere: {known[msgid, message.context]!r} and {strings[0]!r}"


def main() -> int:
    """`compile` or `check`."""
    if sys.argv[1:] == ["compile"]:
        compile_all()
        return 0
    found = problems()
    print("\n".join(found) or "Every message has its English.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
