"""The main job: a filled sheet in, a report out, and every number recomputed from the answers themselves."""

import json
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from django.db import transaction

from tests.journeys import messy
from tests.shared import shared
from waarborg.apps.assessments import queries
from waarborg.apps.organisations.queries import find
from waarborg.interfaces.cli import bootstrap, demo_data
from waarborg.interfaces.cli.main import cli
from waarborg.machine import folders

KEYS = {
    "meets": "voldoet",
    "partly": "voldoet_deels",
    "fails": "voldoet_niet",
    "not_applicable": "niet_van_toepassing",
    "not_assessed": "niet_beoordeeld",
}
LEVELS = ("opzet", "bestaan", "werking")


def run(file: Path, out: Path, *, norm: str, more: tuple[str, ...] = ()) -> tuple[int, dict[str, Any]]:
    words = ["nulmeting", "run", str(file), "--norm", norm, "--organisation", "Gemeente Veldermeer"]
    result = CliRunner().invoke(
        cli, [*words, "--layer", "gemeente", "--out", str(out), "--json", *more], standalone_mode=False
    )
    return result.return_value, json.loads(result.stdout)


def answered() -> dict[str, dict[str, Any]]:
    """Veldermeer's answers straight from the data, without any code of the product."""
    files = ("veldermeer-5.yaml", "veldermeer-6-8.yaml")
    rows: dict[str, dict[str, Any]] = {}
    for name in files:
        rows |= yaml.safe_load((folders.content() / "demo" / name).read_text(encoding="utf-8"))
    return rows


def recounted() -> dict[str, dict[str, int]]:
    table = {}
    for place, level in enumerate(LEVELS):
        words = [KEYS[row.get("verdicts", ["not_applicable"] * 3)[place]] for row in answered().values()]
        table[level] = {key: Counter(words)[key] for key in KEYS.values()}
    return table


@pytest.fixture(scope="module")
def main_job(_norms_once, django_db_blocker, tmp_path_factory):
    """The sheet of Veldermeer run once for the whole module; the database forgets it afterwards."""
    folder = tmp_path_factory.mktemp("veldermeer")
    keep = bootstrap.django
    bootstrap.django = lambda: None
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            bootstrap.load_shipped_norms()
            demo_data.write_workbook(folder / "veldermeer.xlsx")
            code, document = run(folder / "veldermeer.xlsx", folder / "rapport", norm="bio2@1.3")
            transaction.set_rollback(True)
    finally:
        bootstrap.django = keep
    return code, document, folder / "rapport"


@pytest.fixture
def _database_is_up(monkeypatch):
    monkeypatch.setattr(bootstrap, "django", lambda: None)


def test_veldermeer_has_exactly_the_figures_of_its_story(main_job):
    _, document, _ = main_job

    assert document["counted"] == 117
    assert document["counts"]["bestaan"] == {
        "voldoet": 41,
        "voldoet_deels": 51,
        "voldoet_niet": 21,
        "niet_van_toepassing": 2,
        "niet_beoordeeld": 2,
    }


def test_every_level_counts_what_was_answered_and_the_levels_differ(main_job):
    _, document, _ = main_job

    assert document["counts"] == recounted()
    assert len({json.dumps(document["counts"][level]) for level in LEVELS}) == 3


def test_the_rule_breaks_of_veldermeer_are_listed_with_their_place(main_job):
    code, document, _ = main_job

    assert code == 1
    assert [(problem["code"], problem["number"]) for problem in document["problems"]] == [
        ("NM-02", "5.17.02"),
        ("NM-04", "8.11.01"),
        ("NM-01", "8.16.02"),
        ("NM-05", "8.19.01"),
        ("NM-05", "8.32.02"),
    ]
    assert all(problem["where"].startswith("blad 'Nulmeting', rij ") for problem in document["problems"])


def sheet_rows(folder: Path, name: str, heading: str) -> list[dict[str, Any]]:
    """The rows of a sheet of the Excel report, below the row that begins with `heading`."""
    with closing(openpyxl.load_workbook(folder / "rapport.xlsx", read_only=True)) as book:
        rows = [list(row) for row in book[name].iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(rows) if row and row[0] == heading)
    return [dict(zip(rows[start], row, strict=False)) for row in rows[start + 1 :] if any(row)]


@pytest.mark.parametrize(("name", "heading"), [("Beeld per hoofdstuk", "Hoofdstuk"), ("Beeld per thema", "Thema")])
def test_the_tables_of_the_excel_report_add_up_to_the_answers(main_job, name, heading):
    rows = [row for row in sheet_rows(main_job[2], name, heading) if row[heading] not in {"Totaal", None}]
    columns = ("Voldoet", "Voldoet deels", "Voldoet niet", "N.v.t.", "Niet beoordeeld")
    found = {
        level: dict(zip(KEYS.values(), (sum(r[c] for r in rows if r["Niveau"] == level) for c in columns), strict=True))
        for level in LEVELS
    }
    total = {level: sum(r["Totaal"] for r in rows if r["Niveau"] == level) for level in LEVELS}

    assert found == recounted()
    assert set(total.values()) == {117}


