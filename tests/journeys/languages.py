"""Every text of a report that no person typed, and a guess at the language of each."""

import re
from collections.abc import Iterator
from typing import Any

from tests.journeys.oracle import demo_answers, load
from tests.journeys.runs import Run

# words that hardly any sentence does without, and that the other language does not have
DUTCH = re.compile(
    r"\b(aan|als|bij|dat|de|deze|dit|een|eerste|elk|en|er|geen|geheel|heeft|het|hoe|hun|iemand|ik|je|kan|kunnen|maar|mag|"
    r"meer|met|moet|naar|niet|nog|om|onder|ook|op|te|tot|uit|uw|van|voor|waar|wat|welke|wie|wij|worden|wordt|zich|zij|zijn|"
    r"zonder|beoordeeld|voldoet|deels|maatregel|maatregelen|tekortkoming|tekortkomingen|eigenaar|voorstel|hoofdstuk|thema|"
    r"nummer|kwartaal|opzet|bestaan|werking)\b"
)
ENGLISH = re.compile(
    r"\b(a|an|and|any|are|as|been|but|by|each|first|for|from|has|have|how|it|its|must|no|not|on|or|out|should|than|that|the|"
    r"their|them|then|there|these|they|this|to|was|were|what|where|which|who|will|with|without|your|assessed|measure|"
    r"measures|gap|gaps|owner|proposal|chapter|theme|number|quarter|existence|operation)\b"
)


def strangers(text: str, language: str) -> list[str]:
    """The words of the other language in a text."""
    return (DUTCH if language == "en" else ENGLISH).findall(text.lower())


def texts(run: Run) -> Iterator[tuple[str, str]]:
    """Where a text stands and what it says, in the PDF, Word, Excel and OSCAL files."""
    for block in run.pdf.blocks:
        cells = [cell for row in block.rows for cell in row]
        yield from ((f"pdf, p. {block.page}", text) for text in (cells or [block.text]))
        yield f"pdf, p. {block.page}", block.caption
    yield from (("docx", text) for _, text in run.word.paragraphs)
    for table in run.word.tables:
        yield from ((f"docx, {table.caption}", line) for row in [table.head, *table.rows] for line in lines(row))
    for chart in run.word.charts:
        yield from (("docx, grafiek", text) for text in (chart.alternative, *chart.series))
    for name, rows in run.excel.sheets.items():
        yield "xlsx", name
        yield from ((f"xlsx, {name}", line) for row in rows for line in lines(row))
    yield from (("xlsx, grafiek", text) for text in run.excel.alternatives)
    yield from (("json", text) for text in _prose(run.oscal))


def lines(cells: list[Any]) -> Iterator[str]:
    return (line for cell in cells if isinstance(cell, str) for line in cell.split("\n"))


def _prose(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _prose(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _prose(part, key)
    elif isinstance(value, str) and key in {"title", "description", "statement", "remarks", "text"}:
        yield from value.split("\n")


def without_typed(text: str) -> str:
    """A text without what people typed: their answers, the account of the round, names and titles."""
    text = " ".join(text.split())
    for typed in _TYPED:
        text = text.replace(typed, " ")
    return text


def _typed() -> Iterator[str]:
    about = load("demo/veldermeer.yaml")
    yield from about["about"].values()
    for row in (*about["interviews"], *about["documents"], *demo_answers().values()):
        yield from (part for part in row.values() if isinstance(part, str))


_NAMES = (
    "MinBZK/Baseline-Informatiebeveiliging-Overheid, docs/maatregelen/index.md, commit",
    "Gemeente Veldermeer",
    "security by default",
    "security by design",
)
_TYPED = sorted({" ".join(text.split()) for text in (*_typed(), *_NAMES) if len(text) > 2}, key=len, reverse=True)
