"""BIO2 deel 2 in Markdown, as MinBZK publishes it on GitHub, in the layouts that its revisions have used."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from waarborg.apps.norms.importers.texts import cut_off, decode, plain
from waarborg.apps.norms.shapes import (
    FileKind,
    FileProblem,
    ParsedEdition,
    ParsedItem,
    ParsedNorm,
    Text,
    UnreadableFileError,
)
from waarborg.domain import numbers
from waarborg.domain.norms import ItemKind, ItemStatus, text_hash

# The file does not say reliably which edition it is: `import_norm` finds that out from the texts.
UNKNOWN_EDITION = "bio2@onbekend"

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?!#)(.*)$")
_NUMBERED = re.compile(r"^[*_]*(\d{1,2}(?:\.\d{1,2}){1,5})\.?[*_]*(?:[ \t:–-]+|$)(.*)$")
_CONTROL_HEADING = re.compile(r"^[*_]*(?:Beheersmaatregel|Control)\b", re.IGNORECASE)
_SUBHEADING = re.compile(r"^[*_]*(?:Verplichte\s+)?overheids(?:specifieke\s+)?maatregelen\b", re.IGNORECASE)
_CONTRIBUTES = re.compile(r"Draagt\s+bij\s+aan\s*:?[*_]*\s*:?", re.IGNORECASE)
_CATEGORY = re.compile(r"basishygi[eë]ne|ketenhygi[eë]ne|overheidsrisico", re.IGNORECASE)
_ONLY_CATEGORIES = re.compile(
    # what a plus has taken it never gives back: a long run of spaces would be tried in every way
    r"[*_ ]*+(?:(?:basishygi[eë]ne|ketenhygi[eë]ne|overheidsrisico|NIS2)[*_ ]*+(?:[,;/&]|\ben\b|$)[*_ ]*+)+\.?[*_ ]*+$",
    re.IGNORECASE,
)
_MEASURE_LEVELS = 3  # two levels name a control: its text is ISO's

_NONE = re.compile(r"^Geen\s+overheids(?:specifieke\s+)?maatregel", re.IGNORECASE)
_WITHDRAWN = re.compile(r"^(?:Deze (?:overheids)?maatregel is )?Vervallen\b[^.]{0,40}\.?$", re.IGNORECASE)
_MOVED = re.compile(r"^(?:Deze (?:overheids)?maatregel is )?Verplaatst\s+naar\b(.{1,120})$", re.IGNORECASE)
_REFERENCE = re.compile(r"^Zie\s+(?:ook\s+)?(?:overheids)?maatregel\s+(\d[\d.]*\d)\.?$", re.IGNORECASE)
_NUMBER_START = re.compile(r"\d{1,2}\.\d{1,2}")
_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}")


@dataclass(slots=True)
class _Block:
    number: str
    line: int
    body: list[str] = field(default_factory=list)


def looks_like(text: str) -> bool:
    """Whether there is a heading with the number of a measure or a control of the BIO."""
    return any(
        _measure_number(title) or (_CONTROL_HEADING.match(title) and _NUMBER_START.search(title))
        for title in _headings(text)
    )


def read(data: bytes, name: str) -> ParsedNorm:
    """The measures of the file with their texts, statuses and categories.

    Raises UnreadableFileError when there is no measure in it.
    """
    problems: list[FileProblem] = []
    items = tuple(_items(_blocks(decode(data).split("\n"), problems), problems))
    if not items:
        raise UnreadableFileError(
            f"{name}: er staat geen overheidsmaatregel in (een kop met een nummer zoals '## 5.01.01')."
        )
    title = Text(
        nl="Baseline Informatiebeveiliging Overheid 2, deel 2", en="Baseline Information Security Government 2"
    )
    edition = ParsedEdition(
        id=UNKNOWN_EDITION,
        title=title,
        items=items,
        publisher="MinBZK",
        source=name,
        is_official_text=True,
    )
    return ParsedNorm(kind=FileKind.BIO_MARKDOWN, editions=(edition,), problems=tuple(problems))


def categories(text: str) -> tuple[str, ...]:
    """`Basishygiëne, ketenhygiëne` as codes, in the order of the text, each once."""
    found = (match.lower().replace("ë", "e") for match in _CATEGORY.findall(text))
    return tuple(dict.fromkeys(found))


def status_of(text: str) -> tuple[ItemStatus, tuple[str, ...], str]:
    """What the text says about itself: its status, where it moved to, and what it refers to."""
    words = " ".join(plain(text).split())
    if _NONE.match(words):
        return ItemStatus.NONE, (), ""
    if _WITHDRAWN.match(words):
        return ItemStatus.WITHDRAWN, (), ""
    if moved := _MOVED.match(words):
        return ItemStatus.MOVED, tuple(measure_number(n) for n in _NUMBER.findall(moved.group(1))), ""
    if reference := _REFERENCE.match(words):
        return ItemStatus.REFERENCE, (), measure_number(reference.group(1))
    return ItemStatus.LIVE, (), ""


def measure_number(text: str) -> str:
    """The notation of BIO2: `5.1.1` and `05.01.01` are written `5.01.01`."""
    levels = numbers.parts(text)
    if levels is None or len(levels) != _MEASURE_LEVELS:
        return text.strip()
    return f"{levels[0]}.{levels[1]:02d}.{levels[2]:02d}"


def _headings(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        match = _HEADING.match(line)
        if match:
            yield _heading_text(match)


def _heading_text(match: re.Match[str]) -> str:
    return match.group(2).strip().rstrip("#").rstrip()


def _measure_number(title: str) -> tuple[str, str] | None:
    match = _NUMBERED.match(title.strip())
    if match is None or match.group(1).count(".") != _MEASURE_LEVELS - 1:
        return None
    return measure_number(match.group(1)), match.group(2)


def _blocks(lines: list[str], problems: list[FileProblem]) -> list[_Block]:
    """The text per measure. Everything outside a measure is dropped: introductions, notes, and statements of ISO."""
    blocks: list[_Block] = []
    current: _Block | None = None
    for line_number, line in _without_remarks(lines):
        heading = _HEADING.match(line)
        if heading is None:
            if current is not None:
                current.body.append(line)
            continue
        current = _after_heading(heading, line_number, current, problems)
        if current is not None and (not blocks or blocks[-1] is not current):
            blocks.append(current)
    return blocks


def _after_heading(
    heading: re.Match[str], line_number: int, current: _Block | None, problems: list[FileProblem]
) -> _Block | None:
    level, title = len(heading.group(1)), _heading_text(heading)
    numbered = _measure_number(title)
    if numbered:
        return _Block(numbered[0], line_number, [numbered[1]] if numbered[1].strip() else [])
    if level == 1 or _CONTROL_HEADING.match(title) or _SUBHEADING.match(title):
        return None  # what follows is an introduction, or the statement of ISO that may not be copied
    odd = _NUMBERED.match(title)
    if odd:
        if odd.group(1).count(".") >= _MEASURE_LEVELS:
            problems.append(
                FileProblem(f"regel {line_number}", f"Kop '{title[:60]}' is geen nummer van de BIO2; overgeslagen.")
            )
        return None
    if current is not None:
        current.body.append(title)  # a heading without a number continues the measure above
    return current


def _without_remarks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines without front matter, block quotes and admonitions, which hold remarks of the editors."""
    start = _after_front_matter(lines)
    in_admonition = False
    for index in range(start, len(lines)):
        line = lines[index]
        if line.startswith(("!!!", "???")):
            in_admonition = True
            continue
        if in_admonition:
            in_admonition = not line.strip() or line.startswith(("    ", "\t"))
        if not in_admonition and not line.lstrip().startswith(">"):
            yield index + 1, line


