"""Who worked with the first version keeps the round: a database of that version is brought up to date, rows and all."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from tests.cast import AT, VELDERMEER

OLD = "waarborg_first_version"
FIRST_VERSION = [
    ("base", "0002_journal_append_only"),
    ("norms", "0001_initial"),
    ("organisations", "0001_initial"),
    ("assessments", "0001_initial"),
]
VERDICTS = {"opzet": "meets", "bestaan": "partly", "werking": "not_assessed"}


@pytest.fixture
def database(worker_id: str, django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """An empty database beside that of the tests: going back and forth in that one would take its rows along."""
    name = f"{OLD}_{worker_id}"
    with django_db_blocker.unblock():
        default = connections[DEFAULT_DB_ALIAS]
        with default._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}"')
        connections.settings[OLD] = {**default.settings_dict, "NAME": name}
        yield OLD
        connections[OLD].close()
        connections[OLD].close_pool()
        del connections[OLD], connections.settings[OLD]
        with default._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_round_of_the_first_version_is_about_its_organisation(database):
    _fill(_migrated(database))

    call_command("migrate", database=database, verbosity=0, interactive=False)

    with connections[database].cursor() as cursor:
        cursor.execute("SELECT kind, code, name FROM assessments_subject")
        assert cursor.fetchall() == [("organisation", "", VELDERMEER)]
        cursor.execute(
            "SELECT a.status, s.kind, j.opzet, j.bestaan, j.werking, j.version FROM assessments_judgement j"
            " JOIN assessments_assessment a ON a.id = j.assessment_id JOIN assessments_subject s ON s.id = j.subject_id"
        )
        assert cursor.fetchall() == [("open", "organisation", *VERDICTS.values(), 1)]
        cursor.execute("SELECT actor, action, organisation_id FROM base_journalline")
        assert cursor.fetchall() == [("iemand", "assessments.stored", None)]


def _migrated(alias: str) -> Apps:
    """The tables as the first version left them."""
    executor = MigrationExecutor(connections[alias])
    return executor.migrate(FIRST_VERSION).apps


def _fill(apps: Apps) -> None:
    def create(label: str, **fields):
        return apps.get_model(label).objects.using(OLD).create(**fields)

    catalogue = create("norms.Catalogue", name="bio2")
    edition = create("norms.Edition", catalogue=catalogue, version="1.3")
    requirement = create("norms.Requirement", catalogue=catalogue)
    item = create("norms.Item", edition=edition, requirement=requirement, number="5.01.01", position=1)
    organisation = create("organisations.Organisation", name=VELDERMEER, layer="gemeente")
    round_ = create(
        "assessments.Assessment",
        organisation=organisation,
        edition=edition,
        slug="nulmeting",
        title="Nulmeting",
        reference_on=AT.date(),
        started_at=AT,
    )
    create(
        "assessments.Judgement",
        organisation=organisation,
        assessment=round_,
        item=item,
        ask="verdict",
        applicability="applies",
        **VERDICTS,
    )
    create("base.JournalLine", at=AT, actor="iemand", origin="test", action="assessments.stored", object="nulmeting")
