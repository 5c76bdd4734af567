"""The picture of a round: every number is the number of rows behind it."""

import re
from collections import Counter
from html import unescape

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests.apps.reports import rounds
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.domain.assessments import Applicability, Ask, Level, Verdict
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.interfaces.web.stand.filters import LineFilters, Rows

MOST_QUERIES = 22  # nine of which say who is there, in which organisation
LINK = re.compile(r'<a[^>]* href="([^"]*/regels\?[^"]*)"[^>]*>(?:<span[^>]*>[^<]*</span> )?\s*(?:<strong>)?(\d+)')


def numbers(page: str) -> list[tuple[str, int]]:
    """Every number on the page that leads to rows, with the filters it leads to."""
    return [(unescape(address).partition("?")[2], int(n)) for address, n in LINK.findall(page)]


@pytest.fixture
def page(read, veldermeer):
    return read(f"/stand/{veldermeer.slug}/")


def test_every_number_is_the_number_of_rows_it_leads_to(page, veldermeer):
    rows = Rows(nulmeting_report(veldermeer, language="nl", today=timezone.localdate()))
    found = numbers(page)

    assert len(found) > 150
    for address, n in found:
        assert len(LineFilters.read(QueryDict(address)).apply(rows)) == n, address


def test_a_number_leads_to_a_page_with_that_many_rows(page, read, veldermeer):
    address, n = next((a, n) for a, n in numbers(page) if "bestaan=fails" in a)
    opened = read(f"/stand/{veldermeer.slug}/regels?{address}")

    assert opened.count('<th scope="row">') == n


def test_the_totals_are_those_of_the_answers(page, veldermeer):
    answers = rounds.answers(list(veldermeer.edition.items.order_by("position")))
    live = {
        item.number
        for item in veldermeer.edition.items.filter(kind=ItemKind.MEASURE.value, status=ItemStatus.LIVE.value)
    }
    shown = dict(numbers(page))
    for level in Level:
        said = Counter(
            Verdict.NOT_APPLICABLE
            if answer.applicability is Applicability.NOT_APPLICABLE
            else getattr(answer, level.value)
            for answer in answers
            if answer.number in live
        )
        for verdict, n in said.items():
            assert shown[f"soort=verdict&{level.value}={verdict.value}"] == n


def test_controls_without_a_measure_are_shown_apart_with_what_was_chosen(page):
    apart = page[page.index('id="richtlijnen"') :]
    shown = dict(numbers(apart))

    assert "40 beheersmaatregelen hebben geen overheidsmaatregel" in page
    chosen = [n for address, n in shown.items() if "toepassing=" in address]
    assert sum(chosen) == 40
    assert all(f"soort={Ask.GUIDELINE.value}" in address for address in shown if "opzet=" in address)


def test_a_board_sees_what_is_asked_with_the_rows_behind_it(page):
    asked = page[page.index('id="bestuur"') :]

    assert "Keur het verbeterplan goed" in asked
    assert "uitkomst=gap&amp;eigenaar=-" in asked


def test_what_the_reader_of_the_file_could_not_place_is_told(page):
    assert "9.99.01 bestaat niet in deze editie." in page


def test_one_status_column_is_told(read, store):
    round_ = store("Een kolom", single_status_level="bestaan")

    assert "één statuskolom" in read(f"/stand/{round_.slug}/")


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", ("Waar staan we?", "Wat eerst?", "Verantwoording")), ("en", ("Where do we stand?", "What first?"))],
)
def test_the_picture_speaks_both_languages(read, veldermeer, language, said):
    page = read(f"/stand/{veldermeer.slug}/", language=language)

    assert all(words in page for words in said)


def test_bars_need_no_style_and_no_script(page):
    assert " style=" not in page
    assert "<style" not in page
    assert len(re.findall(r'<rect class="wb-bar__\w+" x="[\d.]+%" width="[\d.]+%"', page)) > 100


def test_the_bars_of_a_level_fill_its_width(page):
    bar = re.search(r'<svg class="wb-bar".*?</svg>', page, re.DOTALL)
    widths = [float(width) for width in re.findall(r' width="([\d.]+)%"', bar.group())]

    assert sum(widths) == pytest.approx(100, abs=0.05)


def test_the_picture_takes_the_same_queries_however_much_was_answered(count_queries, store, veldermeer):
    filled = count_queries(f"/stand/{veldermeer.slug}/")
    empty = store("Leeg")

    assert count_queries(f"/stand/{empty.slug}/") == filled <= MOST_QUERIES


def test_a_round_without_any_answer_is_no_broken_page(read, store):
    round_ = store("Leeg")

    for language in ("nl", "en"):
        page = read(f"/stand/{round_.slug}/", language=language)
        assert "wb-bar--none" in page
        assert 'href="/stand/' in page


def test_a_round_of_an_edition_without_measures_counts_its_controls(read, store):
    round_ = store("Volgens de wet", edition="cbw@2026")

    assert "over 27" in read(f"/stand/{round_.slug}/")
