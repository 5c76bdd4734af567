"""`waarborg journal`: what it says of a whole journal, and of one that somebody changed."""

import json

import pytest
from click.testing import CliRunner
from django.db import connection

from tests.cast import AT, VELDERMEER, ciso
from tests.people import organisation
from waarborg.apps.base.actions import seal_journal, write_journal
from waarborg.apps.base.models import JournalBatch, JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.journal import journal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_is_up(monkeypatch):
    monkeypatch.setattr(bootstrap, "django", lambda: None)


@pytest.fixture
def veldermeer():
    made = organisation(VELDERMEER)
    for _ in range(2):
        with within(made.pk):
            write_journal(action="test.done", about="iets", by=ciso, at=AT, organisation_id=made.pk)
        seal_journal(made.pk, AT)
    return made


def run(*arguments):
    return CliRunner().invoke(journal, arguments, standalone_mode=False)


def change_a_line(of):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE base_journalline DISABLE TRIGGER ALL")
        cursor.execute("UPDATE base_journalline SET actor = 'x' WHERE organisation_id = %s", [of.pk])


def test_a_whole_journal_is_in_order(veldermeer):
    result = run("verify")

    assert result.return_value == 0
    assert f"in orde   {VELDERMEER}: 2 regels in 2 partijen" in result.stdout


def test_a_changed_line_is_told_with_its_place(veldermeer):
    change_a_line(veldermeer)

    result = run("verify")

    assert result.return_value == 1
    assert f"PROBLEEM  {VELDERMEER}" in result.stdout
    assert "Partij 1, verzegeld 08-02-2027 09:30 UTC: na het verzegelen is iets veranderd" in result.stderr


def test_scripts_get_one_document(veldermeer):
    change_a_line(veldermeer)

    document = json.loads(run("verify", "--json").stdout)

    assert document["ok"] is False
    found = next(entry for entry in document["journals"] if entry["organisation"] == VELDERMEER)
    assert [(fault["code"], fault["batch"]) for fault in found["faults"]] == [
        ("content_changed", 1),
        ("content_changed", 2),
    ]


def test_heads_that_were_kept_show_that_the_end_was_cut_off(veldermeer, tmp_path):
    kept = tmp_path / "zegels.json"
    assert run("heads", "--out", str(kept)).return_value == 0
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("base_journalline", "base_journalbatch"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    JournalLine.objects.filter(batch__number=2).delete()
    JournalBatch.objects.filter(number=2).delete()

    assert run("verify").return_value == 0
    result = run("verify", "--against", str(kept))

    assert result.return_value == 1
    assert "het einde is verwijderd" in result.stderr


def test_a_file_that_holds_no_heads_is_refused(veldermeer, tmp_path):
    other = tmp_path / "anders.json"
    other.write_text("[]")

    assert "geen bestand van" in str(run("verify", "--against", str(other)).exception)


def test_a_young_journal_has_nothing_to_clear(veldermeer):
    result = run("purge", "--organisation", VELDERMEER)

    assert result.return_value == 0
    assert "niets op te ruimen" in result.stdout


def test_an_organisation_that_is_not_there_is_named():
    assert "Nergenshuizen" in str(run("purge", "--organisation", "Nergenshuizen").exception)