def _after_front_matter(lines: list[str]) -> int:
    if not lines or lines[0].strip() != "---":
        return 0
    closing = (index for index, line in enumerate(lines[1:], start=1) if line.strip() in {"---", "..."})
    return next(closing, -1) + 1


def _items(blocks: list[_Block], problems: list[FileProblem]) -> Iterator[ParsedItem]:
    seen: dict[str, _Block] = {}
    for block in blocks:
        where = f"regel {block.line}"
        if block.number in seen:
            problems.append(
                FileProblem(where, f"{block.number} staat al op regel {seen[block.number].line}; deze is overgeslagen.")
            )
            continue
        seen[block.number] = block
        item = _item(block, where)
        if not item.official_text:
            problems.append(FileProblem(where, f"{block.number} heeft geen tekst."))
        problems += cut_off(item.official_text, where)
        yield item


def _item(block: _Block, where: str) -> ParsedItem:
    body, named = _split_categories("\n".join(block.body))
    status, moved_to, refers_to = status_of(body)
    item = ParsedItem(
        number=block.number,
        kind=ItemKind.MEASURE,
        status=status,
        where=where,
        official_text=plain(body),
        moved_to=moved_to,
        refers_to=refers_to,
        categories=named,
    )
    return replace(item, sha256=text_hash(body)) if item.official_text else item


def _split_categories(body: str) -> tuple[str, tuple[str, ...]]:
    label = _CONTRIBUTES.search(body)
    if label:
        return body[: label.start()].rstrip("*_"), categories(body[label.end() :])
    lines = body.rstrip().split("\n")
    last = re.sub(r"<br\s*/?>", "", lines[-1], flags=re.IGNORECASE).strip()
    if last and _ONLY_CATEGORIES.match(last):
        return "\n".join(lines[:-1]), categories(last)
    return body, ()
