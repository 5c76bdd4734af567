"""A key never points at a row of another organisation: not one that came in, not one that was moved."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import ELSEWHERE, VELDERMEER
from tests.people import organisation
from tests.wall.rows import make, tenant_models

pytestmark = pytest.mark.usefixtures("norms")


def keys():
    """Every key from a table with an organisation to another one, the journal apart."""
    tenants = set(tenant_models())
    for model in tenants:
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in tenants and model._meta.app_label != "base":
                yield pytest.param(model, field, id=f"{model._meta.db_table}.{field.column}")


every_key = pytest.mark.parametrize(("model", "field"), sorted(keys(), key=lambda param: param.id))


@every_key
def test_a_new_row_cannot_point_outside_its_organisation(model, field):
    theirs = make(field.related_model, organisation(ELSEWHERE))

    with pytest.raises(IntegrityError, match="points outside its organisation"), transaction.atomic():
        make(model, organisation(VELDERMEER), **{field.name: theirs})


@every_key
def test_a_row_cannot_be_pointed_outside_its_organisation(model, field):
    theirs = make(field.related_model, organisation(ELSEWHERE))
    row = make(model, organisation(VELDERMEER))
    if _is_frozen(model):
        pytest.skip("the database refuses every change of this table")

    with pytest.raises(IntegrityError, match="points outside its organisation"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**{field.name: theirs})


def _is_frozen(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE '%%frozen%%'", [model._meta.db_table]
        )
        return cursor.fetchone() is not None
