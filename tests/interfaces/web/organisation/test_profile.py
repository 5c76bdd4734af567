"""The pages of profile, duties, Cbw and registration, as people fill them in."""

import re
from datetime import timedelta

import pytest

from tests.people import client, member, organisation
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.queries import profile as reads
from waarborg.domain.organisations import CbwStatus, Layer
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.clock import today

pytestmark = pytest.mark.django_db
ANSWERS = {
    "soort": "gemeente",
    "uitzondering": "none",
    "omvang": "from_250",
    "gegevens": ["personal", "special"],
    "aansluitingen": ["digid", "suwinet", "base_registers"],
    "zorg": "no",
    "objecten": "yes",
    "cloud": "yes",
    "levert": "no",
    "sectoren": "none",
}
DETAILS = {
    "name": "Gemeente Veldermeer",
    "address": "Plein 1",
    "email": "ciso@voorbeeld.test",
    "phone": "0123",
    "contact": "Noor de Wit",
    "ip_ranges": "192.0.2.0/24\r\n2001:db8::/32",
    "sector": "overheid",
    "member_states": "nl",
}
PAGES = ["", "profiel", "profiel/soort", "plichten", "plichten/training", "cbw", "cbw/taak", "registratie"]
PAGES += ["cbw/correctie", "cbw/maatregelen"]


@pytest.fixture(name="veldermeer")
def veldermeer_with_a_ciso():
    return organisation("Gemeente Veldermeer")


@pytest.fixture(name="ciso")
def a_ciso_at_work(veldermeer):
    return client(member(veldermeer, Role.CISO))


@pytest.fixture(name="joint")
def a_joint_arrangement_with_a_ciso():
    made = organisation("GR De Meren", Layer.JOINT_ARRANGEMENT)
    return made, client(member(made, Role.CISO))


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_opens_before_anything_was_filled_in(ciso, page, language):
    ciso.cookies["taal"] = language

    assert ciso.get(f"/organisatie/{page}").status_code == 200


def test_every_duty_has_a_page_and_an_unknown_one_has_not(ciso, veldermeer):
    with within(veldermeer.pk):
        codes = [duty.code for duty in reads.obligations(veldermeer, today())]

    assert {ciso.get(f"/organisatie/plichten/{code}").status_code for code in codes} == {200}
    assert ciso.get("/organisatie/plichten/belasting").status_code == 404
    assert ciso.get("/organisatie/profiel/kleur").status_code == 404


def test_ten_answers_lead_to_the_duties(ciso, veldermeer):
    page = text(ciso.post("/organisatie/profiel", ANSWERS, follow=True))

    assert "Dit zijn de plichten die eruit volgen" in page
    assert "DigiD-beveiligingsassessment" in page
    with within(veldermeer.pk):
        assert reads.legal_status(veldermeer).status is CbwStatus.ESSENTIAL


def test_the_duty_names_the_answer_it_follows_from(ciso):
    ciso.post("/organisatie/profiel", ANSWERS)

    assert "50 of meer mensen (antwoord: 250 of meer)" in text(ciso.get("/organisatie/plichten/wbk"))


def test_the_training_page_shows_the_computed_day_and_the_clocks_stand_with_the_duty_to_report(ciso):
    assert "15 augustus 2028" in text(ciso.get("/organisatie/plichten/training"))
    clocks = text(ciso.get("/organisatie/plichten/meldplicht"))
    assert "uiterlijk na 72 uur" in clocks
    assert "vier uur of langer" in clocks


def test_one_question_at_a_time_keeps_the_others_and_goes_on(ciso, veldermeer):
    ciso.post("/organisatie/profiel", ANSWERS)
    answer = ciso.post("/organisatie/profiel/zorg", {"zorg": "unknown"})

    assert answer.url == "/organisatie/profiel/objecten"
    with within(veldermeer.pk):
        assert reads.profile(veldermeer).n_answered == 10
    assert "Verlenen jullie zelf zorg?" in text(ciso.get("/organisatie/plichten/nen7510"))


