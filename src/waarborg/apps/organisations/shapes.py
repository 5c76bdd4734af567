"""What reads about organisations give back."""

from dataclasses import dataclass
from datetime import date
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
