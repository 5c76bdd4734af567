"""A stored round in a real Chromium: accessible, on a phone, on paper, with the keyboard, with and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_accessible, assert_fits, looks, violations
from tests.browser import follow, sign_in

pytestmark = pytest.mark.browser

ROUND = "/stand/gemeente-veldermeer-nulmeting-2027/"
PAGES = {
    "niets gevonden": ROUND + "regels?zoek=bestaatniet",
    "voldoet": ROUND + "5.02.02",
    "klopt nog niet": ROUND + "8.16.02",
    "beheersmaatregel": ROUND + "5.13.01",
    "verwijzing": ROUND + "8.08.06",
    "verplaatst": ROUND + "5.04.02",
    "onbekend nummer": ROUND + "5.17",
    "onbekende ronde": "/stand/bestaat-niet/",
}
OWN_WORDS = (
    "### 5.17.01\nDe bakker laat niemand binnen zonder sleutel en wachtwoord.\n\n- bij de oven\n- bij de kassa\n"
)


@pytest.fixture(name="page")
def page_of_the_ciso(page, demo):
    """A window in which Noor is signed in."""
    sign_in(page, demo, "noor")
    return page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_dutch_and_english_light_and_dark_and_fits_a_phone(page, demo, name):
    assert_accessible(page, demo.address + PAGES[name])
    assert_fits(page)


def test_a_norm_item_with_an_imported_text_is_accessible_too(page, demo, tmp_path: Path):
    file = tmp_path / "eigen-woorden.md"
    file.write_text(OWN_WORDS)
    imported = demo.run("norms", "import", str(file), "--as", "bio2@1.3")
    assert imported.returncode in {0, 1}, imported.stderr

    for address in ("/norm/bio2/1.3/5.17.01", ROUND + "5.17.01"):
        for look in looks(page, demo.address + address):
            assert "De bakker laat niemand binnen" in page.content()
            assert violations(page) == [], look


def test_open_filters_and_folded_parts_are_accessible_too(page, demo):
    page.goto(demo.address + ROUND + "regels?thema=access")
    page.locator("summary", has_text="Eigenaar").click()
    assert violations(page) == []
    page.goto(demo.address + ROUND)
    for fold in page.locator(".wb-fold summary").all():
        fold.click()
    assert violations(page) == []


def test_a_number_leads_to_its_rows_a_row_to_its_item_and_back(page, demo):
    page.goto(demo.address + ROUND)
    number = page.locator(".wb-level").nth(1).locator("a", has_text="voldoet niet")
    n = int(number.locator("strong").inner_text())
    follow(number)
    assert page.locator("tbody tr").count() == n == 21
    follow(page.locator("tbody a").nth(1))
    assert f"2 van {n}" in page.locator(".wb-trail").inner_text()
    follow(page.locator('a[rel="next"]'))
    assert f"3 van {n}" in page.locator(".wb-trail").inner_text()
    follow(page.locator('a[rel="prev"]'))
    follow(page.get_by_role("link", name="Terug naar de lijst"))
    assert page.locator("tbody tr").count() == n


def test_a_bar_can_be_clicked_as_well(page, demo):
    page.goto(demo.address + ROUND)
    page.locator(".wb-level").nth(1).locator("rect.wb-bar__fails").click()
    page.wait_for_url("**bestaan=fails**")

    expect(page.locator("tbody tr")).to_have_count(21)


def test_searching_and_filtering_work_live_and_keep_the_address(page, demo):
    page.goto(demo.address + ROUND + "regels")
    page.get_by_label("Zoek op woord of nummer").type("wachtwoord", delay=20)
    page.locator(".wb-chip", has_text="wachtwoord").wait_for()
    page.locator("summary", has_text="Opzet").click()
    page.locator("details[open]").get_by_label("Voldoet deels").check()
    page.locator(".wb-chip", has_text="voldoet deels").wait_for()

    assert "opzet=partly" in page.url
    found = page.locator(".wb-results-count").inner_text()
    page.reload()
    assert page.locator(".wb-results-count").inner_text() == found


def test_everything_works_without_scripts(browser, demo):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, demo, "noor")
    page.goto(demo.address + ROUND)
    follow(page.get_by_role("link", name="Bekijk de tekortkomingen"))
    n = page.locator("tbody tr").count()
    page.locator("summary", has_text="Hoofdstuk").click()
    page.get_by_label("8 Technologisch").check()
    follow(page.locator("details[open] button"))

    assert 0 < page.locator("tbody tr").count() < n
    context.close()


def test_the_keyboard_goes_from_a_number_to_an_item(page, demo):
    page.goto(demo.address + ROUND)
    page.locator(".wb-level li a").first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/regels?**")
    page.locator("tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/5.**")


def test_bars_are_no_stop_for_the_keyboard(page, demo):
    page.goto(demo.address + ROUND)

    expect(page.locator('.wb-bar a:not([tabindex="-1"])')).to_have_count(0)


def test_a_printed_round_is_a_document(page, demo):
    page.goto(demo.address + ROUND)
    page.emulate_media(media="print")

    expect(page.locator(".wb-nav")).to_be_hidden()
    expect(page.get_by_role("link", name="Bekijk de tekortkomingen")).to_be_hidden()
    expect(page.get_by_text("Afgedrukt op")).to_be_visible()
    assert page.locator(".wb-rows thead").first.evaluate("e => getComputedStyle(e).display") == "table-header-group"
