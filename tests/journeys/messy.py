"""A BIO 1.04zv sheet as a tired team really keeps it, made on the spot: our own words and faults, no official text."""

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

HEAD = [
    "Ctrl nr",
    "O-maatregel-nummer \n",
    "Onderwerp",
    "Voldoen we?",
    "Opmerkingen",
    "Vindplaats",
    "Actiehouder",
    "Gereed per",
]
# What stands in the status cell, and what a careful reader makes of it (None: a problem, "" : not assessed).
ANSWERS: tuple[tuple[str, str, Any, str | None], ...] = (
    ("05.1.1", "05.1.1.1", "Ja", "voldoet"),
    ("05.1.2", "05.1.2.1", "deels - evaluatie 2024 mist", None),
    ("06.1.1", "06.1.1.1", "J", "voldoet"),
    ("06.1.1", "06.1.1.2", "NEE", "voldoet_niet"),
    ("06.1.1", "06.1.1.3", "ja, mits er budget komt", None),
    ("07.2.1", "07.2.1.1", "n.v.t.", "niet_van_toepassing"),
    ("07.2.2", "07.2.2.1", "Gedeeltelijk", "voldoet_deels"),
    ("08.1.3", "8.1.3.1", "●", "voldoet"),
    ("09.2.3", "9.2.3.1", "◐ voldoet deels", "voldoet_deels"),
    ("12.3.1", "12.3.1.1", "nee (S13)", None),
    ("12.6.1", "12.6.1.1", "", ""),
    ("18.2.1", "18.2.1.1", "?", ""),
)


def write(file: Path) -> Path:
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "Leeswijzer"
    notes["A1"] = "Overzicht 2026, bijgewerkt door drie mensen"
    page = book.create_sheet("GAP BIO def v3 (2)")
    _top(page)
    for control, measure, status, _ in ANSWERS:
        page.append([control, measure, f"Onderwerp {measure}", status, "", "map Q", "ISO", "Q3 2027"])
        if measure == "07.2.1.1":
            page.append([None] * len(HEAD))
    page.append(["", "99.1.1.1", "Van een oud blad", "ja", "", "", "", ""])
    page.append(["Totaal voldaan", "", "", '=COUNTIF(D5:D20,"Ja")', "", "", "", ""])
    book.save(file)
    return file


def _top(page: Worksheet) -> None:
    page.append(["GAP-analyse BIO"])
    page.merge_cells("A1:H1")
    page.append([])
    page.append(HEAD)


def expected() -> dict[str, int]:
    """How many measures have each verdict that was read."""
    read = [verdict for *_, verdict in ANSWERS if verdict]
    return {verdict: read.count(verdict) for verdict in set(read)}
