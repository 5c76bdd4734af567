"""Coming in by an OpenID Connect provider: a real one, that runs beside the tests."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client

from tests import identity_provider
from tests.people import client as browser_of
from tests.people import member, organisation
from waarborg.apps.accounts.models import IdentityProvider, Person
from waarborg.apps.base.models import JournalLine
from waarborg.apps.organisations.models import GroupRole, Member
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.accounts import arriving

pytestmark = pytest.mark.django_db
USERS = {
    "noor-2": {"email": "noor@veldermeer.test", "name": "Noor Jansen", "groups": ["beveiliging"]},
    "noor": {"email": "noor@veldermeer.test", "name": "Noor de Wit", "groups": ["beveiliging"], "amr": ["pwd", "otp"]},
    "els": {"email": "els@veldermeer.test", "name": "Els Vermeer", "groups": ["koffie"], "amr": ["pwd"]},
}
TOLD = {
    "name": "Gemeente Veldermeer", "client_id": "waarborg", "secret": "een geheim", "groups_claim": "groups",
    "trusts_email": "on", "second_step": "told",
}  # fmt: skip


@pytest.fixture(scope="module")
def issuer():
    with identity_provider.provider(USERS) as address:
        yield address


@pytest.fixture
def operator(strict):
    found = member(strict, Role.ADMINISTRATOR)
    Person.objects.filter(pk=found.person_id).update(is_operator=True)
    strict.is_demo, strict.requires_second_step = True, False
    strict.save()
    return browser_of(found)


@pytest.fixture
def provider(operator, strict, issuer):
    """Added and mapped in the screens, as an administrator does."""
    done = operator.post("/beheer/aanmelden/aanbieder", {**TOLD, "server_url": issuer})
    assert done.status_code == 302, done.content.decode()
    slug = IdentityProvider.objects.get().slug
    operator.post("/beheer/aanmelden/groep", {"provider": slug, "group": "beveiliging", "roles": ["ciso"]})
    strict.is_demo, strict.requires_second_step = False, True
    strict.save()
    return slug


def come_in(slug, sub, browser=None):
    """All redirects of the code flow, with the provider's form filled in for this user."""
    browser = browser or Client()
    to_provider = browser.get(f"/aanmelden/via/{slug}")["Location"]
    back = requests.post(to_provider, data={"sub": sub}, allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(back)
    return browser, browser.get(f"{parts.path}?{parts.query}")


def lines(action):
    return JournalLine.objects.filter(action=action).count()


def test_the_first_time_makes_an_account_with_the_roles_of_the_group_and_no_second_step_of_ours(provider, strict):
    browser, answer = come_in(provider, "noor")

    assert answer["Location"] == "/"
    assert Member.objects.get(person__email="noor@veldermeer.test").roles == [Role.CISO]
    assert browser.get("/account/").status_code == 200
    assert (lines("members.joined_by_group"), lines("account.signed_in")) == (1, 1)


def test_who_is_in_no_group_that_counts_is_told_whom_to_ask(provider):
    browser, answer = come_in(provider, "els")

    assert answer.status_code == 403
    assert "niemand heeft je hier nog een rol gegeven" in answer.content.decode()
    assert not Person.objects.filter(email="els@veldermeer.test").exists()
    assert browser.get("/account/").status_code == 302


def test_a_provider_that_did_not_ask_the_second_step_leaves_that_to_us(provider, strict):
    GroupRole.objects.create(organisation=strict, provider=provider, group="koffie", roles=["employee"])
    browser, _ = come_in(provider, "els")
    assert browser.get("/account/")["Location"] == "/account/tweede-stap/"


def test_roles_end_at_the_next_sign_in_after_the_group_lost_them(provider, strict):
    come_in(provider, "noor")
    GroupRole.objects.filter(group="beveiliging").update(group="iets anders")
    come_in(provider, "noor")

    assert Member.objects.get(person__email="noor@veldermeer.test").roles == []
    assert lines("members.roles_followed_groups") == 1


def test_an_existing_account_is_known_by_its_address_when_the_provider_answers_for_it(provider, strict):
    before = member(strict, Role.ISO, email="noor@veldermeer.test")
    come_in(provider, "noor")
    assert Member.objects.get(pk=before.pk).roles == [Role.CISO]


def test_an_address_that_nobody_answers_for_opens_no_existing_account(provider, strict):
    member(strict, Role.ISO, email="noor@veldermeer.test")
    IdentityProvider.objects.update(trusts_email=False)
    assert come_in(provider, "noor")[1].status_code == 403


def test_an_account_made_elsewhere_with_this_address_gets_no_place_here(provider, strict):
    """An administrator of another organisation can invite any address, and knows the password of what comes of it."""
    member(organisation("Gemeente Elders"), Role.CISO, email="noor@veldermeer.test")
    assert come_in(provider, "noor")[1].status_code == 403
    assert not Member.objects.filter(organisation=strict, person__email="noor@veldermeer.test").exists()


def test_an_address_that_the_provider_denies_in_a_word_is_denied_too(provider, strict):
    told = arriving._told({"userinfo": {"email": "noor@veldermeer.test", "email_verified": "false"}}, "groups")
    assert told.is_denied


def test_who_is_signed_in_couples_the_account_and_comes_in_by_it_afterwards(provider, strict):
    mine = member(strict, Role.CISO, email="iemand@veldermeer.test")
    IdentityProvider.objects.update(trusts_email=False)
    strict.is_demo, strict.requires_second_step = True, False
    strict.save()
    browser = browser_of(mine)
    link = re.search(r'href="(/aanmelden/via/[^"]+process=connect[^"]+)"', browser.get("/account/").content.decode())[1]
    to_provider = browser.get(unescape(link))["Location"]
    back = requests.post(to_provider, data={"sub": "noor"}, allow_redirects=False, timeout=10).headers["Location"]
    assert browser.get(back.partition("testserver")[2])["Location"] == "/account/"

    assert come_in(provider, "noor")[0].get("/account/").context["request"].user == mine.person


def test_another_site_cannot_couple_an_account_for_somebody(provider, strict):
    browser = browser_of(member(strict, Role.CISO))
    for tail in ("", "&woord=", "&woord=geraden"):
        assert browser.get(f"/aanmelden/via/{provider}?process=connect{tail}")["Location"] == "/account/"


def test_a_session_by_a_provider_reaches_its_organisation_only_and_changes_no_password(provider, strict):
    here = member(strict, Role.ISO, email="noor@veldermeer.test")
    member(organisation("Gemeente Elders"), Role.CISO, email="noor@veldermeer.test")
    browser, _ = come_in(provider, "noor")
    page = browser.get("/account/")

    assert [one.organisation.name for one in page.context["memberships"]] == [here.organisation.name]
    for address in ("/account/wachtwoord", "/account/wachtwoord/nieuw", "/account/tweede-stap/"):
        assert browser.get(address).status_code == 403


def test_a_second_person_of_the_provider_with_the_same_address_does_not_get_the_account(provider, strict):
    """An address can be given to somebody else: the provider itself says that this is another."""
    come_in(provider, "noor")
    assert come_in(provider, "noor-2")[1].status_code == 403
    assert come_in(provider, "noor")[1].status_code == 302


@pytest.mark.parametrize("special", [{"is_break_glass": True}, {"is_active": False}])
def test_a_provider_never_opens_a_closed_or_an_emergency_account(provider, strict, special):
    closed = member(strict, Role.ADMINISTRATOR, email="noor@veldermeer.test")
    Person.objects.filter(pk=closed.person_id).update(**special)
    assert come_in(provider, "noor")[1].status_code == 403


def test_what_the_provider_tells_is_not_kept_and_its_secret_is_locked(provider):
    from allauth.socialaccount.models import SocialAccount

    come_in(provider, "noor")
    assert SocialAccount.objects.get().extra_data == {}
    assert "een geheim" not in IdentityProvider.objects.get().secret


def test_only_who_runs_the_installation_adds_a_provider(strict, issuer):
    strict.is_demo, strict.requires_second_step = True, False
    strict.save()
    ordinary = browser_of(member(strict, Role.ADMINISTRATOR))

    assert ordinary.post("/beheer/aanmelden/aanbieder", {**TOLD, "server_url": issuer}).status_code == 403
    assert ordinary.get("/beheer/aanmelden").status_code == 200
    assert not IdentityProvider.objects.exists()


def test_a_provider_of_another_organisation_is_not_there(provider):
    elsewhere = organisation("Gemeente Elders")
    other = member(elsewhere, Role.ADMINISTRATOR)
    Person.objects.filter(pk=other.person_id).update(is_operator=True)
    browser = browser_of(other)

    assert browser.get(f"/beheer/aanmelden/aanbieder/{provider}").status_code == 404
    assert browser.post(f"/beheer/aanmelden/aanbieder/{provider}/weg").status_code == 404


def test_a_provider_that_is_away_says_so_and_the_emergency_account_still_works(provider, strict, client, settings):
    from waarborg.apps.base.actions import Actor
    from waarborg.apps.organisations.actions import keep_emergency_account
    from waarborg.interfaces.web.clock import now

    IdentityProvider.objects.update(server_url="http://localhost:9")
    assert "niet bereikbaar" in client.get(f"/aanmelden/via/{provider}").content.decode()
    machine = Actor("root", "opdrachtregel", roles=frozenset({Role.COMMAND_LINE}))
    papers = keep_emergency_account(organisation=strict, email="nood@veldermeer.test", by=machine, at=now())
    client.post("/aanmelden/", {"login": papers.email, "password": papers.password})
    client.post("/aanmelden/tweede-stap", {"code": papers.codes[0]})

    assert "Het noodaccount is gebruikt" in client.get("/beheer/aanmelden").content.decode()
