"""A norm in somebody's own table, Excel or CSV: an item per row, under a theme, a parent or a level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from waarborg.apps.base.formats import spreadsheets
from waarborg.apps.base.formats.headings import fold_heading
from waarborg.apps.base.importers import extents
from waarborg.apps.norms.formats.framework import Meaning, SheetColumns, TableMapping
from waarborg.apps.norms.importers import framework_columns
from waarborg.apps.norms.importers.ciso_nodes import slug
from waarborg.apps.norms.importers.sheets import Sheet
from waarborg.apps.norms.importers.texts import cut_off, one_line, plain
from waarborg.apps.norms.shapes import (
    FileKind,
    FileProblem,
    ParsedEdition,
    ParsedItem,
    ParsedNorm,
    Text,
    UnreadableFileError,
)
from waarborg.domain.norms import ItemKind, text_hash

_NUMBER_LENGTH = 110
_TITLE_LENGTH = 500
_MAX_LEVEL = 20
_VERSION = re.compile(r"(?:\b|(?<=\s))(?:v|versie |version )?(\d+(?:\.\d+)+|(?:19|20)\d\d)\b", re.IGNORECASE)
_NO = frozenset({"", "nee", "no", "n", "false", "0", "onwaar"})
_NUMBERED = re.compile(r"([A-Za-z]{0,4}[-. ]?\d[\w.-]*)[ .:)-]+(\S.*)")
_ASK = (
    "Laat Waarborg een kolomindeling maken met --save-map indeling.json, vul daarin aan wat elke kolom is, en lees het "
    "bestand in met --map indeling.json. Met --dry-run zie je eerst hoe de rijen gelezen worden."
)


def looks_like(data: bytes) -> bool:
    """Whether the file surely holds a norm in a table, so that nothing has to be asked."""
    return framework_columns.certain(tables(data)) is not None


def tables(data: bytes) -> TableMapping:
    """What the columns of a text seem to be; without any sheet when it is no table."""
    try:
        return framework_columns.draft(framework_columns.opened(data))
    except UnreadableFileError:
        return TableMapping(())


def question(drafted: TableMapping) -> str:
    """What has to be told about the table before it can be read, and how; nothing when there is no table."""
    return f" {framework_columns.doubt(drafted)} {_ASK}" if drafted.sheets else ""


def draft(data: bytes) -> TableMapping:
    """The mapping of a file as far as its headings tell it, to fill in. Raises UnreadableFileError without a table."""
    found = framework_columns.draft(framework_columns.opened(data))
    if not found.sheets:
        raise UnreadableFileError(
            "Dit bestand bevat geen tabel: geen blad heeft een rij met koppen en rijen daaronder."
        )
    return found


def read(data: bytes, name: str, mapping: TableMapping | None = None) -> ParsedNorm:
    """The norm or norms in the table, read as the mapping says. One bad row never stops the rest.

    Raises UnreadableFileError when the mapping does not fit, or is missing where the headings leave doubt.
    """
    found = {sheet.title: sheet for sheet in framework_columns.opened(data)}
    if mapping is None:
        drafted = framework_columns.draft(tuple(found.values()))
        sure = framework_columns.certain(drafted)
        if sure is None:
            raise UnreadableFileError(f"{name} is niet zonder meer te lezen.{question(drafted)}")
        mapping = TableMapping((sure,))
    reading = _Reading(PurePath(name).stem)
    for about in mapping.sheets:
        reading.sheet(_sheet_of(found, about), about)
    reading.notes += [
        FileProblem(title, "Dit blad is niet gelezen.")
        for title, sheet in found.items()
        if title not in {about.sheet for about in mapping.sheets} and sheet.rows and not sheet.hidden
    ]
    if not any(reading.norms.values()):
        raise UnreadableFileError(f"{name}: in de tabel staat geen enkele rij met een nummer. {_ASK}")
    return ParsedNorm(
        kind=FileKind.FRAMEWORK_TABLE,
        editions=tuple(_edition(title, items, name) for title, items in reading.norms.items()),
        problems=tuple(reading.problems),
        notes=tuple(reading.notes),
    )


def _sheet_of(found: dict[str, Sheet], about: SheetColumns) -> Sheet:
    if about.sheet in found:
        return found[about.sheet]
    if len(found) == 1 and not about.sheet:
        return next(iter(found.values()))
    names = ", ".join(f"'{title}'" for title in found)
    raise UnreadableFileError(
        f"Het blad '{about.sheet}' van de kolomindeling staat niet in dit bestand (wel: {names})."
    )


@dataclass(slots=True)
class _Row:
    """One row of the table, by meaning."""

    sheet: Sheet
    place: int
    cells: dict[Meaning, str]
    number_is_float: bool

    def __getitem__(self, meaning: Meaning) -> str:
        return self.cells.get(meaning, "")

    @property
    def where(self) -> str:
        return f"blad '{self.sheet.title}', rij {self.place + 1}" if self.sheet.title else f"regel {self.place + 1}"


@dataclass(slots=True)
class _Reading:
    """What was read, per norm in the file; rows stand in the order of the norm."""

    file: str
    norms: dict[str, list[ParsedItem]] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)
    notes: list[FileProblem] = field(default_factory=list)
    themes: dict[tuple[str, str], str] = field(default_factory=dict)  # (norm, theme) to its number

    def sheet(self, sheet: Sheet, about: SheetColumns) -> None:
        columns = self._placed(sheet, about)
        rows = list(self._rows(sheet, about, columns))
        numbers = {row[Meaning.NUMBER] for row in rows}
        above: list[tuple[int, str]] = []
        for row in rows:
            norm = one_line(row[Meaning.NORM], 200) or self.file
            items = self.norms.setdefault(norm, [])
            theme = self._theme(norm, row, items, numbers)
            parent = self._parent(row, above, theme, numbers)
            items.append(_item(row, parent))
            for text in (row[Meaning.TEXT], row[Meaning.NOTE]):
                self.problems += cut_off(text, row.where)

    def _placed(self, sheet: Sheet, about: SheetColumns) -> dict[int, Meaning]:
        """The meaning per column; a column is found by its heading, and by its letter where that tells nothing."""
        top = about.header_row - 1
        width = max((len(row) for row in sheet.rows), default=0)
        headings = [fold_heading(sheet.text(top, column)) for column in range(width)]
        placed: dict[int, Meaning] = {}
        for column in about.columns:
            wanted, letter = fold_heading(column.heading), extents.column(column.column) - 1
            same = [place for place, heading in enumerate(headings) if heading == wanted]
            place = same[0] if wanted and len(same) == 1 else letter
            if place >= width or headings[place] != wanted:
                raise UnreadableFileError(
                    f"De kolom '{column.heading}' ({column.column}) van de kolomindeling staat niet in rij {top + 1} "
                    f"van {_named(sheet)}. Maak een nieuwe met --save-map."
                )
            placed[place] = column.meaning
        unread = [sheet.text(top, c) for c in range(width) if placed.get(c, Meaning.UNKNOWN) is Meaning.UNKNOWN]
        if named := ", ".join(f"'{heading[:40]}'" for heading in unread if heading):
            self.notes.append(
                FileProblem(_named(sheet), f"Niet gelezen kolommen: {named}. Met --map zeg je wat ze zijn.")
            )
        return placed

    def _rows(self, sheet: Sheet, about: SheetColumns, columns: dict[int, Meaning]) -> Iterator[_Row]:
        for place in range(about.header_row, len(sheet.rows)):
            cells: dict[Meaning, str] = {}
            for column, meaning in columns.items():
                text = plain(spreadsheets.unguarded(sheet.text(place, column)))
                if text and meaning not in {Meaning.IGNORE, Meaning.UNKNOWN}:
                    cells[meaning] = f"{cells[meaning]}\n{text}" if meaning in cells else text
            number = next((c for c, meaning in columns.items() if meaning is Meaning.NUMBER), None)
            row = _Row(sheet, place, cells, _is_float(sheet, place, number))
            if not cells:
                continue
            if not row[Meaning.NUMBER]:
                shown = one_line(next(iter(cells.values())), 60)
                self.problems.append(FileProblem(row.where, f"Geen nummer, dus niet gelezen: '{shown}'."))
                continue
            if row.number_is_float:
                what = f"{row[Meaning.NUMBER]} staat er als getal; 5.10 wordt zo 5.1. Maak de kolom in Excel 'Tekst'."
                self.problems.append(FileProblem(row.where, what))
            cells[Meaning.NUMBER] = one_line(row[Meaning.NUMBER], _NUMBER_LENGTH)
            yield row

    def _theme(self, norm: str, row: _Row, items: list[ParsedItem], numbers: set[str]) -> str:
        """The number of the row's theme, which is an item by itself from its first row on; nothing without a theme."""
        name = one_line(row[Meaning.THEME], _TITLE_LENGTH)
        if not name or (norm, name) in self.themes:
            return self.themes.get((norm, name), "")
        told = _NUMBERED.fullmatch(name)
        number, title = (told[1], told[2]) if told else (name[:_NUMBER_LENGTH], name)
        taken = numbers | {found for (of, _), found in self.themes.items() if of == norm}
        if number in taken:
            number, title = name[:_NUMBER_LENGTH], name
        while number in taken:
            number = f"{number} (thema)"
        self.themes[norm, name] = number
        summary = Text(nl=row[Meaning.THEME_TEXT])
        items.append(
            ParsedItem(number=number, kind=ItemKind.THEME, where=row.where, title=Text(nl=title), summary=summary)
        )
        return number

    def _parent(self, row: _Row, above: list[tuple[int, str]], theme: str, numbers: set[str]) -> str:
        """The number above: as told, else by level, else by the number itself ("5.1" under "5"), else the theme."""
        number = row[Meaning.NUMBER]
        if told := one_line(row[Meaning.PARENT], _NUMBER_LENGTH):
            if told not in numbers:
                self.problems.append(FileProblem(row.where, f"'{told}', waar {number} onder valt, staat er niet in."))
            return told
        if Meaning.LEVEL in row.cells:
            return self._by_level(row, above) or theme
        start = number
        while (start := start.rpartition(".")[0]) and start not in numbers:
            pass
        return start or theme

    def _by_level(self, row: _Row, above: list[tuple[int, str]]) -> str:
        text = row[Meaning.LEVEL]
        if not re.fullmatch(r"\d{1,2}", text) or int(text) > _MAX_LEVEL:
            self.problems.append(FileProblem(row.where, f"'{text[:40]}' is geen niveau; schrijf 1, 2, 3 …"))
            return ""
        while above and above[-1][0] >= int(text):
            above.pop()
        parent = above[-1][1] if above else ""
        above.append((int(text), row[Meaning.NUMBER]))
        return parent


