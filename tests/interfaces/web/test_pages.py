"""Pages and answers that belong to no subject."""

import pytest

from tests.people import member, organisation
from waarborg.domain.permissions import Role


def test_the_beginning_tells_what_waarborg_is_and_where_to_start(client, db):
    page = client.get("/").content.decode()

    assert "Waarborg helpt overheden" in page
    assert 'href="/norm/"' in page
    assert 'href="/aanmelden/"' in page


def test_a_page_is_dutch_until_english_is_chosen(client, db):
    assert client.get("/")["Content-Language"] == "nl"

    chosen = client.get("/taal/en?terug=/norm/")

    assert chosen["Location"] == "/norm/"
    assert client.get("/")["Content-Language"] == "en"
    assert "Get your information security in order" in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://elders.example/", "//elders.example", "javascript:alert(1)"])
def test_the_language_switch_never_leads_elsewhere(client, db, back):
    assert client.get("/taal/en", {"terug": back})["Location"] == "/"


def test_an_unknown_language_does_not_exist(client, db):
    assert client.get("/taal/xx").status_code == 404


def test_pages_allow_no_inline_script_or_style(client, db):
    answer = client.get("/")

    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert " style=" not in answer.content.decode()
    assert "<style" not in answer.content.decode()


def test_an_empty_installation_leads_to_setting_up_and_a_filled_one_to_signing_in(client, db):
    assert 'nl-button--primary" href="/inrichten/"' in client.get("/").content.decode()
    member(organisation("Gemeente Veldermeer"), Role.CISO)
    page = client.get("/").content.decode()
    assert 'nl-button--primary" href="/aanmelden/"' in page
    assert "/inrichten/" not in page
