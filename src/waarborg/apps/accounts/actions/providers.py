"""Identity providers: with whose account the people of an organisation sign in."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from waarborg.apps.accounts.models import IdentityProvider
from waarborg.apps.accounts.shapes import ProviderSettings
from waarborg.apps.base.actions import Actor, require, require_installation, write_journal
from waarborg.domain.permissions import Act
from waarborg.machine import strongbox


@transaction.atomic
def save_provider(*, organisation_id: int, told: ProviderSettings, by: Actor, at: datetime) -> IdentityProvider:
    """Add the provider of this slug to the organisation, or change it. Only by who runs the installation."""
    _require_operator(organisation_id, by)
    provider = IdentityProvider.objects.filter(organisation_id=organisation_id, slug=told.slug).first()
    provider = provider or IdentityProvider(organisation_id=organisation_id, slug=told.slug)
    for name in ("name", "server_url", "client_id", "groups_claim", "trusts_email"):
        setattr(provider, name, getattr(told, name))
    provider.second_step = told.second_step.value
    if told.secret:
        provider.secret = strongbox.lock(told.secret, key=settings.SECRET_KEY)
    provider.save()
    write_journal(
        action="sign_in.provider_saved",
        about=provider.name,
        by=by,
        at=at,
        organisation_id=organisation_id,
        detail={"server": provider.server_url, "email": provider.trusts_email, "second_step": provider.second_step},
    )
    return provider


@transaction.atomic
def remove_provider(*, organisation_id: int, slug: str, by: Actor, at: datetime) -> bool:
    """Nobody comes in by it any more; False when it was not there."""
    _require_operator(organisation_id, by)
    provider = IdentityProvider.objects.filter(organisation_id=organisation_id, slug=slug).first()
    if provider is None:
        return False
    provider.delete()
    write_journal(action="sign_in.provider_removed", about=provider.name, by=by, at=at, organisation_id=organisation_id)
    return True


def _require_operator(organisation_id: int, by: Actor) -> None:
    """A provider says who somebody is, so adding one is for who runs the installation, not for every administrator."""
    require(by, Act.MANAGE_SETTINGS, organisation_id=organisation_id)
    require_installation(by, Act.MANAGE_SETTINGS)
