"""Every page that people reach by following links answers, is accessible in both languages, and fits a phone."""

from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from tools.crawl import walk

from tests.browser import sign_in

pytestmark = pytest.mark.browser

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
EVERYBODY = (
    "noor bram anke wim hilde saskia karin joost selin ruben els daan anna"  # content/demo/veldermeer-people.yaml
)
PHONE = {"width": 320, "height": 700}
SCREEN = {"width": 1280, "height": 900}


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


@pytest.mark.parametrize("login", EVERYBODY.split())
def test_no_link_leads_nowhere_for_anybody(browser, demo, login):
    with _as(browser, demo, login) as page:
        found = walk(_getter(page, demo))

    assert found.broken == []
    assert len(found.pages) > 3


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("login", ["noor", "anke", "daan"])
def test_every_page_is_accessible_and_fits_a_phone(browser, demo, login, language):
    with _as(browser, demo, login) as page:
        page.context.add_cookies([{"name": "taal", "value": language, "url": demo.address}])
        addresses = [found[0] for found in walk(_getter(page, demo)).pages.values()]
        troubles = [trouble for address in addresses for trouble in _troubles(page, demo.address, address)]

    assert troubles == []


def _troubles(page, origin, address):
    page.set_viewport_size(SCREEN)
    page.goto(origin + address)
    for violation in Axe().run(page, options=WCAG).response["violations"]:
        yield f"{address}: {violation['id']} {violation['nodes'][0]['target']}"
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > PHONE["width"]:
        yield f"{address}: {width} px wide on a phone"
