"""A conversation in a real Chromium: typing is never lost, and colleagues see each other's notes."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_accessible, assert_fits
from tests.browser import follow, sign_in, sign_in_again

pytestmark = pytest.mark.browser

ROUND = "/stand/gemeente-veldermeer-nulmeting-2027/"


@pytest.fixture
def talk(page, demo):
    """A conversation that Noor has just planned; the address of its page."""
    sign_in(page, demo, "noor")
    page.goto(f"{demo.address}{ROUND}interviews/nieuw")
    page.get_by_label("Onderwerp").fill("Toegang")
    page.get_by_label("Wie doen er mee?").fill("A. Jansen, teamleider Burgerzaken")
    page.get_by_role("checkbox", name="Toegang", exact=True).check()
    page.get_by_role("button", name="Zet de vragen klaar").click()
    page.wait_for_url(re.compile(r"/interviews/\d+/$"))
    return page.url


def question(page, number="5.17.01"):
    return page.locator(f"[id='v{number}']")


def test_what_is_typed_is_saved_by_itself_and_a_colleague_sees_it(page, demo, browser, talk):
    question(page).get_by_label("Notitie").fill("Alleen kantoor heeft MFA")
    question(page).get_by_text("bewaard", exact=True).wait_for()

    other = browser.new_context(locale="nl-NL").new_page()
    sign_in(other, demo, "bram")
    other.goto(talk)
    question(other).get_by_text("Alleen kantoor heeft MFA").wait_for()
    question(page).get_by_label("Notitie").fill("De gemalen nog niet")
    question(page).get_by_role("button", name="Volgende notitie").click()
    question(other).get_by_text("De gemalen nog niet").wait_for()
    other.context.close()


def test_a_lost_connection_loses_nothing(page, talk):
    page.context.set_offline(True)
    question(page).get_by_label("Notitie").fill("Getypt in de trein")
    page.get_by_text("Geen verbinding").wait_for()
    page.context.set_offline(False)
    page.get_by_text("De verbinding is er weer").wait_for()
    page.goto(talk)

    expect(question(page).locator("[data-notes]").get_by_text("Getypt in de trein")).to_be_visible()


def test_an_ended_session_keeps_what_was_typed_for_after_signing_in(page, demo, talk):
    page.context.clear_cookies()
    question(page).get_by_label("Notitie").fill("Na de koffie")
    page.get_by_text("Je bent afgemeld").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())  # the page warns that something is not saved
    sign_in_again(page, demo, "noor")
    page.goto(talk)
    question(page).get_by_text("bewaard", exact=True).wait_for()
    page.goto(talk)

    expect(question(page).locator("[data-notes]").get_by_text("Na de koffie")).to_be_visible()


def test_a_colleague_at_the_same_device_does_not_send_what_another_typed(page, demo, talk):
    page.context.clear_cookies()
    question(page).get_by_label("Notitie").fill("Van Noor")
    page.get_by_text("Je bent afgemeld").wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, demo, "bram")
    page.goto(talk)

    assert question(page).get_by_label("Notitie").input_value() == ""


def test_verdicts_and_explanation_follow_from_the_conversation_without_scripts(browser, demo, page, talk):
    context = browser.new_context(locale="nl-NL", java_script_enabled=False)
    plain = context.new_page()
    sign_in(plain, demo, "noor")
    plain.goto(talk)
    question(plain).get_by_label("Notitie").fill("Zonder script genoteerd")
    follow(question(plain).get_by_role("button", name="Volgende notitie"))
    follow(question(plain).get_by_role("button", name="Zet de notities in de toelichting"))

    expect(plain.get_by_text("De notities staan in de toelichting van 5.17.01.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("where", ["", "nieuw", None])
def test_the_pages_are_accessible_in_both_languages_and_on_a_phone(page, demo, talk, where):
    address = talk if where is None else f"{demo.address}{ROUND}interviews/{where}"
    assert_accessible(page, address)
    assert_fits(page)
