"""The shelf of rounds."""

import re

import pytest

from waarborg.apps.assessments.models import Assessment


def test_every_round_is_listed_with_its_three_levels_in_words(read, veldermeer):
    page = re.sub(r"\s+", " ", read("/stand/"))

    assert f'href="/stand/{veldermeer.slug}/"' in page
    assert "Peildatum 31 januari 2027" in page
    assert len(re.findall(r"\d+ voldoet, \d+ voldoet deels, \d+ voldoet niet", page)) == 3


def test_the_shelf_and_the_picture_tell_the_same_numbers(read, veldermeer):
    told = re.findall(r"(\d+) (voldoet(?: deels| niet)?|niet beoordeeld|n\.v\.t\.)(?=[,<])", read("/stand/"))
    cards = read(f"/stand/{veldermeer.slug}/").partition('class="wb-levels"')[2].partition("</section>")[0]

    assert [n for n, _ in told] == re.findall(r"<strong>(\d+)</strong> <span>(?:voldoet|niet b|n\.v)", cards)[:15]


def test_an_empty_shelf_says_what_will_stand_here_and_how_to_begin(read, norms):
    Assessment.objects.all().delete()

    page = read("/stand/")

    assert "Hier komt elke nulmeting te staan" in page
    assert 'href="/stand/start"' in page.partition("Zo begin je")[2]


@pytest.mark.parametrize(("language", "said"), [("nl", "wat ontbreekt er?"), ("en", "what is missing?")])
def test_the_shelf_speaks_both_languages(read, veldermeer, language, said):
    assert said in read("/stand/", language=language)


def test_the_shelf_takes_the_same_queries_however_many_rounds(count_queries, store):
    store("Een")
    with_one = count_queries("/stand/")
    for version in ("2", "3", "4"):
        store("Een", about={"version": version})

    assert count_queries("/stand/") == with_one


def test_the_newest_round_comes_first_and_the_rest_is_a_page_further(read, store, monkeypatch):
    monkeypatch.setattr("waarborg.interfaces.web.stand.views.ROUNDS_PER_PAGE", 1)
    first, second = store("Een"), store("Een", about={"version": "2"})

    assert f'href="/stand/{second.slug}/"' in read("/stand/")
    assert f'href="/stand/{first.slug}/"' in read("/stand/?pagina=2")
    assert 'rel="next" href="?pagina=2"' in read("/stand/")


def test_markup_in_the_name_of_an_organisation_is_only_text(read, store):
    round_ = store('<script>alert("x")</script>')

    for address in ("/stand/", f"/stand/{round_.slug}/", f"/stand/{round_.slug}/regels", "/stand/onbekend/"):
        assert "<script>alert" not in read(address, status=404 if address.endswith("onbekend/") else 200)


def test_a_round_that_does_not_exist_names_those_that_do(read, veldermeer):
    page = read("/stand/bestaat-niet/", status=404)

    assert "‘bestaat-niet’" in page
    assert f'href="/stand/{veldermeer.slug}/"' in page
    assert "is not here" in read("/stand/bestaat-niet/regels", language="en", status=404)
