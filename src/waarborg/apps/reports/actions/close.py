"""Closing a round: asking for it, which is one quick act, and trying again or taking it back until it is done.

From the moment somebody asks nobody changes an answer any more; a worker then freezes the round (`freeze`).
"""

from datetime import datetime

from django.db import transaction

from waarborg.apps.assessments.models import Assessment, Hearing, Reaction
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.base.queue import enqueue, withdraw
from waarborg.apps.reports.models import Closing
from waarborg.apps.reports.shapes import ReportState
from waarborg.domain.permissions import Act
from waarborg.domain.rounds import RoundStatus, can_become

TASK = "reports.freeze"


class AlreadyClosedError(Exception):
    """The round was closed before, or somebody asked to close it."""


class NotClosingError(Exception):
    """The round is not being closed: it is closed by now, or open again; or there is nothing to try again."""


class UnansweredReactionsError(Exception):
    """People objected in the factual check and got no answer; `n` objections."""

    def __init__(self, n: int) -> None:
        super().__init__(str(n))
        self.n = n


@transaction.atomic
def ask_close(*, round_: Assessment, by: Actor, at: datetime) -> Closing:
    """Let nobody change the round any more, and let a worker freeze it.

    Raises NotAllowedError, AlreadyClosedError, UnansweredReactionsError.
    """
    require(by, Act.CLOSE_ASSESSMENT, organisation_id=round_.organisation_id)
    locked = locked_round(round_)
    if not can_become(RoundStatus(locked.status), RoundStatus.CLOSING):
        raise AlreadyClosedError(locked.slug)
    _settle(locked, at)
    locked.status = RoundStatus.CLOSING.value
    locked.save(update_fields=["status"])
    closing = Closing(organisation_id=locked.organisation_id, assessment=locked, asked_at=at, asked_by=by.name)
    _queue(closing)
    _tell("assessment.close_asked", locked, by, at)
    return closing


@transaction.atomic
def retry_closing(*, round_: Assessment, by: Actor, at: datetime) -> Closing:
    """Try again what went wrong. Raises NotAllowedError, NotClosingError."""
    closing = _locked_closing(round_, by)
    if closing.state != ReportState.FAILED:
        raise NotClosingError(round_.slug)
    _queue(closing)
    _tell("assessment.close_retried", closing.assessment, by, at)
    return closing


@transaction.atomic
def cancel_closing(*, round_: Assessment, by: Actor, at: datetime) -> Assessment:
    """Do not close after all: the round is open again. Raises NotAllowedError, NotClosingError."""
    closing = _locked_closing(round_, by)
    locked = closing.assessment
    locked.status = RoundStatus.OPEN.value
    locked.save(update_fields=["status"])
    closing.delete()
    if closing.job is not None:
        withdraw(closing.job)
    _tell("assessment.close_cancelled", locked, by, at)
    return locked


def locked_round(round_: Assessment) -> Assessment:
    """The round as it is now, until our transaction ends ours: answers that are under way come first.

    Every act of closing locks the round before its `Closing`, so that two never wait for each other.
    """
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(organisation=round_.organisation_id, pk=round_.pk)


def _locked_closing(round_: Assessment, by: Actor) -> Closing:
    require(by, Act.CLOSE_ASSESSMENT, organisation_id=round_.organisation_id)
    locked = locked_round(round_)
    closing = Closing.objects.select_for_update().filter(organisation=locked.organisation_id, assessment=locked).first()
    if closing is None:
        raise NotClosingError(locked.slug)
    closing.assessment = locked
    return closing


def _queue(closing: Closing) -> None:
    closing.state, closing.progress, closing.message = ReportState.QUEUED.value, 0, ""
    closing.save()
    closing.job = enqueue(TASK, organisation_id=closing.organisation_id, closing_id=closing.pk)
    closing.save(update_fields=["job"])


def _settle(round_: Assessment, at: datetime) -> None:
    """A check that is open ends with the round; nobody is left without an answer."""
    open_ones = Hearing.objects.filter(organisation=round_.organisation_id, assessment=round_, settled_at__isnull=True)
    waiting = Reaction.objects.filter(
        organisation=round_.organisation_id, hearing__in=open_ones, agrees=False, answered_at__isnull=True
    ).count()
    if waiting:
        raise UnansweredReactionsError(waiting)
    open_ones.update(settled_at=at)


def _tell(action: str, round_: Assessment, by: Actor, at: datetime) -> None:
    write_journal(
        action=action,
        about=f"{round_.organisation.name}: {round_.slug}",
        by=by,
        at=at,
        organisation_id=round_.organisation_id,
    )
