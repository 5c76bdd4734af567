"""Leaving in one act: everything goes to others, the rights end, and closed rounds stay as they were."""

import pytest

from tests import people
from tests.cast import AT, ELSEWHERE, TODAY, VELDERMEER
from waarborg.apps.assessments.actions.hand_over import Leaving, hand_over
from waarborg.apps.assessments.models import Assessment, Judgement, TeamMember
from waarborg.apps.assessments.queries import open_work
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions.invitations import invite
from waarborg.apps.organisations.actions.leave import NoHeirError
from waarborg.apps.organisations.actions.rules import RuleBrokenError
from waarborg.apps.organisations.models import Invitation, Member, Process, System
from waarborg.domain.permissions import Role
from waarborg.domain.rounds import RoundStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(norms):
    elsewhere = people.organisation(ELSEWHERE)
    with within(elsewhere.pk):
        return people.member(elsewhere, Role.CISO)


@pytest.fixture
def here(norms):
    from tests.apps.reports import rounds

    rounds.veldermeer()
    made = people.organisation(VELDERMEER)
    with within(made.pk):
        yield made


@pytest.fixture
def daan(here):
    return people.member(here, Role.ADMINISTRATOR)


@pytest.fixture
def bram(here):
    """A process owner with rows, a team place, a system and a process."""
    made = people.member(here, Role.PROCESS_OWNER)
    round_ = Assessment.objects.get(organisation=here)
    for row in Judgement.objects.filter(organisation=here)[:5]:
        row.assignee = made
        row.save()
    TeamMember.objects.create(organisation=here, assessment=round_, member=made)
    System.objects.create(organisation=here, code="S1", name="Zaaksysteem", owner=made)
    Process.objects.create(organisation=here, code="P1", name="Vergunningen", owner=made)
    return made


@pytest.fixture
def els(here):
    return people.member(here, Role.EMPLOYEE)


def leave(here, who, by, **heirs):
    return hand_over(
        organisation=here,
        leaving=Leaving(who.pk, {k: v and v.pk for k, v in heirs.items()}),
        by=people.actor(by),
        at=AT,
    )


def test_everything_goes_to_the_heirs(here, bram, daan, els):
    assert open_work(bram) == {"judgements": 5, "teams": 1, "hearings": 0, "interviews": 0}
    leave(here, bram, daan, judgements=els, teams=els, systems=daan, processes=els)

    assert set(open_work(bram).values()) == {0}
    assert (open_work(els)["judgements"], open_work(els)["teams"]) == (5, 1)
    assert queries.owned(daan)["systems"] == ("S1 Zaaksysteem",)
    assert queries.owned(els)["processes"] == ("P1 Vergunningen",)


def test_the_journal_tells_how_much_went_to_whom(here, bram, daan, els):
    leave(here, bram, daan, judgements=els, systems=els)

    line = JournalLine.objects.get(action="members.left")
    assert line.object == bram.name
    assert line.detail["heirs"] == {"judgements": els.pk, "systems": els.pk}
    counts = line.detail["counts"]
    assert (counts["judgements"], counts["teams"], counts["systems"], counts["processes"]) == (5, 1, 1, 1)


def test_what_nobody_takes_over_belongs_to_nobody(here, bram, daan):
    leave(here, bram, daan)

    assert not Judgement.objects.filter(assignee__isnull=False).exists()
    assert System.objects.get(code="S1").owner is None


def test_rights_sessions_and_invitations_end(here, bram, daan):
    client = people.client(bram)
    invited = Member.objects.create(organisation=here, name="Nog niet", email="nog@niet.test", roles=["iso"])
    invite(organisation=here, member_id=invited.pk, by=people.actor(daan), at=AT)
    for one in (bram, invited):
        leave(here, one, daan)
        one.refresh_from_db()

    assert (bram.roles, bram.left_on, invited.roles) == ([], TODAY, [])
    assert queries.memberships(person_id=bram.person_id, on=TODAY) == ()
    assert Invitation.objects.get().withdrawn_at == AT
    assert client.get("/beheer/mensen").status_code in {302, 403}


def test_a_closed_round_stays_as_it_was(here, bram, daan, els):
    Assessment.objects.filter(organisation=here).update(status=RoundStatus.CLOSED.value)
    leave(here, bram, daan, judgements=els, teams=els)

    assert Judgement.objects.filter(assignee=bram).count() == 5
    assert TeamMember.objects.filter(member=bram).exists()


def test_an_heir_with_a_place_in_the_team_does_not_get_two(here, bram, daan, els):
    round_ = Assessment.objects.get(organisation=here)
    TeamMember.objects.create(organisation=here, assessment=round_, member=els)
    leave(here, bram, daan, teams=els)

    assert TeamMember.objects.get(assessment=round_).member == els


def test_nobody_hands_over_to_oneself_to_who_left_or_to_a_stranger(stranger, here, bram, daan, els):
    els.left_on = TODAY
    els.save()
    for heir in (bram, els, stranger):
        with pytest.raises(NoHeirError):
            leave(here, bram, daan, systems=heir)
    assert open_work(bram)["judgements"] == 5


def test_tg_06_the_last_administrator_does_not_leave_and_nothing_moves(here, daan, els):
    System.objects.create(organisation=here, code="S2", name="Mail", owner=daan)
    with pytest.raises(RuleBrokenError, match="TG-06"):
        leave(here, daan, daan, systems=els)

    assert System.objects.get(code="S2").owner == daan


def test_only_an_administrator_lets_people_leave(here, bram, els):
    with pytest.raises(NotAllowedError):
        leave(here, bram, people.member(here, Role.CISO))


def test_who_left_cannot_leave_again(here, bram, daan):
    leave(here, bram, daan)
    with pytest.raises(LookupError):
        leave(here, bram, daan)
