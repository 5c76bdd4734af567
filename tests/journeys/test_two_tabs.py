"""Somebody with two organisations and two tabs, in Chromium: what was typed for one is never stored at the other."""

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_fits, violations
from tests.browser import sign_in
from tests.journeys.together import press, words_of

pytestmark = pytest.mark.browser

HERE, THERE = "GR ICT Samenwerking De Meren", "Gemeente Veldermeer"


def work_in(page, demo, name: str) -> None:
    page.goto(f"{demo.address}/organisaties")
    if page.get_by_role("button", name=f"Werk hier {name}").count():
        press(page, f"Werk hier {name}")


def test_a_system_typed_in_one_tab_stands_where_it_was_typed(page, demo):
    sign_in(page, demo, "ruben")
    work_in(page, demo, HERE)
    page.goto(f"{demo.address}/systemen/nieuw")
    page.get_by_label("Code").fill("ZAAK-2")
    page.get_by_label("Naam").fill("Zaaksysteem van de Meren")
    warning = page.get_by_text(f"Je werkt nu bij {THERE}; deze pagina is nog van {HERE}")
    expect(warning).to_be_hidden()

    other = page.context.new_page()
    work_in(other, demo, THERE)
    expect(warning).to_be_visible()
    press(page, "Bewaar")
    expect(page.get_by_role("heading", name=f"Dit formulier hoort bij {HERE}")).to_be_visible()
    assert violations(page) == []  # as it stands: opening its address again shows another page
    assert_fits(page)
    press(page, f"Ga terug naar {HERE} en verstuur het daar")

    assert "Zaaksysteem van de Meren" in words_of(page)
    work_in(other, demo, THERE)
    other.goto(f"{demo.address}/systemen/?zoek=ZAAK-2")
    assert "Zaaksysteem van de Meren" not in words_of(other)
    expect(warning).to_be_visible()
