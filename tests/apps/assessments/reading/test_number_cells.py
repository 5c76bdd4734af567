"""Numbers as they stand in a cell: words before them, titles behind them, several at once."""

import pytest

from waarborg.apps.assessments.importers import number_cells
from waarborg.apps.assessments.importers.number_cells import Prefix


def meant(text):
    cell = number_cells.read(text)
    found = number_cells.spread(cell.several) if cell.is_clear else None
    return [".".join(map(str, place)) for place in found] if found else None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5.14.01 t/m 5.14.03", "5.14.1 5.14.2 5.14.3"),
        ("A.5.1 - A.5.4", "5.1 5.2 5.3 5.4"),
        ("5.1, 5.2 en 5.4", "5.1 5.2 5.4"),
        ("5.1\n5.2", "5.1 5.2"),
        ("5.20.01/5.20.02", "5.20.1 5.20.2"),
        ("5.1 to 5.3; 5.7", "5.1 5.2 5.3 5.7"),
    ],
)
def test_several_numbers_are_each_meant(text, numbers):
    assert meant(text) == numbers.split()


@pytest.mark.parametrize(
    "text",
    [
        "5.1-3",
        "5.01.01/02",
        "5.14.01 t/m .03",
        "5.14.01 t/m 03",
        "5.4 - 5.1",
        "5.36 t/m 6.2",
        "5.1, 5.1",
        "5.1 - 5.999",
    ],
)
def test_what_can_mean_several_things_means_nothing(text):
    assert meant(text) is None


@pytest.mark.parametrize(
    ("texts", "prefix"),
    [
        ("5.1|05.1.1|5.01.01 Beleid|5.01.01: Beleid 2024", Prefix.NONE),
        ("BIO 5.01.01|BIO2-5.01.01|BIO 2.0 5.01.01|ISO 27002:2022 5.1|Maatregel 5.1|O-5.01.01", Prefix.NORM),
        ("A.5.1|A5.1|Annex A 5.1|Bijlage A.5.1|ISO27001 A.5.1", Prefix.ANNEX),
        ("Clause 5.1|§ 5.1|§5.1|Hoofdstuk 5.1|Section 5.1|art. 5.1", Prefix.CLAUSE),
        ("RISK-5.1|CAPA 5.1|Versie 2.1", Prefix.OTHER),
    ],
)
def test_words_before_a_number_say_what_it_is_of(texts, prefix):
    assert {number_cells.read(text).prefix for text in texts.split("|")} == {prefix}


@pytest.mark.parametrize("text", ["5.1 e.v.", "5.14.01 en verder", "5.1 tot 5.4", "5.1 etc.", "5.14.01 t/m einde"])
def test_a_number_with_an_open_end_is_not_clear(text):
    assert not number_cells.read(text).is_clear


@pytest.mark.parametrize("text", ["5.01.01 - Beleid 2024", "5.01.01 evaluatie", "5.1 Totaalbeleid", "5.1 - 3 lagen"])
def test_a_title_behind_a_number_is_no_open_end(text):
    cell = number_cells.read(text)

    assert (cell.is_clear, cell.several) == (True, ())


def test_numbers_in_a_title_are_seen():
    assert number_cells.read("5.15.02 Toegang, zie ook 5.18.01").others == ((5, 18, 1),)
