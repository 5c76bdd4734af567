"""A mapping is a file that comes back as it went, and a wrong one is refused with its place."""

import json

import pytest

from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.mapping_files import InvalidMappingError, as_document, from_document, from_text
from waarborg.apps.assessments.shapes.mappings import ColumnMapping, FileMapping, NumberScale, SheetMapping, fold_cell
from waarborg.domain.assessments import Level, Verdict


def mapping(*, status="Status 2026", name="Blad1"):
    columns = (
        ColumnMapping(heading="Nr", meaning=Column.NUMBER),
        ColumnMapping(heading=status, meaning=Column.STATUS, words={"in uitvoering": "partly", "concept": "not_read"}),
        ColumnMapping(heading="Score", meaning=Column.MATURITY, numbers=NumberScale.MATURITY),
        ColumnMapping(heading="Ja", meaning=Column.STATUS, marks=Verdict.MEETS),
    )
    sheet = SheetMapping(sheet=name, header_row=3, columns=columns)
    return FileMapping(sheets=(sheet,), norm="bio2@1.3", status_means=Level.BESTAAN, name="Lijst van het bureau")


def document(**changes):
    return {**as_document(mapping()), **changes}


def test_a_mapping_comes_back_from_its_file_as_it_was():
    assert from_text(json.dumps(as_document(mapping()))) == mapping()


def test_the_same_headings_a_year_later_on_another_sheet_have_the_same_signature():
    assert mapping(status="STATUS 2027", name="Anders").signature == mapping().signature
    assert mapping(status="Stand van zaken").signature != mapping().signature


def test_a_word_that_was_left_open_stays_unknown():
    filled = document()
    filled["sheets"][0]["columns"][1]["words"] = {"In  Uitvoering!": "fails", "gepland": None}

    assert from_document(filled).sheets[0].columns[1].words == {"in uitvoering": "fails"}


@pytest.mark.parametrize("value", [["meets"], {}, 1])
def test_a_word_that_counts_as_no_text_is_refused(value):
    wrong = document()
    wrong["sheets"][0]["columns"][1]["words"] = {"ja": value}
    with pytest.raises(InvalidMappingError, match="ja"):
        from_document(wrong)


def test_letters_that_cannot_be_kept_are_left_out():
    odd = document(name="Lijst\ud800\0")
    assert from_document(odd).name == "Lijst"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"waarborg_mapping": 2}, "geen indeling"),
        ({"sheets": []}, "geen enkel blad"),
        ({"sheets": "Blad1"}, "sheets: hier hoort een lijst"),
        ({"status_means": "werkt"}, "opzet, bestaan, werking"),
        ({"sheets": [{"sheet": "A", "header_row": 0, "columns": []}]}, "rij met koppen"),
        ({"sheets": [{"sheet": "A", "header_row": 1, "columns": []}]}, "geen kolom betekent 'number'"),
        (
            {"sheets": [{"sheet": "A", "header_row": 1, "columns": [{"heading": "GAP", "meaning": None}]}]},
            "kolom 'GAP'",
        ),
        (
            {"sheets": [{"sheet": "A", "header_row": 1, "columns": [{"meaning": "status", "words": {"ja": "goed"}}]}]},
            "'goed' kan hier niet",
        ),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_to_do(change, told):
    with pytest.raises(InvalidMappingError, match=told):
        from_document(document(**change))


@pytest.mark.parametrize("text", ["", "[", "[]", "[" * 5000, '{"waarborg_mapping": true}'])
def test_what_is_no_mapping_is_refused(text):
    with pytest.raises(InvalidMappingError):
        from_text(text)


def test_a_cell_is_compared_without_signs_that_nobody_sees():
    assert [fold_cell(text) for text in (" Voldoet\u00a0 niet. ", "✔️", "Geïmplementeerd", "non_compliant", "...")] == [
        "voldoet niet",
        "✔",
        "geimplementeerd",
        "non compliant",
        "...",
    ]
