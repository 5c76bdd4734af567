"""What every command needs before it can work: a running database with our tables and norms."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from waarborg.interfaces.cli.output import say
from waarborg.machine import folders, postgres
from waarborg.machine.keeper import Keeper

if TYPE_CHECKING:
    from waarborg.apps.base.actions import Actor


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds PostgreSQL waits for one statement, and for the next one inside a transaction."""

    statement: int
    idle: int

    def options(self) -> str:
        """The same as options of a connection."""
        return f"-c statement_timeout={self.statement}s -c idle_in_transaction_session_timeout={self.idle}s"


# a visitor is gone long before; a file of an outsider is read inside the transaction, for a minute at most (ADR 32)
OF_PAGES = Patience(statement=60, idle=150)
OF_JOBS = Patience(statement=900, idle=1800)  # a large report renders inside a transaction
_UPDATING = 5_201_019  # any number, the same for every Waarborg on this database


class NormsChangedError(Exception):
    """The norms that come with this version contradict what was published before; the message says what to do."""


class NewerTablesError(Exception):
    """A newer Waarborg changed the tables of this database; the message says what to do."""


def now() -> datetime:
    """The moment at which the command acts; asked once, here, and passed on."""
    return datetime.now(tz=UTC)


def actor() -> "Actor":
    """Who typed the command, for the journal (BIO2 8.15.01): the account of this machine."""
    from waarborg.apps.base.actions import Actor
    from waarborg.domain.permissions import Role

    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container can run under a number that has no name
        name = f"uid {os.getuid()}" if hasattr(os, "getuid") else "onbekend"
    return Actor(name, "opdrachtregel", roles=frozenset({Role.COMMAND_LINE}))


def expected_errors() -> tuple[type[Exception], ...]:
    """Failures with a message for people, that need no traceback."""
    return (folders.FolderError, postgres.DatabaseUnavailableError, NormsChangedError, NewerTablesError)


def django() -> None:
    """Start the database and Django, and bring tables and shipped norms up to date. Idempotent and quick when done."""
    django_only()
    postgres.version_at(os.environ["DATABASE_URL"])  # answers, or says in words why not
    with _one_at_a_time():
        require_known_tables()
        if pending_migrations():
            from django.core.management import call_command

            call_command("migrate", verbosity=0, interactive=False)
        load_shipped_norms()
        count_tables()


def work_as_application(patience: Patience) -> None:
    """From now on every connection is the role that owns no table: what is outside the wall sees nothing (ADR 21).

    A statement, or a transaction in which nothing is asked, that takes longer than `patience` is ended by PostgreSQL.
    """
    from django.db import connections

    from waarborg.apps.base.tenancy import ROLE

    for connection in connections.all():  # a connection or pool does not survive the fork into workers
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # the PostgreSQL wrapper has it
    options = connections.settings["default"]["OPTIONS"]
    options["options"] = f"{options.get('options', '')} -c role={ROLE} {patience.options()}".strip()


def keeper() -> Keeper | None:
    """What starts an embedded server again when it dies; None for one of your own, which is left to who runs it."""
    data = postgres.data_in_use()
    return Keeper(data, say) if data else None


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two commands that start together on an empty database do not both make the tables."""
    import psycopg

    # a connection of its own: the lock goes with it, also when the command is killed
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_UPDATING])
        yield


def database_trouble(error: Exception) -> str | None:
    """What to say when the database refused or went away halfway; None when that is not what went wrong."""
    import psycopg
    from django.db import OperationalError, ProgrammingError
    from django.db.migrations.exceptions import MigrationSchemaMissing

    said = str(error).partition("\n")[0]
    if isinstance(error, (OperationalError, psycopg.OperationalError)):
        return f"De database viel weg of weigerde: {said}. Draai `waarborg doctor`; wat al bewaard was, is er nog."
    if isinstance(error, MigrationSchemaMissing) or (
        isinstance(error, ProgrammingError) and isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege)
    ):
        return (
            f"De gebruiker in DATABASE_URL mag te weinig in deze database ({said}). "
            "Maak hem eigenaar van de database, of gebruik een andere gebruiker."
        )
    return None


def django_only() -> None:
    """Start the database server and Django, and change nothing in the database."""
    os.environ["DATABASE_URL"] = postgres.url()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waarborg.conf.settings")
    import django as django_package

    django_package.setup()


def pending_migrations() -> list[str]:
    """The changes to tables that this version has and the database has not."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def unknown_migrations() -> list[str]:
    """The changes to tables that the database has and this version has not: a newer one made them.

    Those of an app that this version lacks count too; a version that drops an app must take its rows along.
    """
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    known = {*loader.disk_migrations, *(old for one in loader.disk_migrations.values() for old in one.replaces)}
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations if (app, name) not in known)


def require_known_tables() -> None:
    """Raises NewerTablesError when a newer version worked on this database: its rules are not ours."""
    unknown = unknown_migrations()
    if unknown:
        raise NewerTablesError(
            f"Deze gegevens zijn bijgewerkt door een nieuwere Waarborg: deze versie kent {len(unknown)} van de "
            f"wijzigingen niet (de laatste: {unknown[-1]}). Er is niets veranderd. Werk Waarborg bij, of zet de "
            "reservekopie van vóór het bijwerken terug; zie docs/beheer/bijwerken.md."
        )


def load_shipped_norms() -> None:
    """Load the norms that come with this version, unless they are there."""
    from waarborg.apps.base.actions import Actor
    from waarborg.apps.norms import actions, queries
    from waarborg.apps.norms.importers import content

    fingerprint = content.fingerprint(folders.content())
    if queries.is_loaded(fingerprint):
        return
    norm = content.read(folders.content())
    try:
        actions.load_shipped(norm, fingerprint=fingerprint, by=Actor("waarborg", "opdrachtregel"), at=now())
    except actions.PublishedEditionChangedError as error:
        raise NormsChangedError(
            f"{error} Gebruik de normen die bij deze gegevens horen, of begin met een lege map: WAARBORG_HOME=/pad."
        ) from error


def count_tables() -> None:
    """Let the database plan by what is in it now: after installing, restoring and reading something in."""
    from waarborg.apps.base.actions import refresh_statistics

    refresh_statistics()


def wsgi() -> Callable[..., Any]:
    """The web application, for a server; its addresses are read now, so that a fault shows at the start."""
    from django.core.wsgi import get_wsgi_application
    from django.urls import get_resolver

    application = get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018 - read for its effect
    return application
