"""A table that holds a norm: what its columns can mean, the headings that say so, and a mapping as a file."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from waarborg.apps.base.formats.headings import fold_heading

VERSION = 1
_KIND = "norm-table"


class Meaning(StrEnum):
    """What a column of a norm says about the item in its row."""

    NUMBER = "number"
    TITLE = "title"
    TEXT = "text"
    PARENT = "parent"  # the number of the item above
    LEVEL = "level"  # 1 for the top; rows stand in the order of the norm
    THEME = "theme"  # the heading under which the item stands
    THEME_TEXT = "theme_text"
    NORM = "norm"  # which norm the row is of
    NOTE = "note"
    EVIDENCE = "evidence"
    QUESTION = "question"
    ASSESSABLE = "assessable"  # filled for what is asked, empty for headings
    IGNORE = "ignore"
    UNKNOWN = "?"  # to be filled in


# Headings after folding. The exports of CISO Assistant, Deming and OpenGRC are among them.
_WORDS: Mapping[Meaning, str] = {
    Meaning.NUMBER: "nummer|nr|no|number|ref id|refid|ref|reference|referentie|code|id|identifier|control id|"
    "control nr|control no|control number|control code|requirement id|requirement nr|eis nr|eisnummer|normnummer|"
    "maatregelnummer|maatregel nr|clause|clausule|artikel|paragraaf|paragraaf nr|numero|reference number",
    Meaning.TITLE: "titel|title|naam|name|control title|control name|titel maatregel|short title|korte titel|nom|"
    "titre|control naam|requirement title|requirement name",
    Meaning.TEXT: "tekst|text|omschrijving|description|beschrijving|eis|requirement|requirement text|normtekst|"
    "control description|requirement description|control text|maatregel|objective|objectif|doelstelling|"
    "specification|statement",
    Meaning.PARENT: "valt onder|parent|parent id|parent ref id|parent number|bovenliggend|hoort bij|ouder|parent code",
    Meaning.LEVEL: "niveau|level|depth|diepte",
    Meaning.THEME: "thema|theme|domein|domain|hoofdstuk|chapter|section|sectie|family|control family|domaine|function",
    Meaning.THEME_TEXT: "domain description|domein beschrijving|domein omschrijving|domaine description|"
    "thema omschrijving|theme description",
    Meaning.NORM: "norm|kader|framework|standard|raamwerk|normenkader|referentiel|standaard",
    Meaning.NOTE: "toelichting|guidance|discussion|uitleg|note|notes|annotation|opmerking|implementation guidance|"
    "handreiking|richtlijn|supplemental guidance|remarks",
    Meaning.EVIDENCE: "bewijs|evidence|typical evidence|bewijs voorbeelden|voorbeelden van bewijs",
    Meaning.QUESTION: "vraag|question|questions|vragen",
    Meaning.ASSESSABLE: "assessable|te beoordelen|beoordeelbaar",
}
_MEANINGS = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}
SEVERAL = frozenset({Meaning.NOTE, Meaning.IGNORE, Meaning.UNKNOWN})  # meanings that more columns may have


class MappingError(ValueError):
    """A mapping cannot be used; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet; `column` is its letter, `examples` are there for who fills in the meaning."""

    column: str
    heading: str
    meaning: Meaning
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """The columns of one sheet; `header_row` counts from one, as in a spreadsheet. A CSV is a sheet without a name."""

    sheet: str
    header_row: int
    columns: tuple[Column, ...]

    def doubles(self) -> list[tuple[Meaning, list[Column]]]:
        """The meanings that more than one column has and that only one can have."""
        told = [(m, [c for c in self.columns if c.meaning is m]) for m in Meaning if m not in SEVERAL]
        return [(meaning, columns) for meaning, columns in told if len(columns) > 1]

    @property
    def is_enough(self) -> bool:
        """Whether the columns say which item a row is, and what it asks."""
        meanings = {column.meaning for column in self.columns}
        return Meaning.NUMBER in meanings and bool(meanings & {Meaning.TITLE, Meaning.TEXT})


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How to read a file: the sheets to read, in the order of the norm."""

    sheets: tuple[SheetColumns, ...]

    def as_json(self) -> str:
        """The mapping as a file to fill in or to hand on."""
        about = {"version": VERSION, "kind": _KIND, "meanings": [meaning.value for meaning in Meaning]}
        return json.dumps({**about, **asdict(self)}, ensure_ascii=False, indent=2) + "\n"


