"""What a migration may not do here."""

from tests.architecture.tracked import ROOT


def test_no_migration_waits_for_every_other_transaction():
    """Commands that start together wait for each other while one updates the tables: an index made concurrently would
    wait for the ones that wait, for ever."""
    migrations = (ROOT / "src" / "waarborg" / "apps").glob("*/migrations/*.py")
    assert [file.name for file in migrations if "Concurrently" in file.read_text()] == []
