"""Registering an organisation: it comes into being, or moves to another layer of government."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.base.actions import Actor, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.organisations import Layer


@transaction.atomic
def register_organisation(*, name: str, layer: Layer, by: Actor, at: datetime) -> Organisation:
    """The organisation of this name; made when new, and moved to `layer` when that differs."""
    with within(None, registry=True):
        return _registered(name, layer, by, at)


def _registered(name: str, layer: Layer, by: Actor, at: datetime) -> Organisation:
    organisation, is_new = Organisation.objects.select_for_update().get_or_create(
        name=name, defaults={"layer": layer.value}
    )
    if is_new:
        _tell(organisation, "organisation.registered", {"layer": layer.value}, by, at)
    elif organisation.layer != layer.value:
        was, organisation.layer = organisation.layer, layer.value
        organisation.save(update_fields=["layer"])
        _tell(organisation, "organisation.layer_changed", {"from": was, "to": layer.value}, by, at)
    return organisation


def _tell(organisation: Organisation, action: str, detail: dict[str, str], by: Actor, at: datetime) -> None:
    with within(organisation.pk):
        write_journal(
            action=action, about=organisation.name, by=by, at=at, organisation_id=organisation.pk, detail=detail
        )
