"""Whether a page is for everybody: what axe objects to, and whether it fits a phone and a doubled zoom."""

import re

from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = (("en", "dark"), ("nl", "light"))  # every language and every look once; Dutch and light last, to go on with
NARROW = (320, 640)  # a phone; 640 px is what a screen of 1280 px shows at 200 %
_AXE = Axe()


def violations(page) -> list[str]:
    """What axe objects to on the page as it stands now."""
    # of what passes one example is enough: listing every element that is right takes longer than looking
    answer = _AXE.run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]}).response
    assert len(answer["passes"]) > 10, "axe looked at nothing"
    return [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes'][:3]]}" for v in answer["violations"]]


def looks(page, address: str):
    """The page of this address in every look, one after the other; the name of each."""
    origin = re.match(r"https?://[^/]+", address).group()
    for language, scheme in LOOKS:
        page.context.add_cookies([{"name": "taal", "value": language, "url": origin}])
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language, address
        yield f"{address}, {language}, {scheme}"


def assert_accessible(page, address: str = "") -> None:
    """Axe objects to nothing on this page, or the page of this address, in any look."""
    for look in looks(page, address or page.url):
        found = violations(page)
        assert found == [], f"{look}: {found}"


def assert_fits(page, address: str = "", widths: tuple[int, ...] = NARROW) -> None:
    """Nobody scrolls sideways on a narrow screen; the window is as wide as before afterwards."""
    if address:
        page.goto(address)
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url}, {width} px"
    page.set_viewport_size(before)


def assert_for_everybody(page) -> None:
    """The page as it stands now: accessible in every look, and nobody scrolls sideways."""
    assert_accessible(page)
    assert_fits(page)
