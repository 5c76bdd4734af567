"""`waarborg norms`: what scripts rely on, and what people read."""

import json

import pytest
from click.testing import CliRunner

from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.norms import norms as command
from waarborg.interfaces.cli.tables import lines

pytestmark = pytest.mark.usefixtures("norms")


@pytest.fixture(autouse=True)
def _database_is_up(monkeypatch):
    monkeypatch.setattr(bootstrap, "django", lambda: None)


def run(*words):
    return CliRunner().invoke(command, [str(word) for word in words])


def answer(*words):
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_list_names_every_edition():
    ids = [edition["id"] for edition in answer("list")["editions"]]

    assert {"bio2@1.3", "bio2@1.2", "bio1@1.04zv", "iso27002@2022", "iso27002@2013", "cbw@2026"} <= set(ids)
    assert "bio2@1.3" in run("list").output


def test_show_gives_every_item_in_norm_order_with_null_for_what_is_absent():
    found = answer("show", "bio2@1.3")

    measures = [item for item in found["items"] if item["kind"] == "measure"]
    assert (found["id"], len(measures)) == ("bio2@1.3", 167)
    assert [item["number"] for item in found["items"]][:3] == ["5", "5.01", "5.01.01"]
    assert found["items"][0]["parent"] is None
    assert found["items"][0]["sha256"] is None
    assert measures[0]["bbn"] is None
    assert measures[0]["refers_to"] is None
    assert measures[0]["summary"]["nl"]
    assert measures[0]["summary"]["en"]


def test_show_says_where_a_number_moved_to_and_what_it_refers_to():
    items = {item["number"]: item for item in answer("show", "bio2@1.3")["items"]}

    assert (items["5.24.06"]["status"], items["5.24.06"]["moved_to"]) == ("moved", ["5.21.05"])
    assert (items["8.08.06"]["status"], items["8.08.06"]["refers_to"]) == ("reference", "5.24.08")
    assert items["5.35.01"]["status"] == "withdrawn"


def test_show_gives_levels_and_roles_of_bio_1_04():
    items = {item["number"]: item for item in answer("show", "bio1@1.04zv")["items"]}

    assert (items["5.1.1.1"]["bbn"], items["5.1.1.1"]["roles"]) == ("1", ["SG"])


@pytest.mark.parametrize("number", ["5.1.1", "05.01.01", "5.01.01"])
def test_one_number_can_be_asked_for_in_every_notation(number):
    [item] = answer("show", "bio2@1.3", number)["items"]

    assert item["number"] == "5.01.01"
    assert item["lineage"]["from"] == [{"edition": "bio2@1.2", "number": "5.01.01", "change": "reworded"}]


def test_people_read_a_number_in_words():
    output = run("show", "bio2@1.3", "5.24.06").output

    assert "verplaatst naar 5.21.05" in output


def test_diff_tells_what_became_of_every_number():
    found = answer("diff", "bio2@1.2", "bio2@1.3")

    steps = {(step["from"], step["to"]): step for step in found["changes"]}
    assert (found["from"], found["to"]) == ("bio2@1.2", "bio2@1.3")
    assert steps["5.24.06", "5.21.05"]["change"] == "moved"
    assert steps["5.35.01", None]["change"] == "withdrawn"
    assert steps["5.02.02", "5.02.02"]["kind"] == "measure"


def test_diff_follows_the_lineage_through_the_editions_between():
    through = answer("diff", "bio1@1.04zv", "bio2@1.3")["changes"]
    before = answer("diff", "bio1@1.04zv", "bio2@1.2")["changes"]

    assert {step["from"] for step in through} == {step["from"] for step in before}
    assert {step["change"] for step in through} <= {
        "unchanged",
        "cosmetic",
        "reworded",
        "moved",
        "merged",
        "split",
        "withdrawn",
        "new",
    }
    assert not [step for step in through if step["from"] is None and step["to"] is None]


def test_every_live_measure_of_the_newest_edition_has_its_place_in_the_long_diff():
    through = {step["to"] for step in answer("diff", "bio1@1.04zv", "bio2@1.3")["changes"]}
    items = answer("show", "bio2@1.3")["items"]

    alive = {item["number"] for item in items if item["kind"] == "measure" and item["status"] == "live"}
    assert alive - through == set()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "bio9@1"], "Wel aanwezig: bio2@1.3"),
        (["show", "bio2"], "schrijf NAAM@EDITIE"),
        (["show", "bio2@1.3", "99.99.99"], "geen nummer 99.99.99"),
        (["diff", "cbw@2026", "bio2@1.3"], "geen verloop bekend"),
        (["diff", "bio2@1.3", "bio2@1.2"], "draai de twee om"),
        (["diff", "bio2@1.3", "bio2@1.3"], "geen verloop bekend"),
        (["export", "bio2@1.3", "--format", "oscal-mapping", "--out", "x"], "norms export VAN NAAR"),
        (["export", "bio2@1.3", "bio2@1.2", "--format", "csv", "--out", "x"], "norms export VAN NAAR"),
        (["export", "bio2@1.3", "--format", "csv", "--out", "/bestaat/niet/x"], "niet te schrijven"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_why(words, message):
    result = run(*words)

    assert result.exit_code == 2
    assert message in result.output


@pytest.mark.parametrize("to_format", ["oscal", "xlsx", "csv"])
def test_an_exported_edition_is_recognised_and_the_same_when_it_is_read_again(tmp_path, to_format):
    from waarborg.apps.norms.importers import detect

    file = tmp_path / "uit"
    written = answer("export", "bio2@1.3", "--format", to_format, "--out", file)
    found = detect.read(file.read_bytes(), file.name)

    assert written["bytes"] == file.stat().st_size
    assert found.problems == ()
    shown = answer("show", "bio2@1.3")["items"]
    assert [(i.number, i.status.value, i.sha256) for i in found.editions[0].items] == [
        (i["number"], i["status"], i["sha256"] or "") for i in shown
    ]


def test_a_mapping_is_exported_over_the_editions_between(tmp_path):
    file = tmp_path / "m.json"

    answer("export", "bio1@1.04zv", "bio2@1.3", "--format", "oscal-mapping", "--out", file)

    assert json.loads(file.read_text())["mapping-collection"]["mappings"][0]["maps"]


def test_a_table_for_people_wraps_the_widest_column_and_stays_inside_the_terminal():
    found = lines(["Nummer", "Titel"], [["5.01", "een heel lange titel die niet past"]], width=30)

    assert max(len(line) for line in found) <= 30
    assert found[1].startswith("------  ---")
