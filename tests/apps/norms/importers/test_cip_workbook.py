"""CIP's workbook: each of its sheets, alone and together, with what is odd about them."""

import pytest

from tests.apps.norms.importers.workbooks import (
    bio1_row,
    bio1_sheet,
    bio2_sheet,
    list_sheet,
    opmaat_sheet,
    workbook,
)
from waarborg.apps.norms.importers import cip_workbook
from waarborg.apps.norms.shapes import ParsedNorm, UnreadableFileError
from waarborg.domain.norms import Change, ItemKind, ItemStatus, text_hash


def read(**sheets) -> ParsedNorm:
    return cip_workbook.read(workbook(sheets), "cip.xlsx")


def test_the_bio2_sheet_gives_measures_with_categories():
    norm = read(
        BIO2=bio2_sheet(["5.01.01", "De bakker\ntelt.", "Basishygiëne, ketenhygiëne"], ["5.1.2", "Vervallen.", None])
    )

    [edition] = norm.editions
    first, second = edition.items
    assert (edition.id, edition.published_on) == ("bio2@1.2", "2025-09-24")
    assert (first.number, first.categories) == ("5.01.01", ("basishygiene", "ketenhygiene"))
    assert first.sha256 == text_hash("De bakker telt.")
    assert (second.number, second.status) == ("5.01.02", ItemStatus.WITHDRAWN)


def test_the_bio1_sheet_gives_chapters_controls_and_measures_without_iso_text():
    norm = read(
        BIO1=bio1_sheet(
            bio1_row(
                "05.1.1",
                "05.1.1.1",
                "De bakker telt.",
                roles="Secretaris/algemeen directeur\nDienstenleverancier",
                bbn=2,
            )
        )
    )

    chapter, clause, control, measure = norm.editions[0].items
    assert [chapter.number, clause.number, control.number, measure.number] == ["5", "5.1", "5.1.1", "5.1.1.1"]
    assert (measure.bbn, measure.roles, measure.parent) == ("2", ("SG", "DL"), "5.1.1")
    assert "ISO" not in repr(norm.editions)


def test_a_withdrawn_control_and_a_control_without_measure():
    rows = [
        ["06", "H", "06.1", "P", "x", "06.1.4", "/", "Vervallen", "Vervallen", "/", "/", "/", "/"],
        ["06", "H", "06.1", "P", "x", "06.1.5", "1", "Titel", "ISO", "/", "/", "/", "Proceseigenaar"],
    ]

    items = {item.number: item for item in read(B=bio1_sheet(*rows)).editions[0].items}

    assert (items["6.1.4"].status, items["6.1.4"].bbn) == (ItemStatus.WITHDRAWN, "")
    assert (items["6.1.5"].status, items["6.1.5"].roles) == (ItemStatus.LIVE, ("PE",))
    assert not [item for item in items.values() if item.kind is ItemKind.MEASURE]


def test_the_guide_gives_controls_with_attributes():
    row = ["5.01", "Organisatorisch", "1", "Beleid", "ISO", "ISO", "05.1.1", "05.1.1.1", "5.01.1", 1, "De bakker telt.",
           "Proceseigenaar", "#Preventief\n#Herstellend"]  # fmt: skip

    edition = read(H=opmaat_sheet(row)).editions[0]

    control, measure = edition.items
    assert (edition.id, edition.is_official_text) == ("handreiking-bio2-opmaat@2.4", False)
    assert (control.number, control.attributes) == ("5.01", {"control_type": ["Preventief", "Herstellend"]})
    assert (measure.number, measure.parent, measure.official_text) == ("5.01.1", "5.01", "De bakker telt.")


