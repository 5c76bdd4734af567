"""Whole numbers that people send: what cannot be a key of a row is none."""

import pytest

from waarborg.apps.base.formats import whole_numbers


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("17", 17), ("0017", 17), (str(whole_numbers.LARGEST), whole_numbers.LARGEST)]
)
def test_a_number_is_read(text, number):
    assert whole_numbers.read(text) == number


@pytest.mark.parametrize(
    "text",
    [None, "", " 1", "-1", "1.0", "1e9", "٣", "²", "9" * 5000, str(whole_numbers.LARGEST + 1), 7, b"7"],
    ids=lambda text: repr(text)[:12],
)
def test_anything_else_is_none(text):
    assert whole_numbers.read(text) is None
