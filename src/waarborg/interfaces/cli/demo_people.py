"""The people of the demo, one per role; they share one password, made for this installation and printed."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import yaml
from django.conf import settings

from waarborg.apps.organisations.actions import register_organisation
from waarborg.apps.organisations.actions.demo import Guest, welcome_guest
from waarborg.apps.organisations.labels import role as role_label
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Role
from waarborg.interfaces.cli import bootstrap
from waarborg.machine import folders

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
_GROUPS, _GROUP = 3, 5


@dataclass(frozen=True, slots=True)
class Account:
    """What the console prints: who it is, and what that person is where."""

    email: str
    name: str
    roles: str


def password() -> str:
    """The password of the demo: another one in every installation, the same at every start, stored nowhere."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"waarborg demo", hashlib.sha256).digest()
    letters = [_LETTERS[byte % len(_LETTERS)] for byte in digest]
    return "-".join("".join(letters[n * _GROUP : (n + 1) * _GROUP]) for n in range(_GROUPS))


def ensure() -> list[Account]:
    """Everybody of the demo has an account. Doing it again changes nothing."""
    data = _load()
    by, at = replace(bootstrap.actor(), name="waarborg demo"), bootstrap.now()
    where = {
        key: register_organisation(name=one["name"], layer=Layer(one["layer"]), by=by, at=at)
        for key, one in data["organisations"].items()
    }
    for key, guest in _guests(data):
        welcome_guest(organisation=where[key], guest=guest, password=password(), by=by, at=at)
    return list(_accounts(data))


def address(login: str) -> str:
    """The e-mail address that somebody of the demo signs in with."""
    return f"{login}@veldermeer.example"


def _load() -> dict[str, Any]:
    text = (folders.content() / "demo" / "veldermeer-people.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _guests(data: dict[str, Any]) -> Iterator[tuple[str, Guest]]:
    for one in data["people"]:
        until_on = bootstrap.now().date() + timedelta(days=one["days"]) if "days" in one else None
        for key, roles in one["at"].items():
            yield key, Guest(address(one["login"]), one["name"], one["function"], [*map(Role, roles)], until_on)


def _accounts(data: dict[str, Any]) -> Iterator[Account]:
    for one in data["people"]:
        roles = (
            f"{', '.join(role_label(role) for role in roles)}"
            + (f" ({data['organisations'][key]['name']})" if len(one["at"]) > 1 else "")
            for key, roles in one["at"].items()
        )
        yield Account(address(one["login"]), one["name"], "; ".join(roles))
