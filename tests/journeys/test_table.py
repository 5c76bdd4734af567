"""Filling in by table in a real Chromium: by keyboard, in bulk, together, and with the connection lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.accessible import LOOKS, violations
from tests.browser import follow, sign_in_again
from tests.journeys.table_page import ADDRESS, Table

pytestmark = pytest.mark.browser
COLUMNS = "?kolom=opzet&kolom=bestaan&kolom=explanation&kolom=owner&kolom=due_on&kolom=maturity&kolom=effort"


@pytest.fixture(name="demo")
def demo_whose_answers_change(changing_demo):
    return changing_demo


@pytest.fixture
def table(page, demo):
    return Table(page, demo, query=COLUMNS)


@pytest.fixture
def few(page, demo):
    """Only the rows of 5.10: axe looks at every cell, and rows are alike."""
    return Table(page, demo, query=f"{COLUMNS}&zoek=5.10")


@pytest.fixture
def window(browser):
    """More windows, each with a session of its own."""
    opened = []

    def make():
        opened.append(browser.new_context(locale="nl-NL"))
        return opened[-1].new_page()

    yield make
    for context in opened:
        context.close()


def test_the_usual_columns_fit_a_screen_of_1280_without_scrolling_sideways(page, demo):
    page.set_viewport_size({"width": 1280, "height": 900})
    usual = Table(page, demo)
    frame = usual.page.locator(".wb-grid__frame")

    assert usual.page.locator(".wb-grid thead th").count() > 6
    assert frame.evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_arrows_home_and_end_move_the_focus_and_only_one_cell_is_a_stop_for_tab(table):
    table.go("5.01.01", "opzet")
    table.press("ArrowRight", "ArrowDown")
    assert table.here == "5.01.02 bestaan"
    table.press("End")
    assert table.here == "5.01.02 due_on"
    table.press("Home")
    assert table.here == "5.01.02"
    table.press("Control+End")
    assert table.here.endswith("due_on")
    table.press("Control+Home", "PageDown", "PageUp", "ArrowRight")
    assert table.here == "5.01.01 opzet"
    expect(table.page.locator('#tabel [tabindex="0"]')).to_have_count(1)


def test_tab_leaves_the_table(table):
    table.go("5.01.01", "opzet")
    table.press("Tab")

    assert table.here == ""


def test_a_letter_gives_the_verdict_and_more_letters_choose_further(table):
    table.go("5.01.01", "opzet")
    for keys, word in (
        ("n", "voldoet niet"),
        ("v", "voldoet"),
        ("d", "deels"),
        (".", "niet beoordeeld"),
        ("x", "n.v.t."),
    ):
        table.pause()
        table.page.keyboard.type(keys)
        assert word in table.text("5.01.01", "opzet")
        table.says(word)
    table.pause()
    table.page.keyboard.type("voldoet n")
    assert "voldoet niet" in table.text("5.01.01", "opzet")
    table.saved()
    table.open()
    assert "voldoet niet" in table.text("5.01.01", "opzet")


def test_typing_in_a_text_cell_writes_enter_goes_down_and_escape_forgets(table):
    table.go("5.01.01", "owner")
    table.page.keyboard.type("P. Smit")
    table.press("Enter")
    assert (table.text("5.01.01", "owner"), table.here) == ("P. Smit", "5.01.02 owner")
    before = table.text("5.01.02", "owner")
    table.page.keyboard.type("Iemand")
    table.press("Escape")
    assert (table.text("5.01.02", "owner"), table.here) == (before, "5.01.02 owner")
    table.press("F2")
    table.press("Tab")
    assert table.here == "5.01.02 effort"
    table.saved()


def test_a_day_is_typed_as_people_write_it_and_nonsense_stays_to_be_mended(table):
    table.go("5.01.01", "due_on")
    table.page.keyboard.type("1-6-2027")
    table.press("Enter")
    assert table.text("5.01.01", "due_on") == "01-06-2027"
    table.page.keyboard.type("morgen")
    table.press("Enter")
    table.says("geen datum")
    assert table.page.locator("[data-editor]").input_value() == "morgen"
    table.press("Escape")
    table.saved()


def test_many_cells_are_set_at_once_and_taken_back_in_one_step(table):
    numbers = ("5.10.01", "5.10.02", "5.10.03")
    before = [table.text(number, "bestaan") for number in numbers]
    table.go(numbers[0], "bestaan")
    table.press("Shift+ArrowDown", "Shift+ArrowDown")
    expect(table.page.locator('[aria-selected="true"]')).to_have_count(3)
    table.page.keyboard.type("x")
    table.saved()
    assert ["n.v.t." in table.text(number, "bestaan") for number in numbers] == [True] * 3
    table.press("Control+z")
    table.says("Teruggedraaid")
    assert [table.text(number, "bestaan") for number in numbers] == before
    table.press("Control+y")
    table.says("Opnieuw gedaan")
    assert "n.v.t." in table.text(numbers[1], "bestaan")
    table.page.get_by_role("button", name="Draai terug").click()
    table.says("Teruggedraaid")
    table.open()
    assert [table.text(number, "bestaan") for number in numbers] == before


def test_loose_cells_are_chosen_with_control_and_set_with_the_bar(table):
    table.go("5.02.01", "maturity")
    table.cell("5.03.01", "maturity").click(modifiers=["Control"])
    table.page.locator("#tabel-waarde").select_option("3")
    table.page.get_by_role("button", name="Zet", exact=True).click()
    table.saved()

    assert (table.text("5.02.01", "maturity"), table.text("5.03.01", "maturity")) == ("3", "3")
    assert table.text("5.02.02", "maturity") != "3"


def test_a_block_goes_out_and_comes_in_as_excel_has_it(table):
    table.go("5.05.01", "opzet")
    table.press("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown")
    lines = table.copied().replace("\r", "").split("\n")
    assert (len(lines), len(lines[0].split("\t"))) == (2, 4)
    table.go("5.05.01", "opzet")
    table.paste('Voldoet niet\tvoldoet deels\t3\t"een ""citaat""\nop twee regels"\nvoldoet\tvoldoet\t\tkort\n')
    table.saved()
    assert "voldoet niet" in table.text("5.05.01", "opzet")
    assert "deels" in table.text("5.05.01", "bestaan")
    assert table.text("5.05.01", "explanation") == 'een "citaat"\nop twee regels'
    table.press("Control+z")
    table.says("Teruggedraaid")
    table.paste("onzin\tvoldoet")
    table.says("Niet geplakte cellen: 1")


def test_two_people_see_each_others_changes(table, window, demo):
    other = Table(window(), demo, "bram", COLUMNS)
    other.go("5.06.01", "owner")
    other.page.keyboard.type("Van Bram")
    other.press("Enter")
    other.saved()

    cell = table.cell("5.06.01", "owner")
    cell.filter(has_text="Van Bram").wait_for()
    assert cell.get_attribute("data-by") == "Bram Aalders"
    table.says("Bram Aalders wijzigde 5.06.01, Eigenaar: Van Bram")


@pytest.mark.parametrize(("choice", "stays"), [("Gebruik de mijne", "Van Noor"), ("Houd die van Bram", "Van Bram")])
def test_who_edits_the_same_cell_is_told_and_chooses(few, window, demo, choice, stays):
    other = Table(window(), demo, "bram", COLUMNS)
    few.page.context.set_offline(True)
    few.go("5.10.03", "owner")
    few.page.keyboard.type("Van Noor")
    few.press("Enter")
    other.go("5.10.03", "owner")
    other.page.keyboard.type("Van Bram")
    other.press("Enter")
    other.saved()
    few.page.context.set_offline(False)
    box = few.page.locator(".wb-grid__clash")
    box.filter(has_text="‘Van Bram’. Jij koos ‘Van Noor’").wait_for()
    assert violations(few.page) == []
    box.get_by_role("button", name=choice).click()
    few.saved()
    few.open()
    assert few.text("5.10.03", "owner") == stays
    few.go("5.10.03", "owner")
    few.press("Delete")
    few.saved()


def test_a_lost_connection_loses_nothing(table):
    table.page.context.set_offline(True)
    table.go("5.08.01", "opzet")
    table.page.keyboard.type("n")
    table.go("5.08.01", "owner")
    table.page.keyboard.type("Zonder lijn")
    table.press("Enter")
    table.page.locator("#tabel-stand", has_text="Geen verbinding. Wachtende cellen: 2").wait_for()
    table.page.context.set_offline(False)
    table.saved()
    table.open()
    assert "voldoet niet" in table.text("5.08.01", "opzet")
    assert table.text("5.08.01", "owner") == "Zonder lijn"


def test_what_was_not_saved_comes_back_after_closing_the_page(table):
    table.page.route("**/invullen/cellen", lambda route: route.abort())
    table.go("5.09.01", "owner")
    table.page.keyboard.type("Bewaard op dit apparaat")
    table.press("Enter")
    table.page.locator("#tabel-stand", has_text="Geen verbinding").wait_for()
    table.page.goto("about:blank")
    table.page.unroute("**/invullen/cellen")
    table.open()
    table.says("van de vorige keer")
    table.saved()
    table.open()
    assert table.text("5.09.01", "owner") == "Bewaard op dit apparaat"
    assert table.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('waarborg.')).length") == 0


def test_after_a_session_that_ended_what_was_typed_waits_for_signing_in(table, demo):
    cookies = table.page.context.cookies()
    table.page.context.clear_cookies(name="sessionid")
    table.go("5.10.01", "owner")
    table.page.keyboard.type("Na het aanmelden")
    table.press("Enter")
    table.page.locator("#tabel-stand", has_text="Je bent afgemeld").wait_for()
    assert cookies
    elsewhere = table.page.context.new_page()
    sign_in_again(elsewhere, demo, "noor")
    table.page.bring_to_front()
    table.page.evaluate("dispatchEvent(new Event('focus'))")
    table.saved()
    table.open()
    assert table.text("5.10.01", "owner") == "Na het aanmelden"


def test_what_one_person_typed_is_not_saved_by_another_who_signs_in_beside(table, demo):
    mine = table.page.context.cookies(demo.address)
    elsewhere = table.page.context.new_page()
    table.page.context.clear_cookies(name="sessionid")
    sign_in_again(elsewhere, demo, "bram")
    table.page.bring_to_front()
    table.go("5.12.01", "owner")
    table.page.keyboard.type("Alleen van Noor")
    table.press("Enter")
    table.page.locator("#tabel-melding", has_text="Je bent intussen aangemeld als Bram Aalders").wait_for()
    elsewhere.goto(table.address)
    expect(elsewhere.locator("#tabel")).to_have_count(1)
    assert "Alleen van Noor" not in elsewhere.content()

    table.page.context.add_cookies(mine)
    table.page.evaluate("dispatchEvent(new Event('focus'))")
    table.saved()
    table.open()
    assert table.text("5.12.01", "owner") == "Alleen van Noor"


def test_the_rules_that_a_row_breaks_are_told_at_once(table):
    table.go("5.11.01", "opzet")
    table.page.keyboard.type("n")
    table.press("ArrowRight")
    table.page.keyboard.type("v")
    table.saved()

    assert "NM-02: Bestaan kan niet voldoen" in table.page.locator("#tabel-bezwaar").inner_text()
    row = table.page.locator("tr", has=table.page.get_by_role("link", name="5.11.01", exact=True))
    assert "NM-02" in row.locator(".wb-grid__rules").inner_text()


def test_the_keys_are_explained(few):
    few.go("5.10.01", "opzet")
    few.press("?")
    expect(few.page.get_by_role("dialog")).to_be_visible()
    assert violations(few.page) == []
    few.press("Escape")
    assert few.here == "5.10.01 opzet"


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_table_is_accessible(few, demo, language, scheme):
    few.page.context.add_cookies([{"name": "taal", "value": language, "url": demo.address}])
    few.page.emulate_media(color_scheme=scheme)
    few.open()
    assert few.page.locator("html").get_attribute("lang") == language
    assert violations(few.page) == []
    few.go("5.10.01", "owner")
    few.press("Shift+ArrowDown")
    assert violations(few.page) == []
    few.press("Enter")
    assert violations(few.page) == []


def test_the_cell_at_hand_is_never_behind_the_panel_on_a_phone(few):
    few.page.set_viewport_size({"width": 320, "height": 700})
    few.go("5.10.01", "opzet")
    for _step in range(4):
        few.press("ArrowDown")
        panel = few.page.locator(".wb-grid__panel").bounding_box()
        cell = few.page.locator("td:focus").bounding_box()
        assert cell["y"] >= 0
        assert cell["y"] + cell["height"] <= panel["y"]


@pytest.mark.parametrize("width", [320, 640])
def test_the_table_fits_a_phone_and_a_doubled_zoom(few, width):
    few.page.set_viewport_size({"width": width, "height": 700})
    few.open()

    assert few.page.evaluate("document.documentElement.scrollWidth") <= width
    few.cell("5.10.01", "owner").click()
    assert violations(few.page) == []


def test_without_scripts_every_row_has_a_form(browser, demo, window):
    first = Table(window(), demo)
    context = browser.new_context(java_script_enabled=False, storage_state=first.page.context.storage_state())
    page = context.new_page()
    page.goto(demo.address + ADDRESS + "?zoek=5.12.01")
    werking = page.locator("tbody").get_by_label("Werking")
    werking.select_option(label="voldoet niet")
    follow(page.get_by_role("button", name=re.compile("Bewaar")))

    expect(page.get_by_text("Bewaard.", exact=True)).to_be_visible()
    assert "zoek=5.12.01" in page.url
    assert werking.input_value() == "fails"
    context.close()
