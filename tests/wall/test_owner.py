"""The owner of the database need not be a superuser: the role that it makes can be taken all the same."""

from importlib import import_module

import pytest
from django.db import connection

from waarborg.apps.base.tenancy import ROLE

MAKE_ROLE = import_module("waarborg.apps.base.migrations.0004_the_wall").MAKE_ROLE


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("right", "made_before"),
    [("CREATEROLE", ""), ("NOCREATEROLE", "CREATE ROLE proef_app NOLOGIN; GRANT proef_app TO proef_eigenaar")],
)
def test_an_ordinary_owner_can_work_as_the_role(right, made_before):
    make = MAKE_ROLE.partition("GRANT USAGE")[0].replace(ROLE, "proef_app")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE proef_eigenaar {right} NOSUPERUSER; {made_before}")
        cursor.execute("SET LOCAL ROLE proef_eigenaar")
        cursor.execute(make)
        cursor.execute("SELECT pg_has_role(current_user, 'proef_app', 'SET')")
        may_take = cursor.fetchone()[0]
        cursor.execute("RESET ROLE")
    assert may_take