def _named(sheet: Sheet) -> str:
    return f"blad '{sheet.title}'" if sheet.title else "het bestand"


def _is_float(sheet: Sheet, row: int, column: int | None) -> bool:
    value = sheet.rows[row][column] if column is not None and column < len(sheet.rows[row]) else None
    return isinstance(value, float) and not value.is_integer()


def _item(row: _Row, parent: str) -> ParsedItem:
    content: dict[str, object] = {}
    for meaning in (Meaning.NOTE, Meaning.QUESTION):
        if row[meaning]:
            content[meaning.value] = {"nl": row[meaning], "en": row[meaning]}
    if lines := row[Meaning.EVIDENCE].splitlines():
        content["evidence"] = {"examples": {"nl": lines, "en": lines}}
    text = row[Meaning.TEXT]
    return ParsedItem(
        number=row[Meaning.NUMBER],
        kind=ItemKind.CLAUSE if fold_heading(row[Meaning.ASSESSABLE]) in _NO else ItemKind.CONTROL,
        parent=parent,
        where=row.where,
        title=Text(nl=one_line(row[Meaning.TITLE], _TITLE_LENGTH)),
        summary=Text(nl=text),
        official_text=text,
        content=content,
        sha256=text_hash(text) if text else "",
    )


def _edition(title: str, items: list[ParsedItem], name: str) -> ParsedEdition:
    told = _VERSION.search(title)
    version = told[1] if told else "1"
    bare = title.replace(told[0], " ") if told else title
    return ParsedEdition(
        id=f"{slug(bare) or slug(title) or 'kader'}@{version}",
        title=Text(nl=title),
        items=tuple(_with_kinds(items)),
        source=name,
    )


def _with_kinds(items: list[ParsedItem]) -> Iterator[ParsedItem]:
    """A heading is what the table says is not asked; where it says nothing, what stands above others without a text."""
    told = any(item.kind is ItemKind.CLAUSE for item in items) and any(item.kind is ItemKind.CONTROL for item in items)
    parents = {item.parent for item in items}
    for item in items:
        is_heading = item.kind is not ItemKind.CONTROL if told else item.number in parents and not item.official_text
        kind = ItemKind.CLAUSE if item.parent else ItemKind.THEME
        yield replace(item, kind=kind if is_heading or item.kind is ItemKind.THEME else ItemKind.CONTROL)
