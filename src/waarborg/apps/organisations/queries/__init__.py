"""Reads about organisations. Except for someone's own memberships, the organisation comes first."""

from waarborg.apps.organisations.queries.members import Member, member, members
from waarborg.apps.organisations.queries.organisations import Organisation, find, memberships

__all__ = ["Member", "Organisation", "find", "member", "members", "memberships"]
