"""The owner of the database need not be a superuser: the role that it makes can be taken all the same."""

from importlib import import_module

import pytest
from django.db import connection

from waarborg.apps.base.tenancy import ROLE

MAKE_ROLE = import_module("waarborg.apps.base.migrations.0004_the_wall").MAKE_ROLE


@pytest.mark.django_db
def test_who_may_make_roles_and_no_more_can_work_as_the_role_that_it_makes():
    made = MAKE_ROLE.partition("GRANT USAGE")[0].replace(ROLE, "proef_app")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE proef_eigenaar CREATEROLE NOSUPERUSER")
        cursor.execute("SET LOCAL ROLE proef_eigenaar")
        cursor.execute(made)
        cursor.execute("SELECT pg_has_role(current_user, 'proef_app', 'SET')")
        may_take = cursor.fetchone()[0]
        cursor.execute("RESET ROLE")
    assert may_take
