"""What a provider says is believed only when it is signed, fresh, meant for us and in shape."""

import base64
import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import ec

from waarborg.interfaces.web.accounts.checked_provider import is_safe_address
from waarborg.interfaces.web.accounts.id_tokens import in_shape, read_object, verified

KEY, OTHER = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
US = {"issuer": "https://inloggen.test", "client_id": "waarborg", "nonce": "eenmalig"}
NOW = datetime.now(tz=UTC)
GOOD = {
    "iss": US["issuer"], "aud": "waarborg", "sub": "noor", "nonce": "eenmalig",
    "iat": NOW, "exp": NOW + timedelta(hours=6),
}  # fmt: skip


def published(*keys):
    found = [json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())) for key in keys]
    return {"keys": [{**one, "kid": str(n), "use": "sig"} for n, one in enumerate(found)]}


def token(key=KEY, kid="0", algorithm="ES256", **claims):
    said = {name: value for name, value in {**GOOD, **claims}.items() if value is not None}
    return jwt.encode(said, key, algorithm=algorithm, headers={"kid": kid})


def unsigned():
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value, default=lambda at: at.timestamp()).encode()).rstrip(b"=")

    return b".".join((part({"alg": "none", "kid": "0"}), part(GOOD), b"")).decode()


def test_a_token_that_is_signed_and_meant_for_us_is_believed():
    assert verified(token(), keys=published(KEY, OTHER), **US)["sub"] == "noor"
    assert verified(token(aud=["waarborg"]), keys=published(KEY), **US)["sub"] == "noor"


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://anders.test"},
        {"aud": "een ander"},
        {"aud": ["waarborg", "een ander"]},
        {"azp": "een ander"},
        {"nonce": "van een ander"},
        {"nonce": None},
        {"exp": NOW - timedelta(minutes=5)},
        {"exp": None},
        {"sub": None},
        {"iat": NOW + timedelta(hours=1)},
    ],
    ids=" ".join,
)
def test_a_token_for_something_else_is_not(wrong):
    with pytest.raises(OAuth2Error):
        verified(token(**wrong), keys=published(KEY), **US)


@pytest.mark.parametrize(
    "forged",
    [
        token(OTHER),
        token(KEY, kid="9"),
        token("een geheim van minstens tweeëndertig tekens", algorithm="HS256"),
        unsigned(),
        "geen.token",
        "",
        None,
    ],
)
def test_a_token_that_the_provider_did_not_sign_is_not(forged):
    with pytest.raises(OAuth2Error):
        verified(forged, keys=published(KEY), **US)


@pytest.mark.parametrize("keys", [{}, {"keys": "x"}, {"keys": [None, {"kid": "0"}]}, [], None])
def test_keys_in_no_shape_are_refused(keys):
    with pytest.raises(OAuth2Error):
        verified(token(), keys=keys, **US)


@pytest.mark.parametrize("sub", [None, "", 7, ["a"], "a" * 192, "a\0", "a\ud800", "a\n"])
def test_a_subject_that_cannot_be_kept_is_refused(sub):
    with pytest.raises(OAuth2Error):
        in_shape({"sub": sub}, groups_claim="groups")


@pytest.mark.parametrize("claims", [None, [], "x", 7])
def test_claims_that_are_no_object_are_refused(claims):
    with pytest.raises(OAuth2Error):
        in_shape(claims, groups_claim="groups")


def test_what_cannot_be_kept_of_other_claims_is_left_out():
    claims = {
        "sub": "a", "name": "No\0or\ud800 " + "x" * 500, "email": "a\0@b.test", "amr": {"pwd": 1},
        "groups": ["goed", 7, None, "fout\0", "x" * 201], "address": {"street": "x"},
    }  # fmt: skip

    told = in_shape(claims, groups_claim="groups")
    assert told == {"sub": "a", "name": ("Noor " + "x" * 500)[:200], "groups": ["goed"]}


@pytest.mark.parametrize("text", [b"[1]", b"<html>", b"", b"[" * 100_000, b"\xff"])
def test_an_answer_that_is_no_object_is_refused(text):
    with pytest.raises(OAuth2Error):
        read_object(text)


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://inloggen.test/x", True),
        ("http://localhost:8000", True),
        ("http://127.0.0.1", True),
        ("http://inloggen.test", False),
        ("http://localhost.test", False),
        ("ftp://localhost", False),
        ("https://", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_an_address_that_others_can_read_is_not_safe(address, is_safe):
    assert is_safe_address(address) == is_safe
