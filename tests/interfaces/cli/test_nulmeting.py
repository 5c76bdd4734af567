"""`waarborg nulmeting`: what scripts rely on, what people read, and what is refused."""

import json
from dataclasses import dataclass
from hashlib import sha256

import click
import openpyxl
import pytest
from click.testing import CliRunner

from tests.apps.assessments.sheets import text
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.base.models import JournalLine
from waarborg.interfaces.cli import bootstrap, nulmeting_output
from waarborg.interfaces.cli.nulmeting import nulmeting as command

pytestmark = pytest.mark.usefixtures("norms")

ROWS = [["Nr", "Status", "Bewijs"], ["5.01.01", "ja", ""], ["5.01.02", "loopt", ""], ["Totaal", "50%", ""]]
FILES = ["rapport.pdf", "rapport.docx", "rapport.xlsx", "assessment-results.json"]


@pytest.fixture(autouse=True)
def _database_is_up(monkeypatch):
    monkeypatch.setattr(bootstrap, "django", lambda: None)


@pytest.fixture
def sheet(tmp_path):
    return text(tmp_path / "nulmeting.csv", ROWS)


@dataclass(frozen=True)
class Outcome:
    """What the program would leave behind: the real entrance turns a refusal into its message and exit code 2."""

    exit_code: int
    stdout: str
    stderr: str


def call(*arguments):
    result = CliRunner().invoke(command, [str(argument) for argument in arguments], standalone_mode=False)
    refusal = result.exception
    if refusal is None:
        return Outcome(result.return_value or 0, result.stdout, result.stderr)
    assert isinstance(refusal, click.ClickException), result.exc_info
    return Outcome(refusal.exit_code, result.stdout, result.stderr + refusal.format_message())


def run(sheet, *more, norm="bio2@1.3", layer="gemeente"):
    out = sheet.parent / "rapport"
    return call("run", sheet, "--norm", norm, "--organisation", "Gemeente Test", "--layer", layer, "--out", out, *more)


def test_template_writes_the_workbook_and_says_how_many_items_it_asks(tmp_path):
    result = call("template", "bio2@1.3", "--out", tmp_path / "nieuw" / "blad.xlsx", "--json")

    assert json.loads(result.stdout)["counted"] == 117
    assert openpyxl.load_workbook(tmp_path / "nieuw" / "blad.xlsx").sheetnames[0] == "Uitleg"


def test_template_in_english_is_english(tmp_path):
    call("template", "bio2@1.3", "--out", tmp_path / "sheet.xlsx", "--language", "en")
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")

    assert book.sheetnames[:4] == ["Instructions", "Organisation", "Baseline assessment", "Interviews and documents"]
    assert book["Baseline assessment"]["A3"].value == "Number"


@pytest.mark.parametrize(("norm", "name", "message"), [("bio9@1", "a.xlsx", "bio9@1"), ("bio2@1.3", "a.csv", ".xlsx")])
def test_template_refuses_what_it_cannot_make(tmp_path, norm, name, message):
    result = call("template", norm, "--out", tmp_path / name)

    assert (result.exit_code, message in result.stderr) == (2, True)


def test_run_with_problems_lists_them_and_exits_with_1(sheet):
    result = run(sheet, "--json", "--reference-date", "2027-01-31")
    document = json.loads(result.stdout)

    assert result.exit_code == 1
    assert document["counts"]["opzet"] == {
        "voldoet": 1,
        "voldoet_deels": 0,
        "voldoet_niet": 0,
        "niet_van_toepassing": 0,
        "niet_beoordeeld": 116,
    }
    assert (document["counted"], document["guidelines"]) == (117, 40)
    assert [(p["code"], p["where"]) for p in document["problems"]] == [
        ("verdict-in-between", "blad 'nulmeting', cel B3"),
        ("NM-05", "blad 'nulmeting', rij 2"),
    ]
    assert {"status-column", "total-skipped"} <= {note["code"] for note in document["notes"]}


def test_run_names_the_round_and_its_files(sheet):
    document = json.loads(run(sheet, "--json", "--reference-date", "2027-01-31").stdout)
    out = sheet.parent / "rapport"

    assert document["assessment"] == {
        "slug": "gemeente-test-nulmeting-2027",
        "path": "/stand/gemeente-test-nulmeting-2027/",
    }
    assert (document["organisation"], document["norm"], document["reference_date"]) == (
        "Gemeente Test",
        "bio2@1.3",
        "2027-01-31",
    )
    assert document["files"] == [str(out / name) for name in FILES]
    assert sorted(file.name for file in out.iterdir()) == sorted(FILES)
    assert Assessment.objects.get().file_name == "nulmeting.csv"


