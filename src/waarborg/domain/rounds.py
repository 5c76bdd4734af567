"""A round of judging: what it is about, and the states that it goes through."""

from collections.abc import Mapping
from enum import StrEnum


class SubjectKind(StrEnum):
    """What is judged: the whole organisation, or one process or system."""

    ORGANISATION = "organisation"
    PROCESS = "process"
    SYSTEM = "system"


class RoundStatus(StrEnum):
    """Open for answers; draft shown to the people concerned (hoor en wederhoor); closed and frozen."""

    OPEN = "open"
    HEARING = "hearing"
    CLOSED = "closed"


# from -> to; a closed round never opens again: what changed since belongs in the next one
TRANSITIONS: Mapping[RoundStatus, frozenset[RoundStatus]] = {
    RoundStatus.OPEN: frozenset({RoundStatus.HEARING, RoundStatus.CLOSED}),
    RoundStatus.HEARING: frozenset({RoundStatus.OPEN, RoundStatus.CLOSED}),
    RoundStatus.CLOSED: frozenset(),
}


def can_become(now: RoundStatus, then: RoundStatus) -> bool:
    """Whether a round may go from one state to the other."""
    return then in TRANSITIONS[now]
