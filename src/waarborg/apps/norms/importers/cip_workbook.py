"""The workbook of CIP: BIO2, the Handreiking BIO2-opmaat and BIO 1.04zv in Excel, and the list that ties them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from waarborg.apps.norms.importers import cip_list
from waarborg.apps.norms.importers.bio_markdown import categories, measure_number, status_of
from waarborg.apps.norms.importers.cip_columns import Columns, Layout, SheetKind, layout_of
from waarborg.apps.norms.importers.sheets import Sheet, open_workbook
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
from waarborg.domain import numbers
from waarborg.domain.norms import ItemKind, ItemStatus, text_hash

_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
_ROLES = (("secretaris", "SG"), ("algemeen directeur", "SG"), ("proceseigenaar", "PE"), ("dienstenleverancier", "DL"))
_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_ATTRIBUTES = ("control_type", "properties", "concepts", "capabilities", "domains")
_TITLES = {
    SheetKind.BIO2: ("Baseline Informatiebeveiliging Overheid 2, deel 2", "Baseline Information Security Government 2"),
    SheetKind.OPMAAT: ("Handreiking BIO2-opmaat", "Guide BIO2-opmaat"),
    SheetKind.BIO1: ("Baseline Informatiebeveiliging Overheid 1", "Baseline Information Security Government 1"),
}
_NAMES = {SheetKind.BIO2: "bio2", SheetKind.OPMAAT: "handreiking-bio2-opmaat", SheetKind.BIO1: "bio1"}


@dataclass(slots=True)
class _Reader:
    """What was found so far, while going over one sheet."""

    sheet: Sheet
    kind: SheetKind
    columns: Columns
    problems: list[FileProblem]
    items: dict[tuple[ItemKind, str], ParsedItem] = field(default_factory=dict)

    def place(self, row: int, name: str) -> str:
        return self.sheet.place(row, self.columns.get(name) or 0)

    def cell(self, row: int, name: str) -> str:
        """The cell's text; `/` is CIP's way to write "none", an error of Excel is reported and counts as none."""
        text = self.sheet.text(row, self.columns.get(name))
        if text in _ERRORS:
            self.problem(row, name, f"Hier staat een fout van Excel ({text}).")
            return ""
        return "" if not text.replace("/", "").strip() else text

    def problem(self, row: int, name: str, what: str) -> None:
        self.problems.append(FileProblem(self.place(row, name), what))

    def is_formula(self, row: int, name: str) -> bool:
        return (row, self.columns.get(name)) in self.sheet.formulas


def looks_like(sheets: list[Sheet]) -> bool:
    """Whether any visible sheet has CIP's columns."""
    return any(not sheet.hidden and layout_of(sheet) is not None for sheet in sheets)


def read(data: bytes, name: str) -> ParsedNorm:
    """Every norm in the workbook, and how the was-wordt list ties them.

    Raises UnreadableFileError when no sheet holds a norm.
    """
    return from_sheets(open_workbook(data), name)


def from_sheets(sheets: list[Sheet], name: str) -> ParsedNorm:
    """The same, of a workbook that was opened already."""
    problems: list[FileProblem] = []
    notes: list[FileProblem] = []
    found = list(_recognised(sheets, notes))
    if not found:
        raise UnreadableFileError(f"{name}: geen enkel blad heeft een kolom met O-maatregelnummers en hun tekst.")
    editions: dict[SheetKind, ParsedEdition] = {}
    for sheet, layout in sorted(found, key=lambda pair: pair[1].kind is SheetKind.LIST):
        for kind, columns in layout.columns.items():
            if kind in editions:
                continue  # the list repeats the texts of the other sheets
            reader = _Reader(sheet, kind, columns, problems)
            edition = _edition(reader, layout)
            if edition.items:
                editions[kind] = edition
            else:
                notes.append(FileProblem(f"blad '{sheet.title}'", "Er staan koppen maar geen rijen; overgeslagen."))
    ties = [
        cip_list.ties(sheet, layout, editions, problems) for sheet, layout in found if layout.kind is SheetKind.LIST
    ]
    return ParsedNorm(
        kind=FileKind.CIP_WORKBOOK,
        editions=tuple(editions[kind] for kind in SheetKind if kind in editions),
        successions=tuple(s for tie in ties for s in tie.successions),
        relations=tuple(r for tie in ties for r in tie.relations),
        problems=tuple(problems),
        notes=tuple(notes),
    )


