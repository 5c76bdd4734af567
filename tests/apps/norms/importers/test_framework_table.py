"""A norm in somebody's own table: read when the headings leave no doubt, asked when they do, never guessed."""

import json

import pytest

from tests.apps.norms.importers.workbooks import workbook
from waarborg.apps.norms.formats import framework
from waarborg.apps.norms.formats.framework import MappingError, Meaning
from waarborg.apps.norms.importers import detect
from waarborg.apps.norms.shapes import FileKind, ParsedItem, UnreadableFileError
from waarborg.domain.norms import ItemKind

DEMING = """Framework,Domain,Domain - Description,Clause,Name,Objective,Attributes,Input,Model,Indicator,Action plan
Brood 2:2024,5,Over meel,5.1,Meel wegen,De bakker weegt.,#a,,,,
Brood 2:2024,5,Over meel,5.2,Meel zeven,De bakker zeeft.,#a,,,,
"""
OPENGRC = """Identifier,Title,Standard,Status,Effectiveness,Type,Category,Enforcement,Owner,Description,Department
AC-1,Oven,Bakkerij v1.4,In Scope,Effective,Technical,Preventive,Mandatory,Jan,De oven is schoon.,
"""


def items(data: str | bytes, name: str = "norm.csv") -> list[ParsedItem]:
    return list(detect.read(data.encode() if isinstance(data, str) else data, name).editions[0].items)


def test_an_export_of_deming_gives_its_domains_and_measures():
    norm = detect.read(DEMING.encode(), "export.csv")

    [edition] = norm.editions
    assert (norm.kind, edition.id, edition.title.nl) == (FileKind.FRAMEWORK_TABLE, "brood-2@2024", "Brood 2:2024")
    assert [(i.number, i.kind, i.parent) for i in edition.items] == [
        ("5", ItemKind.THEME, ""),
        ("5.1", ItemKind.CONTROL, "5"),
        ("5.2", ItemKind.CONTROL, "5"),
    ]
    assert (edition.items[1].title.nl, edition.items[1].official_text) == ("Meel wegen", "De bakker weegt.")
    assert "'Indicator'" in norm.notes[0].what


def test_an_export_of_opengrc_gives_its_controls_and_tells_what_is_not_read():
    norm = detect.read(OPENGRC.encode(), "controls.csv")

    assert norm.editions[0].id == "bakkerij@1.4"
    assert [(i.number, i.title.nl, i.official_text) for i in norm.editions[0].items] == [
        ("AC-1", "Oven", "De oven is schoon.")
    ]
    assert "'Status', 'Effectiveness'" in norm.notes[0].what


@pytest.mark.parametrize(
    "table",
    [
        "Nr;Tekst;Valt onder\n5;;\n5-a;Weeg het meel;5\n",
        "Nummer;Eis;Niveau\n5;;1\n5-a;Weeg het meel;2\n",
        "Nr;Tekst;Hoofdstuk\n5-a;Weeg het meel;5 Meel\n",
    ],
)
def test_an_item_stands_under_its_parent_its_level_or_its_chapter(table):
    assert [(i.number, i.kind, i.parent) for i in items(table)] == [
        ("5", ItemKind.THEME, ""),
        ("5-a", ItemKind.CONTROL, "5"),
    ]


def test_a_number_stands_under_the_number_that_it_begins_with():
    assert {i.number: i.parent for i in items("Nr;Titel;Tekst\n5;Meel;\n5.1.2;Wegen;a\n6.1;Zeven;b\n")} == {
        "5": "",
        "5.1.2": "5",
        "6.1": "",
    }


def test_a_column_that_says_what_is_asked_makes_the_rest_headings():
    table = "ref_id;assessable;name;description\n1;;Meel;Over meel\n1.1;x;Wegen;Weeg\n"

    assert [i.kind for i in items(table)] == [ItemKind.THEME, ItemKind.CONTROL]


