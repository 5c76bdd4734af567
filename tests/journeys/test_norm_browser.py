"""The norm browser in a real Chromium: accessible, on a phone, with the keyboard, live and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_accessible, assert_fits, violations
from tests.browser import follow

pytestmark = pytest.mark.browser

PAGES = {
    "begin": "/",
    "gefilterd": "/norm/bio2/1.3/?zoek=wachtwoord&status=live",
    "niets gevonden": "/norm/bio2/1.3/?zoek=autenticatei",
    "twijfel": "/norm/bio2/1.3/8.16.03",
    "verplaatst": "/norm/bio2/1.3/5.04.02",
    "bio1": "/norm/bio1/1.04zv/9.2.1.1",
    "kies": "/norm/vergelijk",
    "onbekend nummer": "/norm/bio2/1.3/9.99.99",
    "onbekende pagina": "/bestaat-niet",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_dutch_and_english_light_and_dark_and_fits_a_phone(page, site, name):
    assert_accessible(page, site + PAGES[name])
    assert_fits(page)


def test_an_open_filter_and_folded_texts_are_accessible_too(page, site):
    page.goto(site + "/norm/bio2/1.3/?thema=access")
    page.locator("summary", has_text="Eigenaar").click()
    assert violations(page) == []
    page.goto(site + "/norm/vergelijk?van=bio2@1.2&naar=bio2@1.3")
    page.locator(".wb-fold summary").last.click()
    assert violations(page) == []


def test_searching_and_filtering_work_live_and_keep_the_address(page, site):
    page.goto(site + "/norm/bio2/1.3/")
    page.get_by_label("Zoek op woord of nummer").type("wachtwoord", delay=20)
    page.locator("mark").first.wait_for()
    page.locator("summary", has_text="Eigenaar").click()
    page.get_by_label("ICT-beheer").check()
    page.locator(".wb-chip", has_text="ICT-beheer").wait_for()

    assert "zoek=wachtwoord" in page.url
    assert "eigenaar=it_operations" in page.url
    found = page.locator(".wb-results-count").inner_text()
    page.reload()
    assert page.locator(".wb-results-count").inner_text() == found


def test_searching_and_filtering_work_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/norm/bio2/1.3/")
    page.locator("summary", has_text="Status").click()
    page.get_by_label("Verplaatst").check()
    follow(page.locator("details[open] button"))

    expect(page.locator(".wb-line")).to_have_count(5)
    follow(page.locator(".wb-chip"))
    assert page.locator(".wb-line").count() > 200
    context.close()


def test_the_keyboard_reaches_a_measure_and_closes_a_filter(page, site):
    page.goto(site + "/norm/bio2/1.3/?zoek=5.17.01")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    summary = page.locator("summary", has_text="Thema")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("details[open]")).to_have_count(0)
    page.locator(".wb-line__link").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/norm/bio2/1.3/5.17.01")


def test_every_keyboard_stop_on_an_item_page_shows_where_it_is(page, site):
    page.goto(site + "/norm/bio2/1.3/5.17.01")
    for _ in range(20):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline not in {"none", "", "auto"} or page.evaluate("document.activeElement.tagName") == "MAIN"


def test_a_visitor_chooses_english_and_stays_on_the_page(page, site):
    page.goto(site + "/norm/bio2/1.3/5.17.01")
    follow(page.get_by_role("link", name="English"))

    assert page.url == site + "/norm/bio2/1.3/5.17.01"
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("heading", name="Summary")).to_be_visible()


def test_a_printed_item_is_a_document_without_controls(page, site):
    page.goto(site + "/norm/bio2/1.3/5.17.01")
    page.emulate_media(media="print")

    expect(page.locator(".wb-nav")).to_be_hidden()
    expect(page.locator(".wb-languages")).to_be_hidden()
    expect(page.get_by_text("Afgedrukt op")).to_be_visible()
    expect(page.locator("#samenvatting")).to_be_visible()


def test_comparing_editions_marks_removed_and_added_words(page, site):
    page.goto(site + "/norm/")
    follow(page.get_by_role("link", name="BIO2 versie 1.2").last)

    assert page.locator("del").count() > 10
    assert page.locator("ins").count() > 10
