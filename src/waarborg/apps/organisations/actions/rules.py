"""What acts on people refuse, and how they ask the rules of `domain.members`."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from waarborg.apps.base.actions import Actor, wait_for_turn
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain import members as rules
from waarborg.domain.basis import Rule
from waarborg.domain.members import OwnChange, Standing
from waarborg.domain.permissions import Act, Extent, Role, extent


class RuleBrokenError(Exception):
    """A rule of `domain.members` refuses this; `rule` says which and why."""

    def __init__(self, rule: Rule) -> None:  # type: ignore[type-arg]  # of whatever subject
        super().__init__(rule.code)
        self.rule = rule


class TakenError(Exception):
    """Somebody of this organisation has this email address already."""


def day_of(at: datetime) -> date:
    """The day it is in the Netherlands at this moment."""
    return timezone.localdate(at)


def standing_of(member: Member, on: date) -> Standing:
    """What this person is, as the rules see it."""
    return Standing(frozenset(map(Role, member.roles)), member.from_on, member.until_on, on)


def locked(organisation: Organisation, member_id: int) -> Member:
    """The row, for us alone; who counts administrators also waits until nobody else does. LookupError when absent."""
    wait_for_turn(f"members.{organisation.pk}")
    found = (
        Member.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(organisation=organisation, pk=member_id)
        .first()
    )
    if found is None:
        raise LookupError(str(member_id))
    return found


def require_rules(standing: Standing) -> None:
    """Raises RuleBrokenError for the first rule that this breaks."""
    for rule in rules.broken(standing):
        raise RuleBrokenError(rule)


def require_administrator_left(organisation: Organisation, besides: Member) -> None:
    """Refuse to take the rights of the last administrator (TG-06)."""
    if not rules.LAST_ADMINISTRATOR.holds(_lasting(organisation).exclude(pk=besides.pk).count()):
        raise RuleBrokenError(rules.LAST_ADMINISTRATOR)


def is_lasting_administrator(member: Member) -> bool:
    """Whether this is one of those of whom one must remain."""
    return _lasting(member.organisation).filter(pk=member.pk).exists()


def is_last_administrator(member: Member) -> bool:
    """Whether without this one nobody would be left who can give rights."""
    others = _lasting(member.organisation).exclude(pk=member.pk).count()
    return is_lasting_administrator(member) and not rules.LAST_ADMINISTRATOR.holds(others)


def require_second_person(  # who would otherwise raise own rights (TG-07)
    member: Member, before: Standing, after: Standing, reason: str, by: Actor
) -> None:
    change = OwnChange(
        is_own=by.member_id == member.pk or (by.person_id is not None and by.person_id == member.person_id),
        raises=rules.raises_rights(before, after),
        other_administrators=_at_work(member.organisation, after.on, Act.MANAGE_MEMBERS).exclude(pk=member.pk).count(),
        reason=reason,
    )
    if not rules.OWN_RIGHTS.holds(change):
        raise RuleBrokenError(rules.OWN_RIGHTS)


def others_who_may(organisation: Organisation, act: Act, *, on: date, besides: int) -> int:
    """How many other people could do this act today."""
    return _at_work(organisation, on, act).exclude(pk=besides).count()


def _lasting(organisation: Organisation) -> QuerySet[Member]:
    return Member.objects.filter(
        organisation=organisation,
        roles__contains=[Role.ADMINISTRATOR.value],
        left_on__isnull=True,
        until_on__isnull=True,
        person__is_active=True,
        person__is_break_glass=False,
    )


def _at_work(organisation: Organisation, on: date, act: Act) -> QuerySet[Member]:
    able = [role.value for role in Role if extent([role], act) is Extent.ALL]
    return (
        Member.objects.filter(organisation=organisation, roles__overlap=able, left_on__isnull=True)
        .filter(person__is_active=True, person__is_break_glass=False)
        .filter(Q(from_on__isnull=True) | Q(from_on__lte=on))
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
    )
