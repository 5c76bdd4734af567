"""What hangs does not keep a connection: PostgreSQL ends it, soon for a page and later for a job."""

import time

import psycopg
import pytest
from django.db import connection

from waarborg.apps.base.importers import child
from waarborg.interfaces.cli.bootstrap import OF_JOBS, OF_PAGES, Patience

pytestmark = pytest.mark.django_db


@pytest.fixture
def hasty():
    """A connection with a second of patience."""
    given = connection.get_connection_params()
    where = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}
    with psycopg.connect(**where, options=Patience(statement=1, idle=1).options()) as opened:
        yield opened


def test_a_statement_that_takes_too_long_is_ended(hasty):
    with pytest.raises(psycopg.errors.QueryCanceled):
        hasty.execute("SELECT pg_sleep(30)")


def test_a_transaction_in_which_nothing_is_asked_is_ended(hasty):
    hasty.execute("SELECT 1")
    time.sleep(1.5)
    with pytest.raises(psycopg.errors.IdleInTransactionSessionTimeout):
        hasty.execute("SELECT 1")


def test_reading_a_file_fits_in_the_patience_of_a_page():
    assert child.WALL_SECONDS * 2 < OF_PAGES.idle < OF_JOBS.idle
    assert OF_PAGES.statement < OF_JOBS.statement
