"""A real row in any table: what it needs is made first, the rest gets the simplest value that the table takes."""

from decimal import Decimal
from uuid import uuid4

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tests.cast import AT, TODAY

DIGEST = "a" * 64
# what a constraint of the table asks, and no default gives
_COLUMN = {"heading": "Nr", "meaning": "number"}
SPECIAL = {
    "assessments.SavedMapping": {
        "mapping": {"waarborg_mapping": 1, "sheets": [{"sheet": "Blad", "header_row": 1, "columns": [_COLUMN]}]}
    },
    "evidence.Evidence": {"sha256": DIGEST, "file_name": "x.pdf"},
}


def tenant_models():
    """Every table with an organisation, the journal included."""
    found = [model for model in apps.get_models() if column(model)]
    return sorted(found, key=lambda model: model._meta.db_table)


def column(model):
    """The name of the field that says of which organisation a row is."""
    names = {field.name: field for field in model._meta.concrete_fields}
    return next((name for name in ("organisation", "organisation_id") if name in names), None)


def make(model, organisation, /, **given):
    """A row of this organisation, saved."""
    values = {**SPECIAL.get(model._meta.label, {}), **given}
    for field in model._meta.concrete_fields:
        if field.name not in values and not field.primary_key:
            values[field.name] = _value(field, model, organisation)
    return model.objects.create(**{name: value for name, value in values.items() if value is not SKIP})


SKIP = object()


def _value(field, model, organisation):
    if field.name == "organisation":
        return organisation
    if field.name == "organisation_id":
        return organisation.pk
    if field.is_relation:
        return SKIP if field.null else _related(field.related_model, organisation)
    if field.has_default() or field.null or field.generated or field.blank:
        return SKIP
    if field.choices:
        return field.choices[0][0]
    return _plain(field)


def _related(model, organisation):
    if model._meta.label == "organisations.Organisation":
        return organisation
    if model._meta.app_label == "norms":
        return model.objects.order_by("pk").last()
    return make(model, organisation)


_PLAIN = (
    (models.UUIDField, uuid4),
    (models.DateTimeField, lambda: AT),
    (models.DateField, lambda: TODAY),
    (models.BooleanField, lambda: False),
    (models.JSONField, dict),
    (ArrayField, list),
    (models.DecimalField, lambda: Decimal(1)),
    (models.IntegerField, lambda: 1),
    (models.BinaryField, lambda: b"x"),
    (models.EmailField, lambda: f"{uuid4().hex}@voorbeeld.test"),
    (models.URLField, str),
)


def _plain(field):
    made = next((make for kind, make in _PLAIN if isinstance(field, kind)), None)
    return made() if made else uuid4().hex[: field.max_length]
