"""Acts on the profile: who may, what is refused, and that reports count what was established."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cast import AT, TODAY
from tests.people import actor, member, organisation
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions import profile as acts
from waarborg.apps.organisations.queries import profile as reads
from waarborg.domain.cbw import Answer, Correction, Criterion, Task
from waarborg.domain.obligations import Certainty
from waarborg.domain.organisations import CbwStatus, Layer
from waarborg.domain.permissions import Role
from waarborg.domain.profile import Form, Profile, Topic
from waarborg.domain.registration import Details

pytestmark = pytest.mark.django_db
FULL = Details(
    "GR De Meren", "Dijk 2", "ict@voorbeeld.test", "0123", "Ruben", ("192.0.2.0/24",), (), "overheid", ("NL",)
)
ANSWERED = Profile({Topic.FORM: (Form.OPERATIONAL_BODY.value,), Topic.EXCLUDED: ("none",)})


class Desk:
    """An organisation with somebody at work in it."""

    def __init__(self, role=Role.CISO, layer=Layer.JOINT_ARRANGEMENT):
        self.organisation = organisation("GR De Meren", layer)
        self.by = actor(member(self.organisation, role))

    def do(self, act, **rest):
        with within(self.organisation.pk):
            return act(organisation=self.organisation, by=self.by, at=AT, **rest)

    def read(self, query, *rest):
        with within(self.organisation.pk):
            return query(self.organisation, *rest)


def task(met):
    return Task("Netwerk", "regeling, artikel 4", {code: Answer(met, "artikel 3") for code in Criterion})


def argued(value, because="advies van de jurist"):
    return Correction(value, because, "brief 12", TODAY, "Noor de Wit")


def test_the_conclusion_per_task_becomes_the_status_and_the_duties():
    desk = Desk()
    desk.do(acts.save_profile, given=ANSWERED)
    assert desk.read(reads.legal_status).status is CbwStatus.UNDER_ASSESSMENT
    key = desk.do(acts.save_task, task=task(True), pk=None)
    assert desk.read(reads.legal_status).status is CbwStatus.ESSENTIAL
    duties = {duty.code: duty for duty in desk.read(reads.obligations, TODAY)}
    assert duties["meldplicht"].certainty is Certainty.APPLIES

    desk.do(acts.remove_task, pk=key)
    assert desk.read(reads.legal_status).status is CbwStatus.UNDER_ASSESSMENT


def test_the_same_answers_again_change_nothing():
    desk = Desk()

    assert desk.do(acts.save_profile, given=ANSWERED)
    assert not desk.do(acts.save_profile, given=ANSWERED)


@pytest.mark.parametrize("role", [Role.ISO, Role.BOARD, Role.AUDITOR, Role.ADMINISTRATOR, Role.EMPLOYEE])
def test_only_who_edits_the_profile_can_change_it(role):
    desk = Desk(role)
    every = [
        (acts.save_profile, {"given": ANSWERED}),
        (acts.save_task, {"task": task(True), "pk": None}),
        (acts.correct, {"correction": argued("outside")}),
        (acts.withdraw_correction, {}),
        (acts.save_registration, {"details": FULL, "changed_on": TODAY, "today": TODAY}),
        (acts.report_registration, {"on": TODAY, "today": TODAY}),
    ]
    for act, rest in every:
        with pytest.raises(NotAllowedError):
            desk.do(act, **rest)


def test_a_correction_without_reason_is_refused_pr_06_and_a_new_one_replaces_the_old():
    desk = Desk()
    with pytest.raises(acts.RefusedError) as refused:
        desk.do(acts.correct, correction=argued("outside", because=" "))
    assert refused.value.codes == ("PR-06",)
    with pytest.raises(ValueError, match="inside"):
        desk.do(acts.correct, correction=argued("inside"))
    desk.do(acts.correct, correction=argued("outside"))
    desk.do(acts.correct, correction=argued("important"))

    assert desk.read(reads.legal_status).status is CbwStatus.IMPORTANT
    assert [row.withdrawn_at is None for row in desk.read(reads.corrections, reads.STATUS)] == [True, False]


def test_two_facts_are_corrected_apart():
    desk = Desk(layer=Layer.MUNICIPALITY)
    desk.do(acts.correct, correction=argued("inside"), about="bio2/5.33", shown_as="5.33 (bio2@1.3)")

    assert desk.read(reads.scope_corrections) == {"bio2/5.33": True}
    assert desk.read(reads.legal_status).correction is None
    desk.do(acts.withdraw_correction, about="bio2/5.33")
    assert desk.read(reads.scope_corrections) == {}
    with pytest.raises(LookupError):
        desk.do(acts.withdraw_correction, about="bio2/5.33")


def test_the_reminder_begins_with_a_change_and_is_late_after_two_weeks():
    desk = Desk(layer=Layer.MUNICIPALITY)
    desk.do(acts.save_registration, details=FULL, changed_on=TODAY, today=TODAY)
    desk.do(acts.report_registration, on=TODAY, today=TODAY)
    assert desk.read(reads.registration_due, TODAY) is None
    desk.do(acts.save_registration, details=replace(FULL, phone="9"), changed_on=TODAY, today=TODAY)

    due = desk.read(reads.registration_due, TODAY + timedelta(days=14))
    assert (due.is_late, due.due_on) == (False, TODAY + timedelta(days=14))
    assert desk.read(reads.registration_due, TODAY + timedelta(days=15)).is_late
    desk.do(acts.save_registration, details=FULL, changed_on=TODAY, today=TODAY)
    assert desk.read(reads.registration_due, TODAY) is None


def test_who_is_outside_the_act_is_never_reminded():
    desk = Desk()

    assert desk.read(reads.registration_due, TODAY) is None


def test_a_layer_that_was_changed_elsewhere_wins_from_the_answer():
    desk = Desk()
    desk.do(acts.save_profile, given=ANSWERED)
    desk.organisation.layer = Layer.PROVINCE.value

    assert desk.read(reads.profile).form is Form.PROVINCE
