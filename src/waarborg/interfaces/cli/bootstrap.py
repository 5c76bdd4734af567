"""What every command needs before it can work: a running database with our tables and norms."""

import os
from datetime import UTC, datetime

from waarborg.machine import folders, postgres


def now() -> datetime:
    """The moment at which the command acts; asked once, here, and passed on."""
    return datetime.now(tz=UTC)


def expected_errors() -> tuple[type[Exception], ...]:
    """Failures with a message for people, that need no traceback."""
    return (folders.FolderError, postgres.DatabaseUnavailableError)


def django() -> None:
    """Start the database and Django, and bring tables and shipped norms up to date. Idempotent and quick when done."""
    address = postgres.url()
    os.environ["DATABASE_URL"] = address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.conf.settings")
    import django as django_package  # noqa: PLC0415 - needs DATABASE_URL first

    django_package.setup()
    _migrate()
    load_shipped_norms()


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def load_shipped_norms() -> None:
    from waarborg.apps.base.actions import Actor  # noqa: PLC0415 - needs Django set up
    from waarborg.apps.norms import actions, queries  # noqa: PLC0415
    from waarborg.apps.norms.importers import content  # noqa: PLC0415

    fingerprint = content.fingerprint(folders.content())
    if queries.is_loaded(fingerprint):
        return
    actions.load_shipped(
        content.read(folders.content()), fingerprint=fingerprint, by=Actor("waarborg", "opdrachtregel"), at=now()
    )
