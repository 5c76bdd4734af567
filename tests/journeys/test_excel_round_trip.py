"""The Excel way in a real Chromium: the sheet goes along, is filled in offline, and comes back with a conflict."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.accessible import assert_for_everybody, violations
from tests.browser import follow, sign_in
from tests.journeys.table_page import ROUND, Table

pytestmark = pytest.mark.browser
CODE_ROW, FIRST_ROW = 2, 4


@pytest.fixture(name="demo")
def demo_whose_answers_change(changing_demo):
    return changing_demo


def taken_along(page, demo, folder: Path) -> Path:
    page.goto(f"{demo.address}{ROUND}/excel")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download het blad").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def filled_in(file: Path, **cells: object) -> None:
    """What somebody does on the train: values by column code, all on the row of 5.01.02."""
    book = openpyxl.load_workbook(file)
    sheet = book["Nulmeting"]
    columns = {str(cell.value).removeprefix("waarborg:"): cell.column for cell in sheet[CODE_ROW]}
    line = next(n for n in range(FIRST_ROW, sheet.max_row + 1) if sheet.cell(n, 1).value == "5.01.02")
    for column, value in cells.items():
        sheet.cell(line, columns[column]).value = value
    book.save(file)


def read_in(page, demo, file: Path) -> None:
    page.goto(f"{demo.address}{ROUND}/excel")
    page.get_by_label("Werkblad").set_input_files(file)
    follow(page.get_by_role("button", name="Bekijk wat er verandert"))


def test_a_sheet_goes_along_comes_back_with_a_conflict_is_taken_over_and_taken_back(page, browser, demo, tmp_path):
    sign_in(page, demo, "noor")
    file = taken_along(page, demo, tmp_path)
    filled_in(file, owner="Uit de trein", action="Regel het", maturity="veel")
    context = browser.new_context(locale="nl-NL")
    other = Table(context.new_page(), demo, "bram", "?kolom=owner&kolom=action")
    before = other.text("5.01.02", "action")
    other.go("5.01.02", "owner")
    other.page.keyboard.type("Van Bram")
    other.press("Enter")
    other.saved()

    read_in(page, demo, file)
    expect(page.get_by_role("heading", name="1 botsing")).to_be_visible()
    expect(page.get_by_role("heading", name="1 wijziging")).to_be_visible()
    clash = page.locator("tr", has_text="Uit de trein")
    assert re.search("Van Bram.*door Bram Aalders", clash.inner_text(), re.DOTALL)
    assert "cel" in page.locator("section", has_text="Niet gelezen").first.inner_text()
    assert_for_everybody(page)
    clash.get_by_role("checkbox").check()
    follow(page.get_by_role("button", name="Neem over"))
    expect(page.get_by_text("Overgenomen. Gewijzigde rijen: 1.")).to_be_visible()
    other.open()
    assert (other.text("5.01.02", "owner"), other.text("5.01.02", "action")) == ("Uit de trein", "Regel het")

    assert_for_everybody(page)
    follow(page.get_by_role("button", name="Draai alles terug"))
    other.open()
    assert (other.text("5.01.02", "owner"), other.text("5.01.02", "action")) == ("Van Bram", before)
    context.close()


def test_a_file_that_is_no_sheet_is_refused_next_to_the_field_and_above_the_form(page, demo, tmp_path):
    file = tmp_path / "rapport.xlsx"
    file.write_bytes(b"%PDF-1.7\n" + b"x" * 300)
    sign_in(page, demo, "noor")
    read_in(page, demo, file)

    expect(page.get_by_role("alert").get_by_text("rapport.xlsx is een PDF-bestand")).to_be_visible()
    follow(page.get_by_role("alert").get_by_role("link"))
    assert page.evaluate("document.activeElement.id || location.hash") in {"id_bestand", "#id_bestand"}
    assert violations(page) == []


def test_the_page_to_take_along_and_read_in_is_accessible(page, demo):
    sign_in(page, demo, "noor")
    page.goto(f"{demo.address}{ROUND}/excel")

    assert_for_everybody(page)
