"""What a link in an invitation leads to. The organisation stands in the link: without sign-in nothing else tells it."""

from datetime import datetime
from hashlib import sha256

from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Invitation
from waarborg.apps.organisations.shapes import InvitationState, Invited
from waarborg.domain.permissions import Role

_LONGEST = 200
_LARGEST = 2**63


def make_token(organisation_id: int, secret: str) -> str:
    """The part of the link that opens the door."""
    return f"{organisation_id:x}-{secret}"


def token_hash(token: str) -> str:
    """What is kept of a token. Found by this hash, so that comparing takes as long for every wrong one."""
    return sha256(token.encode()).hexdigest()


def organisation_of_token(token: str) -> int | None:
    """To which organisation this link says to belong; only its hash proves that."""
    try:
        found = int(token[:_LONGEST].partition("-")[0], 16)
    except ValueError:
        return None
    return found if 0 < found < _LARGEST else None


def state_of(invitation: Invitation | None, at: datetime) -> InvitationState:
    """Whether somebody can still come in with it."""
    if invitation is None:
        return InvitationState.UNKNOWN
    if invitation.accepted_at:
        return InvitationState.USED
    if invitation.withdrawn_at or invitation.member.left_on or invitation.member.person_id:
        return InvitationState.WITHDRAWN
    return InvitationState.OPEN if at < invitation.expires_at else InvitationState.EXPIRED


def invitation(token: str, *, at: datetime) -> Invited:
    """Who is invited to what with this link, as far as it still says."""
    with within(organisation_of_token(token)):
        found = (
            Invitation.objects.select_related("member", "organisation").filter(token_sha256=token_hash(token)).first()
        )
    state = state_of(found, at)
    if found is None:
        return Invited(state)
    return Invited(state, found.organisation, found.member, frozenset(map(Role, found.member.roles)), found.expires_at)
