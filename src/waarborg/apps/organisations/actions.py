"""Acts on organisations."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.base.actions import Actor, write_journal
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.organisations import Layer


@transaction.atomic
def register_organisation(*, name: str, layer: Layer, by: Actor, at: datetime) -> Organisation:
    """The organisation of this name; made when new, and moved to `layer` when that differs."""
    organisation, is_new = Organisation.objects.select_for_update().get_or_create(
        name=name, defaults={"layer": layer.value}
    )
    if is_new:
        write_journal(action="organisation.registered", about=name, by=by, at=at, detail={"layer": layer.value})
    elif organisation.layer != layer.value:
        was, organisation.layer = organisation.layer, layer.value
        organisation.save(update_fields=["layer"])
        write_journal(
            action="organisation.layer_changed",
            about=name,
            by=by,
            at=at,
            detail={"from": was, "to": layer.value},
        )
    return organisation
