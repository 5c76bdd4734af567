"""Two people at the other forms of the organisation: profile, registration, the scope in words, and the scale."""

import re
from html import unescape

import pytest

from tests import people
from tests.cast import VELDERMEER
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import CbwTask, Member, Profile, Registration, Scope
from waarborg.domain.permissions import Role
from waarborg.domain.profile import Topic

pytestmark = pytest.mark.django_db
PROFILE, REGISTRATION = "/organisatie/profiel", "/organisatie/registratie"
SCOPE, SCALE = "/organisatie/reikwijdte", "/organisatie/biv"


@pytest.fixture
def veldermeer():
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        people.member(organisation, Role.CISO, name="Noor Bakker")
        people.member(organisation, Role.CISO, name="Sam de Boer", email="sam@voorbeeld.test")
    return organisation


@pytest.fixture
def noor(veldermeer):
    return people.client(Member.objects.get(organisation=veldermeer, name="Noor Bakker"))


@pytest.fixture
def sam(veldermeer):
    return people.client(Member.objects.get(organisation=veldermeer, name="Sam de Boer"))


def opened(browser, address):
    form = browser.get(address).context["form"]
    told = {name: form[name].value() for name in form.fields}
    seen = {"gezien": seen_on(browser.get(address))}
    return {name: value for name, value in told.items() if value is not None} | seen


def seen_on(answer):
    found = re.search(r'<input type="hidden" name="gezien" value="([^"]*)"', answer.content.decode())
    return unescape(found[1])


def stored(model, organisation):
    with within(organisation.pk):
        return model.objects.get(organisation=organisation)


def test_what_the_first_form_proposes_is_kept_with_what_was_typed(veldermeer, noor):
    noor.post(REGISTRATION, opened(noor, REGISTRATION) | {"address": "Plein 1"})

    kept = stored(Registration, veldermeer).data
    assert (kept["name"], kept["member_states"], kept["address"]) == (veldermeer.name, ["NL"], "Plein 1")