def test_answers_that_contradict_each_other_are_explained_and_kept_on_the_page(ciso):
    answer = ciso.post("/organisatie/profiel", {**ANSWERS, "uitzondering": "police", "gegevens": ["unknown", "open"]})

    assert answer.status_code == 422
    assert "PR-02" in text(answer)
    answer = ciso.post("/organisatie/profiel", {**ANSWERS, "uitzondering": "police"})
    assert "PR-01" in text(answer)
    assert re.search('value="police"[^>]*checked', text(answer))


def test_another_form_moves_the_organisation_to_its_layer(ciso, veldermeer):
    ciso.post("/organisatie/profiel", {**ANSWERS, "soort": "gr_openbaar_lichaam"})
    veldermeer.refresh_from_db()

    assert veldermeer.layer == Layer.JOINT_ARRANGEMENT


def test_duties_can_be_narrowed_by_certainty(ciso):
    ciso.post("/organisatie/profiel", ANSWERS)
    narrowed = text(ciso.get("/organisatie/plichten?zekerheid=does_not"))

    assert "NEN 7510" in narrowed
    assert "Zorgplicht" not in narrowed
    assert ciso.get("/organisatie/plichten?zekerheid=onzin").status_code == 200


TASK = {"name": "Vergunningen namens het college", "basis": "mandaatbesluit 2025, artikel 2"}


def judged(met="yes", evidence="artikel 3"):
    codes = ("public_interest", "legal_personality", "government_control", "decisions")
    return {**TASK, **{f"{c}_met": met for c in codes}, **{f"{c}_evidence": evidence for c in codes}}


def test_four_criteria_per_task_decide_for_a_gr(joint):
    gr, ciso = joint
    ciso.post("/organisatie/profiel", {"soort": "gr_bedrijfsvoeringsorganisatie", "uitzondering": "none"})
    page = text(ciso.post("/organisatie/cbw/taak", judged(), follow=True))

    assert "voldoet aan alle vier" in page
    with within(gr.pk):
        assert reads.legal_status(gr).status is CbwStatus.ESSENTIAL


def test_a_yes_without_evidence_is_refused_with_what_was_typed(joint):
    answer = joint[1].post("/organisatie/cbw/taak", judged(evidence=""))

    assert answer.status_code == 422
    assert "PR-05" in text(answer)
    assert "Vergunningen namens het college" in text(answer)


def test_a_task_is_taken_away_and_put_back(joint):
    gr, ciso = joint
    ciso.post("/organisatie/cbw/taak", judged("unknown", ""))
    with within(gr.pk):
        (row,) = reads.tasks(gr)
    away = ciso.post(f"/organisatie/cbw/taak/{row.pk}/weg", follow=True)
    assert "Zet de taak terug" in text(away)
    ciso.post(f"/organisatie/cbw/taak/{row.pk}/terug")

    assert ciso.get(f"/organisatie/cbw/taak/{row.pk}").status_code == 200
    assert ciso.post(f"/organisatie/cbw/taak/{row.pk}/terug").status_code == 404


def test_a_correction_shows_its_source_and_can_be_withdrawn(ciso, veldermeer):
    wrong = ciso.post("/organisatie/cbw/correctie", {"value": "outside", "because": "advies"})
    assert wrong.status_code == 422
    ciso.post("/organisatie/cbw/correctie", {"value": "outside", "because": "advies", "source": "brief 12"})

    page = text(ciso.get("/organisatie/cbw"))
    assert "gecorrigeerd" in page
    assert "Bron: brief 12. Door Noor de Wit" in page
    ciso.post("/organisatie/cbw/intrekken")
    with within(veldermeer.pk):
        assert reads.legal_status(veldermeer).status is CbwStatus.ESSENTIAL


def test_the_scope_of_a_measure_is_corrected_apart_from_the_status(ciso, veldermeer, norms):
    unknown = ciso.post("/organisatie/cbw/maatregelen", {"number": "9.99", "value": "inside"})
    assert "staat niet in BIO2 versie 1.3" in text(unknown)
    correction = {"number": "5.33", "value": "inside", "because": "BZK zegt het", "source": "issue 483"}
    page = text(ciso.post("/organisatie/cbw/maatregelen", correction, follow=True))

    assert "5.33 (bio2@1.3)" in page
    with within(veldermeer.pk):
        assert list(reads.scope_corrections(veldermeer).values()) == [True]
        assert reads.legal_status(veldermeer).correction is None


