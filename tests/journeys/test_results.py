"""From draft to closed in a real Chromium: the factual check, closing, the reports, and a comparison."""

import re

import pytest

from tests.accessible import assert_for_everybody, violations
from tests.browser import follow, sign_in

pytestmark = pytest.mark.browser

ROUND = "/stand/gemeente-veldermeer-nulmeting-2027/"
SYSTEMS = "/stand/kritieke-systemen-2027/"
MINUTE = 60_000


def test_the_heat_map_is_accessible_and_fits_a_phone(page, demo):
    sign_in(page, demo, "noor")
    page.goto(demo.address + SYSTEMS + "resultaten")
    assert_for_everybody(page)


def test_a_heat_map_cell_leads_to_its_rows(page, demo):
    sign_in(page, demo, "noor")
    page.goto(demo.address + SYSTEMS + "resultaten")
    page.locator(".wb-heat tbody td a").first.click()

    page.wait_for_url(re.compile(r"/regels\?over="))
    assert page.locator("tbody tr").count() > 10


def test_from_draft_to_closed_with_its_reports(page, browser, demo):
    sign_in(page, demo, "noor")
    _start(page, demo, "Meting voor sluiten")
    url = page.url
    _ask_for_reactions(page, "Hilde van Rossum")

    board = browser.new_context(locale="nl-NL").new_page()
    sign_in(board, demo, "hilde")
    board.goto(url + "wederhoor")
    board.get_by_text("Reageer op het geheel").click()
    board.get_by_label("Wat wil je zeggen?").fill("Het college stelde het beleid vast.")
    follow(board.get_by_role("button", name="Bewaar reactie"))
    assert "Het college stelde het beleid vast." in board.content()

    _answer_and_settle(page, url)
    _close(page, url)
    page.get_by_role("link", name="Download").nth(7).wait_for(timeout=2 * MINUTE)
    with page.expect_download() as taken:
        page.locator("tbody a", has_text="Excel").first.click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    assert violations(page) == []
    board.goto(url)
    assert "Afgesloten op" in board.content()
    board.context.close()


def _start(page, demo, title):
    page.goto(demo.address + "/stand/start")
    page.get_by_label("Naam", exact=False).first.fill(title)
    page.locator("main form button.nl-button--primary").last.click()
    page.wait_for_url(re.compile(r"/stand/(?!start)[^/]+/"))
    page.goto(re.match(r".*/stand/[^/]+/", page.url).group())


def _ask_for_reactions(page, name):
    page.goto(page.url + "wederhoor")
    for box in page.locator("input[name=invite]:checked").all():
        box.uncheck()
    page.get_by_label(name).check()
    follow(page.get_by_role("button", name="Zet het concept open"))
    assert "Het concept staat open voor reacties." in page.content()


def _answer_and_settle(page, url):
    page.goto(url + "sluiten")
    assert "Beantwoord eerst elke reactie" in page.content()
    page.goto(url + "wederhoor")
    page.get_by_label("Ja, het oordeel is aangepast").check()
    page.get_by_label("Wat heb je gedaan, of waarom niet?").fill("Overgenomen.")
    follow(page.get_by_role("button", name="Bewaar antwoord"))
    follow(page.get_by_role("button", name="Rond hoor en wederhoor af"))
    assert "De ronde is weer open." in page.content()


def _close(page, url):
    page.goto(url + "sluiten")
    follow(page.get_by_role("button", name="Sluit de nulmeting af"))
    assert "Vink aan dat je weet dat afsluiten blijvend is." in page.content()
    page.get_by_label("Ik weet dat ik dit niet kan terugdraaien.").check()
    page.get_by_role("button", name="Sluit de nulmeting af").click()
    page.wait_for_url(re.compile(r"/rapporten/$"))
