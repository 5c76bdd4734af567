"""What the database knows of its own tables: counted after whatever filled them, and never for nothing."""

import pytest
from django.db import connection

from waarborg.apps.base.actions import refresh_statistics

pytestmark = pytest.mark.django_db


def rows_known(table: str) -> int:
    """How many rows the planner believes that there are; -1 when nobody ever counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::int FROM pg_class WHERE oid = %s::regclass", [table])
        found: int = cursor.fetchone()[0]
    return found


def test_a_table_that_was_never_counted_is_counted_once():
    with connection.cursor() as cursor:  # as after installing, and as every table is after restoring
        cursor.execute('CREATE TABLE "Restored" AS SELECT g AS number FROM generate_series(1, 300) g')
    assert rows_known('"Restored"') == -1

    assert '"Restored"' in refresh_statistics()
    assert rows_known('"Restored"') == 300
    assert '"Restored"' not in refresh_statistics()
