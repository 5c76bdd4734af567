"""The registers of an organisation: what it consists of, and what one line of them is called."""

import re
from enum import StrEnum


class RegisterKind(StrEnum):
    """The four registers; a later one refers to earlier ones, never the other way round."""

    UNIT = "unit"
    LOCATION = "location"
    PROCESS = "process"
    SYSTEM = "system"


CLASSIFIED = frozenset({RegisterKind.PROCESS, RegisterKind.SYSTEM})  # with BIV, outage and data loss

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
# words that stand where a code stands in an address
_TAKEN = frozenset({"nieuw", "export"})


def is_code(text: str) -> bool:
    """Whether it can stand in an address and in a list of codes: letters, digits, dot, dash and underscore."""
    return bool(_CODE.fullmatch(text)) and not is_reserved(text)


def is_reserved(text: str) -> bool:
    """Whether the word has a meaning of its own in an address, so that no entry can have it as its code."""
    return text.lower() in _TAKEN


def same_code(code: str) -> str:
    """What two codes that are the same have in common: S01 and s01."""
    return code.strip().lower()