def mapping(text: str) -> TableMapping:
    """The mapping in a file.

    Raises MappingError, which names the place.
    """
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise MappingError(f"De kolomindeling is geen leesbare JSON: {str(error)[:200]}.") from error
    if not isinstance(found, dict) or found.get("kind") != _KIND:
        raise MappingError(f"Dit is geen kolomindeling van een norm: er hoort 'kind': '{_KIND}' in te staan.")
    if found.get("version") != VERSION:
        raise MappingError(f"Deze kolomindeling heeft versie {found.get('version')}; Waarborg kent versie {VERSION}.")
    sheets = tuple(_sheet(sheet, place) for place, sheet in enumerate(_list(found, "sheets", ""), start=1))
    if not sheets:
        raise MappingError("De kolomindeling noemt geen blad: 'sheets' is leeg.")
    return TableMapping(sheets)


def _sheet(sheet: dict[str, Any], place: int) -> SheetColumns:
    name, row = sheet.get("sheet"), sheet.get("header_row")
    where = f"sheets[{place}]"
    if not isinstance(name, str) or not isinstance(row, int) or isinstance(row, bool) or row < 1:
        raise MappingError(f"{where}: 'sheet' is een naam en 'header_row' de rij met koppen, vanaf 1.")
    columns = tuple(
        _column(column, f"{where}.columns[{n}]") for n, column in enumerate(_list(sheet, "columns", where), 1)
    )
    made = SheetColumns(name, row, columns)
    for meaning, doubled in made.doubles():
        names = " en ".join(f"{column.column} ('{column.heading}')" for column in doubled)
        raise MappingError(
            f"{where}: de kolommen {names} zijn allebei '{meaning}'. Kies er een; zet de rest op 'ignore'."
        )
    if unknown := [column for column in columns if column.meaning is Meaning.UNKNOWN]:
        names = ", ".join(f"{column.column} ('{column.heading}')" for column in unknown)
        raise MappingError(f"{where}: vul bij 'meaning' in wat er staat in {names}. Telt een kolom niet: 'ignore'.")
    if not made.is_enough:
        raise MappingError(f"{where}: er is een kolom 'number' nodig, en een 'title' of een 'text'.")
    return made


def _column(column: dict[str, Any], where: str) -> Column:
    letter, heading = column.get("column"), column.get("heading", "")
    if not isinstance(letter, str) or not re.fullmatch(r"[A-Z]{1,3}", letter) or not isinstance(heading, str):
        raise MappingError(f"{where}: 'column' is de letter van de kolom (A, B, …) en 'heading' wat erboven staat.")
    try:
        return Column(letter, heading, Meaning(str(column.get("meaning"))))
    except ValueError:
        known = ", ".join(meaning.value for meaning in Meaning if meaning is not Meaning.UNKNOWN)
        raise MappingError(
            f"{where}: '{str(column.get('meaning'))[:40]}' is geen betekenis; kies uit {known}."
        ) from None


def _list(found: dict[str, Any], name: str, where: str) -> Iterator[dict[str, Any]]:
    entries = found.get(name)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise MappingError(f"{where or 'kolomindeling'}: '{name}' hoort een lijst van objecten te zijn.")
    yield from entries


def meaning_of(heading: str) -> Meaning:
    """What a column with this heading holds, when the heading leaves no doubt."""
    return _MEANINGS.get(fold_heading(heading), Meaning.UNKNOWN)
