import re

import pytest

from tests.interfaces.web.norms import shelf
from tests.people import WALL

PAGE = "/norm/proef/2/5.01.01"


def test_an_item_page_tells_everything_about_the_item(read):
    page = read(PAGE)

    for said in (
        "Sterke wachtwoorden",
        "De organisatie eist lange wachtwoorden",
        "Korte wachtwoorden worden geraden.",
        "Hoe lang is jullie kortste wachtwoord?",
        "Steekproef over een jaar",
        "<strong>Elk jaar</strong>: herziening",
        "Accountregister",
        "ICT-beheer",
        "Proceseigenaar: uitzonderingen",
        "Dienstenleverancier (DL)",
        "Basishygiëne",
        "Binnen de zorgplicht van de Cbw",
        "Vanaf BBN1",
        "Weken",
        "beschermen",
        "Deel 2, bladzijde 7",
        "a" * 64,
    ):
        assert said in page


def test_an_item_page_is_complete_in_english(read):
    page = read(PAGE, language="en")

    assert '<html lang="en">' in page
    for said in (
        "Strong passwords",
        "Short passwords are guessed.",
        "Every year</strong>: review",
        "Ties with other norms",
    ):
        assert said in page


def test_an_item_says_where_it_came_from_and_what_changed(read):
    page = read(PAGE)

    assert 'href="/norm/proef/1/5.01.01"' in page
    assert "Anders geformuleerd" in page
    assert "De lengte ging omhoog." in page
    assert 'href="/norm/vergelijk?van=proef@1&amp;naar=proef@2#5.01.01"' in page


def test_an_old_item_says_where_it_went(read):
    assert 'href="/norm/proef/2/5.01.01"' in read("/norm/proef/1/5.01.01")
    assert "Komt te vervallen" in read("/norm/proef/1/5.01.09")


def test_ties_with_other_norms_are_shown_on_both_ends(read):
    assert 'href="/norm/ander/2020/1.1"' in read(PAGE)
    assert 'href="/norm/proef/2/5.01.01"' in read("/norm/ander/2020/1.1")


def test_a_doubt_is_shown_with_its_source(read):
    page = read("/norm/proef/2/6.01.01")

    assert "Hierover bestaat twijfel" in page
    assert "Twee bronnen spreken elkaar tegen." in page
    assert "Blad 3" in page


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("5.01.03", 'hoort bij: <a class="nl-link" href="/norm/proef/2/6.01.01">6.01.01</a>'),
        ("5.01.04", "Dit nummer is vervallen"),
        ("5.01.05", 'oordeel over: <a class="nl-link" href="/norm/proef/2/5.01.01">5.01.01</a>'),
    ],
)
def test_a_number_that_is_not_judged_says_why(read, number, said):
    assert said in read(f"/norm/proef/2/{number}")


def test_neighbours_follow_the_order_of_the_norm(read):
    page = read("/norm/proef/2/5.01.02")

    assert 'rel="prev" href="/norm/proef/2/5.01.01"' in page
    assert 'rel="next" href="/norm/proef/2/5.01.03"' in page


@pytest.mark.parametrize("typed", ["5.1.1", "05.01.01", "5.1.01"])
def test_another_notation_leads_to_the_one_address(client, trial, typed):
    answer = client.get(f"/norm/proef/2/{typed}")

    assert (answer.status_code, answer["Location"]) == (301, PAGE)


def test_an_unknown_number_says_what_is_near_and_where_it_does_exist(read):
    page = read("/norm/proef/2/5.1.9", status=404)

    assert "Proef twee heeft geen nummer 5.1.9" in page
    assert 'href="/norm/proef/1/5.01.09"' in page
    assert 'href="/norm/proef/2/5.01.01"' in page


def test_without_official_text_the_page_says_how_to_get_it(read):
    assert "is op deze installatie niet ingelezen" in read(PAGE)


@pytest.mark.parametrize(("match", "said"), [("verified", "woord voor woord overeen"), ("differs", "wijkt af van")])
def test_the_official_text_is_shown_with_how_it_was_checked(read, match, said):
    shelf.attach_official_text("5.01.01", "Eerste zin.<br>- een punt\n- nog een punt", match=match)

    page = read(PAGE)

    assert said in page
    assert "<li>een punt</li><li>nog een punt</li>" in page


def test_markup_in_an_official_text_is_only_text(read):
    shelf.attach_official_text("5.01.01", '<img src=x onerror="alert(1)"> &amp; <script>alert(2)</script>')

    page = read(PAGE)

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_an_item_takes_the_same_queries_with_and_without_texts(client, trial, django_assert_max_num_queries):
    for number in ("5.01.01", "6.01.01", "5", "5.01.03"):
        with django_assert_max_num_queries(11 + WALL):
            client.get(f"/norm/proef/2/{number}")


@pytest.mark.parametrize("number", ["%C2%B2", "%00", "a%00b", "9" * 4400])
def test_a_number_that_cannot_be_one_is_not_there(read, number):
    read(f"/norm/proef/2/{number}", status=404)


def test_a_number_with_a_slash_has_an_address_like_every_other(read):
    shelf.load_framework("A/1", "Eis #2?")

    page = read("/norm/vreemd/1/")
    assert 'href="/norm/vreemd/1/A/1"' in page
    assert "A/1" in read("/norm/vreemd/1/A/1")
    assert "Eis #2?" in read("/norm/vreemd/1/Eis%20%232%3F")


def test_a_bio_measure_shows_its_indirect_ties_to_the_act_with_who_says_so(client, norms):
    page = client.get("/norm/bio2/1.3/5.17.01").content.decode()
    shown = page[page.index('id="indirect"') :]

    assert 'href="/norm/cbw/2026/art.21.3.' in shown
    assert re.search(r'href="/norm/cbw/2026/\d+\.\d"', shown)
    assert "indirect, via ISO 27002 5.17" in shown
    assert "De koppeling van ENISA bindt overheden niet" in shown
    assert "Uitvoeringsverordening (EU) 2024/2690" in shown
    assert "Indirect ties" in client.get("/norm/bio2/1.3/5.17.01", headers={"Cookie": "taal=en"}).content.decode()


def test_an_item_without_such_ties_says_nothing_of_them(read):
    assert 'id="indirect"' not in read(PAGE)
