"""What concerns the whole installation: never in a session that the provider of one organisation opened (ADR 23)."""

import re
from pathlib import Path

import pytest
from django.test import Client

import waarborg
from tests.people import client as browser_of
from tests.people import member
from tests.wall import samples
from waarborg.apps.accounts.actions import remove_provider, save_provider
from waarborg.apps.accounts.models import Person
from waarborg.apps.accounts.shapes import ProviderSettings, SecondStep
from waarborg.apps.base.actions import Actor, NotAllowedError
from waarborg.apps.organisations.actions.open_here import open_organisation
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.clock import now

pytestmark = pytest.mark.django_db
ADDRESSES = {
    pattern.name: "/" + re.sub(r"<slug:slug>", "x", route)
    for route, pattern in samples.patterns()
    if getattr(pattern.callback, "is_for_installation", False)
}
SETTLING = ("/account/tweede-stap/", "/account/wachtwoord")


@pytest.fixture
def operator(strict):
    strict.is_demo, strict.requires_second_step = True, False
    strict.save()
    found = member(strict, Role.ADMINISTRATOR)
    Person.objects.filter(pk=found.person_id).update(is_operator=True)
    found.person.refresh_from_db()
    return found


@pytest.fixture
def pinned(operator) -> Client:
    browser = browser_of(operator)
    session = browser.session
    session["came_by_provider"] = {
        "provider": "x", "organisation_id": operator.organisation_id, "second_step": True
    }  # fmt: skip
    session.save()
    return browser


def test_these_are_the_pages_of_the_installation():
    assert set(ADDRESSES) == {"register", "sign_in_provider", "sign_in_provider_new", "sign_in_provider_remove"}


@pytest.mark.parametrize("address", [*ADDRESSES.values(), *SETTLING])
@pytest.mark.parametrize("method", ["get", "post"])
def test_none_of_them_opens_by_a_provider(pinned, address, method):
    assert getattr(pinned, method)(address).status_code in {403, 405}
    assert Organisation.objects.count() == 1


def test_they_open_for_the_same_person_without_a_provider(operator):
    browser = browser_of(operator)
    assert {browser.get(ADDRESSES[name]).status_code for name in ("register", "sign_in_provider_new")} == {200}


def test_no_page_leads_to_them_either(pinned):
    assert ADDRESSES["register"] not in pinned.get("/organisaties").content.decode()
    assert ADDRESSES["sign_in_provider_new"] not in pinned.get("/beheer/aanmelden").content.decode()


def test_the_acts_refuse_by_themselves(operator):
    by = Actor("x", "test", frozenset({Role.ADMINISTRATOR}), operator.organisation_id, operator.person_id, operator.pk)
    told = ProviderSettings(
        "x", "X", "https://x.test", "x", "", "groups", trusts_email=True, second_step=SecondStep.OURS
    )
    here = {"organisation_id": operator.organisation_id, "by": by, "at": now()}
    with pytest.raises(NotAllowedError):
        save_provider(told=told, **here)
    with pytest.raises(NotAllowedError):
        remove_provider(slug="x", **here)
    with pytest.raises(NotAllowedError):
        open_organisation(name="Y", layer=Layer.MUNICIPALITY, administrator="", email="", by=by, at=now())


def test_no_view_judges_by_itself_who_runs_the_installation():
    web = Path(waarborg.__file__).parent / "interfaces" / "web"
    judging = [
        path.name for path in web.rglob("*.py") if re.search(r"\.is_operator\b|\"is_operator\"\)", path.read_text())
    ]
    assert sorted(judging) == ["guards.py", "presence.py"]