def test_run_without_problems_exits_with_0(tmp_path):
    good = text(tmp_path / "goed.csv", [["Nr", "Status", "Bewijs"], ["5.01.01", "ja", "Beleid 3.1"]])

    assert run(good).exit_code == 0


def test_status_means_decides_what_one_column_is(sheet):
    document = json.loads(run(sheet, "--json", "--status-means", "bestaan").stdout)

    assert document["status_means"] == "bestaan"
    assert document["counts"]["bestaan"]["voldoet"] == 1


def test_the_note_about_one_column_says_what_to_do_here(sheet):
    notes = json.loads(run(sheet, "--json").stdout)["notes"]

    assert next(note["what"] for note in notes if note["code"] == "status-column").endswith("met --status-means.")


def test_without_a_reference_date_today_is_used_and_told(sheet):
    document = json.loads(run(sheet, "--json").stdout)

    assert document["reference_date"] in next(
        f"{document['reference_date']}{note['what']}" for note in document["notes"] if note["code"] == "reference-date"
    )


def test_a_person_reads_counts_problems_and_files(sheet):
    result = run(sheet)

    assert "● voldoet" in result.stdout
    assert "Problemen (2):" in result.stdout
    assert "rapport.pdf" in result.stdout
    assert "Lezen: nulmeting.csv" in result.stderr


def test_existing_reports_are_replaced(sheet):
    run(sheet)
    pdf = sheet.parent / "rapport" / "rapport.pdf"
    pdf.write_bytes(b"oud")
    run(sheet)

    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("more", "message"),
    [({"norm": "bio9@1"}, "bio9@1"), ({"layer": "koninkrijk"}, "koninkrijk")],
)
def test_run_refuses_an_unknown_norm_or_layer(sheet, more, message):
    result = run(sheet, **more)

    assert (result.exit_code, message in result.stderr) == (2, True)


def test_a_refusal_in_json_is_one_document_too(sheet):
    sheet.write_bytes(b"%PDF-1.7")
    result = run(sheet, "--json")

    assert result.exit_code == 2
    assert json.loads(result.stdout)["problems"][0]["code"] == "not-done"
    assert not (sheet.parent / "rapport").exists()
    assert Assessment.objects.count() == 0


def test_many_problems_of_one_kind_are_summed_up_for_people(capsys):
    problem = {"where": "blad 'x', cel A1", "what": "Kapot.", "code": "unreadable-verdict"}
    nulmeting_output._list("Problemen", [problem] * 20)

    assert "… en nog 12 van dezelfde soort" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_kept(sheet):
    taken = sheet.parent / "bezet"
    taken.write_text("een bestand")
    result = call(
        *("run", sheet, "--norm", "bio2@1.3", "--organisation", "Gemeente Test", "--layer", "gemeente"),
        *("--out", taken / "rapport"),
    )

    assert result.exit_code == 2
    assert "er staat een bestand op die plaats" in result.stderr
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("name", ["x" * 201, "Gemeente\nTest", "Gemeente \udcff"])
def test_a_name_that_cannot_be_kept_is_refused(sheet, name):
    result = call(
        *("run", sheet, "--norm", "bio2@1.3", "--organisation", name, "--layer", "gemeente", "--out", sheet.parent)
    )

    assert result.exit_code == 2
    assert "De naam van de organisatie" in result.stderr


def test_the_journal_says_whose_account_it_was_and_which_bytes_were_read(sheet, monkeypatch):
    monkeypatch.setattr(bootstrap.getpass, "getuser", lambda: "noor")
    read = sha256(sheet.read_bytes()).hexdigest()

    run(sheet)

    lines = JournalLine.objects.filter(actor="noor", origin="opdrachtregel")
    assert {line.action for line in lines} == {"organisation.registered", "assessment.stored", "report.written"}
    assert lines.get(action="assessment.stored").detail["sha256"] == read
    assert Assessment.objects.get().file_sha256 == read


def test_an_account_without_a_name_is_told_by_its_number(monkeypatch):
    def nameless():
        raise KeyError("uid not found")

    monkeypatch.setattr(bootstrap.getpass, "getuser", nameless)
    monkeypatch.setattr(bootstrap.os, "getuid", lambda: 10001)

    assert bootstrap.actor().name == "uid 10001"
