"""Coming in, in a real Chromium: from an empty installation with a passkey, with an app, locked out, by a provider."""

import json
import re
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests import browser as browsers
from tests import identity_provider
from tests.accessible import assert_accessible
from tests.browser import follow

pytestmark = pytest.mark.browser

NOOR, PASSWORD, ORGANISATION = "noor@veldermeer.test", "vier paarden op stal", "Gemeente Veldermeer"
PEOPLE = {"tim": {"email": "tim@veldermeer.test", "name": "Tim Postma", "groups": ["security"], "amr": ["pwd", "otp"]}}
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def empty(tmp_path, worker_id, django_db_setup) -> Iterator[tuple[str, str]]:
    """`waarborg serve` on an empty database: the address, where browsers allow passkeys, and the code it printed."""
    log = tmp_path / "serve.log"
    with browsers.running("serve", f"waarborg_empty_{worker_id}", log) as started:
        code = re.search(r"met code ([A-Z0-9-]+)", log.read_text()).group(1)
        yield started.address.replace("127.0.0.1", "localhost"), code


def with_key(page) -> None:
    """A device that has a passkey, and whose owner touches it at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def set_up(page, address, code) -> None:
    page.goto(f"{address}/inrichten/")
    assert_accessible(page)
    page.get_by_label("Code van de console").fill(code)
    page.get_by_label("Naam van je organisatie").fill(ORGANISATION)
    page.get_by_label("Je naam").fill("Noor de Wit")
    page.get_by_label("E-mailadres").fill(NOOR)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_label("CISO: ik coördineer").check()
    page.get_by_role("button", name="Richt Waarborg in").click()
    page.wait_for_url("**/account/tweede-stap/")


def sign_in(page, address, password=PASSWORD) -> None:
    page.goto(f"{address}/aanmelden/")
    page.get_by_label("E-mailadres").fill(NOOR)
    page.get_by_label("Wachtwoord").fill(password)
    follow(page.get_by_role("button", name="Meld aan"))


def sign_out(page, address) -> None:
    page.goto(f"{address}/account/")
    follow(page.locator("main").get_by_role("button", name="Meld af"))


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def add_app(page, address) -> str:
    """Set up the app, and keep the codes; the secret of the app."""
    page.goto(f"{address}/account/tweede-stap/app")
    assert_accessible(page)
    secret = page.locator(".wb-secret").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Bewaar").click()
    page.wait_for_url("**/account/tweede-stap/codes")
    return secret


def test_from_zero_with_a_passkey_out_and_in_again_without_a_password(page, empty):
    address, code = empty
    with_key(page)
    set_up(page, address, code)
    assert_accessible(page)
    follow(page.get_by_role("link", name="Maak een toegangssleutel"))
    assert_accessible(page)
    page.get_by_role("button", name="Maak de sleutel").click()
    page.wait_for_url("**/account/tweede-stap/codes")
    expect(page.locator(".wb-codes li")).to_have_count(10)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Bewaar als bestand").click()
    assert len(saved.value.path().read_text().split()) == 10

    for own in ("", "wachtwoord", "apparaten", "tweede-stap/", "tweede-stap/sleutels", "tweede-stap/codes"):
        page.goto(f"{address}/account/{own}")
        assert_accessible(page)
    sign_out(page, address)
    page.goto(f"{address}/aanmelden/")
    assert_accessible(page)
    page.get_by_role("button", name="Met een toegangssleutel").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/account/")
    assert NOOR in page.locator("main").inner_text()
    assert page.request.get(f"{address}/inrichten/").status == 404


def test_an_app_is_set_up_once_and_asked_at_every_sign_in(page, empty):
    address, code = empty
    set_up(page, address, code)
    secret = add_app(page, address)
    sign_out(page, address)
    sign_in(page, address)
    page.wait_for_url("**/aanmelden/tweede-stap")
    assert_accessible(page)
    page.get_by_label("Code").fill("000000")
    follow(page.get_by_role("button", name="Meld aan"))
    assert "Deze code klopt niet" in page.get_by_role("alert").first.inner_text()
    page.get_by_label("Code").fill(code_of_next(secret))
    page.get_by_role("button", name="Meld aan").click()
    page.wait_for_url(f"{address}/")


def code_of_next(secret: str) -> str:
    """A code that was not used yet: of the next half minute, which the server accepts too."""
    return format_hotp_value(hotp_value(secret, max(yield_hotp_counters_from_time())))


def test_who_guesses_passwords_is_stopped_in_plain_words(page, empty):
    address, code = empty
    set_up(page, address, code)
    add_app(page, address)
    sign_out(page, address)
    for _ in range(6):
        sign_in(page, address, "een verkeerd wachtwoord")
    assert "Wacht 15 minuten" in page.get_by_role("alert").first.inner_text()
    assert_accessible(page)
    page.goto(f"{address}/aanmelden/wachtwoord")
    assert_accessible(page)


def test_a_colleague_comes_in_by_the_provider_with_the_roles_of_the_group(page, browser, empty):
    address, code = empty
    set_up(page, address, code)
    add_app(page, address)
    with identity_provider.provider(PEOPLE) as issuer:
        add_provider(page, address, issuer)
        colleague = browser.new_context(locale="nl-NL").new_page()
        colleague.goto(f"{address}/aanmelden/")
        follow(colleague.get_by_role("link", name=f"Met je account van {ORGANISATION}"))
        colleague.locator("input[name=sub]").fill("tim")
        colleague.locator("button").first.click()
        colleague.wait_for_url(f"{address}/")
        colleague.goto(f"{address}/account/")
        assert "tim@veldermeer.test" in colleague.locator("main").inner_text()
        assert ORGANISATION in colleague.locator("header").inner_text()
        colleague.context.close()


def add_provider(page, address, issuer) -> None:
    page.goto(f"{address}/beheer/aanmelden")
    assert_accessible(page)
    follow(page.get_by_role("link", name="Voeg een aanbieder toe"))
    assert_accessible(page)
    page.get_by_label("Naam op de knop").fill(ORGANISATION)
    page.get_by_label("Adres van de aanbieder").fill(issuer)
    page.get_by_label("Client-id").fill("waarborg")
    page.get_by_label("Clientgeheim").fill(json.dumps("geheim"))
    page.get_by_label("Deze aanbieder staat in").check()
    page.get_by_label("Deze aanbieder vraagt altijd zelf").check()
    follow(page.get_by_role("button", name="Bewaar de aanbieder"))
    page.get_by_role("textbox", name="Groep").fill("security")
    page.get_by_label("ISO", exact=True).check()
    follow(page.get_by_role("button", name="Bewaar de groep"))
    assert_accessible(page)
