import re

import pytest

from tests.interfaces.web.norms import shelf
from tests.people import WALL
from waarborg.apps.norms.actions import load_norms
from waarborg.apps.norms.shapes import FileKind, ParsedEdition, ParsedNorm, Text

PAGE = "/norm/proef/2/"


def numbers(page: str) -> list[str]:
    """The numbers of the rows, as they stand on the page."""
    return re.findall(r'wb-line__number">([^<]+)<', page)


def test_an_edition_is_a_tree_in_norm_order(read):
    page = read(PAGE)

    assert numbers(page)[:3] == ["5.01", "5.01.01", "5.01.02"]
    assert page.index(">5</span> Organisatorisch") < page.index(">6</span> Techniek")
    assert "<strong>10</strong> onderdelen" in page


def test_an_edition_can_be_grouped_by_theme(read):
    page = read(PAGE + "?groep=thema")

    assert page.index('id="t-continuity"') < page.index('id="t-access"') < page.index('id="t-zonder"')


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("status=moved", ["5.01.03"]),
        ("status=moved&status=withdrawn", ["5.01.03", "5.01.04"]),
        ("soort=control", ["5.01", "6.01"]),
        ("hoofdstuk=6", ["6.01", "6.01.01"]),
        ("thema=access", ["5.01.01"]),
        ("eigenaar=ciso", ["6.01.01"]),
        ("rol=DL", ["5.01.01"]),
        ("bbn=2", ["6.01.01"]),
        ("cbw=outside", ["6.01.01"]),
        ("categorie=basishygiene", ["5.01.01"]),
        ("concept=recover", ["6.01", "6.01.01"]),
        ("rol=DL&rol=SG&bbn=1", ["5.01.01"]),
        ("thema=bestaat-niet", []),
    ],
)
def test_each_filter_narrows_the_list(read, chosen, found):
    assert numbers(read(f"{PAGE}?{chosen}")) == found


def test_an_active_filter_is_a_chip_that_can_be_removed(read):
    page = read(PAGE + "?status=moved&thema=access")

    assert '<a class="wb-chip" href="?thema=access">' in page
    assert '<a class="wb-chip" href="?status=moved">' in page


def test_only_filters_that_the_edition_gives_reason_for_are_offered(read):
    assert 'name="bbn"' in read(PAGE)
    assert 'name="bbn"' not in read("/norm/proef/1/")


@pytest.mark.parametrize("typed", ["5.01.01", "5.1.1", "05.01.01", "5.1.01.", " 05.1.1 "])
def test_a_number_is_found_in_every_notation(read, typed):
    assert numbers(read(f"{PAGE}?zoek={typed}")) == ["5.01.01"]


def test_a_number_finds_what_stands_under_it(read):
    assert numbers(read(PAGE + "?zoek=6.1")) == ["6.01", "6.01.01"]


@pytest.mark.parametrize(
    "typed", ["wachtwoord", "wachtwoorden", "WACHTWOORDEN", "wachtw", "beveiliging", "eisen lange"]
)
def test_dutch_words_are_found_by_stem_beginning_and_inside_compounds(read, typed):
    assert numbers(read(f"{PAGE}?zoek={typed}")) == ["5.01.01"]


def test_found_words_are_marked(read):
    assert '<mark class="nl-mark">wachtwoorden</mark>' in read(PAGE + "?zoek=wachtwoord")


def test_a_misspelt_word_gets_a_suggestion_that_finds_something(read):
    page = read(PAGE + "?zoek=wachtworden")

    assert numbers(page) == []
    assert re.search(r'Bedoelde je <a class="nl-link" href="\?zoek=wachtwoorden">wachtwoorden</a>', page)


def test_search_and_words_follow_the_language(read):
    page = read(PAGE + "?zoek=passphrase", language="en")

    assert numbers(page) == ["5.01.01"]
    assert "Strong passwords" in page
    assert "Search by word or number" in page


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "'); DROP TABLE norms_item; --", '"', "-", "a & | !", "%00"]
)
def test_strange_searches_are_shown_as_text_and_do_no_harm(read, typed):
    page = read(PAGE + f"?zoek={typed}")

    assert "<script>alert" not in page


def test_htmx_gets_only_the_results(client, trial):
    answer = client.get(PAGE + "?thema=access", headers={"HX-Request": "true"})

    assert numbers(answer.content.decode()) == ["5.01.01"]
    assert "<html" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_a_page_that_htmx_takes_back_out_of_the_history_is_whole(client, trial):
    asked = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in client.get(PAGE + "?thema=access", headers=asked).content.decode()


def test_a_long_edition_takes_as_many_queries_as_a_short_one(client, trial, django_assert_num_queries):
    items = tuple(shelf.item(f"7.{n}", f"Onderdeel {n}") for n in range(1, 900))
    edition = ParsedEdition(id="lang@1", title=Text("Lang", "Long"), items=items)
    norm = ParsedNorm(kind=FileKind.CONTENT, editions=(edition,))
    load_norms(norm, shipped=False, by=shelf.Actor("proef", "test"), at=shelf.AT)

    for address in (PAGE, "/norm/lang/1/", "/norm/lang/1/?pagina=3"):
        client.get(address)  # the items of an edition are read once
        with django_assert_num_queries(5 + WALL):
            client.get(address)


def test_a_long_edition_is_shown_in_pages(client, trial):
    items = tuple(shelf.item(f"7.{n}", f"Onderdeel {n}") for n in range(1, 900))
    norm = ParsedNorm(kind=FileKind.CONTENT, editions=(ParsedEdition(id="lang@1", title=Text("Lang"), items=items),))
    load_norms(norm, shipped=False, by=shelf.Actor("proef", "test"), at=shelf.AT)

    page = client.get("/norm/lang/1/?pagina=2").content.decode()

    assert "Pagina 2 van 3" in page
    assert 'rel="next" href="?pagina=3"' in page


def test_the_next_page_keeps_search_and_filters(client, trial):
    items = tuple(shelf.item(f"7.{n}", f"Onderdeel {n}") for n in range(1, 100))
    norm = ParsedNorm(kind=FileKind.CONTENT, editions=(ParsedEdition(id="lang@1", title=Text("Lang"), items=items),))
    load_norms(norm, shipped=False, by=shelf.Actor("proef", "test"), at=shelf.AT)

    page = client.get("/norm/lang/1/?zoek=onderdeel&soort=measure").content.decode()

    assert 'rel="next" href="?zoek=onderdeel&amp;soort=measure&amp;pagina=2"' in page
