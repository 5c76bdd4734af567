"""With the keyboard alone and for who listens: where the focus is, where it goes, and what is said."""

import pytest
from playwright.sync_api import expect

from tests.browser import follow, sign_in

pytestmark = pytest.mark.browser

NULMETING = "/stand/gemeente-veldermeer-nulmeting-2027/"
PAGES = ("/", "/systemen/", "/organisatie/", NULMETING, f"{NULMETING}8.16.02", f"{NULMETING}resultaten")
# of a day the browser rings the part inside that has the focus
FOCUSED = """() => { const at = document.activeElement, ring = getComputedStyle(at);
  const shows = ring.outlineStyle !== "none" || ring.boxShadow !== "none" || at.type === "date";
  return [at.tagName, at.innerText || at.name, shows]; }"""
JUMPS = """() => { const titles = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")];
  const levels = titles.filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]));
  return [levels.filter(level => level === 1).length, levels.some((level, n) => n && level > levels[n - 1] + 1)]; }"""
COLOURS = "e => ['backgroundColor', 'borderColor', 'color'].map(one => getComputedStyle(e)[one])"
NAVIGATIONS = """() => [...document.querySelectorAll("nav")].map(one => one.getAttribute("aria-label"))"""


@pytest.fixture
def noor(page, demo):
    sign_in(page, demo, "noor")
    return page


def test_the_first_tab_leads_past_the_menu(noor, demo):
    noor.goto(f"{demo.address}/systemen/")
    noor.keyboard.press("Tab")
    assert "Naar de inhoud" in noor.evaluate(FOCUSED)[1]
    noor.keyboard.press("Enter")
    noor.keyboard.press("Tab")

    assert noor.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("address", ["/systemen/", f"{NULMETING}8.16.02"])
def test_every_stop_shows_where_you_are_and_none_keeps_you(noor, demo, address):
    noor.goto(demo.address + address)
    stops = []
    for _ in range(120):
        noor.keyboard.press("Tab")
        stops.append(noor.evaluate(FOCUSED))
        if stops[-1][0] == "BODY":
            break

    assert [stop for stop in stops if stop[0] != "BODY" and not stop[2]] == []
    assert stops[-1][0] == "BODY" or len(stops) == 120


def test_escape_closes_a_panel_and_gives_the_focus_back(noor, demo):
    noor.goto(f"{demo.address}/systemen/")
    summary = noor.locator("details.wb-filter > summary").first
    summary.focus()
    noor.keyboard.press("Enter")
    expect(noor.locator("details.wb-filter[open]")).to_have_count(1)
    noor.keyboard.press("Tab")
    noor.keyboard.press("Escape")

    expect(noor.locator("details.wb-filter[open]")).to_have_count(0)
    assert noor.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_form_with_errors_begins_at_its_summary_which_leads_to_the_field(noor, demo):
    noor.goto(f"{demo.address}/systemen/nieuw")
    follow(noor.get_by_role("button", name="Bewaar"))
    assert noor.title().startswith("Fout: ")
    assert noor.evaluate("document.activeElement.getAttribute('role')") == "alert"
    noor.keyboard.press("Tab")
    noor.keyboard.press("Enter")

    assert noor.evaluate("document.activeElement.name") == "code"
    assert "Vul dit in." in noor.locator(f"#{noor.evaluate('document.activeElement.id')}_error").inner_text()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_reads_as_a_document(noor, demo, address):
    noor.goto(demo.address + address)
    n_titles, jumps = noor.evaluate(JUMPS)
    names = noor.evaluate(NAVIGATIONS)

    assert (n_titles, jumps) == (1, False)
    assert len(set(names)) == len(names)
    assert None not in names
    assert noor.title().endswith(" · Waarborg")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_focused_button_keeps_its_colours_and_has_a_ring(noor, demo, look):
    noor.emulate_media(color_scheme=look)
    noor.goto(demo.address + NULMETING)
    for kind in ("primary", "secondary"):
        button = noor.locator(f"main .nl-button--{kind}").first
        before = button.evaluate(COLOURS)
        noor.keyboard.press("Tab")  # by keyboard, or nothing shows
        button.focus()

        assert button.evaluate(COLOURS) == before
        assert button.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
