"""Invitations on the screen: sent by mail or handed over, opened by a new or an existing person, and worn out."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests import people
from tests.cast import ELSEWHERE, VELDERMEER
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Invitation, Member
from waarborg.domain.permissions import Role

PASSWORD = "vier gewone woorden samen"  # noqa: S105 - of the test
NO_MAIL = "django.core.mail.backends.console.EmailBackend"


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def ruben(here):
    with within(here.pk):
        return Member.objects.create(
            organisation=here, name="Ruben Koster", email="ruben@advies.test", roles=["adviser"]
        )


@pytest.fixture
def link(client, ruben):
    """The address from the mail."""
    client.post(f"/beheer/mensen/{ruben.pk}/uitnodigen")
    return re.search(r"http://testserver(/uitnodiging/\S+)", mail.outbox[-1].body).group(1)


def accept(link, **changed):
    return Client().post(link, {"name": "Ruben Koster", "password": PASSWORD, "again": PASSWORD, **changed})


def test_adding_somebody_sends_a_letter_by_mail(client):
    fields = {"name": "Eline Bos", "email": "eline@veldermeer.test", "roles": ["iso"], "invite": "on"}
    client.post("/beheer/mensen/nieuw", fields)

    (letter,) = mail.outbox
    assert letter.to == ["eline@veldermeer.test"]
    assert letter.subject == f"Uitnodiging voor Waarborg van {VELDERMEER}"
    assert "/uitnodiging/" in letter.body


def test_without_mail_the_link_is_shown_once_to_hand_over(client, here, ruben, settings):
    settings.EMAIL_BACKEND = NO_MAIL
    response = client.post(f"/beheer/mensen/{ruben.pk}/uitnodigen")
    token = re.search(r"/uitnodiging/([\w-]+)", text(response)).group(1)

    assert response.headers["Cache-Control"] == "no-store"
    assert token not in text(client.get(f"/beheer/mensen/{ruben.pk}"))
    assert Client().get(f"/uitnodiging/{token}").status_code == 200


def test_when_the_mail_does_not_go_out_the_link_is_shown(client, ruben, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens

    assert "Er is geen e-mail gestuurd" in text(client.post(f"/beheer/mensen/{ruben.pk}/uitnodigen"))


def test_the_page_tells_which_organisation_and_which_roles(link):
    page = text(Client().get(link))

    assert f"Uitnodiging van {VELDERMEER}" in page
    assert "Doet nulmetingen samen met de organisatie" in page
    assert "ruben@advies.test" in page


def test_the_token_does_not_travel_to_other_sites(link):
    response = Client().get(link)

    assert response.headers["Referrer-Policy"] == "same-origin"  # with "no-referrer" the form would send Origin: null
    assert "no-store" in response.headers["Cache-Control"]


def test_a_new_person_comes_in_with_a_password(link, here):
    response = accept(link)

    assert response.status_code == 302
    person = Person.objects.get(email="ruben@advies.test")
    assert person.check_password(PASSWORD)
    with within(here.pk):
        assert Member.objects.get(person=person).name == "Ruben Koster"
    assert response.cookies["sessionid"].value


@pytest.mark.parametrize(
    ("changed", "told"), [({"again": "iets heel anders dan dat"}, "niet gelijk"), ({"name": ""}, "Je naam")]
)
def test_a_mistake_is_explained_and_the_link_keeps_working(link, changed, told):
    response = accept(link, **changed)

    assert response.status_code == 400
    assert told in text(response)
    assert not Person.objects.filter(email="ruben@advies.test").exists()
    assert Client().get(link).status_code == 200


def test_an_existing_person_comes_in_signed_in(link, join, elsewhere):
    consultant = people.client(join(Role.ADVISER, at=elsewhere, email="ruben.koster@thuis.test"))
    assert "Je bent aangemeld als" in text(consultant.get(link))
    consultant.post(link)

    page = text(consultant.get("/organisaties"))
    assert VELDERMEER in page
    assert ELSEWHERE in page
    assert consultant.session["organisation"] != elsewhere.pk


def test_who_belongs_here_already_is_told_so(client, link):
    assert client.post(link).headers["Location"] == "/organisaties"
    assert "Je hoort al bij deze organisatie" in text(client.get("/organisaties"))


def test_an_address_with_an_account_gets_no_second_one(link):
    Person.objects.create_user("ruben@advies.test", name="Ruben", joined_at="2027-01-01T00:00Z")
    response = accept(link)

    assert response.status_code == 400
    assert "Meld je dan aan" in text(response)


def test_the_page_is_the_same_whether_the_address_has_an_account(link):
    before = re.sub(r"csrf\S+ value=\S+|value=\"\w{64}\"", "", text(Client().get(link)))
    Person.objects.create_user("ruben@advies.test", name="Ruben", joined_at="2027-01-01T00:00Z")

    assert re.sub(r"csrf\S+ value=\S+|value=\"\w{64}\"", "", text(Client().get(link))) == before


def test_a_used_link_says_so(link):
    accept(link)
    again = Client().get(link)

    assert again.status_code == 410
    assert "De link is al gebruikt" in text(again)


def test_a_withdrawn_link_says_so(client, link, ruben):
    client.post(f"/beheer/mensen/{ruben.pk}/uitnodiging-intrekken")

    assert "De link is ingetrokken" in text(Client().get(link))
    assert accept(link).status_code == 410


def test_an_expired_link_says_until_when_it_worked(link, here):
    with within(here.pk):
        Invitation.objects.update(expires_at="2026-01-01T12:00Z")

    assert "De link werkte tot 1 januari 2026" in text(Client().get(link))


@pytest.mark.django_db
def test_an_unknown_link_says_what_often_goes_wrong():
    response = Client().get("/uitnodiging/1-bestaatniet")

    assert response.status_code == 404
    assert "Kopieer het hele adres" in text(response)
