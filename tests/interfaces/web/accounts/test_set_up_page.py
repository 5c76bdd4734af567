"""`/inrichten/`: opens an empty installation, and is gone afterwards."""

import pytest

from tests.cast import AT
from waarborg.apps.accounts.actions import make_person, offer_setup
from waarborg.apps.accounts.models import Person
from waarborg.interfaces.web.clock import now

pytestmark = pytest.mark.django_db
GIVEN = {
    "organisation": "Gemeente Veldermeer",
    "layer": "gemeente",
    "name": "Noor de Wit",
    "email": "noor@veldermeer.test",
    "password": "vier paarden op stal",
    "roles": ["ciso"],
}


def test_the_first_person_comes_in_and_sets_up_a_second_step(client):
    done = client.post("/inrichten/", {**GIVEN, "code": offer_setup(at=now())})

    assert done["Location"] == "/account/tweede-stap/"
    assert client.get("/account/tweede-stap/").status_code == 200
    assert client.get("/inrichten/").status_code == 404


def test_who_wants_to_sign_in_before_anybody_can_is_led_here(client):
    assert client.get("/aanmelden/?next=/stand/")["Location"] == "/inrichten/"
    make_person(email="eerste@voorbeeld.test", name="Eerste", password=None, at=AT)
    assert client.get("/aanmelden/").status_code == 200


def test_a_wrong_code_keeps_what_was_typed_and_makes_nobody(client):
    page = client.post("/inrichten/", {**GIVEN, "code": "ABCD-EFGH-JKLM"}).content.decode()

    assert "Deze code klopt niet" in page
    assert 'value="Noor de Wit"' in page
    assert not Person.objects.exists()


def test_guessing_codes_is_slowed_down_even_for_the_right_one(client):
    code = offer_setup(at=now())
    for _ in range(10):
        client.post("/inrichten/", {**GIVEN, "code": "ABCD-EFGH-JKLM"})
    assert "te vaak mis" in client.post("/inrichten/", {**GIVEN, "code": code}).content.decode()


def test_a_weak_password_is_refused(client):
    page = client.post("/inrichten/", {**GIVEN, "password": "noor@veldermeer", "code": offer_setup(at=now())})
    assert "lijkt op je naam" in page.content.decode()


def test_the_page_does_not_exist_once_somebody_has_an_account(client):
    make_person(email="eerste@voorbeeld.test", name="Eerste", password=None, at=AT)
    assert client.get("/inrichten/").status_code == 404
