"""How much may come in at once, from where something was done, and what stays behind in a browser."""

import pytest

from tests.people import client as browser_of
from tests.people import member, organisation
from waarborg.apps.base.models import JournalLine
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


@pytest.fixture
def ciso():
    return browser_of(member(organisation("Gemeente Veldermeer"), Role.CISO))


def test_no_browser_keeps_a_page_of_who_was_signed_in(ciso):
    for address in ("/", "/account/", "/bewijs/", "/bestaat/niet"):
        assert "no-store" in ciso.get(address)["Cache-Control"]


def test_the_looks_may_be_kept(ciso):
    assert "max-age" in ciso.get("/thema.css")["Cache-Control"]


def test_a_stranger_cannot_fill_the_disk(client):
    answer = client.post("/aanmelden/", {"login": "x" * (2 * MEGABYTE)})
    assert answer.status_code == 413
    assert "te groot om te versturen" in answer.content.decode()


def test_what_no_file_may_be_is_refused_before_it_is_read(ciso, settings):
    settings.REQUEST_MEGABYTES = 20
    assert ciso.post("/bewijs/nieuw", {"title": "x" * (21 * MEGABYTE)}).status_code == 413


def test_behind_a_proxy_the_journal_knows_the_visitor_and_not_the_proxy(ciso, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    ciso.get("/beheer/aanmelden", headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"})
    assert JournalLine.objects.get(action="settings.manage.refused").origin == "web 198.51.100.7"


def test_what_a_visitor_says_of_its_address_is_not_believed_without_a_proxy(ciso):
    ciso.get("/beheer/aanmelden", headers={"x-forwarded-for": "203.0.113.9"})
    assert JournalLine.objects.get(action="settings.manage.refused").origin == "web 127.0.0.1"


def test_a_proxy_that_tells_no_address_breaks_nothing(ciso):
    assert ciso.get("/account/", REMOTE_ADDR="").status_code == 200
