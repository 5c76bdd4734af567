"""One person in several organisations: switching, and never seeing the other; and opening a new organisation."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import people
from tests.cast import ELSEWHERE, VELDERMEER
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations import queries
from waarborg.domain.permissions import Role

RUBEN = "ruben@advies.test"


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def consultant(join, here, elsewhere):
    """Works for two clients, now for Veldermeer."""
    join(Role.BOARD, at=elsewhere, email=RUBEN, name="Ruben Koster")
    return people.client(join(Role.ADVISER, email=RUBEN, name="Ruben Koster"))


@pytest.fixture
def operator(daan):
    daan.person.is_operator = True
    daan.person.save()
    return people.client(daan)


def test_my_organisations_stand_with_my_roles(consultant):
    page = text(consultant.get("/organisaties"))

    assert "adviseur" in page
    assert "bestuurder of directie" in page
    assert page.count("Hier werk je nu") == 1


def test_switching_changes_where_i_work_and_what_i_see(consultant, elsewhere, join):
    join(Role.ISO, at=elsewhere, name="Alleen Elders")
    assert "Alleen Elders" not in text(consultant.get("/beheer/mensen"))
    consultant.post("/wissel", {"organisatie": elsewhere.pk})

    page = text(consultant.get("/beheer/mensen"))
    assert "Alleen Elders" in page
    assert consultant.get("/beheer/toegang").status_code == 403  # other roles there


def test_nobody_switches_to_an_organisation_that_is_not_theirs(client, elsewhere):
    assert client.post("/wissel", {"organisatie": elsewhere.pk}).status_code == 404
    assert client.post("/wissel", {"organisatie": "onzin"}).status_code == 404


@pytest.mark.parametrize(
    ("then", "safe"), [("/beheer/mensen", "/beheer/mensen"), ("https://elders.test/", "/"), ("//elders.test", "/")]
)
def test_switching_goes_to_a_page_of_this_site(consultant, elsewhere, then, safe):
    assert consultant.post("/wissel", {"organisatie": elsewhere.pk, "naar": then}).headers["Location"] == safe


def test_a_page_of_another_organisation_of_mine_offers_to_look_there(consultant, elsewhere, join):
    there = join(Role.ISO, at=elsewhere, name="Alleen Elders")
    response = consultant.get(f"/beheer/mensen/{there.pk}")

    assert response.status_code == 404
    assert f"Je werkt nu in {VELDERMEER}" in text(response)
    assert f"Kijk in {ELSEWHERE}" in text(response)
    consultant.post("/wissel", {"organisatie": elsewhere.pk, "naar": f"/beheer/mensen/{there.pk}"})
    assert "Alleen Elders" in text(consultant.get(f"/beheer/mensen/{there.pk}"))


def test_a_missing_page_names_no_organisation_of_others(client, elsewhere):
    response = client.get("/beheer/mensen/999999")

    assert response.status_code == 404
    assert ELSEWHERE not in text(response)


def test_an_operator_opens_an_organisation_and_becomes_its_administrator(operator, daan):
    fields = {"name": "Gemeente Nieuwland", "layer": "gemeente", "begins": "me"}
    assert operator.post("/organisaties/nieuw", fields).headers["Location"] == "/organisaties"

    with within(None, person_id=daan.person_id):
        found = queries.memberships(person_id=daan.person_id, on=timezone.localdate())
    assert {one.organisation.name: one.roles for one in found}["Gemeente Nieuwland"] == {Role.ADMINISTRATOR}


def test_the_name_of_an_organisation_is_there_once(operator, here):
    fields = {"name": here.name, "layer": "gemeente", "begins": "me"}
    response = operator.post("/organisaties/nieuw", fields)

    assert response.status_code == 400
    assert "bestaat hier al" in text(response)


def test_an_operator_who_invites_the_administrator_gets_no_place_there(operator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    other = {"begins": "other", "administrator": "Kees", "email": "kees@nieuw.test"}
    response = operator.post("/organisaties/nieuw", {"name": "Gemeente Nieuwland", "layer": "gemeente", **other})

    assert re.search(r"/uitnodiging/[\w-]+", text(response))
    assert "Gemeente Nieuwland" not in text(operator.get("/organisaties")).partition("<main")[2].partition("<ul")[2]
    assert queries.find("Gemeente Nieuwland") is not None


def test_who_is_no_operator_opens_nothing(client):
    assert client.get("/organisaties/nieuw").status_code == 403
    fields = {"name": "Gemeente Nieuwland", "layer": "gemeente", "begins": "me"}
    assert client.post("/organisaties/nieuw", fields).status_code == 403
    assert queries.find("Gemeente Nieuwland") is None


def test_a_supervisor_reads_until_the_last_day_and_then_nothing(join, here):
    today = timezone.localdate()
    anna = join(Role.SUPERVISOR, until_on=today)
    assert people.client(anna).get("/beheer/mensen").status_code == 200
    assert people.client(anna).get("/beheer/mensen/nieuw").status_code == 403
    gone = join(Role.SUPERVISOR, email="weg@rdi.test", until_on=today - timedelta(days=1))

    assert people.client(gone).get("/beheer/mensen").status_code in {302, 403}
