"""People come, change and leave, in a real Chromium; and one of them works for two clients."""

import re

import pytest

from tests.accessible import assert_accessible, assert_for_everybody, violations
from tests.browser import follow, sign_in

pytestmark = pytest.mark.browser

GUEST, ADDRESS, PASSWORD = "Gijs Gast", "gijs@gast.example", "vier paarden op stal"
MINE, OTHER = "Gemeente Veldermeer", "GR ICT Samenwerking De Meren"


@pytest.fixture
def someone(browser, demo):
    """A browser of one's own, signed in as somebody of the demo; without a name nobody is signed in."""
    opened = []

    def open_page(login: str = ""):
        context = browser.new_context(locale="nl-NL")
        opened.append(context)
        page = context.new_page()
        if login:
            sign_in(page, demo, login)
        return page

    yield open_page
    for context in opened:
        context.close()


def work_in(page, demo, name) -> None:
    page.goto(demo.address + "/organisaties")
    button = page.get_by_role("button", name=f"Werk hier {name}")
    if button.count():
        follow(button)


def invite_guest(page, demo) -> str:
    """The link to hand over: the demo sends no mail."""
    work_in(page, demo, MINE)
    page.goto(demo.address + "/beheer/mensen/nieuw")
    assert_accessible(page)
    page.get_by_label("Naam").fill(GUEST)
    page.get_by_label("E-mailadres").fill(ADDRESS)
    page.get_by_label("Proceseigenaar of lijnmanager").check()
    follow(page.get_by_role("button", name="Voeg toe"))
    assert violations(page) == []
    link = page.get_by_label("Link van de uitnodiging").input_value()
    follow(page.get_by_role("link", name="Ik heb de link"))
    assert_accessible(page)
    return link


def accept(page, link) -> None:
    page.goto(link)
    assert_accessible(page)
    assert MINE in page.locator("h1").inner_text()
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_label("Het wachtwoord nog een keer").fill(PASSWORD)
    page.get_by_role("button", name="Maak mijn account").click()
    page.wait_for_url(lambda url: "/uitnodiging/" not in url)


def own_a_system(page, demo) -> None:
    """The CISO makes the guest owner of a system."""
    work_in(page, demo, MINE)
    page.goto(demo.address + "/systemen/nieuw")
    page.locator("[name=code]").fill("gast-1")
    page.locator("[name=name]").fill("Systeem van Gijs")
    page.locator("[name=owner]").select_option(label=next(one for one in _options(page) if GUEST in one))
    page.locator("main form[method=post] button[type=submit], main form[method=post] button").first.click()
    page.wait_for_url(lambda url: not url.endswith("/nieuw"))


def _options(page) -> list[str]:
    return page.locator("[name=owner] option").all_inner_texts()


def test_a_guest_is_invited_comes_in_changes_role_and_hands_over(demo, someone):
    daan, guest, noor = someone("daan"), someone(), someone("noor")
    link = invite_guest(daan, demo)
    accept(guest, link)
    assert guest.goto(demo.address + "/stand/").status == 200
    assert guest.goto(demo.address + "/beheer/mensen").status == 403
    assert someone().goto(link).status == 410
    own_a_system(noor, demo)
    address = person(daan, demo)
    change_role(daan, address)
    assert guest.goto(demo.address + "/beheer/mensen").status == 200
    hand_over(daan, address)
    assert guest.goto(demo.address + "/beheer/mensen").url.startswith(demo.address + "/aanmelden/")
    noor.goto(demo.address + "/systemen/gast-1")
    assert "Noor de Wit" in noor.locator("main").inner_text()
    follow(noor.get_by_role("button", name="Archiveer").first)  # other tests count systems


def person(page, demo) -> str:
    page.goto(demo.address + "/beheer/mensen?zoek=gijs")
    assert_accessible(page)
    follow(page.get_by_role("link", name=GUEST))
    return page.url


def change_role(page, address) -> None:
    page.goto(f"{address}/wijzig")
    assert_accessible(page)
    page.get_by_label("Interne auditor").check()
    follow(page.get_by_role("button", name="Bewaar"))
    assert "Interne auditor" in page.locator("main").inner_text()


def hand_over(page, address) -> None:
    page.goto(f"{address}/uit-dienst")
    assert_accessible(page)
    assert "Systemen als eigenaar" in page.locator("main").inner_text()
    everything = page.locator("[name=all]")
    everything.select_option(label=next(one for one in everything.locator("option").all_inner_texts() if "Noor" in one))
    follow(page.get_by_role("button", name="Draag over en sluit af"))
    assert "Uit dienst, sinds" in page.locator("main").inner_text()


def test_a_consultant_with_two_clients_sees_nothing_of_the_other(demo, someone):
    ruben = someone("ruben")
    work_in(ruben, demo, OTHER)
    assert_accessible(ruben)
    ruben.goto(demo.address + "/beheer/mensen")
    assert "Noor de Wit" not in ruben.locator("main").inner_text()
    page = ruben.goto(demo.address + "/stand/gemeente-veldermeer-nulmeting-2027/")
    assert page.status == 404
    assert f"Je werkt nu in {OTHER}" in ruben.locator("main").inner_text()
    assert violations(ruben) == []
    follow(ruben.get_by_role("button", name=f"Kijk in {MINE}"))
    assert ruben.url == demo.address + "/stand/gemeente-veldermeer-nulmeting-2027/"
    ruben.goto(demo.address + "/beheer/mensen")
    assert "Noor de Wit" in ruben.locator("main").inner_text()


def test_access_is_reviewed_with_the_keyboard(demo, someone):
    noor = someone("noor")
    noor.goto(demo.address + "/beheer/toegang")
    assert_accessible(noor)
    noor.locator(".wb-due__one").first.get_by_role("button").press("Enter")
    noor.wait_for_url("**/beheer/toegang/*")
    assert_accessible(noor)
    noor.get_by_role("button", name=re.compile("Blijft zo.*Daan Visser")).press("Enter")
    noor.wait_for_url("**#*")
    assert "1 van 2 beslist" in noor.locator("main").inner_text()
    noor.get_by_role("button", name=re.compile("Blijft zo.*Noor de Wit")).press("Enter")
    noor.wait_for_selector("[role=alert]")
    assert "TG-08" in noor.locator("[role=alert]").inner_text()
    assert violations(noor) == []


def test_an_invitation_that_is_not_there_is_told_to_everybody(demo, someone):
    page = someone()
    page.goto(demo.address + "/uitnodiging/1-bestaatniet")
    assert_for_everybody(page)
