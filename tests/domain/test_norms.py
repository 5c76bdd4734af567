"""Editions: ids, texts and their hashes."""

import pytest

from waarborg.domain import norms
from waarborg.domain.norms import DiffPart, EditionId


def test_an_edition_is_named_by_catalogue_and_version():
    assert EditionId.parse(" bio2@1.3 ") == EditionId("bio2", "1.3")
    assert str(EditionId("bio1", "1.04zv")) == "bio1@1.04zv"


@pytest.mark.parametrize("text", ["bio2", "bio2@", "@1.3", "BIO2@1.3", "bio2@1 3", "bio2@1/3", "../x@1"])
def test_anything_else_is_no_edition_and_the_message_shows_how_to_write_one(text):
    with pytest.raises(ValueError, match=r"schrijf NAAM@EDITIE, zoals bio2@1\.3"):
        EditionId.parse(text)


def test_a_text_hashes_the_same_whatever_its_line_breaks():
    assert norms.text_hash("Het beleid<br>is er.") == norms.text_hash("Het  beleid<BR/>\n is er. ")


def test_the_categories_are_no_part_of_the_text():
    assert norms.text_hash("Het beleid is er. **Draagt bij aan:** basishygiëne") == norms.text_hash("Het beleid is er.")


def test_the_hash_of_the_fact_tables_comes_out():
    published = "eac130c6c1b181889e30df339c212613b101cfae2641626af7c7b3cea5f006d4"

    assert norms.text_hash("Vervallen.") == published


def test_composed_and_decomposed_letters_are_the_same_text():
    assert norms.text_hash("hygie\u0308ne") == norms.text_hash("hygi\u00ebne")


def test_a_word_diff_names_what_stayed_went_and_came():
    parts = norms.word_diff("De leiding stelt vast", "Het bestuur stelt vast")

    assert parts == [
        DiffPart("removed", "De leiding"),
        DiffPart("added", "Het bestuur"),
        DiffPart("same", "stelt vast"),
    ]


def test_texts_too_long_to_compare_are_given_whole():
    old = " ".join(f"woord{n}" for n in range(norms.LONGEST_COMPARED + 1))

    assert norms.word_diff(old, f"{old} meer") == [DiffPart("removed", old), DiffPart("added", f"{old} meer")]
    assert norms.word_diff(old, old) == [DiffPart("same", old)]
    assert norms.word_diff(old, "") == [DiffPart("removed", old)]
