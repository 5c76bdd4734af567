"""Without JavaScript: everything that is one answer at a time, from signing in to a report."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import follow, sign_in

pytestmark = pytest.mark.browser

NULMETING = "/stand/gemeente-veldermeer-nulmeting-2027/"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"slot".ljust(
    40, b"\x00"
)  # other bytes than other tests: equal files are one piece of evidence


@pytest.fixture
def plain(browser, demo):
    """Windows without scripts, each with somebody of the demo at work."""
    opened = []

    def open_for(login):
        context = browser.new_context(locale="nl-NL", java_script_enabled=False)
        opened.append(context)
        page = context.new_page()
        sign_in(page, demo, login)
        return page

    yield open_for
    for context in opened:
        context.close()


@pytest.fixture
def noor(plain):
    return plain("noor")


def test_an_item_is_judged(noor, demo):
    noor.goto(f"{demo.address}{NULMETING}5.10.02")
    noor.get_by_role("group", name="Bestaan").get_by_label("voldoet deels").check()
    noor.get_by_label("Toelichting").fill("Zonder script beoordeeld")
    follow(noor.locator(".wb-judge").get_by_role("button", name="Bewaar", exact=True))

    expect(noor.get_by_role("status").first).to_be_visible()
    noor.goto(f"{demo.address}{NULMETING}5.10.02")
    expect(noor.get_by_role("group", name="Bestaan").get_by_label("voldoet deels")).to_be_checked()


def test_evidence_is_uploaded(noor, demo):
    noor.goto(f"{demo.address}/bewijs/nieuw")
    noor.get_by_label("Bestand of foto").set_input_files({"name": "slot.png", "mimeType": "image/png", "buffer": PNG})
    noor.get_by_label("Titel").fill("Foto van het slot")
    follow(noor.get_by_role("button", name="Voeg toe"))

    expect(noor.get_by_role("heading", level=1, name="Foto van het slot")).to_be_visible()


def test_a_conversation_is_planned(noor, demo):
    noor.goto(f"{demo.address}{NULMETING}interviews/nieuw")
    noor.get_by_label("Onderwerp").fill("Sleutels en deuren")
    noor.get_by_label("Toegang", exact=True).check()
    follow(noor.get_by_role("button", name="Zet de vragen klaar"))

    expect(noor.get_by_role("heading", level=1, name="Sleutels en deuren")).to_be_visible()


def test_a_report_is_asked_for_and_shows_up_after_a_while(noor, demo):
    noor.goto(f"{demo.address}{NULMETING}rapporten/")
    for kind in ("PDF", "Word", "OSCAL"):
        noor.get_by_label(re.compile(f"^{kind}")).uncheck()
    follow(noor.get_by_role("button", name="Maak rapporten"))
    link = noor.get_by_role("link", name=re.compile("Download"))
    for _ in range(60):
        if link.count():
            break
        noor.wait_for_timeout(1000)
        follow(noor.get_by_role("link", name="Ververs nu"))

    expect(link.first).to_be_visible()


def test_questions_are_divided_answered_and_reacted_to(noor, plain, demo):
    url = _start(noor, demo)
    _assign(noor, url)
    anke = plain("anke")
    _answer(anke, url)
    noor.goto(url + "wederhoor")
    noor.get_by_label("Anke Jansen").check()
    follow(noor.get_by_role("button", name="Zet het concept open"))
    anke.goto(url + "wederhoor")
    anke.get_by_text("Klopt niet, want…").first.click()
    anke.get_by_label("Wat klopt er niet?").first.fill("Sinds maart staat het op papier.")
    follow(anke.get_by_role("button", name="Bewaar reactie").first)

    expect(anke.get_by_text("Jij zei: Sinds maart staat het op papier.")).to_be_visible()


def _start(page, demo):
    page.goto(f"{demo.address}/stand/start")
    page.get_by_label("Naam", exact=True).fill("Meting zonder script")
    follow(page.get_by_role("button", name="Start de ronde"))
    return re.match(r".*/stand/[^/]+/", page.url).group()


def _assign(page, url):
    page.goto(url + "toewijzen")
    page.locator("input[name=vraag]").first.check()
    page.get_by_label("Aan", exact=True).select_option(label="Anke Jansen, Teamleider Burgerzaken")
    follow(page.get_by_role("button", name="Bekijk wat er gebeurt"))
    follow(page.locator("main").get_by_role("button", name=re.compile("Wijs")))


def _answer(page, url):
    page.goto(url + "vragen")
    follow(page.get_by_role("link", name="Begin", exact=True).last)
    for question in ("Is het afgesproken?", "Is het ingericht?", "Werkt het, en waaruit blijkt dat?"):
        page.get_by_role("group", name=question).get_by_label("Deels").check()
    follow(page.get_by_role("button", name="Bewaar en ga verder"))
    assert page.get_by_role("heading", level=1).inner_text() == "Bedankt, je bent klaar"