def details(day, **changes):
    return {**DETAILS, "changed_on": day.isoformat(), **changes}


def test_a_change_after_reporting_starts_two_weeks_and_passing_it_on_ends_them(ciso, veldermeer):
    day = today() - timedelta(days=10)
    ciso.post("/organisatie/registratie", details(day))
    ciso.post("/organisatie/registratie/doorgegeven", {"on": day.isoformat()})
    ciso.post("/organisatie/registratie", details(day, phone="0456"))
    with within(veldermeer.pk):
        due = reads.registration_due(veldermeer, today())
    assert (due.due_on, due.is_late, due.changed) == (day + timedelta(days=14), False, ("phone",))
    assert "Telefoonnummer" in text(ciso.get("/organisatie/"))

    ciso.post("/organisatie/registratie/doorgegeven", {"on": today().isoformat()})
    with within(veldermeer.pk):
        assert reads.registration_due(veldermeer, today()) is None


def test_an_incomplete_registration_cannot_be_reported_and_bad_ranges_say_their_line(ciso):
    answer = ciso.post("/organisatie/registratie", details(today(), ip_ranges="192.0.2.5/24\r\nkantoor"))
    assert "Bedoel je 192.0.2.0/24?" in text(answer)
    assert "Regel 2: kantoor" in text(answer)
    assert "PR-11" in text(ciso.post("/organisatie/registratie/doorgegeven", {"on": today().isoformat()}))
    future = details(today() + timedelta(days=1))
    assert "PR-10" in text(ciso.post("/organisatie/registratie", future))


def test_an_organisation_that_never_registered_is_reminded_without_a_day(ciso, veldermeer):
    with within(veldermeer.pk):
        due = reads.registration_due(veldermeer, today())

    assert due.is_first
    assert due.due_on is None
    assert "nog niet geregistreerd" in text(ciso.get("/organisatie/"))


@pytest.mark.parametrize("role", [Role.ISO, Role.BOARD, Role.AUDITOR, Role.PROCESS_OWNER, Role.BUYER])
def test_who_only_reads_sees_the_duties_and_changes_nothing(veldermeer, role):
    visitor = client(member(veldermeer, role))

    assert "Bewaar de gegevens" not in text(visitor.get("/organisatie/registratie"))
    assert visitor.get("/organisatie/plichten").status_code == 200
    assert visitor.get("/organisatie/profiel").status_code == 403
    assert visitor.post("/organisatie/registratie", details(today())).status_code == 403
    assert visitor.post("/organisatie/cbw/intrekken").status_code == 403


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMINISTRATOR])
def test_who_reads_no_organisation_sees_none_of_it(veldermeer, role):
    visitor = client(member(veldermeer, role))

    assert {visitor.get(f"/organisatie/{page}").status_code for page in PAGES} == {403}


def test_a_task_of_another_organisation_does_not_exist_here(ciso, joint):
    gr, other = joint
    other.post("/organisatie/cbw/taak", judged("unknown", ""))
    with within(gr.pk):
        (row,) = reads.tasks(gr)

    assert ciso.get(f"/organisatie/cbw/taak/{row.pk}").status_code == 404
    assert ciso.post(f"/organisatie/cbw/taak/{row.pk}/weg").status_code == 404


def test_every_change_leaves_a_line_in_the_journal(ciso, veldermeer):
    ciso.post("/organisatie/profiel", ANSWERS)
    ciso.post("/organisatie/registratie", details(today()))
    ciso.post("/organisatie/cbw/correctie", {"value": "outside", "because": "advies", "source": "brief 12"})
    actions = list(
        JournalLine.objects.filter(organisation_id=veldermeer.pk).order_by("id").values_list("action", flat=True)
    )

    assert actions[-3:] == [
        "organisation.profile_changed",
        "organisation.registration_changed",
        "organisation.corrected",
    ]


def test_the_list_of_duties_asks_as_many_questions_with_tasks_as_without(joint, django_assert_max_num_queries):
    gr, ciso = joint
    for n in range(5):
        ciso.post("/organisatie/cbw/taak", {**judged(), "name": f"Taak {n}"})
    with within(gr.pk), django_assert_max_num_queries(3):
        reads.obligations(gr, today())
