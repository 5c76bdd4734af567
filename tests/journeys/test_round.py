"""A round done together in Chromium: the CISO starts and divides it, a line manager answers on a phone with a photo."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_accessible
from tests.browser import follow, sign_in

pytestmark = pytest.mark.browser

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
PHONE = {"width": 320, "height": 640}


def _signed_in(browser, demo, who, **window):
    """A window in which this person of the demo is at work."""
    page = browser.new_context(locale="nl-NL", **window).new_page()
    sign_in(page, demo, who)
    return page


@pytest.fixture
def noor(browser, demo):
    page = _signed_in(browser, demo, "noor")
    yield page
    page.context.close()


@pytest.fixture
def anke(browser, demo):
    page = _signed_in(browser, demo, "anke", viewport=PHONE, has_touch=True)
    yield page
    page.context.close()


def _start(page, demo, title) -> str:
    page.goto(f"{demo.address}/stand/start")
    assert_accessible(page)
    page.fill("input[name=title]", title)
    page.get_by_text(re.compile(r"^\d+ systemen$")).click()
    for box in page.locator("input[name=systems]").all()[:2]:
        box.check()
    page.uncheck("input[name=to_owners]")
    follow(page.get_by_role("button", name="Start de ronde"))
    return page.url.split("/stand/")[1].split("/")[0]


def _divide(page) -> None:
    assert_accessible(page)
    page.locator("input[name=vraag]").first.check()
    page.select_option("select[name=wie]", label=page.locator("option", has_text="Anke Jansen").inner_text())
    follow(page.get_by_role("button", name="Bekijk wat er gebeurt"))
    follow(page.get_by_role("button", name="Wijs toe"))
    expect(page.get_by_role("button", name="Maak ongedaan")).to_be_visible()


def _answer(page, demo, slug) -> None:
    page.goto(f"{demo.address}/stand/{slug}/vragen")
    assert_accessible(page)
    follow(page.get_by_role("link", name="Begin", exact=True).last)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for question in ("Is het afgesproken?", "Is het ingericht?", "Werkt het, en waaruit blijkt dat?"):
        page.get_by_role("group", name=question).get_by_label("Ja, dat voldoet").check()
    page.get_by_text(re.compile("^Bewaard om")).wait_for()
    page.get_by_text("Voeg een bestand, foto of link toe").click()
    page.set_input_files("input[type=file]", {"name": "foto.png", "mimeType": "image/png", "buffer": PNG})
    follow(page.get_by_role("button", name="Bewaar en ga verder"))
    assert page.get_by_role("heading", level=1).inner_text() == "Bedankt, je bent klaar"


def test_a_round_is_started_divided_answered_on_a_phone_and_seen(noor, anke, demo):
    slug = _start(noor, demo, "Nulmeting samen")
    _divide(noor)
    _answer(anke, demo, slug)

    noor.goto(f"{demo.address}/stand/{slug}/5.01.01")
    assert_accessible(noor)
    expect(noor.get_by_role("link", name="foto.png")).to_be_visible()
    expect(noor.locator(".wb-verdicts dd", has_text="Voldoet")).to_have_count(3)
    for address in ("/bewijs/", "/bewijs/nieuw", f"/stand/{slug}/ronde"):
        noor.goto(demo.address + address)
        assert_accessible(noor)