def test_the_list_ties_the_norms_in_three_notations():
    norm = read(
        Lijst=list_sheet(
            ["5.01.01", "5.01.1", "05.1.1.1", "Zelfde.", "Zelfde.", "Zelfde."],
            ["5.01.02", "/", "05.1.1.2", "Nieuw.", "/", "Oud."],
            ["5.01.02", "/", "05.1.1.3", "Nieuw.", "/", "Ouder."],
            ["5.01.03", "/", "/ /", "Bijgekomen.", "/", "/"],
            ["/", "5.01.2", "05.1.1.4", "/", "Weg.", "Weg."],
        )
    )

    assert {(s.old, s.new): s.change for s in norm.successions} == {
        ("5.1.1.1", "5.01.01"): Change.UNCHANGED,
        ("5.1.1.2", "5.01.02"): Change.MERGED,
        ("5.1.1.3", "5.01.02"): Change.MERGED,
        ("", "5.01.03"): Change.NEW,
        ("5.1.1.4", ""): Change.WITHDRAWN,
    }
    assert {(r.source_number, r.target_number) for r in norm.relations} == {
        ("5.01.1", "5.01.01"), ("5.01.1", "5.1.1.1"), ("5.01.2", "5.1.1.4"),
    }  # fmt: skip


def test_several_numbers_in_one_cell_of_the_list_are_several_ties():
    norm = read(
        BIO1=bio1_sheet(bio1_row("05.1.1", "05.1.1.1", "Een."), bio1_row("05.1.1", "05.1.1.2", "Twee.")),
        BIO2=bio2_sheet(["5.01.01", "Samen.", ""]),
        Lijst=list_sheet(["5.01.01", "/", "05.1.1.1\n05.1.1.2", "Samen.", "/", "Een. Twee."]),
    )

    assert [(s.old, s.change) for s in norm.successions] == [("5.1.1.1", Change.MERGED), ("5.1.1.2", Change.MERGED)]


def test_hidden_and_empty_sheets_are_noted_and_skipped():
    data = workbook(
        {
            "BIO2": bio2_sheet(["5.01.01", "De bakker telt.", ""]),
            "Kladblad": bio2_sheet(["9.01.01", "Kladje.", ""]),
            "Later": [["Was-wordt-lijst"], ["Volgt later."]],
        },
        hidden=["Kladblad"],
    )

    norm = cip_workbook.read(data, "cip.xlsx")

    assert [item.number for item in norm.editions[0].items] == ["5.01.01"]
    assert [note.where for note in norm.notes] == ["blad 'Kladblad'", "blad 'Later'"]


def test_every_problem_names_sheet_and_cell_and_stops_nothing():
    norm = read(
        BIO2=bio2_sheet(
            ["vijf", "Tekst.", ""],
            ["5.01.01", "#REF!", ""],
            [None, "Tekst zonder nummer.", ""],
            ["5.01.02", "Een.", ""],
            ["5.01.02", "Iets anders.", ""],
            ["5.01.03", "Goed.", ""],
        )
    )

    assert [item.number for item in norm.editions[0].items] == ["5.01.01", "5.01.02", "5.01.03"]
    assert {problem.where for problem in norm.problems} == {
        f"blad 'BIO2', cel {cell}" for cell in ("A4", "B5", "A6", "A8")
    }


def test_a_formula_is_never_computed_and_a_missing_value_is_explained():
    norm = read(BIO2=bio2_sheet(["5.01.01", '=HYPERLINK("http://kwaad")', ""], ["5.01.02", "Goed.", ""]))

    [problem] = norm.problems
    assert (problem.where, "formule" in problem.what) == ("blad 'BIO2', cel B4", True)
    assert norm.editions[0].items[0].official_text == ""


def test_html_in_a_cell_becomes_plain_text():
    item = read(BIO2=bio2_sheet(["5.01.01", "<p>Brood &amp; <b>spelen</b></p>", ""])).editions[0].items[0]

    assert item.official_text == "Brood & spelen"


def test_a_workbook_without_the_columns_is_refused():
    with pytest.raises(UnreadableFileError, match="geen enkel blad"):
        read(Blad=[["Naam", "Bedrag"], ["x", 1]])
