"""Workbooks of our own making, in CIP's layout."""

import io
from collections.abc import Mapping, Sequence

import openpyxl

BIO2_HEAD = ["O-maatregel-nummer", "Overheidsmaatregel", "Draagt bij aan"]
BIO1_HEAD = [
    "Hoofdstuk-nr.",
    "Hoofdstuktitel",
    "Paragraaf-nr.",
    "Paragraaf-titel",
    "Paragraaf-doelstelling ",
    "Control-nr.\n",
    "BBN van control",
    "Control-titel",
    "Control",
    "O-maatregel-nummer \n",
    "BBN van o-maatregel",
    "Overheidsmaatregel",
    "Verantwoordelijke(n)",
]
OPMAAT_HEAD = [
    "Control-nr.",
    "Control-soort",
    "BBN van control",
    "Control-titel",
    "Control",
    "Doel",
    "Control-nr. BIO 1.04zv",
    "O-maatregelnr. BIO 1.04zv",
    "O-maatregel-nummer",
    "BBN van o-maatregel",
    "Overheidsmaatregel",
    "Verantwoordelijke(n)",
    "Type\ncontrol",
]
Row = Sequence[object]


def workbook(sheets: Mapping[str, Sequence[Row]], *, hidden: Sequence[str] = ()) -> bytes:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bio2_sheet(*rows: Row) -> list[Row]:
    return [["BIO2 in Excel - v1.2 - 24 september 2025"], ["Uitleg"], BIO2_HEAD, *rows]


def bio1_sheet(*rows: Row) -> list[Row]:
    return [["BIO 1.04zv in Excel - v1.4 - 24 september 2024"], ["Uitleg"], BIO1_HEAD, *rows]


def opmaat_sheet(*rows: Row) -> list[Row]:
    return [[None, "Handreiking BIO2-opmaat - v2.4 - 24 september 2025"], ["Uitleg"], OPMAAT_HEAD, *rows]


def list_sheet(*rows: Row) -> list[Row]:
    """The was-wordt list: number and text for each of the three norms."""
    norms = ["BIO2", "Hr. BIO2-opmaat", "BIO 1.04zv"] * 2
    head = ["O-maatregel-nummer", "O-maatregel-nummer", "O-maatregel-nummer \n", *["Overheidsmaatregel"] * 3]
    return [["Wordt-was-lijst BIO - v1.0 - 24 september 2025"], ["Uitleg"], norms, head, *rows]


def bio1_row(control: str, measure: str, text: str, *, roles: str = "Proceseigenaar", bbn: object = 1) -> Row:
    return ["05", "Beleid", "05.1", "Sturing", "ISO-doel", control, 1, "Titel", "ISO-tekst", measure, bbn, text, roles]
