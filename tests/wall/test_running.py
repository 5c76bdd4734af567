"""The application as it really runs works as a role that owns nothing; doctor sees whether that is so."""

import os
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
from django.db import connection

from waarborg.apps.base.queries import wall
from waarborg.apps.base.tenancy import ROLE
from waarborg.interfaces.cli import doctor


@contextmanager
def as_owner(worker_id):
    before, _, query = os.environ["DATABASE_URL"].partition("?")
    address = f"{before.rpartition('/')[0]}/waarborg_site_{worker_id}" + (f"?{query}" if query else "")
    with psycopg.connect(address, autocommit=True) as opened:
        yield opened


def status(address):
    try:
        with urlopen(address) as answer:
            return answer.status
    except HTTPError as error:
        return error.code


def test_the_running_server_has_only_the_rights_of_the_role(site, worker_id):
    with as_owner(worker_id) as owner:
        assert status(f"{site}/norm/") == 200
        owner.execute("REVOKE SELECT ON norms_edition FROM waarborg_app")
        try:
            assert status(f"{site}/norm/") == 500
        finally:
            owner.execute("GRANT SELECT ON norms_edition TO waarborg_app")
        assert status(f"{site}/norm/") == 200


def test_doctor_is_content_with_a_wall_that_stands(norms):
    assert (wall.open_tables(), wall.role_trouble()) == ([], "")
    assert doctor._wall().ok


def test_doctor_names_a_table_that_is_open(norms):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE organisations_unit NO FORCE ROW LEVEL SECURITY")

    found = doctor._wall()

    assert not found.ok
    assert "organisations_unit" in found.found


def test_doctor_names_a_role_that_can_step_over_the_wall(norms):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {ROLE} BYPASSRLS")

    assert wall.role_trouble() == "too_strong"
    assert "NOBYPASSRLS" in doctor._wall().do
