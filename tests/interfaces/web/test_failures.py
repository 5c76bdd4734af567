"""What people see when a page fails: in their language, without the database where that may be what fails."""

import pytest
from django.core.exceptions import PermissionDenied, TooManyFieldsSent
from django.db import OperationalError
from django.test import Client
from django.urls import path

from tests.people import client as browser_of
from tests.people import member, organisation
from waarborg.conf import urls
from waarborg.domain.permissions import Role

FAULTS = {
    "stuk": RuntimeError("stuk"),
    "weg": OperationalError("server closed the connection"),
    "geweigerd": PermissionDenied("no address"),
    "veel": TooManyFieldsSent("too many"),
}


def _raising(fault):
    def view(request):
        raise fault

    return view


@pytest.fixture
def failing(client, settings):
    """A browser of a site where every kind of failure has an address."""
    faults = [path(name, _raising(fault)) for name, fault in FAULTS.items()]
    settings.ROOT_URLCONF = type("Failing", (), vars(urls) | {"urlpatterns": [*urls.urlpatterns, *faults]})
    client.raise_request_exception = False
    return client


def ciso():
    return member(organisation("Gemeente Veldermeer"), Role.CISO)


@pytest.mark.parametrize(
    ("address", "status", "dutch", "english"),
    [
        ("/bestaat/niet", 404, "Deze pagina is er niet", "This page does not exist"),
        ("/wissel", 405, "Dit is het adres van een knop", "This is the address of a button"),
        ("/stuk", 500, "Er ging iets mis", "Something went wrong"),
        ("/weg", 503, "Waarborg kan even niet bij de gegevens", "Waarborg cannot reach its data for a moment"),
        ("/geweigerd", 403, "Dit is geweigerd", "This was refused"),
        ("/veel", 400, "Dit kan Waarborg niet lezen", "Waarborg cannot read this"),
    ],
)
def test_every_failure_is_told_in_both_languages_with_a_way_out(failing, db, address, status, dutch, english):
    for language, said in (("nl", dutch), ("en", english)):
        failing.cookies["taal"] = language
        answer = failing.get(address)
        page = answer.content.decode()
        assert answer.status_code == status
        assert f'<html lang="{language}">' in page
        assert said in page
        assert 'class="wb-actions"' in page
        assert "Error" not in page


def test_a_broken_page_is_told_without_the_database(failing, monkeypatch):
    """No `db`: whatever asks for it fails here, also what the page of the failure would ask."""
    failing.cookies["taal"] = "en"
    monkeypatch.setattr("waarborg.interfaces.web.presence.within", lambda *_args, **_named: _raising(FAULTS["weg"])(0))
    answer = failing.get("/norm/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "The database does not answer" in answer.content.decode()


def test_what_was_sent_to_a_broken_page_can_be_sent_again(failing, db):
    assert "Herlaad dan deze pagina" in failing.post("/stuk").content.decode()


def test_another_name_than_the_host_knows_says_which_setting(client, db):
    answer = client.get("/", headers={"host": "elders.example"})
    assert answer.status_code == 400
    assert "WAARBORG_HOSTS" in answer.content.decode()


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/organisatie/reikwijdte?wijzig", "/organisatie/reikwijdte?wijzig"),
        ("https://elders.example/", "/"),
        ("http://testserver//elders.example/", "/"),
        ("", "/"),
    ],
)
def test_an_expired_form_is_opened_again_where_it_stood(db, came_from, back):
    signed_in = Client(enforce_csrf_checks=True, headers={"referer": came_from})
    signed_in.force_login(ciso().person)
    answer = signed_in.post("/organisatie/reikwijdte", {"omschrijving": "iets"})
    assert answer.status_code == 403
    assert "Wat je net verstuurde, is niet bewaard" in answer.content.decode()
    assert f'nl-button--primary" href="{back}"' in answer.content.decode()


def test_who_was_signed_out_while_typing_hears_that_it_is_lost_and_comes_back_to_the_form(client, db):
    form = "http://testserver/organisatie/reikwijdte?wijzig"
    answer = client.post("/organisatie/reikwijdte", {"omschrijving": "iets"}, headers={"referer": form}, follow=True)
    assert answer.redirect_chain[0][0] == "/aanmelden/?next=%2Forganisatie%2Freikwijdte%3Fwijzig"
    assert "is niet bewaard: je was niet meer aangemeld" in answer.content.decode()


def test_a_button_without_a_page_keeps_telling_machines_what_is_allowed(db):
    browser = browser_of(ciso())
    assert browser.get("/wissel")["Allow"] == "POST"
    assert browser.delete("/wissel").content == b""


def test_who_is_not_signed_in_hears_that_sending_a_file_asks_that(client, db):
    page = client.post("/bewijs/nieuw", {"title": "x" * 2 * 1024 * 1024}).content.decode()
    assert "meld je aan en doe het nog een keer" in page
    assert 'nl-button--primary" href="/aanmelden/"' in page
