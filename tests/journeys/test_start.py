"""From nothing to the first page, in a real browser, against `waarborg serve` itself."""

import pytest

from tests.browser import follow

pytestmark = pytest.mark.browser


def test_a_visitor_gets_from_the_first_page_to_the_norms(page, site):
    page.goto(site)
    follow(page.get_by_role("navigation").get_by_role("link", name="Norm").first)

    assert "BIO2" in page.get_by_role("main").inner_text()
    assert page.locator("html").get_attribute("lang") == "nl"


def test_the_pages_load_nothing_from_elsewhere(page, site):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/norm/")

    assert [url for url in asked if not url.startswith((site, "data:"))] == []
