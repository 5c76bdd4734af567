"""`waarborg doctor` says what is wrong and what to do, also when there is no database."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from waarborg.apps.norms.models import LibraryObject
from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.doctor import doctor
from waarborg.machine import stops


def examined(*arguments: str) -> tuple[int, dict[str, dict[str, object]]]:
    result = CliRunner().invoke(doctor, ["--json", *arguments], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, {check["check"]: check for check in json.loads(result.stdout)["checks"]}


def test_a_sound_installation_has_its_norms_and_tables(norms):
    _, checks = examined()

    assert checks["database"]["ok"]
    assert checks["tabellen"]["ok"]
    assert checks["normen"]["ok"]
    assert "bio2@1.3 (" in checks["normen"]["found"]


def test_missing_norms_are_a_problem_with_a_way_out(db):
    LibraryObject.objects.filter(kind="shipped-content").delete()

    code, checks = examined()

    assert code == 1
    assert not checks["normen"]["ok"]
    assert "waarborg norms list" in checks["normen"]["do"]


def test_without_a_database_it_still_says_what_to_do(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")

    code, checks = examined()

    assert code == 2
    assert "Controleer het adres in DATABASE_URL" in checks["database"]["do"]
    assert "normen" not in checks


def test_an_unusable_data_folder_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("WAARBORG_HOME", str(tmp_path / "file"))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    code, checks = examined()

    assert code == 2
    assert "er staat een bestand op die plaats" in checks["gegevensmap"]["do"]
    assert not checks["database"]["ok"]


def test_a_disk_with_too_little_room_is_a_problem(monkeypatch, db):
    monkeypatch.setattr("waarborg.machine.postgres.MINIMUM_FREE_BYTES", 2**70)

    code, checks = examined()

    assert code == 1
    assert "Maak ruimte" in checks["ruimte"]["do"]


@pytest.mark.parametrize("check", ["opmaak", "vertalingen"])
def test_what_was_not_built_names_the_command_that_builds_it(monkeypatch, tmp_path, check, db):
    po = tmp_path / "locale" / "web" / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.touch()
    monkeypatch.setattr("waarborg.interfaces.cli.doctor.PACKAGE", tmp_path)

    code, checks = examined()

    assert code == 1
    assert checks[check]["do"].startswith("Draai `make ")


def test_people_read_the_same_as_scripts(norms):
    result = CliRunner().invoke(doctor, standalone_mode=False)

    assert "in orde   database: PostgreSQL" in result.stdout


def test_a_user_with_too_few_rights_is_told_so(monkeypatch, norms):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE gast")
        cursor.execute("SET ROLE gast")

    _, checks = examined()

    assert "mag te weinig" in checks["tabellen"]["do"]


def test_the_scanner_is_asked_whether_it_answers(monkeypatch):
    from tests.machine import fake_clamd
    from waarborg.interfaces.cli import doctor

    assert "niet ingesteld" in doctor._scanner().found
    with fake_clamd.running() as address:
        monkeypatch.setenv("WAARBORG_SCANNER", address)
        assert doctor._scanner().found.startswith("ClamAV")
    monkeypatch.setenv("WAARBORG_SCANNER", "127.0.0.1:1")
    assert not doctor._scanner().ok


@pytest.fixture
def of_a_newer_version(db):
    MigrationRecorder(connection).record_applied("assessments", "9999_of_a_later_year")
    MigrationRecorder(connection).record_applied("a_later_app", "0001_initial")


def test_tables_of_a_newer_version_are_a_problem_with_a_way_out(of_a_newer_version, norms):
    code, checks = examined()

    assert code == 1
    assert checks["tabellen"]["found"] == "van een nieuwere Waarborg"
    assert "assessments.9999_of_a_later_year" in checks["tabellen"]["do"]
    assert "zet de reservekopie van vóór het bijwerken terug" in checks["tabellen"]["do"]


def test_every_command_refuses_tables_of_a_newer_version(of_a_newer_version):
    with pytest.raises(bootstrap.NewerTablesError, match=r"2 van de wijzigingen niet.*Werk Waarborg bij"):
        bootstrap.django()


def test_a_change_that_was_merged_into_another_is_known(db, monkeypatch):
    merged = type("Merged", (), {"replaces": [("base", "0000_before_merging")]})
    load = MigrationLoader.load_disk

    def load_with_merged(self):
        load(self)
        self.disk_migrations["base", "9999_merged"] = merged()

    MigrationRecorder(connection).record_applied("base", "0000_before_merging")
    assert bootstrap.unknown_migrations() == ["base.0000_before_merging"]
    monkeypatch.setattr(MigrationLoader, "build_graph", lambda self: (load_with_merged(self), _read_applied(self)))

    assert bootstrap.unknown_migrations() == []


def _read_applied(loader):
    loader.applied_migrations = MigrationRecorder(connection).applied_migrations()


def test_a_database_that_stood_still_this_week_is_told_with_the_cause(db, monkeypatch, tmp_path):
    monkeypatch.setattr("waarborg.machine.postgres.data_in_use", lambda: tmp_path / "postgres")
    assert "stil" not in examined()[1]["database"]["found"]
    now = datetime.now(tz=UTC)
    for days, why in ((8, "lang geleden"), (2, "van buiten afgebroken"), (1, "de schijf was vol")):
        stops.note(tmp_path / "postgres", noticed=now - timedelta(days=days), why=why)

    found = examined()[1]["database"]["found"]

    assert "stond deze week 2 keer stil, het laatst op " in found
    assert found.endswith("(de schijf was vol)")
