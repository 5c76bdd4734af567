"""Numbers as people write them."""

import pytest

from waarborg.domain import numbers


@pytest.mark.parametrize("written", ["5.1.1", "05.01.01", "5.01.01", " 5.01.1. "])
def test_every_notation_of_a_bio2_number_is_the_same_place(written):
    assert numbers.same_place(written, "5.01.01")


def test_5_1_and_5_10_are_different_places():
    assert not numbers.same_place("5.1", "5.10")


def test_words_are_the_same_place_only_when_they_are_the_same_word():
    assert numbers.same_place("art.21", "Art.21 ")
    assert not numbers.same_place("art.21", "art.24")


def test_a_dotted_number_has_levels():
    assert numbers.parts("05.1.1.1") == (5, 1, 1, 1)


@pytest.mark.parametrize("written", ["", "/", "AC-1", "5.1.1 en 5.1.2", "5..1", "1.2.3.4.5.6"])
def test_what_is_no_dotted_number_has_no_levels(written):
    assert numbers.parts(written) is None


def test_numbers_sort_as_people_expect():
    shuffled = ["5.10", "A.5", "5.2", "5.2.1", "8.1", "art.21"]

    assert sorted(shuffled, key=numbers.sort_key) == ["5.2", "5.2.1", "5.10", "8.1", "A.5", "art.21"]


def test_the_database_sorts_storage_keys_in_the_same_order():
    shuffled = ["5.10", "A.5", "5.2", "5.2.1", "18.1", "AC-2", "AC-10"]

    assert sorted(shuffled, key=numbers.storage_key) == sorted(shuffled, key=numbers.sort_key)


@pytest.mark.parametrize("odd", ["²", "5.1²", "1" * 5000, "١٢", ""])
def test_a_number_that_nobody_expects_still_has_a_place(odd):
    assert isinstance(numbers.storage_key(odd), str)
    assert sorted([odd, "5.2"], key=numbers.sort_key)
