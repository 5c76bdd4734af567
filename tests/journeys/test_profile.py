"""1 December at Veldermeer in a real Chromium: profile, duties, registration; and the four criteria of a GR."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_accessible, assert_fits, violations
from tests.browser import follow, sign_in

pytestmark = pytest.mark.browser

PAGES = {
    "training": "/organisatie/plichten/training",
    "taak": "/organisatie/cbw/taak",
}


@pytest.fixture(name="ciso")
def the_ciso_is_signed_in(page, demo):
    sign_in(page, demo, "noor")
    return page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_dutch_and_english_light_and_dark_and_fits_a_phone(ciso, demo, name):
    assert_accessible(ciso, demo.address + PAGES[name])
    assert_fits(ciso)


def test_wrong_input_is_accessible_too_and_nothing_typed_is_lost(ciso, demo):
    ciso.goto(demo.address + "/organisatie/registratie")
    ciso.get_by_label("IP-reeksen").fill("192.0.2.5/24")
    follow(ciso.get_by_role("button", name="Bewaar de gegevens"))

    expect(ciso.get_by_text("Bedoel je 192.0.2.0/24?").first).to_be_visible()
    assert ciso.get_by_label("IP-reeksen").input_value() == "192.0.2.5/24"
    assert violations(ciso) == []
    ciso.goto(demo.address + "/organisatie/cbw/correctie")
    follow(ciso.get_by_role("button", name="Corrigeer de status"))
    assert violations(ciso) == []


def test_a_municipality_learns_what_it_is_and_who_supervises(ciso, demo):
    ciso.goto(demo.address + "/organisatie/cbw")
    told = ciso.locator("main").inner_text()

    assert "Essentiële entiteit" in told
    assert "Het college van burgemeester en wethouders" in told
    assert "(BZK)" in told
    assert "(RDI)" in told


def test_one_question_per_screen_leads_to_the_duties(ciso, demo):
    ciso.goto(demo.address + "/organisatie/profiel/soort")
    for _ in range(9):
        follow(ciso.get_by_role("button", name="Bewaar en ga verder"))
    ciso.get_by_label("geen van deze").check()
    ciso.get_by_role("button", name="Bewaar en bekijk de plichten").click()
    ciso.wait_for_url("**/organisatie/plichten")
    follow(ciso.get_by_role("link", name="Kennis en certificaat voor elk bestuurslid"))

    expect(ciso.get_by_text("Uiterlijk 15 augustus 2028")).to_be_visible()


def test_a_change_after_registering_is_due_in_two_weeks(ciso, demo):
    ciso.goto(demo.address + "/organisatie/registratie")
    for label, text in (
        ("Adres", "Plein 1, Veldermeer"),
        ("E-mailadres", "ciso@veldermeer.example"),
        ("Telefoonnummer", "0123 456 789"),
        ("Contactpersonen", "Noor de Wit"),
        ("IP-reeksen", "192.0.2.0/24\n2001:db8::/32"),
        ("Sector", "overheid"),
    ):
        ciso.get_by_label(label, exact=True).fill(text)
    follow(ciso.get_by_role("button", name="Bewaar de gegevens"))
    follow(ciso.get_by_role("button", name="Leg vast dat het is doorgegeven"))
    ciso.get_by_label("IP-reeksen").fill("192.0.2.0/24\n198.51.100.0/24")
    follow(ciso.get_by_role("button", name="Bewaar de gegevens"))

    due = ciso.locator(".utrecht-alert", has_text="Geef een wijziging uiterlijk").inner_text()
    assert re.search(r"uiterlijk \d+ \w+ 20\d\d door", due)
    assert "IP-reeksen" in due


def test_the_profile_works_without_scripts(browser, demo):
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    sign_in(page, demo, "noor")
    page.goto(demo.address + "/organisatie/profiel/zorg")
    page.get_by_label("weet ik niet").check()
    follow(page.get_by_role("button", name="Bewaar en ga verder"))
    page.goto(demo.address + "/organisatie/plichten?zekerheid=to_check")

    expect(page.get_by_role("link", name="NEN 7510 voor zorg")).to_be_visible()
    context.close()


def test_a_joint_arrangement_answers_four_criteria_per_task(page, demo):
    sign_in(page, demo, "ruben")
    page.goto(demo.address + "/organisatie/")
    if "De Meren" not in page.locator("h1").inner_text():
        page.locator("summary", has_text="Ruben Koster").click()
        follow(page.get_by_role("button", name=re.compile("De Meren")))
    page.goto(demo.address + "/organisatie/cbw/taak")
    page.get_by_label("Naam van de taak").fill("Netwerk en datacenter")
    page.get_by_label("Waar rust de taak op?").fill("Gemeenschappelijke regeling, artikel 4")
    for criterion in page.locator(".wb-criterion").all():
        criterion.get_by_label("ja", exact=True).check()
        criterion.get_by_label("Waaruit blijkt dat?").fill("artikel 3")
    page.locator(".wb-criterion").last.get_by_label("nee").check()
    follow(page.get_by_role("button", name="Bewaar de taak"))

    task = page.locator(".wb-task", has_text="Netwerk en datacenter")
    expect(task.get_by_text("Voldoet niet aan alle vier")).to_be_visible()
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Voeg een taak toe")).to_be_hidden()
