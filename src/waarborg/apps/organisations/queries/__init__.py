"""Reads about organisations. Except for someone's own memberships, the organisation comes first."""

from waarborg.apps.organisations.models import Member, Organisation
from waarborg.apps.organisations.queries.groups import group_roles
from waarborg.apps.organisations.queries.invitations import (
    invitation,
    make_token,
    organisation_of_token,
    state_of,
    token_hash,
)
from waarborg.apps.organisations.queries.members import member, members
from waarborg.apps.organisations.queries.organisations import find, memberships, names
from waarborg.apps.organisations.queries.owned import REGISTERS, owned
from waarborg.apps.organisations.queries.people import colleague, colleagues, presence
from waarborg.apps.organisations.queries.reviews import decisions, due, review, reviews

__all__ = [
    "REGISTERS",
    "Member",
    "Organisation",
    "colleague",
    "colleagues",
    "decisions",
    "due",
    "find",
    "group_roles",
    "invitation",
    "make_token",
    "member",
    "members",
    "memberships",
    "names",
    "organisation_of_token",
    "owned",
    "presence",
    "review",
    "reviews",
    "state_of",
    "token_hash",
]
