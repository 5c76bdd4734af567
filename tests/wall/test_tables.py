"""Every table with an organisation stands inside the wall, proven with a real row in it."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.cast import ELSEWHERE, VELDERMEER
from tests.people import organisation
from tests.wall.rows import column, make, tenant_models
from waarborg.apps.base.tenancy import ROLE, within
from waarborg.apps.organisations.models import Organisation

TABLES = [pytest.param(model, id=model._meta.db_table) for model in tenant_models()]
pytestmark = pytest.mark.usefixtures("norms")
every_table = pytest.mark.parametrize("model", TABLES)
# who is at the door sees by which providers people come in: names and addresses that the sign-in page shows
AT_THE_DOOR = {"accounts_identityprovider"}
every_table_inside = pytest.mark.parametrize("model", [param for param in TABLES if param.id not in AT_THE_DOOR])


@pytest.fixture
def veldermeer():
    return organisation(VELDERMEER)


@pytest.fixture
def elsewhere():
    return organisation(ELSEWHERE)


def found(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def test_there_are_tables_to_walk():
    assert len(TABLES) > 25


@every_table
def test_the_wall_stands_around_the_table(model):
    table = model._meta.db_table
    security = found("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table)
    policies = found("SELECT polname, polwithcheck IS NOT NULL FROM pg_policy WHERE polrelid = %s::regclass", table)

    assert security == [(True, True)]
    assert [name for name, checks in policies if checks and name.startswith("tenant")]


@every_table_inside
def test_a_query_that_forgot_the_organisation_finds_nothing(model, veldermeer):
    row = make(model, veldermeer)

    with within(None):
        assert not model.objects.filter(pk=row.pk).exists()
    with within(None), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('waarborg.organisation', '', true)")
        assert not model.objects.filter(pk=row.pk).exists()


@every_table_inside
def test_a_query_that_forgot_the_organisation_finds_only_that_of_the_one_at_work(model, veldermeer, elsewhere):
    ours, theirs = make(model, veldermeer), make(model, elsewhere)

    with within(veldermeer.pk):
        seen = set(model.objects.filter(pk__in=[ours.pk, theirs.pk]).values_list("pk", flat=True))
        assert seen == {ours.pk}


@every_table
def test_a_row_for_another_organisation_is_refused(model, veldermeer, elsewhere):
    row = make(model, elsewhere)
    row.pk = None
    row._state.adding = True

    with within(veldermeer.pk), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        row.save(force_insert=True)


@every_table
def test_a_row_of_another_organisation_cannot_be_changed_or_removed(model, veldermeer, elsewhere):
    row = make(model, elsewhere)
    name = column(model)

    table, own = model._meta.db_table, model._meta.get_field(name).column
    for statement in (f"UPDATE {table} SET {own} = {own} WHERE id = %s", f"DELETE FROM {table} WHERE id = %s"):  # noqa: S608
        assert touched(statement, row.pk, at=veldermeer) == 0
    assert model.objects.filter(pk=row.pk).exists()


def touched(statement, pk, *, at):
    """How many rows that changed for somebody of this organisation; 0 also when there is no right to at all."""
    try:
        with within(at.pk), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [pk])
            return cursor.rowcount
    except ProgrammingError as error:
        if "permission denied" in str(error):
            return 0
        raise


def test_organisations_themselves_stand_inside_the_wall(veldermeer, elsewhere):
    with within(veldermeer.pk):
        assert list(Organisation.objects.values_list("name", flat=True)) == [VELDERMEER]
    with within(None):
        assert not Organisation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_wall_is_left_after_the_transaction():
    veldermeer = organisation(VELDERMEER)
    with within(veldermeer.pk, person_id=3, registry=True):
        assert found("SELECT current_user::text") == [(ROLE,)]
    settings = ("waarborg.organisation", "waarborg.person", "waarborg.registry")
    left = [found("SELECT COALESCE(current_setting(%s, true), '')", name)[0][0] for name in settings]

    assert left == ["", "", ""]
    assert found("SELECT current_user::text") != [(ROLE,)]


def test_the_role_of_the_application_owns_nothing_and_cannot_step_over_the_wall():
    assert found("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", ROLE) == [(0,)]
    assert found("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = %s", ROLE) == [
        (False, False, False)
    ]
