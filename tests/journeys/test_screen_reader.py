"""The pages where the work is done, as somebody hears them who does not see them."""

import pytest

from tests.browser import follow, sign_in
from tests.journeys.table_page import Table
from tests.screen_reader import Reader

pytestmark = pytest.mark.browser


@pytest.fixture(name="demo")
def demo_whose_answers_change(changing_demo):
    return changing_demo


def in_order(heard: list[str], *phrases: str) -> list[str]:
    """Which of these was not told, or not after the one before it."""
    missing, rest = [], iter(heard)
    for phrase in phrases:
        if not any(one.startswith(phrase) for one in rest):
            missing.append(phrase)
            rest = iter(heard)
    return missing


def test_the_day_tells_what_is_to_be_done_and_how_it_stands_in_words(page, demo):
    sign_in(page, demo, "noor")
    heard = Reader(page).everything()

    assert (
        in_order(
            heard,
            "link, Naar de inhoud",
            "navigation, Hoofdmenu",
            "link, Vandaag, current page",
            "main",
            "heading, Vandaag, level 1",
            "heading, Te doen, level 2",
            "heading, Hoe het ervoor staat, level 2",
            "Bestaan",
            "41 voldoet, 51 voldoet deels, 21 voldoet niet",
        )
        == []
    )


def test_a_question_is_heard_before_its_answers_and_each_answer_with_its_question(page, demo):
    sign_in(page, demo, "anke")
    page.goto(f"{demo.address}/stand/kritieke-systemen-2027/vragen")
    follow(page.get_by_role("link", name="Begin", exact=True))
    heard = Reader(page).everything()

    assert (
        in_order(
            heard,
            "Vraag 1 van 25",
            "heading, ",
            "group, Is het afgesproken?",
            "radio, Ja, dat voldoet, not checked, position 1, set size 4",
            "radio, Weet ik niet",
            "group, Is het ingericht?",
            "textbox, Vertel er iets bij, Hoe doen jullie het?",
            "button, Bewaar en ga verder",
        )
        == []
    )
    assert [one for one in heard if one in {"link", "button", "radio", "checkbox", "textbox", "graphics-symbol"}] == []


def test_the_table_tells_the_cell_at_hand_what_objects_and_that_all_is_kept(page, demo):
    table = Table(page, demo, query="?zoek=5.13")
    reader = Reader(page)
    table.go("5.13.01", "opzet")
    table.page.keyboard.type("n")
    reader.wait_for("voldoet niet")
    reader.wait_for("polite: Alles is bewaard")
    table.press("ArrowRight")
    table.page.keyboard.type("v")
    table.saved()
    table.press("ArrowLeft")
    reader.wait_for("gridcell, voldoet niet, NM-02: Bestaan kan niet voldoen")
    table.press("Control+z")

    reader.wait_for("polite: Teruggedraaid")


def test_what_is_wrong_in_a_form_is_heard_first_and_again_at_its_field(page, demo):
    sign_in(page, demo, "noor")
    page.goto(f"{demo.address}/stand/start")
    page.get_by_label("Naam", exact=True).fill("")
    follow(page.get_by_role("button", name="Start de ronde"))
    heard = Reader(page).everything()

    assert (
        in_order(
            heard,
            "heading, Start een ronde",
            "alert",
            "link, Naam: Vul dit in.",
            "form",
            "textbox, Naam, Vul dit in., invalid",
        )
        == []
    )
