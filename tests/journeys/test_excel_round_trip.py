"""The Excel way in a real Chromium: the sheet goes along, is filled in offline, and comes back with a conflict."""

import re
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import _running, sign_in
from tests.journeys.table_page import ROUND, Table

pytestmark = pytest.mark.browser
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CODE_ROW, FIRST_ROW = 2, 4


@pytest.fixture(scope="module")
def demo(tmp_path_factory, worker_id, django_db_setup):
    """A demo of our own: these tests change its answers."""
    log = tmp_path_factory.mktemp("excel") / "demo.log"
    with _running("demo", f"waarborg_excel_{worker_id}", log) as running:
        yield running


def violations(page) -> list[str]:
    answer = Axe().run(page, options=WCAG).response
    assert len(answer["passes"]) > 10, "axe looked at nothing"
    return [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes'][:3]]}" for v in answer["violations"]]


def in_both_languages(page, demo) -> None:
    """The page is accessible and fits a phone, in Dutch and English; Dutch again afterwards."""
    for language in ("en", "nl"):
        page.context.add_cookies([{"name": "taal", "value": language, "url": demo.address}])
        page.reload()
        assert page.locator("html").get_attribute("lang") == language
        assert violations(page) == [], language
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.set_viewport_size({"width": 1280, "height": 800})


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
    page.get_by_role("button", name="Bekijk wat er verandert").click()


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
    assert page.get_by_role("heading", name="1 botsing").is_visible()
    assert page.get_by_role("heading", name="1 wijziging").is_visible()
    clash = page.locator("tr", has_text="Uit de trein")
    assert re.search("Van Bram.*door Bram Aalders", clash.inner_text(), re.DOTALL)
    assert "cel" in page.locator("section", has_text="Niet gelezen").first.inner_text()
    in_both_languages(page, demo)
    clash.get_by_role("checkbox").check()
    page.get_by_role("button", name="Neem over").click()
    assert page.get_by_text("Overgenomen. Gewijzigde rijen: 1.").is_visible()
    other.open()
    assert (other.text("5.01.02", "owner"), other.text("5.01.02", "action")) == ("Uit de trein", "Regel het")

    in_both_languages(page, demo)
    page.get_by_role("button", name="Draai alles terug").click()
    other.open()
    assert (other.text("5.01.02", "owner"), other.text("5.01.02", "action")) == ("Van Bram", before)
    context.close()


def test_a_file_that_is_no_sheet_is_refused_next_to_the_field_and_above_the_form(page, demo, tmp_path):
    file = tmp_path / "rapport.xlsx"
    file.write_bytes(b"%PDF-1.7\n" + b"x" * 300)
    sign_in(page, demo, "noor")
    read_in(page, demo, file)

    assert page.get_by_role("alert").get_by_text("Dit is geen werkblad").is_visible()
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id || location.hash") in {"id_bestand", "#id_bestand"}
    assert violations(page) == []


def test_the_page_to_take_along_and_read_in_is_accessible(page, demo):
    sign_in(page, demo, "noor")
    page.goto(f"{demo.address}{ROUND}/excel")

    in_both_languages(page, demo)
