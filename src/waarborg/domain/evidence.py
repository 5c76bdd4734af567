"""Evidence: how confidential it is."""

from enum import StrEnum


class Confidentiality(StrEnum):
    """Who may see a piece of evidence, besides who judges with it."""

    OPEN = "open"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105 - a marking, not a password
