"""Access reviews: those that were, the one that is open, and when the next is due."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from waarborg.apps.organisations.models import AccessReview, AccessReviewLine, Organisation
from waarborg.apps.organisations.shapes import Decision, DueReview
from waarborg.domain.members import QUARTERLY, YEARLY, ReviewState
from waarborg.domain.permissions import Role


def reviews(organisation: Organisation) -> Sequence[AccessReview]:
    """All, newest first, with `n` lines, `n_judged` and `n_taken` of them."""
    return tuple(
        AccessReview.objects.filter(organisation=organisation)
        .annotate(
            n=Count("lines"),
            n_judged=Count("lines", filter=Q(lines__keeps__isnull=False)),
            n_taken=Count("lines", filter=Q(lines__keeps=False)),
        )
        .order_by("-opened_at", "-id")
    )


def review(organisation: Organisation, review_id: int) -> AccessReview | None:
    """One of this organisation."""
    return AccessReview.objects.filter(organisation=organisation, pk=review_id).first()


def decisions(organisation: Organisation, review_id: int) -> Sequence[Decision]:
    """The lines of a review by name: the flagged first, so that they are not lost among many."""
    rows = AccessReviewLine.objects.filter(organisation=organisation, review=review_id).select_related("member")
    found = [_decision(row) for row in rows.order_by("member__name", "member_id")]
    return sorted(found, key=lambda one: not one.flags)


def due(organisation: Organisation, *, on: date) -> Sequence[DueReview]:
    """Per kind, privileged first: when the next review must be closed (TG-10, TG-11)."""
    rows = tuple(AccessReview.objects.filter(organisation=organisation).order_by("-closed_at", "-id"))
    return tuple(_due(rows, privileged_only, on) for privileged_only in (True, False))


def _due(rows: Sequence[AccessReview], privileged_only: bool, on: date) -> DueReview:
    own = [row for row in rows if row.privileged_only == privileged_only]
    # a review of everyone looks at the privileged as well
    closed = [row.closed_at for row in (rows if privileged_only else own) if row.closed_at]
    state = ReviewState(timezone.localdate(max(closed)) if closed else None, privileged_only, on)
    return DueReview(
        privileged_only=privileged_only,
        last_closed_on=state.last_closed_on,
        due_on=state.due_on,
        is_late=not (QUARTERLY if privileged_only else YEARLY).holds(state),
        open_review=next((row for row in own if row.closed_at is None), None),
    )


def _decision(row: AccessReviewLine) -> Decision:
    seen = row.facts.get("last_seen_on")
    return Decision(
        line=row,
        roles=tuple(map(Role, row.roles)),
        stays=None if row.keeps is None else tuple(map(Role, row.stays)),
        flags=tuple(row.facts.get("flags", ())),
        last_seen_on=date.fromisoformat(seen) if seen else None,
    )
