"""Reads about accounts."""

from collections.abc import Sequence
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings

from waarborg.apps.accounts.models import IdentityProvider, Person
from waarborg.apps.accounts.shapes import Device
from waarborg.apps.base.models import JournalLine
from waarborg.machine import strongbox

__all__ = ["IdentityProvider", "Person"]

BREAK_GLASS_USED = "account.break_glass_used"


def is_empty() -> bool:
    """Nobody has an account yet."""
    return not Person.objects.exists()


def person_of(email: str) -> Person | None:
    """The account with this address."""
    return Person.objects.filter(email__iexact=email).first()


def devices(person: Person, *, session_key: str | None) -> Sequence[Device]:
    """Where this person is signed in, the newest first."""
    found = UserSession.objects.purge_and_list(person)
    return tuple(
        Device(one.pk, one.user_agent, one.ip, one.created_at, one.session_key == session_key)
        for one in sorted(found, key=lambda one: one.created_at, reverse=True)
    )


def kinds_of_second_step(person: Person) -> frozenset[str]:
    """Which kinds of second step this person has set up: totp, webauthn, recovery_codes."""
    return frozenset(Authenticator.objects.filter(user=person).values_list("type", flat=True))


def providers(organisation_id: int) -> Sequence[IdentityProvider]:
    """With which providers the people of this organisation sign in."""
    return tuple(IdentityProvider.objects.filter(organisation_id=organisation_id))


def all_providers() -> Sequence[IdentityProvider]:
    """Every provider of the installation, for the sign-in page: nobody is at work there yet."""
    return tuple(IdentityProvider.objects.all())


def provider_of(slug: str) -> IdentityProvider | None:
    """The provider with this slug, whose organisation it is."""
    return IdentityProvider.objects.filter(slug=slug).first()


def secret_of(provider: IdentityProvider) -> str:
    """The secret that we share with the provider."""
    return strongbox.unlock(provider.secret, key=settings.SECRET_KEY)


def came_by_provider(person: Person, slug: str) -> bool:
    """Whether this person has signed in with this provider before."""
    return bool(SocialAccount.objects.filter(user=person, provider=slug).exists())


def break_glass_uses(organisation_id: int, *, since: datetime) -> Sequence[JournalLine]:
    """When the break-glass account of this organisation was used, the newest first: for administrators and CISO."""
    lines = JournalLine.objects.filter(organisation_id=organisation_id, action=BREAK_GLASS_USED, at__gte=since)
    return tuple(lines.order_by("-at"))


def second_steps_of_kind(person: Person, kind: str) -> int:
    """How many second steps of this kind the person has."""
    return int(Authenticator.objects.filter(user=person, type=kind).count())