def test_what_is_lost_in_a_row_is_told_and_the_rest_is_read():
    sheet = [["Nummer", "Titel", "Niveau"], [5.1, "Wegen", 1], ["", "Zonder nummer", ""], ["5.2", "Zeven", "hoog"]]

    norm = detect.read(workbook({"Norm": sheet}), "norm.xlsx")

    assert [i.number for i in norm.editions[0].items] == ["5.1", "5.2"]
    assert [problem.where for problem in norm.problems] == [f"blad 'Norm', rij {row}" for row in (2, 3, 4)]
    assert "5.10 wordt zo 5.1" in norm.problems[0].what


def test_two_norms_in_one_table_are_two_editions():
    table = "Norm;Nr;Tekst\nA 1.0;1;a\nB 2.0;1;b\n"

    assert [e.id for e in detect.read(table.encode(), "x.csv").editions] == ["a@1.0", "b@2.0"]


@pytest.mark.parametrize(
    ("data", "asked"),
    [
        (b"Nr;Eis;Omschrijving\n1;a;b\n", r"B \('Eis'\) en C \('Omschrijving'\) kunnen allebei 'text' zijn"),
        (b"Onderwerpcode;Wat\n1;a\n", "Geen blad heeft een kolom voor het nummer.*'Onderwerpcode', 'Wat'"),
        (workbook({"Een": [["Nr", "Tekst"], ["1", "a"]], "Twee": [["Nr", "Tekst"], ["1", "b"]]}), "'Een', 'Twee'"),
    ],
)
def test_what_is_not_clear_is_asked_with_the_way_to_answer(data, asked):
    with pytest.raises(UnreadableFileError, match=f"(?s){asked}.*--save-map"):
        detect.read(data, "norm")


def filled_in(data: bytes, **meanings: str) -> framework.TableMapping:
    """The mapping that the file gets, with these meanings by heading, and through a file."""
    draft = json.loads(detect.draft(data, "norm").as_json())
    for column in draft["sheets"][0]["columns"]:
        column["meaning"] = meanings.get(column["heading"], column["meaning"])
    return framework.mapping(json.dumps(draft))


def test_a_mapping_that_was_filled_in_answers_and_may_be_used_again():
    data = b"Onderwerpcode;Wat;Wie\n1;Weeg het meel;Jan\n"
    draft = detect.draft(data, "norm")

    mapping = filled_in(data, Onderwerpcode="number", Wat="text", Wie="ignore")
    norm = detect.read(b"Wat;Extra;Onderwerpcode;Wie\nZeef;x;2;Piet\n", "anders.csv", mapping.as_json())

    assert [(c.heading, c.meaning, c.examples) for c in draft.sheets[0].columns][1] == (
        "Wat", Meaning.UNKNOWN, ("Weeg het meel",))  # fmt: skip
    assert [(i.number, i.official_text) for i in norm.editions[0].items] == [("2", "Zeef")]
    assert "'Extra'" in norm.notes[0].what


def test_a_mapping_of_another_layout_is_refused():
    mapping = filled_in(b"Code;Wat\n1;a\n", Wat="text")

    with pytest.raises(UnreadableFileError, match=r"'Wat' \(B\).*--save-map"):
        detect.read(b"Code;Hoe\n1;a\n", "x.csv", mapping.as_json())


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("{", "geen leesbare JSON"),
        ('{"kind": "iets"}', "geen kolomindeling"),
        ('{"kind": "norm-table", "version": 9}', "versie 9"),
        ('{"kind": "norm-table", "version": 1, "sheets": []}', "geen blad"),
        ('{"kind": "norm-table", "version": 1, "sheets": [{"sheet": 1}]}', "'sheet' is een naam"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(file, message):
    with pytest.raises(MappingError, match=message):
        framework.mapping(file)


@pytest.mark.parametrize(
    ("meanings", "message"),
    [
        ({}, r"vul bij 'meaning' in.*B \('Wat'\)"),
        ({"Wat": "onzin"}, "'onzin' is geen betekenis; kies uit number, title"),
        ({"Wat": "number"}, "allebei 'number'"),
        ({"Wat": "ignore"}, "een 'title' of een 'text'"),
    ],
)
def test_a_mapping_that_is_not_finished_says_what_to_fill_in(meanings, message):
    with pytest.raises(MappingError, match=message):
        filled_in(b"Code;Wat\n1;a\n", **meanings)
