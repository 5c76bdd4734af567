"""Letters to people who may come in. The link is told once; what is kept of it is a hash."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from waarborg.apps.accounts.actions import make_person
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.ending import end_invitations
from waarborg.apps.organisations.actions.rules import locked
from waarborg.apps.organisations.models import Invitation, Member, Organisation
from waarborg.apps.organisations.shapes import InvitationState
from waarborg.domain.members import INVITATION_LASTS
from waarborg.domain.permissions import Act, Role


class NotInvitedError(Exception):
    """The link does not work (any more); `state` says why."""

    def __init__(self, state: InvitationState) -> None:
        super().__init__(state.value)
        self.state = state


class AlreadyHereError(Exception):
    """The account belongs to the organisation already, as somebody else."""


class CannotInviteError(Exception):
    """Whoever is to be invited left, has an account here, or has no email address."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to the invited person: the token stands here and nowhere else."""

    member: Member
    token: str
    expires_at: datetime


@transaction.atomic
def invite(*, organisation: Organisation, member_id: int, by: Actor, at: datetime) -> Letter:
    """A new link for this person; earlier links stop working."""
    require(by, Act.MANAGE_MEMBERS, organisation_id=organisation.pk)
    member = locked(organisation, member_id)
    if member.left_on or member.person_id or not member.email:
        raise CannotInviteError(member.name)
    letter = _letter(member, at)
    _tell(member, "members.invited", by, at)
    return letter


@transaction.atomic
def withdraw_invitation(*, organisation: Organisation, member_id: int, by: Actor, at: datetime) -> int:
    """No link to this person works any more; gives how many still did."""
    require(by, Act.MANAGE_MEMBERS, organisation_id=organisation.pk)
    member = locked(organisation, member_id)
    if n := end_invitations([member_id], organisation.pk, at):
        _tell(member, "members.invitation_withdrawn", by, at)
    return n


def accept_as_new(*, token: str, name: str, password: str, origin: str, at: datetime) -> Person:
    """An account for who holds the link. Raises NotInvitedError and EmailTakenError."""
    with within(queries.organisation_of_token(token)):
        invitation = _open(token, at)
        member = invitation.member
        person = make_person(email=member.email, name=name, password=password, at=at)
        member.name = name
        _come_in(invitation, person, Actor(name, origin), at)
    return person


def accept_as(*, token: str, person_id: int, by: Actor, at: datetime) -> Person:
    """Somebody with an account comes in here as well. Raises NotInvitedError and AlreadyHereError."""
    with within(queries.organisation_of_token(token)):
        invitation = _open(token, at)
        person = Person.objects.get(pk=person_id)
        if Member.objects.filter(organisation=invitation.organisation_id, person=person).exists():
            raise AlreadyHereError(person.name)
        _come_in(invitation, person, by, at)
    return person


def first_letter(member: Member, *, by: Actor, at: datetime) -> Letter:
    """Part of registering: the first administrator of an organisation where nobody can invite yet."""
    letter = _letter(member, at)
    _tell(member, "members.invited", by, at)
    return letter


def _letter(member: Member, at: datetime) -> Letter:
    end_invitations([member.pk], member.organisation_id, at)
    token = queries.make_token(member.organisation_id, secrets.token_urlsafe(32))
    Invitation.objects.create(
        organisation_id=member.organisation_id,
        member=member,
        token_sha256=queries.token_hash(token),
        sent_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    return Letter(member, token, at + INVITATION_LASTS)


def _open(token: str, at: datetime) -> Invitation:
    """The invitation that this link still opens, for us alone: two who click at once do not both come in."""
    found = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("member", "organisation")
        .filter(token_sha256=queries.token_hash(token))
        .first()
    )
    state = queries.state_of(found, at)
    if found is None or state is not InvitationState.OPEN:
        raise NotInvitedError(state)
    return found


def _come_in(invitation: Invitation, person: Person, by: Actor, at: datetime) -> None:
    member = invitation.member
    member.person = person
    member.save(update_fields=["person", "name"])
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    end_invitations([member.pk], member.organisation_id, at)
    actor = Actor(
        by.name,
        by.origin,
        roles=frozenset(map(Role, member.roles)),
        organisation_id=member.organisation_id,
        person_id=person.pk,
        member_id=member.pk,
    )
    _tell(member, "members.joined", actor, at, account=person.email)


def _tell(member: Member, action: str, by: Actor, at: datetime, **detail: str) -> None:
    write_journal(
        action=action,
        about=member.name,
        by=by,
        at=at,
        organisation_id=member.organisation_id,
        detail={"member": member.pk, "email": member.email, "roles": member.roles, **detail},
    )
