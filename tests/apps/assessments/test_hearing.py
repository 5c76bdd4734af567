"""Hoor en wederhoor: the draft is shown, people react, every objection is answered, then it is settled."""

from datetime import timedelta

import pytest

from tests import people
from tests.apps.assessments.answered import AT, TODAY, asked_round
from waarborg.apps.assessments.actions import Edit, RoundClosedError, save_judgement
from waarborg.apps.assessments.actions import hearing as acts
from waarborg.apps.assessments.models import Assessment, Judgement
from waarborg.apps.assessments.queries import hearings
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Role

UNTIL = TODAY + timedelta(days=14)


@pytest.fixture
def heard(norms):
    """A round of which Bram has one answered row, shown to him."""
    round_, ciso, bram = asked_round()
    with within(round_.organisation_id):
        hearing = acts.open_hearing(
            round_=round_, until_on=UNTIL, message="Klopt dit?", invite=[bram.pk], by=people.actor(ciso), at=AT
        )
        yield hearing, people.actor(ciso), people.actor(bram)


def test_opening_shows_the_draft_to_who_was_asked_and_leaves_a_line(heard):
    hearing, _ciso, bram = heard

    assert Assessment.objects.get(pk=hearing.assessment_id).status == "hearing"
    assert [one.row.item.number for one in hearings.draft(hearing.organisation, hearing, bram)] == ["5.17.01"]
    assert [invitee.hearing for invitee in hearings.waiting_for(hearing.organisation, bram)] == [hearing]
    assert JournalLine.objects.filter(action="assessment.hear").count() == 1


def test_nobody_invited_and_a_day_in_the_past_are_refused(norms):
    round_, ciso, bram = asked_round()
    by = people.actor(ciso)
    with within(round_.organisation_id):
        with pytest.raises(acts.NobodyInvitedError):
            acts.open_hearing(round_=round_, until_on=UNTIL, message="", invite=[], by=by, at=AT)
        with pytest.raises(acts.LateError):
            acts.open_hearing(
                round_=round_, until_on=TODAY - timedelta(days=1), message="", invite=[bram.pk], by=by, at=AT
            )


def test_only_who_may_react_is_asked_and_never_who_asks(norms):
    round_, ciso, bram = asked_round()
    with within(round_.organisation_id):
        board, outsider, employee = (
            people.member(round_.organisation, role, email=f"{role.value}@voorbeeld.test")
            for role in (Role.BOARD, Role.SUPERVISOR, Role.EMPLOYEE)
        )
        by = people.actor(ciso)
        assert {one.pk for one in hearings.to_ask(round_, by, on=TODAY)} == {bram.pk, board.pk}

        everybody = [one.pk for one in (ciso, bram, board, outsider, employee)]
        opened = acts.open_hearing(round_=round_, until_on=UNTIL, message="", invite=everybody, by=by, at=AT)
        assert {one.member_id for one in hearings.invitees(opened)} == {bram.pk, board.pk}


def test_while_it_is_heard_only_the_team_changes_verdicts(heard):
    hearing, ciso, bram = heard
    row = Judgement.objects.get(assessment=hearing.assessment_id, assignee=bram.member_id)
    edit = Edit(row.pk, {"explanation": "anders"})

    with pytest.raises(RoundClosedError):
        save_judgement(organisation=hearing.organisation, edit=edit, by=bram, at=AT, origin="page")
    save_judgement(organisation=hearing.organisation, edit=edit, by=ciso, at=AT, origin="page")


def test_who_does_not_agree_says_why(heard):
    hearing, _ciso, bram = heard
    row = Judgement.objects.get(assessment=hearing.assessment_id, assignee=bram.member_id)

    with pytest.raises(acts.NothingSaidError):
        acts.react(hearing=hearing, judgement_id=row.pk, agrees=False, text=" ", by=bram, at=AT)
    acts.react(hearing=hearing, judgement_id=row.pk, agrees=False, text="Het beleid is er wel.", by=bram, at=AT)
    acts.react(hearing=hearing, judgement_id=row.pk, agrees=False, text="Het beleid is er.", by=bram, at=AT)

    assert [one.text for one in hearings.reactions(hearing)] == ["Het beleid is er."]


def test_nobody_reacts_to_rows_of_somebody_else(heard):
    hearing, _ciso, bram = heard
    other = Judgement.objects.filter(assessment=hearing.assessment_id, assignee__isnull=True).first()

    with pytest.raises(NotAllowedError):
        acts.react(hearing=hearing, judgement_id=other.pk, agrees=True, text="", by=bram, at=AT)


def test_settling_waits_until_every_objection_is_answered(heard):
    hearing, ciso, bram = heard
    row = Judgement.objects.get(assessment=hearing.assessment_id, assignee=bram.member_id)
    said = acts.react(hearing=hearing, judgement_id=row.pk, agrees=False, text="Klopt niet.", by=bram, at=AT)

    with pytest.raises(acts.UnansweredError):
        acts.settle_hearing(hearing=hearing, by=ciso, at=AT)
    acts.answer_reaction(
        organisation=hearing.organisation, reaction_id=said.pk, answer="Aangepast.", is_followed=True, by=ciso, at=AT
    )
    acts.settle_hearing(hearing=hearing, by=ciso, at=AT)

    assert Assessment.objects.get(pk=hearing.assessment_id).status == "open"
    with pytest.raises(acts.NotNowError):
        acts.agree_with_rest(hearing=hearing, by=bram, at=AT)


def test_agreeing_is_remembered_and_takes_the_hearing_off_the_list(heard):
    hearing, _ciso, bram = heard

    acts.agree_with_rest(hearing=hearing, by=bram, at=AT)

    assert [one.agreed_at for one in hearings.invitees(hearing)] == [AT]
    assert not hearings.waiting_for(hearing.organisation, bram)


@pytest.mark.parametrize("role", [Role.BOARD, Role.AUDITOR, Role.PROCESS_OWNER, Role.EMPLOYEE, Role.ADMINISTRATOR])
def test_who_does_not_lead_the_round_cannot_open_a_hearing(norms, role):
    round_, _ciso, bram = asked_round()
    with within(round_.organisation_id):
        by = people.actor(people.member(round_.organisation, role, email="x@voorbeeld.test"))
        with pytest.raises(NotAllowedError):
            acts.open_hearing(round_=round_, until_on=UNTIL, message="", invite=[bram.pk], by=by, at=AT)
