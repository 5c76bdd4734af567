"""Words of accounts that tables, reads and acts share."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SecondStep(StrEnum):
    """Who asks for the second step when somebody comes in by an identity provider."""

    OURS = "ours"  # Waarborg asks, also after the provider
    THEIRS = "theirs"  # the provider always asks; its administrator answers for that
    TOLD = "told"  # the provider asks when it says so (`amr`), else Waarborg asks


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which somebody is signed in."""

    pk: int
    browser: str
    ip: str
    since: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class EmergencyPapers:
    """What is printed once for a break-glass account and kept in a safe."""

    email: str
    password: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """What the administrator of the provider tells, and how far we believe it."""

    slug: str
    name: str
    server_url: str
    client_id: str
    secret: str  # empty: the one that is stored
    groups_claim: str
    trusts_email: bool
    second_step: SecondStep
