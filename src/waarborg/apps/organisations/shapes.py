"""What reads about organisations give back."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from waarborg.domain.permissions import Act, Extent, Role, extent


@dataclass(frozen=True, slots=True)
class Membership:
    """One person in one organisation, with the roles that count today."""

    member_id: int
    name: str
    organisation: Any  # a row of Organisation; this file stands below the tables
    roles: frozenset[Role]
    until_on: date | None = None

    def extent(self, act: Act) -> Extent:
        """How far this person may do the act here."""
        return extent(self.roles, act)


class InvitationState(StrEnum):
    """Whether a link still opens the door, and if not why."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Presence(StrEnum):
    """Whether somebody's roles count today."""

    HERE = "here"
    SOON = "soon"  # from a later day
    ENDED = "ended"  # past the last day
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the organisation as the list of people shows it."""

    member: Any  # a row of Member
    roles: frozenset[Role]
    presence: Presence
    has_account: bool
    has_second_step: bool
    last_seen_at: datetime | None
    invited_until: datetime | None  # the last moment of an invitation that is still open


@dataclass(frozen=True, slots=True)
class Invited:
    """What a link leads to. Without an organisation the link leads nowhere."""

    state: InvitationState
    organisation: Any = None
    member: Any = None
    roles: frozenset[Role] = frozenset()
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of an access review: what was, what stays, and what to look at twice."""

    line: Any  # a row of AccessReviewLine
    roles: tuple[Role, ...]
    stays: tuple[Role, ...] | None  # None while nobody decided
    flags: tuple[str, ...]
    last_seen_on: date | None


@dataclass(frozen=True, slots=True)
class DueReview:
    """When the next review of one kind must be done, and the one that is open."""

    privileged_only: bool
    last_closed_on: date | None
    due_on: date
    is_late: bool
    open_review: Any  # a row of AccessReview, or None
