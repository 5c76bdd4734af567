"""The rows of a round, and the filters that live in the address."""

import re

import pytest

from waarborg.apps.assessments.shapes import Answer
from waarborg.domain.assessments import Verdict

M, P, F = Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS


@pytest.fixture
def found(read, store):
    """The numbers of the rows that a query finds in a small round."""
    round_ = store(
        "Klein",
        answer("5.01.01", M, M, P, owner="Bram", explanation="Het beleid ligt er sinds mei."),
        answer("5.17.01", P, F, F, owner="Noor", evidence="Steekproef van vijf accounts"),
        answer("8.24.01", F, F, F, action="Beleid schrijven"),
    )

    def rows(query: str, **more: str) -> list[str]:
        return numbers(read(f"/stand/{round_.slug}/regels?{query}", **more))

    return rows


def answer(number: str, opzet: Verdict, bestaan: Verdict, werking: Verdict, **more: str) -> Answer:
    return Answer(number=number, where="rij 1", opzet=opzet, bestaan=bestaan, werking=werking, **more)


def numbers(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a class="nl-link wb-number" href="[^"]*">([^<]+)</a>', page)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("opzet=meets", ["5.01.01"]),
        ("opzet=meets&opzet=partly", ["5.01.01", "5.17.01"]),
        ("bestaan=fails", ["5.17.01", "8.24.01"]),
        ("bestaan=fails&opzet=partly", ["5.17.01"]),
        ("eigenaar=Noor", ["5.17.01"]),
        ("uitkomst=gap", ["5.01.01", "5.17.01", "8.24.01"]),
        ("uitkomst=gap&eigenaar=-", ["8.24.01"]),
        ("uitkomst=gap&thema=cryptography", ["8.24.01"]),
        ("uitkomst=gap&hoofdstuk=8", ["8.24.01"]),
        ("uitkomst=breaks_rule", ["5.01.01"]),
        ("zoek=steekproef", ["5.17.01"]),
        ("zoek=BELEID mei", ["5.01.01"]),
        ("zoek=beleid schrijven", ["8.24.01"]),
        ("opzet=meets&zoek=bestaatniet", []),
        ("thema=bestaat-niet", []),
    ],
)
def test_each_filter_narrows_the_rows(found, query, expected):
    assert found(query) == expected


@pytest.mark.parametrize("typed", ["5.17.01", "5.17.1", "05.17.01"])
def test_a_number_is_found_in_every_notation(found, typed):
    assert found(f"zoek={typed}") == ["5.17.01"]


def test_a_number_finds_what_stands_under_it(found):
    assert found("zoek=5.17") == ["5.17.01", "5.17.02", "5.17.03"]


def test_the_most_urgent_gap_comes_first_when_asked(found):
    assert found("uitkomst=gap&volgorde=urgentie") == ["8.24.01", "5.17.01", "5.01.01"]


def test_kinds_of_rows_stay_apart(found):
    assert len(found("soort=verdict")) == 117
    assert len(found("soort=guideline")) == 40
    assert "8.08.06" in found("soort=elsewhere")


def test_an_active_filter_is_a_chip_that_can_be_removed(read, veldermeer):
    page = read(f"/stand/{veldermeer.slug}/regels?opzet=meets&thema=access&pagina=1")

    assert '<a class="wb-chip" href="?thema=access">' in page
    assert '<a class="wb-chip" href="?opzet=meets">' in page
    assert re.search(r"Opzet:</span> voldoet ", page)


def test_filters_keep_their_meaning_in_the_other_language(read, veldermeer):
    address = f"/stand/{veldermeer.slug}/regels?thema=access&bestaan=partly"

    assert numbers(read(address)) == numbers(read(address, language="en"))
    assert "Theme:" in read(address, language="en")


def test_a_row_remembers_the_list_it_came_from(read, veldermeer):
    page = read(f"/stand/{veldermeer.slug}/regels?bestaan=partly&volgorde=&pagina=")

    assert re.search(rf'href="/stand/{veldermeer.slug}/[\d.]+\?bestaan=partly"', page)


def test_htmx_gets_only_the_rows(read, veldermeer):
    page = read(f"/stand/{veldermeer.slug}/regels?opzet=meets", **{"HX-Request": "true"})

    assert "<html" not in page
    assert numbers(page)


def test_nothing_found_says_so_and_offers_a_way_out(read, veldermeer):
    page = read(f"/stand/{veldermeer.slug}/regels?zoek=bestaatniet")

    assert "Geen onderdelen met deze woorden en filters." in page
    assert f'href="/stand/{veldermeer.slug}/regels"' in page


def test_a_long_list_goes_on_a_page_further(read, veldermeer, monkeypatch):
    monkeypatch.setattr("waarborg.interfaces.web.stand.views.LINES_PER_PAGE", 20)
    page = read(f"/stand/{veldermeer.slug}/regels?soort=verdict")

    assert len(numbers(page)) == 20
    assert "<strong>117</strong>" in page
    assert 'rel="next" href="?soort=verdict&amp;pagina=2"' in page


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "%00", "'"])
def test_strange_searches_and_filters_are_only_text(read, veldermeer, typed):
    for name in ("zoek", "eigenaar", "thema", "volgorde", "pagina"):
        page = read(f"/stand/{veldermeer.slug}/regels?{name}={typed}")
        assert "<script>alert" not in page
        assert "<img" not in page


def test_markup_in_answers_is_only_text(read, store):
    evil = "<b>vet</b><script>alert(1)</script>"
    more = {"explanation": evil, "owner": evil, "evidence": evil, "action": evil}
    round_ = store("Kwaad", answer("5.01.01", F, F, F, **more))

    for page in ("", "regels", "5.01.01", "regels?zoek=vet"):
        opened = read(f"/stand/{round_.slug}/{page}")
        assert "<b>vet" not in opened
        assert "<script>alert" not in opened


def test_the_rows_take_the_same_queries_however_they_are_narrowed(count_queries, veldermeer):
    narrowed = ("", "?opzet=meets&thema=access", "?uitkomst=gap&volgorde=urgentie", "?zoek=beleid")
    counts = {count_queries(f"/stand/{veldermeer.slug}/regels{query}") for query in narrowed}

    assert len(counts) == 1
    assert max(counts) <= 21
