"""The sheets that people know from CIP's workbook, filled with our own words and, once imported, the official text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from waarborg.apps.base import labels
from waarborg.apps.norms.shapes import ParsedEdition, ParsedItem
from waarborg.domain.norms import ItemKind, ItemStatus

_NONE = "/"  # the workbook's sign for "not there"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet: a measure, or a control without measures, with all that stands above it."""

    chapter: ParsedItem | None
    paragraph: ParsedItem | None
    control: ParsedItem | None
    item: ParsedItem


@dataclass(frozen=True, slots=True)
class Column:
    """A column as CIP names it, its width in characters, and what stands in it."""

    title: str
    width: int
    cell: Callable[[Line], str]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet and which items get a row."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def layout(edition: ParsedEdition) -> Layout:
    """The layout that belongs to this edition: BIO 1.04 shows levels and roles, BIO2 measures, others every item."""
    by_number = {item.number: item for item in edition.items}
    measures = [item for item in edition.items if item.kind is ItemKind.MEASURE]
    if not measures:
        return Layout(_PLAIN, tuple(_line(item, by_number) for item in edition.items))
    if any(item.bbn for item in measures):
        with_measures = {item.parent for item in measures}
        rows = [
            item
            for item in edition.items
            if item.kind is ItemKind.MEASURE or (item.kind is ItemKind.CONTROL and item.number not in with_measures)
        ]
        return Layout(_BIO1, tuple(_line(item, by_number) for item in rows))
    return Layout(_BIO2, tuple(_line(item, by_number) for item in measures))


def _line(item: ParsedItem, by_number: Mapping[str, ParsedItem]) -> Line:
    above: dict[ItemKind, ParsedItem] = {}
    here: ParsedItem | None = item
    for _ in range(10):  # no norm is deeper; a file with a circle in it must not hang
        if here is None:
            break
        above.setdefault(here.kind, here)
        here = by_number.get(here.parent)
    return Line(above.get(ItemKind.THEME), above.get(ItemKind.CLAUSE), above.get(ItemKind.CONTROL), item)


def _number(item: ParsedItem | None) -> str:
    return item.number if item else ""


def _title(item: ParsedItem | None) -> str:
    return (item.title.nl or item.title.en) if item else ""


def _summary(item: ParsedItem | None) -> str:
    return (item.summary.nl or item.summary.en) if item else ""


def _if_measure(text: Callable[[ParsedItem], str]) -> Callable[[Line], str]:
    return lambda line: text(line.item) if line.item.kind is ItemKind.MEASURE else _NONE


def _status(item: ParsedItem) -> str:
    word = labels.status(item.status.value)
    if item.status is ItemStatus.MOVED:
        return f"{word} naar {', '.join(item.moved_to)}"
    return f"{word} naar {item.refers_to}" if item.status is ItemStatus.REFERENCE else word


def _words(codes: Sequence[str], word: Callable[[str], str]) -> str:
    return ", ".join(word(code) for code in codes)


def _roles(line: Line) -> str:
    control = line.control
    return _words(line.item.roles or (control.roles if control else ()), labels.role)


_STATUS = Column("Status", 22, lambda line: _status(line.item))
_OWNER = Column("Eigenaar", 20, lambda line: labels.owner(line.item.owner) if line.item.owner else "")
_SHA = Column("SHA-256 van de officiële tekst", 20, lambda line: line.item.sha256)
_OFFICIAL = Column("Overheidsmaatregel", 67, lambda line: line.item.official_text)
_OURS = Column("Samenvatting (eigen woorden)", 67, lambda line: _summary(line.item))

_BIO2 = (
    Column("O-maatregel-nummer", 13, lambda line: line.item.number),
    _OFFICIAL,
    _OURS,
    Column("Draagt bij aan", 20, lambda line: _words(line.item.categories, labels.category)),
    _STATUS,
    Column("Control-nr.", 11, lambda line: _number(line.control)),
    Column("Control-titel", 32, lambda line: _title(line.control)),
    _OWNER,
    Column("Cbw-reikwijdte", 20, lambda line: labels.cbw_scope(line.item.cbw_scope) if line.item.cbw_scope else ""),
    _SHA,
)
_BIO1 = (
    Column("Hoofdstuk-nr.", 11, lambda line: _number(line.chapter)),
    Column("Hoofdstuktitel", 29, lambda line: _title(line.chapter)),
    Column("Paragraaf-nr.", 11, lambda line: _number(line.paragraph)),
    Column("Paragraaf-titel", 32, lambda line: _title(line.paragraph)),
    Column("Control-nr.", 10, lambda line: _number(line.control)),
    Column("BBN van control", 9, lambda line: line.control.bbn if line.control else ""),
    Column("Control-titel", 30, lambda line: _title(line.control)),
    Column("Control (eigen woorden)", 50, lambda line: _summary(line.control)),
    Column("O-maatregel-nummer", 13, _if_measure(lambda item: item.number)),
    Column("BBN van o-maatregel", 11, _if_measure(lambda item: item.bbn)),
    Column("Overheidsmaatregel", 67, _if_measure(lambda item: item.official_text)),
    Column("Samenvatting (eigen woorden)", 67, _if_measure(_summary)),
    Column("Verantwoordelijke(n)", 24, _roles),
    _STATUS,
    _OWNER,
    _SHA,
)
_PLAIN = (
    Column("Nummer", 14, lambda line: line.item.number),
    Column("Soort", 16, lambda line: labels.kind(line.item.kind.value)),
    Column("Titel", 45, lambda line: _title(line.item)),
    _OURS,
    Column("Officiële tekst", 67, lambda line: line.item.official_text),
    _STATUS,
    Column("Thema", 20, lambda line: labels.theme(line.item.theme) if line.item.theme else ""),
    _OWNER,
)
