"""Pages that only come when something goes wrong are as accessible as the rest: errors, and two people at once."""

import pytest

from tests.accessible import violations
from tests.browser import follow
from tests.journeys.together import BEFORE, Windows, press, words_of

pytestmark = pytest.mark.browser

ITEM = f"/stand/{BEFORE}/5.12.01"


@pytest.fixture
def windows(browser, demo):
    opened = Windows(browser, demo)
    yield opened
    opened.close()
    assert opened.errors == []


def in_language(page, demo, language: str):
    page.context.add_cookies([{"name": "taal", "value": language, "url": demo.address}])
    return page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_round_without_a_name_or_a_subject_is_told_where_it_is_wrong(windows, demo, language):
    page = in_language(windows.of("noor"), demo, language)
    page.goto(f"{demo.address}/stand/start")
    page.locator("input[name=title]").fill("")
    page.locator("input[name=organisation]").uncheck()
    follow(page.locator("main form .nl-button--primary"))

    assert page.locator("[aria-invalid=true], .wb-field__error").count() >= 1
    assert violations(page) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_saves_second_sees_both_and_chooses(windows, demo, language):
    first, second = windows.of("bram"), in_language(windows.of("noor"), demo, language)
    for page in (first, second):
        page.goto(demo.address + ITEM)
    first.locator("textarea[name=explanation]").fill(f"Van Bram ({language})")
    press(first, "Bewaar")
    second.locator("textarea[name=explanation]").fill(f"Van Noor ({language})")
    follow(second.locator(".wb-judge .nl-button--primary"))

    assert f"Van Bram ({language})" in words_of(second)
    assert second.locator("textarea[name=explanation]").input_value() == f"Van Noor ({language})"
    assert violations(second) == []
    follow(second.locator("main .nl-button--primary"))
    assert second.locator("textarea[name=explanation]").input_value() == f"Van Noor ({language})"
