"""A consultant with two clients, in Chromium: what was set up once is used again, and nothing else goes along."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_for_everybody, violations
from tests.journeys.together import BEFORE, Windows, press, words_of

pytestmark = pytest.mark.browser

MINE, OTHER = "Gemeente Veldermeer", "GR ICT Samenwerking De Meren"
# what belongs to Veldermeer and must not be told at De Meren
OF_VELDERMEER = ("Veldermeer", "SCADA", "Anke Jansen", "Noor de Wit", "Nulmeting kritieke", "Burgerzaken")
PAGES_OF_A_ROUND = (
    "",
    "regels",
    "5.17.01",
    "invullen",
    "vragen",
    "toewijzen",
    "resultaten",
    "excel",
    "excel/blad",
    "interviews/",
    "wederhoor",
    "vergelijk",
    "rapporten/",
    "ronde",
)
LISTS = ("/stand/", "/bewijs/", "/systemen/", "/processen/", "/organisatie/", "/beheer/mensen")
SEARCHES = (
    "/bewijs/?zoek=gemeente",
    "/systemen/?zoek=SCADA",
    "/processen/?zoek=Burgerzaken",
    "/beheer/mensen?zoek=Noor",
)


@pytest.fixture(scope="module")
def ruben(browser, demo):
    """Ruben's window, with what he does in it."""
    windows = Windows(browser, demo)
    yield Ruben(windows.of("ruben"), demo.address)
    windows.close()
    assert windows.errors == []


class Ruben:
    def __init__(self, page, address: str) -> None:
        self.page = page
        self.address = address

    def go(self, path: str):
        self.status = self.page.goto(self.address + path).status
        return self.page

    def work_in(self, name: str) -> None:
        """Switch as people do: on the page of one's own organisations."""
        self.go("/organisaties")
        if self.page.get_by_role("button", name=f"Werk hier {name}").count():
            press(self.page, f"Werk hier {name}")
            assert f"Je werkt nu in {name}" in self.page.locator("body").inner_text()

    def keep(self, name: str) -> str:
        """Keep the set-up of Veldermeer's round under this name; the address of the template."""
        self.work_in(MINE)
        self.go("/sjablonen/")
        naming = self.page.get_by_label("Naam voor de opzet van ‘Nulmeting BIO2 versie 1.3’")
        naming.fill(name)
        with self.page.expect_navigation():
            naming.press("Enter")
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def found_at(self, paths) -> list[tuple[str, str]]:
        """Which of these pages tell something of Veldermeer."""
        told = ((path, words_of(self.go(path))) for path in paths)
        return [(path, word) for path, text in told for word in OF_VELDERMEER if word in text]


def test_a_set_up_is_kept_at_one_client_and_used_at_the_other(ruben):
    template = ruben.keep("Nulmeting klein")
    assert_for_everybody(ruben.page)
    ruben.work_in(OTHER)
    page = ruben.go(template)
    expect(page.get_by_role("heading", name=f"Start een ronde bij {OTHER}")).to_be_visible()
    page.get_by_label("Naam van de ronde").fill("")
    press(page, "Start de ronde")
    assert violations(page) == []
    page.get_by_label("Naam van de ronde").fill("Nulmeting De Meren")
    press(page, "Start de ronde")

    assert page.url.endswith("/stand/nulmeting-de-meren/")
    assert page.locator("h1").inner_text() == "Nulmeting De Meren"
    assert OTHER in page.locator(".wb-title").inner_text()
    assert "117 open vragen" in words_of(page) or "157 open vragen" in words_of(page)
    assert ruben.found_at(["/stand/nulmeting-de-meren/regels", "/stand/nulmeting-de-meren/5.17.01"]) == []


def test_at_the_other_client_no_list_and_no_search_tells_of_the_first(ruben):
    ruben.work_in(OTHER)

    assert ruben.found_at([*LISTS, *SEARCHES]) == []


@pytest.mark.parametrize("path", PAGES_OF_A_ROUND)
def test_an_address_of_the_first_client_is_not_there_at_the_other(ruben, path):
    ruben.work_in(OTHER)

    found = ruben.page.request.get(f"{ruben.address}/stand/{BEFORE}/{path}")
    assert found.status == 404
    assert not [word for word in OF_VELDERMEER[1:] if word in found.text()]


def test_downloads_and_entries_of_the_first_client_are_not_there_either(ruben):
    ruben.work_in(MINE)
    links = [ruben.address + path for path in ("/systemen/S01", "/processen/P01")]
    ruben.go(f"/stand/{BEFORE}/rapporten/")
    press(ruben.page, "Maak rapporten")
    download = ruben.page.get_by_role("link", name="Download").first
    download.wait_for(timeout=120_000)
    links.append(ruben.address + download.get_attribute("href"))
    assert [ruben.page.request.get(link).status for link in links] == [200, 200, 200]

    ruben.work_in(OTHER)
    assert [ruben.page.request.get(link).status for link in links] == [404, 404, 404]


def test_and_back_again_everything_is_where_it_was(ruben):
    ruben.work_in(OTHER)
    ruben.work_in(MINE)

    assert "Nulmeting BIO2 versie 1.3" in words_of(ruben.go("/stand/"))
    assert "Nulmeting De Meren" not in words_of(ruben.page)
    ruben.go("/stand/nulmeting-de-meren/")
    assert ruben.status == 404
