"""`waarborg norms import`: one JSON document, a table for people, and exit codes that scripts rely on."""

import json

import pytest
from click.testing import CliRunner, Result

from tests.apps.norms import bakery
from waarborg.apps.base.models import JournalLine
from waarborg.apps.norms.models import OfficialText
from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.norms_import import import_

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run the command on a file with these bytes; the norms of the test are there already."""
    monkeypatch.setattr(bootstrap, "django", lambda: None)
    bakery.load()

    def run_on(data: bytes, *options: str) -> tuple[Result, int]:
        file = tmp_path / "norm.md"
        file.write_bytes(data)
        result = CliRunner().invoke(import_, [str(file), *options], standalone_mode=False)
        assert result.exception is None
        return result, result.return_value

    return run_on


def test_a_clean_import_prints_one_json_document_and_ends_with_0(run):
    result, code = run(bakery.markdown(bakery.FIRST), "--json")

    document = json.loads(result.stdout)
    assert (code, document["kind"], document["edition"]) == (0, "bio-markdown", "brood@1")
    assert {(item["kind"], item["status"], item["match"]) for item in document["items"]} == {
        ("measure", "live", "verified")
    }
    assert [item["number"] for item in document["items"]] == list(bakery.FIRST)
    assert document["problems"] == []


def test_problems_are_listed_with_their_place_and_end_with_1(run):
    result, code = run(bakery.markdown(bakery.FIRST | {"5.01.03": "Anders."}), "--json")

    [problem] = json.loads(result.stdout)["problems"]
    assert code == 1
    assert (problem["where"], problem["what"][:7]) == ("regel 7", "5.01.03")


def test_a_dry_run_changes_nothing_and_says_so(run):
    result, code = run(bakery.markdown(bakery.FIRST), "--dry-run")

    assert (code, OfficialText.objects.count()) == (0, 0)
    assert "er is niets veranderd" in result.stdout
    assert "5  precies de gepubliceerde tekst" in result.stdout


@pytest.mark.parametrize("data", [b"%PDF-1.7", bakery.markdown(bakery.SECOND)])
def test_a_refusal_says_why_and_ends_with_2(run, data):
    result, code = run(data, "--json")

    document = json.loads(result.stdout)
    assert (code, document["items"]) == (2, [])
    assert document["problems"][0]["what"] in result.stderr


def test_differences_are_shown_word_by_word_with_their_doubts(run):
    run(bakery.markdown(bakery.FIRST))

    result, _ = run(bakery.markdown(bakery.FIRST | {"5.01.03": "De oven wordt na iedere dag gereinigd."}))

    assert "[-elke-] {+iedere+}" in result.stdout
    assert "De bron spreekt zichzelf tegen. [Gilde]" in result.stdout


def test_the_journal_says_whose_account_imported_it(run, monkeypatch):
    monkeypatch.setattr(bootstrap.getpass, "getuser", lambda: "noor")

    run(bakery.markdown(bakery.FIRST))

    line = JournalLine.objects.get(action="norms.imported")
    assert (line.actor, line.origin) == ("noor", "opdrachtregel")


def test_a_table_is_asked_about_and_read_with_the_answer(run, tmp_path):
    data, file = b"Code;Wat;Wie\n1;Weeg het meel;Jan\n", tmp_path / "indeling.json"

    asked, code = run(data)
    drafted, drafted_code = run(data, "--save-map", str(file))
    file.write_text(file.read_text().replace('"meaning": "?"', '"meaning": "text"', 1).replace('"?"', '"ignore"'))
    tried, tried_code = run(data, "--map", str(file), "--dry-run")
    read, read_code = run(data, "--map", str(file), "--json")

    assert (code, drafted_code, tried_code, read_code) == (2, 0, 0, 0)
    assert "--save-map" in asked.stderr
    assert "Wat" in drafted.stdout
    assert "Weeg het meel" in drafted.stdout
    assert "1 [control] Weeg het meel" in tried.stdout
    assert json.loads(read.stdout)["kind"] == "framework-table"


def test_a_mapping_that_is_not_filled_in_is_refused(run, tmp_path):
    data, file = b"Code;Wat\n1;Weeg het meel\n", tmp_path / "indeling.json"
    run(data, "--save-map", str(file))

    result, code = run(data, "--map", str(file))

    assert code == 2
    assert "B ('Wat')" in result.stderr