def _recognised(sheets: list[Sheet], notes: list[FileProblem]) -> Iterator[tuple[Sheet, Layout]]:
    for sheet in sheets:
        where = f"blad '{sheet.title}'"
        layout = layout_of(sheet)
        if sheet.hidden:
            notes.append(FileProblem(where, "Dit blad is verborgen (een kladblad) en is overgeslagen."))
        elif layout is not None:
            if layout.skipped_iso_columns:
                notes.append(
                    FileProblem(
                        where, f"{layout.skipped_iso_columns} kolommen met tekst van ISO/NEN zijn niet ingelezen."
                    )
                )
            yield sheet, layout
        elif len(sheet.rows) <= 3:  # noqa: PLR2004 - a title and an announcement
            notes.append(FileProblem(where, "Dit blad is leeg (alleen aangekondigd) en is overgeslagen."))
        else:
            notes.append(FileProblem(where, "Dit blad bevat geen maatregelen en is overgeslagen."))


def _edition(reader: _Reader, layout: Layout) -> ParsedEdition:
    heading = " ".join(reader.sheet.text(0, column) for column in range(4))
    for row in range(layout.first_row, len(reader.sheet.rows)):
        _row(reader, row)
    nl, en = _TITLES[reader.kind]
    version = _version(reader, heading)
    return ParsedEdition(
        id=f"{_NAMES[reader.kind]}@{version}",
        title=Text(nl=f"{nl} ({version})", en=f"{en} ({version})"),
        catalogue_title=Text(nl=nl, en=en),
        items=tuple(reader.items.values()),
        publisher="CIP",
        published_on=_date(heading),
        source=f"CIP, blad '{reader.sheet.title}'",
        licence="CC BY-NC-SA 4.0",
        is_official_text=reader.kind is not SheetKind.OPMAAT,
    )


def _version(reader: _Reader, heading: str) -> str:
    if reader.kind is SheetKind.BIO1:
        return "1.04zv"
    in_list = reader.columns.get("measure") is not None and "lijst" in heading.lower()
    found = re.search(r"\bv(\d+(?:\.\d+)*)", heading)
    return found.group(1) if found and not in_list else "onbekend"


