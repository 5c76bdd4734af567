"""Access reviews: who may what, confirmed person by person (BIO2 5.18.02 and 8.02.01)."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.base.actions import Actor, require, wait_for_turn, write_journal
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.members import narrow_roles
from waarborg.apps.organisations.actions.rules import RuleBrokenError, day_of, locked, others_who_may
from waarborg.apps.organisations.models import AccessReview, AccessReviewLine, Organisation
from waarborg.apps.organisations.shapes import Colleague
from waarborg.domain.members import ALL_JUDGED, OWN_REVIEW, Judging, Standing, flags
from waarborg.domain.permissions import PRIVILEGED, Act, Role


class ReviewClosedError(Exception):
    """A closed review does not change: what is different now belongs in the next one."""


@transaction.atomic
def open_review(*, organisation: Organisation, privileged_only: bool, by: Actor, at: datetime) -> AccessReview:
    """A list of everyone with rights as they are now; the one of this kind that is open already, if there is one."""
    require(by, Act.REVIEW_ACCESS, organisation_id=organisation.pk)
    wait_for_turn(f"review.{organisation.pk}")
    wanted = {"organisation": organisation, "privileged_only": privileged_only, "closed_at": None}
    if already := AccessReview.objects.filter(**wanted).first():
        return already
    review = AccessReview.objects.create(**wanted, opened_at=at, opened_by=by.name)
    people = queries.colleagues(organisation, at=at, on=day_of(at))
    lines = [_line(review, one, at) for one in people if _belongs(one, privileged_only=privileged_only)]
    AccessReviewLine.objects.bulk_create(lines)
    _tell(review, "opened", by, at, lines=len(lines))
    return review


@transaction.atomic
def judge_line(
    *, organisation: Organisation, line_id: int, stays: frozenset[Role], remark: str, by: Actor, at: datetime
) -> AccessReviewLine:
    """These roles may stay; the others end here and now, not only once the review is closed.

    Raises RuleBrokenError, ReviewClosedError, and LookupError when there is no such line.
    """
    require(by, Act.REVIEW_ACCESS, organisation_id=organisation.pk)
    line = _locked_line(organisation, line_id)
    _require_somebody_else(organisation, line, by, at)
    member = locked(organisation, line.member_id)
    had, has = frozenset(map(Role, line.roles)), frozenset(map(Role, member.roles))
    keeps = stays & had
    if (had - keeps) & has:
        narrow_roles(member=member, keeps=has - (had - keeps), reason=remark, by=by, at=at)
    line.keeps, line.stays = bool(keeps), sorted(role.value for role in keeps)
    line.remark, line.judged_at, line.judged_by = remark, at, by.name
    line.save(update_fields=["keeps", "stays", "remark", "judged_at", "judged_by"])
    return line


@transaction.atomic
def close_review(*, organisation: Organisation, review_id: int, by: Actor, at: datetime) -> AccessReview:
    """Say that everyone was looked at. Raises RuleBrokenError (TG-09), ReviewClosedError and LookupError."""
    require(by, Act.REVIEW_ACCESS, organisation_id=organisation.pk)
    review = AccessReview.objects.select_for_update().filter(organisation=organisation, pk=review_id).first()
    if review is None:
        raise LookupError(str(review_id))
    if review.closed_at:
        raise ReviewClosedError
    lines = list(review.lines.all())
    if not ALL_JUDGED.holds(sum(line.keeps is None for line in lines)):
        raise RuleBrokenError(ALL_JUDGED)
    review.closed_at = at
    review.save(update_fields=["closed_at"])
    narrowed = sum(bool(line.keeps) and line.stays != line.roles for line in lines)
    _tell(review, "closed", by, at, lines=len(lines), withdrawn=sum(not one.keeps for one in lines), narrowed=narrowed)
    return review


def _belongs(one: Colleague, *, privileged_only: bool) -> bool:
    return bool(one.roles & PRIVILEGED) if privileged_only else bool(one.roles)


def _line(review: AccessReview, one: Colleague, at: datetime) -> AccessReviewLine:
    seen = day_of(one.last_seen_at) if one.last_seen_at else None
    found = flags(
        last_seen_on=seen,
        has_account=one.has_account,
        standing=Standing(one.roles, one.member.from_on, one.member.until_on, day_of(at)),
        has_left=one.member.left_on is not None,
    )
    return AccessReviewLine(
        organisation_id=review.organisation_id,
        review=review,
        member=one.member,
        roles=sorted(role.value for role in one.roles),
        facts={"last_seen_on": seen.isoformat() if seen else None, "flags": list(found)},
    )


def _locked_line(organisation: Organisation, line_id: int) -> AccessReviewLine:
    line = (
        AccessReviewLine.objects.select_for_update(of=("self",))
        .select_related("review")
        .filter(organisation=organisation, pk=line_id)
        .first()
    )
    if line is None:
        raise LookupError(str(line_id))
    if line.review.closed_at:
        raise ReviewClosedError
    return line


def _require_somebody_else(organisation: Organisation, line: AccessReviewLine, by: Actor, at: datetime) -> None:
    others = others_who_may(organisation, Act.REVIEW_ACCESS, on=day_of(at), besides=line.member_id)
    if not OWN_REVIEW.holds(Judging(is_own=by.member_id == line.member_id, other_reviewers=others)):
        raise RuleBrokenError(OWN_REVIEW)


def _tell(review: AccessReview, what: str, by: Actor, at: datetime, **counts: int) -> None:
    write_journal(
        action=f"members.review_{what}",
        about="privileged" if review.privileged_only else "everyone",
        by=by,
        at=at,
        organisation_id=review.organisation_id,
        detail={"review": review.pk, **counts},
    )
