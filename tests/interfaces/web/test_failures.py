"""What people see when a page fails: in their language, without the database where that may be what fails."""

import pytest
from django.core.exceptions import PermissionDenied, TooManyFieldsSent
from django.db import OperationalError
from django.test import Client
from django.urls import path
from psycopg.errors import DiskFull
from psycopg_pool import PoolTimeout

from tests.people import client as browser_of
from tests.people import member, organisation
from waarborg.conf import urls
from waarborg.domain.permissions import Role
from waarborg.interfaces.web import outage


def _caused(cause):
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


FAULTS = {
    "vol": _caused(DiskFull("could not extend file")),
    "wachten": _caused(PoolTimeout("couldn't get a connection after 6.00 sec")),
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
    assert answer["Retry-After"] == "15"
    assert "The database does not answer" in answer.content.decode()


@pytest.mark.parametrize(
    ("cause", "seconds", "dutch"),
    [
        ("full", "60", "De schijf van de server is vol"),
        ("stopped", "5", "De database is gestopt en wordt nu opnieuw gestart"),
        ("silent", "15", "De database antwoordt niet"),
    ],
)
def test_a_page_without_the_database_says_why_and_when_to_come_back(failing, db, monkeypatch, cause, seconds, dutch):
    monkeypatch.setattr(outage.postgres, "silence", lambda: cause)
    answer = failing.get("/weg")
    assert dutch in answer.content.decode()
    assert answer["Retry-After"] == seconds


def test_a_disk_that_is_full_while_the_database_runs_is_called_full(failing, db):
    assert "De schijf van de server is vol" in failing.get("/vol").content.decode()


@pytest.fixture
def known_to_be_gone():
    outage._is_known.set()
    yield
    outage._is_known.clear()


def test_while_the_database_is_known_to_be_gone_nobody_waits_for_it(client, known_to_be_gone, monkeypatch):
    """No `db`: not even the session is asked for."""
    nowhere = {"host": "127.0.0.1", "port": "1", "dbname": "none"}
    monkeypatch.setattr(outage.connection, "get_connection_params", lambda: nowhere)
    assert client.get("/").status_code == 503


def test_the_first_visit_after_it_is_back_is_answered(client, db, known_to_be_gone):
    assert client.get("/").status_code == 200
    assert not outage._is_known.is_set()


def test_who_got_no_connection_in_time_makes_it_known(failing, db):
    failing.get("/wachten")
    assert outage._is_known.is_set()
    outage._is_known.clear()


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
