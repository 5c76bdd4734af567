"""A session that an identity provider opened: it reaches only the organisation of that provider (ADR 23).

A provider speaks for its own organisation. Somebody who also works elsewhere signs in there in another way: one
organisation can never let its people into another by what its provider says about an address.
"""

import secrets
from dataclasses import asdict, dataclass

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

_KEY = "came_by_provider"
_WORD, _NAME = "word_to_couple", "woord"


@dataclass(frozen=True, slots=True)
class Pin:
    """By which provider somebody came in, for which organisation, and whether that was with a second step."""

    provider: str
    organisation_id: int
    second_step: bool


def pin(request: HttpRequest, to: Pin) -> None:
    """From now on this session is of that provider."""
    request.session[_KEY] = asdict(to)


def of(request: HttpRequest) -> Pin | None:
    """The pin of this session; None when the person signed in here."""
    found = request.session.get(_KEY)
    return Pin(**found) if found else None


def did_second_step(request: HttpRequest) -> bool:
    """Whether the provider asked for the second step, as far as we rely on it."""
    found = of(request)
    return found is not None and found.second_step


def unpin(request: HttpRequest) -> None:
    """The person signs in here, not by a provider."""
    request.session.pop(_KEY, None)


def word_to_couple(request: HttpRequest) -> str:
    """What the links to couple an account carry: only this session knows it. A form cannot lead to a provider."""
    if _WORD not in request.session:
        request.session[_WORD] = secrets.token_urlsafe(24)
    return f"{_NAME}={request.session[_WORD]}"


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether the link stood on a page that this visitor was shown."""
    word = request.session.get(_WORD, "")
    return bool(word) and constant_time_compare(request.GET.get(_NAME, ""), word)
