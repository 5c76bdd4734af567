import re

import pytest

from tests.interfaces.web.norms import shelf
from tests.people import WALL

PAGE = "/norm/vergelijk?van=proef@1&naar=proef@2"


def test_two_editions_are_grouped_by_kind_of_change(read):
    page = read(PAGE)

    assert page.index('id="w-withdrawn"') < page.index('id="w-reworded"') < page.index('id="w-unchanged"')
    assert "Alleen vroeger" in page
    assert "De lengte ging omhoog." in page


def test_words_that_differ_are_marked_for_eyes_and_ears(read):
    page = read(PAGE)

    assert re.search(r'<del><span class="wb-visually-hidden">weggehaald: </span>korte</del>', page)
    assert re.search(r'<ins><span class="wb-visually-hidden">toegevoegd: </span>lange</ins>', page)


def test_the_comparison_can_be_narrowed_to_kinds_of_change(read):
    page = read(PAGE + "&wijziging=withdrawn")

    assert 'id="w-withdrawn"' in page
    assert 'id="w-reworded"' not in page


def test_official_texts_are_compared_when_both_were_imported(read):
    assert "Verschil in de officiële tekst" not in read(PAGE)

    shelf.attach_official_text("5.01.01", "Minstens acht tekens in ieder wachtwoord.", edition="1")
    shelf.attach_official_text("5.01.01", "Minstens twaalf tekens in ieder wachtwoord.")

    page = read(PAGE)
    assert "Verschil in de officiële tekst" in page
    assert "twaalf</ins>" in page


def test_markup_in_compared_texts_is_only_text(read):
    shelf.attach_official_text("5.01.01", "Zo is het <script>alert(1)</script> altijd geweest hier.", edition="1")
    shelf.attach_official_text("5.01.01", "Zo is het <b>vet</b> altijd geweest hier.")

    page = read(PAGE)

    assert "<script>alert" not in page
    assert "<b>vet" not in page


def test_without_two_editions_the_page_offers_the_pairs_it_knows(read):
    assert 'href="/norm/vergelijk?van=proef@1&amp;naar=proef@2"' in read("/norm/vergelijk")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/norm/proef/2/", 200),
        ("/norm/proef/2/5.01.01", 200),
        ("/norm/proef/2/5.1.9", 404),
        (PAGE, 200),
        ("/norm/vergelijk?van=proef@2&naar=proef@1", 404),
    ],
)
def test_people_read_the_title_of_an_edition_and_not_its_id(read, address, status):
    page = read(address, status=status).partition("<footer")[0]
    words = re.sub(r"<[^>]*>", " ", page)

    assert "Proef twee" in words
    assert "@" not in words


def test_the_wrong_way_round_is_pointed_out(read):
    page = read("/norm/vergelijk?van=proef@2&naar=proef@1", status=404)

    assert "Andersom wel" in page


def test_editions_without_a_known_lineage_are_refused_kindly(read):
    page = read("/norm/vergelijk?van=ander@2020&naar=<script>", status=404)

    assert "is niet bekend" in page
    assert "<script>" not in page.replace('<script src="', "")


def test_the_comparison_takes_a_constant_number_of_queries(client, trial, django_assert_num_queries):
    with django_assert_num_queries(3 + WALL):
        client.get(PAGE)


OVER = "/norm/vergelijk?van=bio1@1.04zv&naar=bio2@1.3"


def test_editions_that_follow_each_other_indirectly_can_be_compared(client, norms):
    page = client.get(OVER).content.decode()

    assert "Tussen deze edities ligt BIO2 versie\xa01.2, deel\xa02: overheidsmaatregelen." in page
    assert 'href="/norm/bio1/1.04zv/9.4.3.1"' in page
    assert 'href="/norm/bio2/1.3/5.17.01"' in page
    assert "bio2/1.2/" not in page


def test_the_choice_offers_indirect_pairs_with_what_lies_between(client, norms):
    page = client.get("/norm/vergelijk").content.decode()

    assert 'href="/norm/vergelijk?van=bio1@1.04zv&amp;naar=bio2@1.3"' in page
    assert "via BIO2 versie\xa01.2, deel\xa02: overheidsmaatregelen" in page
    assert "van=iso27002@2013&amp;naar=bio2" not in page


def test_the_indirect_comparison_holds_every_step_once(client, norms):
    from waarborg.apps.norms import queries
    from waarborg.apps.norms.queries import steps

    found = steps.successions(queries.edition("bio1@1.04zv"), queries.edition("bio2@1.3"))
    page = client.get(OVER).content.decode()
    counts = re.findall(r'id="w-\w+">[^<]+<span class="wb-quiet">(\d+)', page)

    assert sum(int(n) for n in counts) == len(found)


def test_the_indirect_way_back_is_pointed_out(client, norms):
    answer = client.get("/norm/vergelijk?van=bio2@1.3&naar=bio1@1.04zv")

    assert answer.status_code == 404
    assert "Andersom wel" in answer.content.decode()
