"""Allauth's OpenID Connect, with what it leaves out: the signature, a nonce, https, and claims in shape."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

from waarborg.apps.accounts import queries
from waarborg.interfaces.web.accounts import id_tokens

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


def is_safe_address(address: object) -> bool:
    """Nobody on the way can read it or answer instead: https, or this machine itself, for trying out."""
    try:
        parts = urlsplit(address if isinstance(address, str) else "")
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )


class CheckedAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth ships no types
    """Asks the provider, and believes only what holds."""

    _nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself. Raises OAuth2Error when it is not usable or not safe."""
        if not hasattr(self, "_openid_config"):
            address = self.get_provider().server_url
            if not is_safe_address(address):
                raise OAuth2Error("provider without https")
            config = self._fetch(address)
            if not all(is_safe_address(config.get(name)) for name in _ENDPOINTS):
                raise OAuth2Error("endpoint missing or without https")
            if not isinstance(config.get("issuer"), str):
                raise OAuth2Error("provider without a name")
            self._openid_config = config
        return self._openid_config

    def get_access_token_data(
        self,
        request: HttpRequest,
        app: Any,  # noqa: ANN401 - allauth's signature
        client: Any,  # noqa: ANN401 - same
        pkce_code_verifier: str | None = None,
    ) -> dict[str, str]:
        """The two tokens. The proof key of this sign-in stands in the session; so do we know the nonce."""
        self._nonce = nonce_of(pkce_code_verifier or "")
        try:
            answer = super().get_access_token_data(request, app, client, pkce_code_verifier)
        except (KeyError, TypeError, ValueError) as error:  # allauth reads the answer as if it were always in shape
            raise OAuth2Error("no tokens") from error
        found = id_tokens.read_object(answer)
        tokens = {name: found.get(name) for name in ("access_token", "id_token")}
        if not all(isinstance(token, str) and token.isascii() for token in tokens.values()):
            raise OAuth2Error("no tokens")
        return {name: str(token) for name, token in tokens.items()}

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - same
        """Who comes in. What the provider answers about a person counts for the person of the signed token only."""
        config = self.openid_config
        claims = id_tokens.verified(
            kwargs["response"]["id_token"],
            keys=self._fetch(config["jwks_uri"]),
            issuer=config["issuer"],
            client_id=app.client_id,
            nonce=self._nonce,
        )
        more = self._fetch(config["userinfo_endpoint"], Authorization=f"Bearer {token.token}")
        if more.get("sub") != claims["sub"]:
            raise OAuth2Error("answer about somebody else")
        known = queries.provider_of(self.provider_id)
        groups_claim = known.groups_claim if known else ""
        told = id_tokens.in_shape({**claims, **more}, groups_claim=groups_claim)
        return self.get_provider().sociallogin_from_response(request, {"userinfo": told})

    def _fetch(self, address: str, **headers: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, headers=headers)
            answer.raise_for_status()
        return id_tokens.read_object(answer.content)


class CheckedProvider(OpenIDConnectProvider):  # type: ignore[misc]  # same
    """Sends a nonce along, and nothing that stands in the address of our own page."""

    oauth2_adapter_class = CheckedAdapter

    def get_pkce_params(self) -> dict[str, str]:
        """The proof key, and the nonce that belongs to it."""
        params: dict[str, str] = super().get_pkce_params()
        return {**params, "nonce": nonce_of(params["code_verifier"])}

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:  # noqa: ARG002 - same
        return dict(self.get_auth_params())

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:  # noqa: ARG002 - same
        return list(self.get_scope())


def nonce_of(code_verifier: str) -> str:
    """Once per sign-in and known to this session only, as the proof key is; who reads it does not learn the key."""
    return hashlib.sha256(f"nonce {code_verifier}".encode()).hexdigest()
