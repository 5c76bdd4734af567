"""Coming in by an identity provider: who is this, is there a place here, and as what (ADR 23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from waarborg.apps.accounts import actions, queries
from waarborg.apps.accounts.shapes import SecondStep
from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.actions import Arrival, follow_groups
from waarborg.interfaces.web.accounts import events, pinned
from waarborg.interfaces.web.accounts.checked_provider import CheckedProvider
from waarborg.interfaces.web.clock import now

OIDC = "openid_connect"
# RFC 8176: several factors, or one that is a second factor by itself
_SECOND_FACTORS = frozenset({"mfa", "otp", "hwk", "swk", "sc", "fpt", "face", "iris", "vbm"})
_NO = frozenset({"false", "0", "no"})  # some providers write a word where the standard has a boolean


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider says about somebody."""

    name: str
    email: str
    is_denied: bool  # the provider itself says that the address is not verified
    groups: frozenset[str]
    methods: frozenset[str]


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Providers from our own table, and our rules about who may come in by one."""

    error_messages: ClassVar = {
        **DefaultSocialAccountAdapter.error_messages,
        "invalid_token": _("De aanbieder gaf een antwoord dat niet klopt. Probeer het opnieuw."),
        "connected_other": _("Dit account hoort al bij iemand anders."),
    }

    def list_apps(
        self,
        request: HttpRequest,  # noqa: ARG002 - allauth's signature
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """Our providers as allauth knows them; never stored."""
        if provider in {None, OIDC}:
            return [_as_app(found) for found in queries.all_providers()]
        one = queries.provider_of(provider)
        return [_as_app(one)] if one and client_id in {None, one.client_id} else []

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> CheckedProvider:
        """Every provider is OpenID Connect, as we check it."""
        return CheckedProvider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ANN401, ARG002 - same
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ANN401, ARG002 - same
        return reverse("account_own")

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Decide before anything else happens."""
        provider = queries.provider_of(sociallogin.account.provider)
        if provider is None:
            raise ImmediateHttpResponse(redirect("account_login"))
        told = _told(sociallogin.account.extra_data, provider.groups_claim)
        _keep_little(sociallogin)
        if sociallogin.state.get("process") == "connect":
            _require_own_connect(request, provider)
            return
        person = _admitted(request, provider, told, sociallogin.user if sociallogin.is_existing else None)
        if person is None:
            _refuse(request, provider, told)
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)
        asked = _second_step_was_asked(provider, told)
        sociallogin.pin = pinned.Pin(provider.slug, provider.organisation_id, asked)


def pin_to_provider(request: HttpRequest, signal_kwargs: Mapping[str, Any]) -> None:
    """Remember by which provider this sign-in goes, or that it goes without one."""
    login = signal_kwargs.get("sociallogin")
    if login is None:
        pinned.unpin(request)
    else:
        pinned.pin(request, login.pin)


def _as_app(provider: queries.IdentityProvider) -> SocialApp:
    return SocialApp(
        provider=OIDC,
        provider_id=provider.slug,
        name=provider.name,
        client_id=provider.client_id,
        secret=queries.secret_of(provider),
        settings={"server_url": provider.server_url, "oauth_pkce_enabled": True, "fetch_userinfo": True},
    )


def _told(data: Mapping[str, Any], groups_claim: str) -> Told:
    """From what `id_tokens.in_shape` left of the claims."""
    claims = data["userinfo"]
    email = str(claims.get("email") or "").strip().lower()
    return Told(
        name=str(claims.get("name") or claims.get("preferred_username") or email)[:200],
        email=email,
        is_denied=str(claims.get("email_verified", True)).lower() in _NO,
        groups=frozenset(claims.get(groups_claim) or ()),
        methods=frozenset(claims.get("amr") or ()),
    )


def _keep_little(sociallogin: Any) -> None:  # noqa: ANN401 - allauth's
    """Of what a provider tells we keep who it is, nothing else."""
    sociallogin.account.extra_data = {}
    if sociallogin.is_existing:
        sociallogin.account.save(update_fields=["extra_data"])


def _require_own_connect(request: HttpRequest, provider: queries.IdentityProvider) -> None:
    """Coupling is for who is signed in without a provider and belongs to the organisation of this one."""
    is_own = request.user.is_authenticated and pinned.of(request) is None and not request.user.is_break_glass
    if not is_own or provider.organisation_id not in events.organisations_of(request.user):
        raise ImmediateHttpResponse(redirect("account_login"))


def _admitted(
    request: HttpRequest, provider: queries.IdentityProvider, told: Told, known: queries.Person | None
) -> queries.Person | None:
    """The account with which this visitor comes in; None when there is no place.

    An account that is found by its address must have a place here already: somebody of another organisation on this
    installation can have made it, with an address that is not theirs and a password that they know.
    """
    person = known or (queries.person_of(told.email) if _answers_for(provider, told) else None)
    if person is not None and (person.is_break_glass or not person.is_active):
        return None
    if person is not None and known is None and not _may_be_recognised(provider, person):
        return None
    if person is None:
        if not _answers_for(provider, told) or not _follow(request, provider, told, None):
            return None
        person = actions.make_person(email=told.email, name=told.name, password=None, at=now())
    return person if _follow(request, provider, told, person) else None


def _may_be_recognised(provider: queries.IdentityProvider, person: queries.Person) -> bool:
    """By its address alone: here already, and never as a second person of this provider.

    An address can be given to somebody else; that somebody must not come in as who had it before.
    """
    is_here = provider.organisation_id in events.organisations_of(person)
    return is_here and not queries.came_by_provider(person, provider.slug)


def _answers_for(provider: queries.IdentityProvider, told: Told) -> bool:
    return bool(provider.trusts_email and told.email and not told.is_denied)


def _follow(
    request: HttpRequest, provider: queries.IdentityProvider, told: Told, person: queries.Person | None
) -> bool:
    by = Actor(provider.name, events.origin_of(request), person_id=person.pk if person else None)
    email = told.email if _answers_for(provider, told) else ""
    who = Arrival(provider.slug, told.groups, told.name, email, person)
    return follow_groups(organisation_id=provider.organisation_id, who=who, by=by, at=now())


def _refuse(request: HttpRequest, provider: queries.IdentityProvider, told: Told) -> None:
    actions.tell(
        "account.sign_in_failed",
        about=provider.name,
        organisation_ids=[provider.organisation_id],
        by=Actor("niet aangemeld", events.origin_of(request)),
        at=now(),
        result="refused",
        detail={"provider": provider.slug, "reason": "no place"},
    )
    page = render(request, "accounts/no_place.html", {"provider": provider.name, "told": told}, status=403)
    raise ImmediateHttpResponse(page)


def _second_step_was_asked(provider: queries.IdentityProvider, told: Told) -> bool:
    if provider.second_step == SecondStep.THEIRS:
        return True
    return provider.second_step == SecondStep.TOLD and bool(told.methods & _SECOND_FACTORS)
