"""Every page that people reach by following links answers, is accessible in both languages, and fits a phone."""

from contextlib import contextmanager

import pytest
from tools.crawl import walk

from tests.accessible import LOOKS, violations
from tests.browser import sign_in

pytestmark = pytest.mark.browser

EVERYBODY = (  # content/demo/veldermeer-people.yaml
    "noor bram anke wim hilde saskia karin joost selin ruben els daan anna"
)
PHONE = {"width": 320, "height": 700}
ZOOMED = {"width": 640, "height": 700}  # 200 % on a laptop
SCREEN = {"width": 1280, "height": 900}
SIZES = (PHONE, ZOOMED, SCREEN)


@contextmanager
def _as(browser, demo, login):
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    sign_in(page, demo, login)
    yield page
    context.close()


def _getter(page, demo):
    def get(address):
        answer = page.context.request.get(demo.address + address)
        content_type = answer.headers.get("content-type", "")
        return answer.status, content_type, answer.text() if content_type.startswith("text/html") else ""

    return get


@pytest.fixture(scope="module")
def walks(browser, demo):
    """What everybody finds by following links, walked once per person."""
    found = {}

    def walked(login):
        if login not in found:
            with _as(browser, demo, login) as page:
                found[login] = walk(_getter(page, demo), per_route=2 if login == "noor" else 1)
        return found[login]

    return walked


@pytest.mark.parametrize("login", EVERYBODY.split())
def test_no_link_leads_nowhere_for_anybody(walks, login):
    found = walks(login)

    assert found.broken == []
    assert len(found.pages) > 3


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_of_the_ciso_is_accessible_and_fits(browser, demo, walks, language):
    addresses = [found[0] for found in walks("noor").pages.values()]

    assert _troubles(browser, demo, "noor", language, addresses) == []


@pytest.mark.parametrize("login", ["anke", "daan"])
def test_pages_that_the_ciso_does_not_have_are_accessible_and_fit(browser, demo, walks, login):
    known = walks("noor").pages.keys() - {""}  # the day is another page for everybody
    addresses = [found[0] for kind, found in walks(login).pages.items() if kind not in known]

    assert addresses
    assert _troubles(browser, demo, login, "nl", addresses) == []


def _troubles(browser, demo, login, language, addresses):
    with _as(browser, demo, login) as page:
        page.context.add_cookies([{"name": "taal", "value": language, "url": demo.address}])
        page.emulate_media(color_scheme=dict(LOOKS)[language])
        return [f"{address}: {trouble}" for address in addresses for trouble in _of_page(page, demo.address + address)]


def _of_page(page, url):
    page.goto(url)
    for size in SIZES:
        page.set_viewport_size(size)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            yield f"{width} px wide in {size['width']}"
    yield from violations(page)
