"""What an OpenID Connect provider says of somebody: believed only when it is signed, meant for us, and in shape."""

import json
from collections.abc import Mapping
from hmac import compare_digest
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# asymmetric only: with a shared secret or without a signature anybody who knows our client id could make one
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
_REQUIRED = ["iss", "aud", "exp", "iat", "sub", "nonce"]
_CLOCK_SECONDS = 60  # by which clocks may differ
_LONGEST_SUBJECT, _LONGEST_EMAIL, _LONGEST_TEXT = 191, 254, 200  # as the tables keep them
_MOST_WORDS = 1_000
_TEXTS = ("name", "preferred_username", "given_name", "family_name")


def verified(token: object, *, keys: object, issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims of an ID token, after OpenID Connect Core 3.1.3.7. Raises OAuth2Error for what does not hold."""
    try:
        key, algorithm = _key(token, keys)
        claims: dict[str, Any] = jwt.decode(
            str(token),
            key=key,
            algorithms=[algorithm],
            audience=client_id,
            issuer=issuer,
            leeway=_CLOCK_SECONDS,
            options={"require": _REQUIRED},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise OAuth2Error(f"invalid id_token: {type(error).__name__}") from error
    audience = claims["aud"]
    if claims.get("azp", client_id) != client_id or (isinstance(audience, list) and audience != [client_id]):
        raise OAuth2Error("id_token for another client")
    if not compare_digest(str(claims["nonce"]).encode(errors="replace"), nonce.encode()):
        raise OAuth2Error("id_token of another sign-in")
    return claims


def in_shape(claims: object, *, groups_claim: str) -> dict[str, Any]:
    """Only the claims that we use, each of the kind and length that we keep. Raises OAuth2Error without a subject."""
    told = _object(claims)
    subject = told.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or _plain(subject) != subject:
        raise OAuth2Error("no usable subject")
    found: dict[str, Any] = {"sub": subject}
    email = told.get("email")
    if isinstance(email, str) and len(email) <= _LONGEST_EMAIL and _plain(email) == email:
        found["email"] = email
    if isinstance(verified_ := told.get("email_verified"), bool | str | int):
        found["email_verified"] = verified_
    for name in _TEXTS:
        if isinstance(text := told.get(name), str):
            found[name] = _plain(text)[:_LONGEST_TEXT]
    for name in ("amr", groups_claim):
        if name not in found and (words := _words(told.get(name))):
            found[name] = words
    return found


def read_object(text: object) -> dict[str, Any]:
    """A JSON object that came from a provider. Raises OAuth2Error for anything else."""
    try:
        return _object(json.loads(text) if isinstance(text, str | bytes) else text)
    except (ValueError, RecursionError) as error:
        raise OAuth2Error("no JSON") from error


def _key(token: object, keys: object) -> tuple[Any, str]:
    """The key that the token says it is signed with, out of those that the provider publishes."""
    header = jwt.get_unverified_header(str(token))
    algorithm = str(header.get("alg"))
    if algorithm not in _ALGORITHMS:
        raise OAuth2Error("unsafe algorithm")
    published = _object(keys).get("keys")
    fitting = [key for key in published if _fits(key, header)] if isinstance(published, list) else []
    if len(fitting) != 1:
        raise OAuth2Error("unknown key")
    return jwt.PyJWK(fitting[0], algorithm=algorithm).key, algorithm


def _fits(key: object, header: Mapping[str, Any]) -> bool:
    if not isinstance(key, Mapping) or key.get("kty") == "oct":
        return False
    is_named = "kid" not in header or key.get("kid") == header["kid"]
    return bool(is_named and key.get("use", "sig") == "sig" and key.get("alg", header["alg"]) == header["alg"])


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise OAuth2Error("no object")
    return dict(value)


def _words(claim: object) -> list[str]:
    listed = [claim] if isinstance(claim, str) else claim if isinstance(claim, list) else []
    texts = [word for word in listed[:_MOST_WORDS] if isinstance(word, str)]
    return [word for word in texts if len(word) <= _LONGEST_TEXT and _plain(word) == word]


def _plain(text: str) -> str:
    """Without what a database or a page cannot hold: control characters and halves of a letter."""
    return "".join(letter for letter in text if letter.isprintable() and not "\ud800" <= letter <= "\udfff")