def test_registration_details_of_two_people_come_together_and_clashes_are_chosen(veldermeer, noor, sam):
    of_noor, of_sam = opened(noor, REGISTRATION), opened(sam, REGISTRATION)
    noor.post(REGISTRATION, of_noor | {"phone": "111", "domains": "a.nl"})
    assert sam.post(REGISTRATION, of_sam | {"email": "ciso@voorbeeld.test"}).status_code == 302
    assert stored(Registration, veldermeer).data["phone"] == "111"

    answer = sam.post(REGISTRATION, of_sam | {"phone": "222", "domains": "b.nl", "address": "Plein 1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("111", "222", "a.nl", "b.nl", "Adres", "Sam de Boer"))

    chosen = of_sam | {"phone": "222", "domains": "a.nl", "address": "Plein 1", "email": "ciso@voorbeeld.test"}
    assert sam.post(REGISTRATION, chosen | {"gezien": seen_on(answer)}).status_code == 302
    data = stored(Registration, veldermeer).data
    assert [data["phone"], data["domains"], data["address"]] == ["222", ["a.nl"], "Plein 1"]
    assert data["email"] == "ciso@voorbeeld.test"


TASK, CODES = "/organisatie/cbw/taak", ("public_interest", "legal_personality", "government_control", "decisions")


def a_task(noor, organisation):
    """The address of a task of which nothing is known yet, with what shows it."""
    answers = {f"{code}_met": "unknown" for code in CODES} | {f"{code}_evidence": "artikel 3" for code in CODES}
    noor.post(TASK, {"name": "Vergunningen", "basis": "mandaat"} | answers)
    return f"{TASK}/{stored(CbwTask, organisation).pk}"


def test_two_people_at_one_task_of_the_cbw_choose_where_they_differ(veldermeer, noor, sam):
    address = a_task(noor, veldermeer)
    of_noor, of_sam = opened(noor, address), opened(sam, address)
    noor.post(address, of_noor | {"decisions_met": "no", "decisions_evidence": "van Noor", "basis": "wet"})

    answer = sam.post(address, of_sam | {"decisions_met": "yes", "decisions_evidence": "van Sam", "name": "Van Sam"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("Van Noor Bakker: nee", "Van jou: ja", "van Noor", "van Sam"))
    assert "over de grens werken? Waaruit blijkt dat?</legend>" in page
    assert stored(CbwTask, veldermeer).criteria["decisions"] == {"met": False, "evidence": "van Noor"}

    chosen = of_sam | {"decisions_met": "yes", "decisions_evidence": "van ons", "name": "Van Sam", "basis": "wet"}
    assert sam.post(address, chosen | {"gezien": seen_on(answer)}).status_code == 302
    kept = stored(CbwTask, veldermeer)
    assert (kept.name, kept.basis) == ("Van Sam", "wet")
    assert kept.criteria["decisions"] == {"met": True, "evidence": "van ons"}


def test_what_is_wrong_only_together_with_another_is_told_and_not_kept(veldermeer, noor, sam):
    address = a_task(noor, veldermeer)
    of_noor, of_sam = opened(noor, address), opened(sam, address)
    noor.post(address, of_noor | {"decisions_evidence": ""})

    answer = sam.post(address, of_sam | {"decisions_met": "yes"})
    assert answer.status_code == 422
    assert "PR-05" in answer.content.decode()
    assert stored(CbwTask, veldermeer).criteria["decisions"] == {"met": None, "evidence": ""}


def test_a_statement_of_scope_is_not_overwritten_unseen(veldermeer, noor, sam):
    of_noor, of_sam = (opened(one, f"{SCOPE}?wijzig") for one in (noor, sam))
    assert noor.post(SCOPE, of_noor | {"omschrijving": "Alles van Noor"}).status_code == 302

    answer = sam.post(SCOPE, of_sam | {"omschrijving": "Alles van Sam"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("Alles van Noor", "Alles van Sam", "Noor Bakker"))
    assert stored(Scope, veldermeer).statement == "Alles van Noor"

    sam.post(SCOPE, {"omschrijving": "Alles van ons", "gezien": seen_on(answer)})
    assert stored(Scope, veldermeer).statement == "Alles van ons"


def test_a_scale_is_looked_at_again_when_somebody_else_changed_it(veldermeer, noor, sam):
    of_noor, of_sam = opened(noor, SCALE), opened(sam, SCALE)
    noor.post(SCALE, of_noor | {"label-1": "groen"})

    answer = sam.post(SCALE, of_sam | {"label-2": "midden van Sam"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "De schaal is nu: groen, " in page
    assert "midden van Sam" in page
    assert stored(Scope, veldermeer).biv_labels[0] == "groen"

    again = of_sam | {"label-2": "midden van Sam", "gezien": seen_on(answer)}
    assert sam.post(SCALE, again).status_code == 302
    assert stored(Scope, veldermeer).biv_labels[1] == "midden van Sam"


def choices(browser, topic):
    return [code for code, _label in browser.get(PROFILE).context["form"].fields[topic].choices]


def single(browser):
    """Two questions with one answer each, besides what kind of organisation it is."""
    asked = browser.get(PROFILE).context["form"].questions
    others = [q.topic for q in asked if not q.takes_several and q.topic not in {Topic.FORM, Topic.EXCLUDED}]
    return [topic.value for topic in others[:2]]


def test_answers_of_two_people_come_together_and_clashes_are_chosen(veldermeer, noor, sam):
    first, second = single(noor)
    one, other, *_rest = choices(noor, first)
    of_noor, of_sam = opened(noor, PROFILE), opened(sam, PROFILE)
    noor.post(PROFILE, of_noor | {first: one})
    assert sam.post(PROFILE, of_sam | {second: choices(sam, second)[0]}).status_code == 302
    assert stored(Profile, veldermeer).answers[first] == [one]

    answer = sam.post(f"{PROFILE}/{first}", {first: other, "gezien": of_sam["gezien"]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'name="{first}" value="{one}" checked' in page
    assert f'name="{first}" value="{other}"' in page

    sam.post(f"{PROFILE}/{first}", {first: other, "gezien": seen_on(answer)})
    kept = stored(Profile, veldermeer).answers
    assert (kept[first], kept[second]) == ([other], [choices(sam, second)[0]])
