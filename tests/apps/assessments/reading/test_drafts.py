"""A draft shows what would be read; its mapping reads the same, and an answer changes only what it says."""

from dataclasses import replace

import pytest

from tests.apps.assessments.reading.oracle import read_as, verdicts
from tests.apps.assessments.reading.test_files_of_others import file
from tests.apps.assessments.sheets import problems, read, workbook
from waarborg.apps.assessments.importers.reader import recognise
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.drafts import Certainty
from waarborg.apps.assessments.shapes.mappings import NumberScale
from waarborg.apps.norms import queries
from waarborg.apps.norms.shapes import UnreadableFileError

pytestmark = pytest.mark.django_db


def draft_of(path, norm="bio2@1.3", **how):
    return recognise(path, queries.edition(norm), others=queries.editions(), **how)


def answered(draft, position, **said):
    """The mapping with something else said about one column."""
    sheet = draft.mapping.sheets[0]
    columns = list(sheet.columns)
    columns[position] = replace(columns[position], **said)
    return replace(draft.mapping, sheets=(replace(sheet, columns=tuple(columns)),))


@pytest.mark.parametrize(("start", "norm"), [("03", "bio2@1.3"), ("12", "iso27002@2022"), ("13", "bio2@1.3")])
def test_the_mapping_of_a_draft_reads_as_the_draft_shows(norms, start, norm):
    draft = draft_of(file(start), norm)
    plain, mapped = read(file(start), norm), read(file(start), norm, mapping=draft.mapping)

    assert mapped.answers == plain.answers
    shown = [one for row in draft.preview for one in row.answers]
    assert shown == list(plain.answers[: len(shown)])


def test_words_and_their_counts_are_told_per_column(norms):
    words = draft_of(file("12"), "iso27002@2022").sheets[0].columns[3].words

    assert [(word.text, word.count, word.example, word.counts_as, word.proposal) for word in words] == [
        ("Implemented", 1, "D2", "meets", ""),
        ("In Progress", 1, "D3", "", "partly"),
        ("N/A", 1, "D4", "not_applicable", ""),
        ("Planned", 1, "D5", "", "fails"),
    ]


def test_what_somebody_said_about_words_between_yes_and_no_is_read(norms):
    draft = draft_of(file("12"), "iso27002@2022")
    mapping = answered(draft, 3, words={"in progress": "partly", "planned": "fails"})
    sheet = read(file("12"), "iso27002@2022", mapping=mapping)

    assert not draft.is_certain
    assert read_as(sheet) == verdicts("5.1+ 5.2~ 7.4n 8.8-")
    assert problems(sheet) == []
    assert draft_of(file("12"), "iso27002@2022", mapping=mapping).is_certain


def test_a_gap_column_is_a_status_once_yes_and_no_are_said(norms):
    draft = draft_of(file("02"))
    half = read(file("02"), mapping=answered(draft, 2, meaning=Column.STATUS, words={"ja": "fails"}))
    whole = read(file("02"), mapping=answered(draft, 2, meaning=Column.STATUS, words={"ja": "fails", "nee": "meets"}))

    assert read_as(half) == verdicts("5.01.01- 5.01.02- 5.02.01.")
    assert read_as(whole) == verdicts("5.01.01- 5.01.02- 5.02.01+")


def test_who_says_that_the_numbers_are_of_this_norm_is_believed(norms):
    draft = draft_of(file("09"), "iso27002@2022")
    sheet = read(file("09"), "iso27002@2022", mapping=replace(draft.mapping, norm="iso27002@2022"))

    assert draft.looks_like == "iso27001@2022"
    assert len(sheet.answers) == 8


def test_numbers_can_be_said_to_be_words(norms, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["Nr", "Score"], ["5.01.01", 1], ["5.01.02", 0], ["5.02.01", 1]])
    draft = draft_of(path)
    said = {"words": {"1": "meets", "0": "fails"}, "numbers": NumberScale.UNCLEAR}

    assert draft.sheets[0].columns[1].numbers is NumberScale.UNCLEAR
    assert read_as(read(path, mapping=answered(draft, 1, **said))) == verdicts("5.01.01+ 5.01.02- 5.02.01+")


def test_of_two_columns_with_the_same_meaning_the_second_is_told(norms, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["Nr", "Status", "Koffie"], ["5.01.01", "ja", "nee"]])
    sheet = read(path, mapping=answered(draft_of(path), 2, meaning=Column.STATUS))

    assert read_as(sheet) == verdicts("5.01.01+")
    assert problems(sheet) == ["double-column"]


def test_a_number_column_without_a_known_heading_is_asked(norms, tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["Kolom1", "Status"], ["5.01.01", "ja"], ["5.01.02", "nee"]])
    draft = draft_of(path)

    assert [one.about.code for one in draft.questions] == ["no-number-column"]
    assert draft.sheets[0].columns[0].certainty is Certainty.UNKNOWN
    assert read_as(read(path, mapping=answered(draft, 0, meaning=Column.NUMBER))) == verdicts("5.01.01+ 5.01.02-")


def test_a_sheet_that_somebody_left_out_is_not_read(norms, tmp_path):
    rows = [["Nr", "Status"], ["5.01.01", "ja"]]
    path = workbook(tmp_path / "a.xlsx", rows, name="Oud", Nieuw=[["Nr", "Oordeel"], ["5.01.01", "nee"]])
    sheets = [replace(one, read=one.sheet == "Nieuw") for one in draft_of(path).mapping.sheets]
    mapping = replace(draft_of(path).mapping, sheets=tuple(sheets))

    assert read_as(read(path, mapping=mapping)) == verdicts("5.01.01-")
    with pytest.raises(UnreadableFileError):
        read(workbook(tmp_path / "b.xlsx", rows, name="Oud"), mapping=mapping)
