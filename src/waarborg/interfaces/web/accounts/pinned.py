"""A session that an identity provider opened: it reaches only the organisation of that provider (ADR 23).

A provider speaks for its own organisation. Somebody who also works elsewhere signs in there in another way: one
organisation can never let its people into another by what its provider says about an address.
"""

from dataclasses import asdict, dataclass

from django.http import HttpRequest

_KEY = "came_by_provider"


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