def _date(heading: str) -> str:
    found = re.search(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (20\d\d)\b", heading.lower())
    if found is None or not 1 <= int(found.group(1)) <= 28 + 3 * (found.group(2) != "februari"):
        return ""
    day, month = int(found.group(1)), _MONTHS.index(found.group(2)) + 1
    return "" if day == 31 and month in {4, 6, 9, 11} else f"{found.group(3)}-{month:02d}-{day:02d}"  # noqa: PLR2004


def _row(reader: _Reader, row: int) -> None:
    if not any(reader.sheet.text(row, column) for column in reader.columns.of.values()):
        return
    parent = ""
    if reader.kind is SheetKind.BIO1:
        for level in ("chapter", "paragraph"):
            parent = _heading(reader, row, level, parent) or parent
    if "control" in reader.columns and reader.kind is not SheetKind.BIO2:
        parent = _control(reader, row, parent)
    _measure(reader, row, parent)


def _heading(reader: _Reader, row: int, level: str, parent: str) -> str:
    number = _number(reader, row, level)
    kind = ItemKind.THEME if level == "chapter" else ItemKind.CLAUSE
    if number and (kind, number) not in reader.items:
        title = one_line(reader.cell(row, f"{level}_title"), 500)
        reader.items[kind, number] = ParsedItem(
            number=number, kind=kind, parent=parent, title=Text(nl=title), where=reader.place(row, level)
        )
    return number


def _control(reader: _Reader, row: int, parent: str) -> str:
    number = _number(reader, row, "control")
    if not number or (ItemKind.CONTROL, number) in reader.items:
        return number
    title = one_line(reader.cell(row, "control_title"), 500)
    withdrawn = title.lower().rstrip(".") == "vervallen"
    attributes = {name: _tags(reader.cell(row, name)) for name in _ATTRIBUTES if reader.cell(row, name)}
    reader.items[ItemKind.CONTROL, number] = ParsedItem(
        number=number,
        kind=ItemKind.CONTROL,
        status=ItemStatus.WITHDRAWN if withdrawn else ItemStatus.LIVE,
        parent=parent,
        title=Text(nl="" if withdrawn else title),
        bbn=_bbn(reader, row, "control_bbn"),
        roles=_roles(reader, row),
        attributes=attributes,
        where=reader.place(row, "control"),
    )
    return number


def _measure(reader: _Reader, row: int, parent: str) -> None:
    number, text = _number(reader, row, "measure"), reader.cell(row, "text")
    if not number:
        if text and "control" not in reader.columns:
            reader.problem(row, "measure", "Hier staat een tekst zonder nummer; de rij is overgeslagen.")
        return
    if (ItemKind.MEASURE, number) in reader.items:
        if not _same_text(reader.items[ItemKind.MEASURE, number], text):
            reader.problem(row, "measure", f"{number} staat er twee keer in met een andere tekst; de eerste telt.")
        return
    if not text:
        formula = reader.is_formula(row, "text")
        reader.problem(row, "text", _NO_VALUE if formula else f"{number} heeft geen tekst.")
    status, moved_to, refers_to = status_of(text)
    item = ParsedItem(
        number=number,
        kind=ItemKind.MEASURE,
        status=status,
        parent=parent,
        official_text=plain(text),
        moved_to=moved_to,
        refers_to=refers_to,
        bbn=_bbn(reader, row, "measure_bbn"),
        roles=_roles(reader, row),
        categories=categories(reader.cell(row, "categories")),
        where=reader.place(row, "measure"),
    )
    reader.problems += cut_off(item.official_text, reader.place(row, "text"))
    reader.items[ItemKind.MEASURE, number] = replace(item, sha256=text_hash(text)) if item.official_text else item


_NO_VALUE = (
    "Hier staat een formule zonder opgeslagen waarde. Open het werkboek in Excel, sla het op en probeer opnieuw."
)


def _same_text(item: ParsedItem, text: str) -> bool:
    return not text or item.sha256 == text_hash(text)


def _number(reader: _Reader, row: int, name: str) -> str:
    text = reader.cell(row, name)
    if not text:
        if name == "measure" and reader.sheet.text(row, reader.columns.get(name)) == "":
            _explain_missing_number(reader, row, name)
        return ""
    levels = numbers.parts(text)
    if levels is None:
        reader.problem(row, name, f"'{text[:40]}' is geen nummer; de rij is overgeslagen.")
        return ""
    return number_in(reader.kind, text)


def _explain_missing_number(reader: _Reader, row: int, name: str) -> None:
    if reader.is_formula(row, name):
        reader.problem(row, name, _NO_VALUE)


def number_in(kind: SheetKind, text: str) -> str:
    """The notation of the norm itself: `05.1.1.1` of the workbook is `5.1.1.1` in BIO 1.04zv."""
    levels = numbers.parts(text)
    if levels is None:
        return ""
    if kind is SheetKind.BIO1:
        return ".".join(str(level) for level in levels)
    if kind is SheetKind.BIO2:
        return measure_number(text)
    first, *rest = text.strip().rstrip(".").split(".")
    return ".".join([str(int(first)), *rest])


def _bbn(reader: _Reader, row: int, name: str) -> str:
    text = reader.cell(row, name)
    if text and text not in {"1", "2", "3"}:
        reader.problem(row, name, f"BBN '{text[:20]}' is niet 1, 2 of 3.")
        return ""
    return text


def _roles(reader: _Reader, row: int) -> tuple[str, ...]:
    found = []
    for line in reader.cell(row, "roles").split("\n"):
        codes = [code for word, code in _ROLES if word in line.lower()]
        if line.strip() and not codes:
            reader.problem(row, "roles", f"Onbekende verantwoordelijke '{line.strip()[:40]}'.")
        found += codes
    return tuple(dict.fromkeys(found))


def _tags(text: str) -> list[str]:
    return [tag.strip() for tag in re.split(r"[#\n,]", text) if tag.strip()]
