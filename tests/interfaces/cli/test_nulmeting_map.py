"""`waarborg nulmeting map`: how a sheet would be read, what is open, and the file to answer with."""

import json

import pytest

from tests import people
from tests.apps.assessments.sheets import text
from tests.cast import AT
from tests.cast import ciso as by
from tests.interfaces.cli.test_nulmeting import _database_is_up, call, run  # noqa: F401 - the fixture works by its name
from waarborg.apps.assessments.actions.mappings import import_mapping
from waarborg.apps.assessments.models import Assessment

pytestmark = pytest.mark.usefixtures("norms")

ROWS = [
    ["Nr", "GAP", "Wie", "Koffie"],
    ["5.01.01", "ja", "CISO", "zwart"],
    ["5.01.02", "nee", "CISO", ""],
    ["5.02.01", "loopt", "HR", ""],
]


@pytest.fixture
def sheet(tmp_path):
    return text(tmp_path / "gap.csv", ROWS)


def shown(sheet, *more):
    return call("map", sheet, "--norm", "bio2@1.3", *more)


def filled_in(sheet):
    """The mapping as somebody answered it."""
    file = sheet.parent / "indeling.json"
    shown(sheet, "--out", file)
    document = json.loads(file.read_text())
    gap = document["sheets"][0]["columns"][1]
    assert (gap["meaning"], gap["words"]) == (None, {"ja": None, "nee": None, "loopt": None})
    gap |= {"meaning": "status", "words": {"ja": "fails", "nee": "meets", "loopt": "partly"}}
    file.write_text(json.dumps({**document, "name": "Lijst"}))
    return file


def test_a_sheet_that_is_not_certain_is_asked_about_and_nothing_is_kept(sheet):
    result = run(sheet, "--json")
    problems = json.loads(result.stdout)["problems"]

    assert result.exit_code == 2
    assert [one["code"] for one in problems] == ["not-done", "no-verdict-column", "column-opposite"]
    assert "waarborg nulmeting map gap.csv --norm bio2@1.3" in result.stderr
    assert not Assessment.objects.exists()


def test_the_draft_tells_columns_words_and_what_is_open(sheet):
    result = shown(sheet)

    assert result.exit_code == 1
    for told in ("GAP", "Eigenaar", "misschien Oordeel", "misschien voldoet niet", "Dit staat open (2):"):
        assert told in result.stdout


def test_with_the_answers_the_sheet_is_read_as_the_map_shows(sheet):
    file = filled_in(sheet)
    preview = json.loads(shown(sheet, "--map", file, "--json").stdout)
    result = run(sheet, "--map", file, "--json")

    assert preview["certain"]
    assert [one["opzet"] for row in preview["preview"] for one in row["answers"]] == ["fails", "meets", "partly"]
    counts = json.loads(result.stdout)["counts"]["opzet"]
    assert (counts["voldoet"], counts["voldoet_deels"], counts["voldoet_niet"]) == (1, 1, 1)


def test_a_mapping_that_is_kept_is_used_without_asking(sheet):
    organisation = people.organisation("Gemeente Test")
    import_mapping(organisation=organisation, content=filled_in(sheet).read_bytes(), by=by, at=AT)
    document = json.loads(run(sheet, "--json").stdout)

    assert "mapping-used" in {note["code"] for note in document["notes"]}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{}", "geen indeling van een werkblad"),
        ("nee", "geen JSON"),
        (
            '{"waarborg_mapping": 1, "sheets": [{"sheet": "a", "header_row": 1, "columns": [{"heading": "X"}]}]}',
            "kolom 'X'",
        ),
    ],
)
def test_a_wrong_mapping_is_refused(sheet, content, told):
    file = sheet.parent / "indeling.json"
    file.write_text(content)
    result = run(sheet, "--map", file)

    assert (result.exit_code, told in result.stderr) == (2, True)


def test_a_mapping_of_another_layout_is_refused(sheet):
    file = filled_in(sheet)
    other = text(sheet.parent / "anders.csv", [["Nummer", "Status"], ["5.01.01", "ja"]])

    assert "past niet bij dit bestand" in run(other, "--map", file).stderr


def test_a_sheet_of_another_norm_names_the_option(sheet):
    rows = [["Nr", "Status"], *[[number, "ja"] for number in ("5.1.1.1", "5.1.2.1", "6.1.1.1", "6.1.1.2", "7.2.2.1")]]

    assert "Gebruik --norm bio1@1.04zv" in run(text(sheet.parent / "oud.csv", rows)).stderr