def test_every_share_in_the_excel_report_is_of_what_was_assessed(main_job):
    for row in sheet_rows(main_job[2], "Beeld per thema", "Thema"):
        assessed = row["Voldoet"] + row["Voldoet deels"] + row["Voldoet niet"]
        share = row["Voldoet, van wat is beoordeeld"]

        assert share == (pytest.approx(row["Voldoet"] / assessed) if assessed else share)


def test_the_gaps_are_the_measures_that_fall_short_and_no_others(main_job):
    rows = sheet_rows(main_job[2], "Tekortkomingen", "Prioriteit")
    measures = {row["Nummer"] for row in rows} & set(answered())
    short = {n for n, row in answered().items() if {"partly", "fails"} & set(row.get("verdicts", ()))}

    assert measures == short
    assert [row["Prioriteit"] for row in rows] == list(range(1, len(rows) + 1))


def test_owners_actions_and_deadlines_in_the_report_are_those_of_the_sheet(main_job):
    for row in sheet_rows(main_job[2], "Tekortkomingen", "Prioriteit"):
        given = answered().get(row["Nummer"], {})
        if "owner" in given:
            assert (row["Eigenaar"], row["Actie"]) == (given["owner"], given["action"])
            assert row["Deadline"].date() == given["due"]


def test_oscal_holds_a_finding_per_verdict(main_job):
    document = json.loads((main_job[2] / "assessment-results.json").read_text(encoding="utf-8"))
    observations = document["assessment-results"]["results"][0]["observations"]
    props = [{p["name"]: p["value"] for p in observation["props"]} for observation in observations]
    found = {p["number"]: tuple(p[level] for level in LEVELS) for p in props if p["number"] in answered()}

    assert found == {n: tuple(row.get("verdicts", ["not_applicable"] * 3)) for n, row in answered().items()}


@pytest.mark.usefixtures("norms", "_database_is_up")
def test_the_example_of_the_demo_is_stored_once():
    demo_data.ensure()
    demo_data.ensure()

    assert queries.assessments(find("Gemeente Veldermeer")).count() == 1


@pytest.mark.usefixtures("norms", "_database_is_up")
def test_a_messy_bio_1_sheet_is_read_as_far_as_it_goes_and_the_rest_is_told(tmp_path):
    code, document = run(
        messy.write(tmp_path / "gap.xlsx"), tmp_path / "uit", norm="bio1@1.04zv", more=("--status-means", "bestaan")
    )
    bestaan = {key: count for key, count in document["counts"]["bestaan"].items() if key != "niet_beoordeeld"}

    assert code == 1
    assert document["counted"] == 138
    assert {key: count for key, count in bestaan.items() if count} == messy.expected()
    assert [(p["code"], p["where"]) for p in document["problems"] if not p["code"].startswith("NM")] == [
        ("verdict-with-remark", "blad 'GAP BIO def v3 (2)', cel D5"),
        ("verdict-with-remark", "blad 'GAP BIO def v3 (2)', cel D8"),
        ("verdict-with-remark", "blad 'GAP BIO def v3 (2)', cel D14"),
        ("unknown-number", "blad 'GAP BIO def v3 (2)', cel B17"),
    ]
    assert "NM-03" in {p["code"] for p in document["problems"]}
    assert {"status-column", "total-skipped", "period-as-date"} <= {note["code"] for note in document["notes"]}


@pytest.mark.usefixtures("norms", "_database_is_up")
@pytest.mark.parametrize(
    ("name", "norm", "counted", "column"),
    [("BIO2 in Excel v1.2", "bio2@1.2", 120, 3), ("BIO 1.04zv in Excel v1.4", "bio1@1.04zv", 138, 13)],
)
def test_the_workbook_of_the_publisher_with_a_status_column_is_read_whole(tmp_path, name, norm, counted, column):
    file = shared("norms", "cip-wordt-was-bio-2025-09-24.xlsx")
    book = openpyxl.load_workbook(file)
    page = book[name]
    page.cell(3, column + 1).value = "Status"
    for row in range(4, page.max_row + 1):
        page.cell(row, column + 1).value = "deels"
    book.save(tmp_path / "cip.xlsx")
    _, document = run(tmp_path / "cip.xlsx", tmp_path / "uit", norm=norm)

    assert document["counts"]["opzet"]["voldoet_deels"] == document["counted"] == counted
