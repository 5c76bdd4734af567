"""Templates: the structure goes along to another client, and nothing else does."""

from datetime import date

import pytest

from tests import people
from tests.apps.assessments.answered import AT, answer, asked_round
from tests.cast import ELSEWHERE
from waarborg.apps.assessments.actions import templates as acts
from waarborg.apps.assessments.actions.interviews import Plan, plan_interview
from waarborg.apps.assessments.models import Assessment, Interview, Judgement, RoundTemplate
from waarborg.apps.assessments.queries import templates as reads
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Role

CONSULTANT = "ruben@bureau.test"


@pytest.fixture
def kept(norms):
    """What Ruben keeps of the round of Veldermeer."""
    round_, ciso, bram = asked_round()
    organisation = round_.organisation
    with within(organisation.pk):
        Assessment.objects.filter(pk=round_.pk).update(
            about={"scope": f"Heel {organisation.name}", "assessors": "Noor", "method": "Eerst praten"}
        )
        round_.refresh_from_db()
        by = people.actor(ciso)
        plan = Plan(title="Gesprek HR", on=date(2027, 1, 5), themes=["access"], participants=[{"name": bram.name}])
        plan_interview(organisation=organisation, assessment=round_, plan=plan, by=by, at=AT)
        answer(round_, "5.17.02", by, opzet="fails", explanation="Geheim van Veldermeer")
    ruben = people.actor(people.member(organisation, Role.ADVISER, email=CONSULTANT))
    with within(organisation.pk, person_id=ruben.person_id):
        template = acts.keep_template(round_=round_, name="Klein waterschap", by=ruben, at=AT)
    return template, ruben, bram


def test_no_answer_name_or_client_is_kept(kept):
    template, _ruben, bram = kept
    held = str(template.structure)

    for secret in ("Veldermeer", bram.name, "Geheim", "Bijna", "Noor"):
        assert secret not in held
    assert template.structure["about"] == {"method": "Eerst praten"}
    assert template.structure["interviews"] == [["access"]]
    assert set(template.structure["roles"].values()) == {"process_owner"}


def test_it_starts_a_round_at_another_client(kept):
    template, ruben, _bram = kept
    other = people.organisation(ELSEWHERE)
    there = people.member(other, Role.ADVISER, email=CONSULTANT)
    owner = people.member(other, Role.PROCESS_OWNER)
    with within(other.pk, person_id=ruben.person_id):
        round_ = acts.use_template(
            organisation=other,
            template=template,
            title="Nulmeting",
            reference_on=date(2027, 3, 1),
            by=people.actor(there),
            at=AT,
        )
        assert round_.about["method"] == "Eerst praten"
        assert "scope" not in round_.about
        assert not Judgement.objects.filter(assessment=round_).exclude(opzet="not_assessed").exists()
        assert [one.item.number for one in Judgement.objects.filter(assignee=owner)] == ["5.17.01"]
        assert Interview.objects.get(assessment=round_).participants == []


def test_only_its_person_sees_it(kept):
    template, ruben, bram = kept
    with within(bram.organisation_id, person_id=bram.person_id):
        assert not RoundTemplate.objects.exists()
        assert reads.template(bram.person_id, template.pk) is None
    with within(None, person_id=ruben.person_id):
        assert reads.templates(ruben.person_id) == (template,)


def test_renaming_and_deleting(kept):
    template, ruben, _bram = kept
    with within(ruben.organisation_id, person_id=ruben.person_id):
        acts.rename_template(template=template, name="Nieuw", by=ruben, at=AT)
        with pytest.raises(acts.NamelessError):
            acts.rename_template(template=template, name="  ", by=ruben, at=AT)
        assert reads.template(ruben.person_id, template.pk).name == "Nieuw"
        acts.delete_template(template=template, by=ruben, at=AT)
        assert not reads.templates(ruben.person_id)


@pytest.mark.parametrize("role", [Role.BOARD, Role.AUDITOR, Role.PROCESS_OWNER, Role.SUPERVISOR])
def test_who_does_no_rounds_keeps_no_templates(norms, role):
    round_, _ciso, _bram = asked_round()
    by = people.actor(people.member(round_.organisation, role, email="x@voorbeeld.test"))
    with within(round_.organisation_id, person_id=by.person_id), pytest.raises(NotAllowedError):
        acts.keep_template(round_=round_, name="Van mij", by=by, at=AT)
