"""Which sheet of CIP's workbook is which, and where its columns stand; told by the headers, not by the sheet's name."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from waarborg.apps.norms.importers.sheets import Sheet


class SheetKind(StrEnum):
    """The layouts that CIP publishes."""

    LIST = "list"
    BIO2 = "bio2"
    OPMAAT = "opmaat"
    BIO1 = "bio1"


# "beheersmaatregel", "control", "doel" and "paragraafdoelstelling" are left out: their cells hold text of ISO/NEN.
_HEADERS = {
    "omaatregelnummer": "measure",
    "omaatregelnr": "measure",
    "overheidsmaatregel": "text",
    "draagtbijaan": "categories",
    "controlnr": "control",
    "beheersmaatregelnr": "control",
    "controltitel": "control_title",
    "beheersmaatregeltitel": "control_title",
    "controlsoort": "control_sort",
    "bbnvancontrol": "control_bbn",
    "bbnvanbeheersmaatregel": "control_bbn",
    "bbnvanomaatregel": "measure_bbn",
    "verantwoordelijken": "roles",
    "verantwoordelijke": "roles",
    "hoofdstuknr": "chapter",
    "hoofdstuktitel": "chapter_title",
    "paragraafnr": "paragraph",
    "paragraaftitel": "paragraph_title",
    "controlnrbio104zv": "bio1_control",
    "omaatregelnrbio104zv": "bio1_measure",
    "typecontrol": "control_type",
    "informatiebeveiligingseigenschappen": "properties",
    "cybersecurityconcepten": "concepts",
    "operationelecapaciteiten": "capabilities",
    "beveiligingsdomeinen": "domains",
}
_ISO_TEXT = frozenset({"beheersmaatregel", "control", "doel", "paragraafdoelstelling"})
_HEADER_ROWS = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of one norm stand in a sheet."""

    of: dict[str, int] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.of

    def get(self, name: str) -> int | None:
        return self.of.get(name)


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet that was recognised: its kind, its first row of data, and its columns per norm."""

    kind: SheetKind
    first_row: int
    columns: dict[SheetKind, Columns]
    skipped_iso_columns: int


def layout_of(sheet: Sheet) -> Layout | None:
    """How the sheet is laid out, or None when it holds no measures."""
    for row in range(min(_HEADER_ROWS, len(sheet.rows))):
        keys = [_key(sheet.text(row, column)) for column in range(len(sheet.rows[row]))]
        names = [_HEADERS.get(key, "") for key in keys]
        if "measure" in names and "text" in names:
            return _layout(sheet, row, names, sum(key in _ISO_TEXT for key in keys))
    return None


def _layout(sheet: Sheet, row: int, names: list[str], iso_columns: int) -> Layout:
    if names.count("measure") > 1:
        return Layout(SheetKind.LIST, row + 1, _grouped(sheet, row, names), iso_columns)
    columns = Columns({name: index for index, name in reversed(list(enumerate(names))) if name})
    if "paragraph" in columns or "chapter" in columns:
        kind = SheetKind.BIO1
    elif "control" in columns:
        kind = SheetKind.OPMAAT
    else:
        kind = SheetKind.BIO2
    return Layout(kind, row + 1, {kind: columns}, iso_columns)


def _grouped(sheet: Sheet, row: int, names: list[str]) -> dict[SheetKind, Columns]:
    """The was-wordt list has each column once per norm; the row above says of which norm."""
    groups: dict[SheetKind, Columns] = {}
    for index, name in enumerate(names):
        norm = _norm(sheet.text(row - 1, index)) if row else None
        if name and norm is not None:
            groups.setdefault(norm, Columns()).of.setdefault(name, index)
    return groups


def _norm(label: str) -> SheetKind | None:
    words = _key(label)
    if "opmaat" in words:
        return SheetKind.OPMAAT
    if words.startswith("bio2"):
        return SheetKind.BIO2
    return SheetKind.BIO1 if words.startswith("bio1") else None


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
