"""A sheet of one's own in a real Chromium: say what it means, see the rows change, read it and take it over."""

import pytest
from playwright.sync_api import expect

from tests.accessible import assert_for_everybody
from tests.browser import follow, sign_in
from tests.journeys.table_page import ROUND

pytestmark = pytest.mark.browser
SHEET = "BIO-nr;Status;Eigenaar\n5.01.02;In uitvoering;Het bureau\n5.02.01;voldoet;\n"


@pytest.fixture(name="demo")
def demo_whose_answers_change(changing_demo):
    return changing_demo


def test_a_sheet_of_ones_own_is_asked_about_read_and_taken_over(page, demo, tmp_path):
    file = tmp_path / "lijst van het bureau.csv"
    file.write_text(SHEET)
    sign_in(page, demo, "noor")
    page.goto(f"{demo.address}{ROUND}/excel")
    page.get_by_label("Werkblad").set_input_files(file)
    follow(page.get_by_role("button", name="Bekijk wat er verandert"))
    rows = page.get_by_role("region", name="Voorbeeld")
    expect(rows).to_contain_text("Oordeel: ● voldoet")

    page.get_by_label("Bestaan: ").check()
    expect(rows).to_contain_text("Bestaan: ● voldoet")
    page.get_by_label("In uitvoering").select_option("partly")
    expect(rows).to_contain_text("Bestaan: ◐ voldoet deels")
    assert_for_everybody(page)

    follow(page.get_by_role("button", name="Lees zo"))
    expect(page.get_by_text("Het bureau", exact=True)).to_be_visible()
    follow(page.get_by_role("button", name="Neem over"))
    expect(page.get_by_text("Overgenomen. Gewijzigde rijen: ")).to_be_visible()
    follow(page.get_by_role("button", name="Draai alles terug"))
    expect(page.get_by_text("Teruggedraaid. Rijen die weer zijn zoals ze waren: ")).to_be_visible()
