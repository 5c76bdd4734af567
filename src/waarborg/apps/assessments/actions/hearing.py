"""The factual check (hoor en wederhoor): show the draft, take what people have to say, answer it, and settle."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from waarborg.apps.assessments.models import Assessment, Hearing, HearingInvitee, Judgement, Reaction
from waarborg.apps.assessments.queries import hearings
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import RoundStatus, can_become


class NotNowError(Exception):
    """The round is not in a state for this: no check is open, or it was closed in the meantime."""


class NobodyInvitedError(ValueError):
    """A check that nobody is asked for is no check."""


class LateError(ValueError):
    """The last day to react lies in the past."""


class UnansweredError(Exception):
    """Reactions that nobody answered yet; `n` of them."""

    def __init__(self, n: int) -> None:
        super().__init__(str(n))
        self.n = n


class NothingSaidError(ValueError):
    """Somebody who does not agree says why; an answer says something."""


@transaction.atomic
def open_hearing(
    *,
    round_: Assessment,
    until_on: date,
    message: str,
    invite: Iterable[int],
    by: Actor,
    at: datetime,
) -> Hearing:
    """Show the draft until that day to those of these members who can be asked.

    Raises NotNowError, LateError, NobodyInvitedError.
    """
    require(by, Act.HEAR, organisation_id=round_.organisation_id)
    round_ = _become(round_, RoundStatus.HEARING)
    if until_on < at.date():
        raise LateError
    wanted = set(invite)
    members = [one for one in hearings.to_ask(round_, by, on=at.date()) if one.pk in wanted]
    if not members:
        raise NobodyInvitedError
    hearing = Hearing.objects.create(
        organisation_id=round_.organisation_id,
        assessment=round_,
        opened_at=at,
        opened_by=by.name,
        until_on=until_on,
        message=message.replace("\x00", "").strip(),
    )
    HearingInvitee.objects.bulk_create(
        HearingInvitee(organisation_id=round_.organisation_id, hearing=hearing, member=member) for member in members
    )
    names = [member.name for member in members]
    _tell(Act.HEAR.value, hearing, by, at, {"until": until_on.isoformat(), "invited": names})
    return hearing


@transaction.atomic
def react(*, hearing: Hearing, judgement_id: int | None, agrees: bool, text: str, by: Actor, at: datetime) -> Reaction:
    """Say of one row, or with None of the whole, that it is right or why not. Said again, the last word counts.

    Raises NotAllowedError, NotNowError, NothingSaidError, LookupError.
    """
    judgement = _own_row(hearing, judgement_id, by)
    said = text.replace("\x00", "").strip()
    if not agrees and not said:
        raise NothingSaidError
    _require_open(hearing)
    if by.member_id is None:
        raise LookupError("only people react")
    reaction, _made = Reaction.objects.update_or_create(
        organisation_id=hearing.organisation_id,
        hearing=hearing,
        judgement=judgement,
        member_id=by.member_id,
        answered_at=None,
        defaults={"by": by.name, "at": at, "agrees": agrees, "text": said},
    )
    _mark(hearing, by, at, agreed=agrees and judgement is None)
    _tell(Act.REACT.value, hearing, by, at, {"judgement": judgement_id, "agrees": agrees})
    return reaction


@transaction.atomic
def agree_with_rest(*, hearing: Hearing, by: Actor, at: datetime) -> None:
    """Say of everything shown that was not objected to: right. Raises NotAllowedError, NotNowError."""
    invited = _invitee(hearing, by) is not None
    require(by, Act.REACT, organisation_id=hearing.organisation_id, is_own=invited)
    _require_open(hearing)
    _mark(hearing, by, at, agreed=True)
    _tell(Act.REACT.value, hearing, by, at, {"agrees": True})


def look(*, hearing: Hearing, by: Actor, at: datetime) -> None:
    """Remember that an invited person saw the draft, the first time."""
    if by.member_id is None:
        return
    HearingInvitee.objects.filter(
        organisation=hearing.organisation_id, hearing=hearing, member=by.member_id, seen_at__isnull=True
    ).update(seen_at=at)


@transaction.atomic
def answer_reaction(
    *, organisation: Organisation, reaction_id: int, answer: str, is_followed: bool, by: Actor, at: datetime
) -> Reaction:
    """Say what was done with it: followed or not, and why. Raises NotAllowedError, NothingSaidError, LookupError."""
    require(by, Act.HEAR, organisation_id=organisation.pk)
    rows = Reaction.objects.select_for_update(of=("self",)).select_related("hearing__assessment")
    reaction = rows.filter(organisation=organisation, pk=reaction_id).first()
    if reaction is None:
        raise LookupError(str(reaction_id))
    said = answer.replace("\x00", "").strip()
    if not said:
        raise NothingSaidError
    _require_open(reaction.hearing)
    reaction.answer, reaction.is_followed = said, is_followed
    reaction.answered_at, reaction.answered_by = at, by.name
    reaction.save(update_fields=["answer", "is_followed", "answered_at", "answered_by"])
    detail = {"reaction": reaction.pk, "judgement": reaction.judgement_id, "followed": is_followed}
    _tell("assessment.answer_reaction", reaction.hearing, by, at, detail)
    return reaction


@transaction.atomic
def settle_hearing(*, hearing: Hearing, by: Actor, at: datetime) -> Assessment:
    """End the check: the round is open for the team again. Raises UnansweredError while reactions wait."""
    require(by, Act.HEAR, organisation_id=hearing.organisation_id)
    _require_open(hearing)
    if waiting := hearings.unanswered(hearing):
        raise UnansweredError(waiting)
    round_ = _become(hearing.assessment, RoundStatus.OPEN)
    hearing.settled_at = at
    hearing.save(update_fields=["settled_at"])
    _tell("assessment.settle_hearing", hearing, by, at, {})
    return round_


def _become(round_: Assessment, status: RoundStatus) -> Assessment:
    locked = Assessment.objects.select_for_update().get(organisation=round_.organisation_id, pk=round_.pk)
    if not can_become(RoundStatus(locked.status), status):
        raise NotNowError(locked.slug)
    locked.status = status.value
    locked.save(update_fields=["status"])
    return locked


def _require_open(hearing: Hearing) -> None:
    rows = Assessment.objects.select_for_update().filter(organisation=hearing.organisation_id)
    round_ = rows.get(pk=hearing.assessment_id)
    if hearing.settled_at is not None or round_.status != RoundStatus.HEARING:
        raise NotNowError(round_.slug)


def _invitee(hearing: Hearing, by: Actor) -> HearingInvitee | None:
    if by.member_id is None:
        return None
    rows = HearingInvitee.objects.filter(organisation=hearing.organisation_id, hearing=hearing)
    return rows.filter(member=by.member_id).first()


def _own_row(hearing: Hearing, judgement_id: int | None, by: Actor) -> Judgement | None:
    """The row, checked against what this person may react to: an own row, or the whole when invited."""
    if judgement_id is None:
        is_own = _invitee(hearing, by) is not None
        require(by, Act.REACT, organisation_id=hearing.organisation_id, is_own=is_own)
        return None
    rows = Judgement.objects.filter(organisation=hearing.organisation_id, assessment=hearing.assessment_id)
    row = rows.filter(pk=judgement_id).first()
    if row is None:
        raise LookupError(str(judgement_id))
    is_own = row.is_of(by.member_id)
    require(by, Act.REACT, organisation_id=hearing.organisation_id, is_own=is_own)
    return row


def _mark(hearing: Hearing, by: Actor, at: datetime, *, agreed: bool) -> None:
    invitee = _invitee(hearing, by)
    if invitee is None:
        return
    invitee.seen_at = invitee.seen_at or at
    invitee.agreed_at = at if agreed else invitee.agreed_at
    invitee.save(update_fields=["seen_at", "agreed_at"])


def _tell(action: str, hearing: Hearing, by: Actor, at: datetime, detail: Mapping[str, object]) -> None:
    write_journal(
        action=action,
        about=hearing.assessment.slug,
        by=by,
        at=at,
        organisation_id=hearing.organisation_id,
        detail={"hearing": hearing.pk, **detail},
    )
