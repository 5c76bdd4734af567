"""The registers in a real Chromium: a sheet with two faulty rows, what systems inherit, the scope; accessible."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.accessible import assert_accessible, assert_fits, violations
from tests.browser import follow, sign_in

pytestmark = pytest.mark.browser

PAPER = {"width": 658, "height": 900}  # A4 between its margins
PAGES = {
    "gefilterd": "/systemen/?kenmerk=ot&volgorde=biv",
    "niets gevonden": "/systemen/?zoek=bestaatniet",
    "onbekend": "/processen/P99",
    "reikwijdte wijzigen": "/organisatie/reikwijdte?wijzig",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_dutch_and_english_light_and_dark_and_fits_a_phone(page, demo, name):
    sign_in(page, demo, "noor")
    assert_accessible(page, demo.address + PAGES[name])
    assert_fits(page)


def sheet_of_parking(folder: Path) -> Path:
    """Four systems: two that are right, one with a process that is not there, one with a level that is not."""
    book = openpyxl.Workbook()
    book.active.title = "Systemen"
    for row in (
        ("Code", "Naam", "Eigenaar", "Processen", "B"),
        ("S71", "Parkeergarage", "Kees Bos", "P05", ""),
        ("S72", "Parkeerapp", "", "P05, P10", ""),
        ("S73", "Slagboom", "", "P77", ""),
        ("S74", "Betaalzuil", "", "", "gigantisch"),
    ):
        book.active.append(row)
    file = folder / "parkeren.xlsx"
    book.save(file)
    return file


def test_a_sheet_of_another_program_is_asked_about_and_then_shown(page, demo, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Asset register"
    for row in (("Asset ID", "Asset Name", "Owner"), ("S81", "Kassa", ""), ("S82", "Weegbrug", "")):
        book.active.append(row)
    book.save(tmp_path / "assets.xlsx")
    sign_in(page, demo, "noor")
    page.goto(demo.address + "/organisatie/importeren")
    page.get_by_label("Werkboek").set_input_files(tmp_path / "assets.xlsx")
    follow(page.get_by_role("button", name="Toon wat er verandert"))

    assert page.get_by_label("B: Asset Name").input_value() == "name"
    assert_accessible(page)
    assert_fits(page)
    follow(page.get_by_role("button", name="Toon wat er verandert"))
    page.get_by_role("button", name="Neem 2 regels over").wait_for()


def test_a_sheet_with_two_faulty_rows_is_taken_over_for_the_rest_and_undone(page, demo, tmp_path):
    sign_in(page, demo, "noor")
    page.goto(demo.address + "/organisatie/importeren")
    page.get_by_label("Werkboek").set_input_files(sheet_of_parking(tmp_path))
    follow(page.get_by_role("button", name="Toon wat er verandert"))
    page.get_by_role("heading", name="2 rijen doen niet mee").wait_for()
    faults = page.locator(".wb-faults").inner_text()
    assert "Systemen, D4" in faults
    assert "Systemen, E5" in faults
    assert page.get_by_label("Kees Bos").input_value() == "new"
    assert_accessible(page)

    follow(page.get_by_role("button", name="Neem 2 regels over"))
    page.get_by_role("button", name="Maak ongedaan").wait_for()
    assert_accessible(page)
    here = page.url
    page.goto(demo.address + "/systemen/S72")
    assert "Geërfd van P10" in page.locator(".wb-ratings").inner_text()

    page.goto(here)
    follow(page.get_by_role("button", name="Maak ongedaan"))
    page.get_by_text("Ongedaan gemaakt op").wait_for()
    assert page.goto(demo.address + "/systemen/S72").status == 404


def test_a_system_inherits_and_is_overridden_only_with_a_reason(page, demo):
    sign_in(page, demo, "noor")
    page.goto(demo.address + "/systemen/S05/wijzig")
    page.get_by_label("Beschikbaarheid").select_option(label="zeer hoog")
    follow(page.get_by_role("button", name="Bewaar"))
    follow(page.get_by_role("link", name=re.compile("Waarom afwijkende BIV")))
    assert violations(page) == []
    page.get_by_label("Waarom afwijkende BIV").fill("De aanslagen gaan in januari in een keer uit.")
    follow(page.get_by_role("button", name="Bewaar"))
    assert "Afwijkend gekozen; P05 vraagt laag" in page.locator(".wb-ratings").inner_text()

    page.goto(demo.address + "/systemen/?zoek=belasting")
    assert "(afwijkend)" in page.locator(".wb-register").inner_text()


def test_filters_work_while_typing_and_an_owner_keeps_to_own_entries(page, demo):
    sign_in(page, demo, "wim")
    page.goto(demo.address + "/systemen/")
    page.get_by_label("Zoek", exact=True).fill("SCADA")
    page.get_by_text("1 regel").wait_for()
    assert "zoek=SCADA" in page.url
    follow(page.get_by_role("link", name="S13"))
    page.get_by_role("link", name="Wijzig").wait_for()
    page.goto(demo.address + "/systemen/S01")
    expect(page.get_by_role("link", name="Wijzig")).to_have_count(0)


def test_the_scope_says_what_is_out_and_objects_to_what_is_critical(page, demo):
    sign_in(page, demo, "noor")
    page.goto(demo.address + "/processen/P07/wijzig")
    page.get_by_label("Binnen de reikwijdte").uncheck()
    page.get_by_label("Waarom buiten de reikwijdte").fill("Doet een ander.")
    follow(page.get_by_role("button", name="Bewaar"))
    page.goto(demo.address + "/organisatie/reikwijdte")
    assert "RW-02" in page.locator(".wb-objections").first.inner_text()
    assert "Doet een ander." in page.content()
    assert_accessible(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Wijzig de omschrijving")).to_be_hidden()


def test_systems_and_journal_fit_on_paper_without_controls(page, demo):
    sign_in(page, demo, "noor")
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    for address in ("/systemen/", "/beheer/logboek"):
        page.goto(demo.address + address)
        assert page.locator("main tbody tr").count() > 3
        assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"], address
        expect(
            page.locator("main button:visible, main .nl-button:visible, main .wb-rows summary:visible")
        ).to_have_count(0)
