"""UI-01 and the looks of an organisation: every accent that is let in can be read, by day and by night."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.domain import theme
from waarborg.domain.basis import Problem

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_has_the_highest_contrast():
    assert round(theme.contrast("#000000", "#ffffff"), 6) == 21
    assert theme.contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("accent", ["#ffff00", "#9acd32", "#ffffff"])
def test_a_light_accent_breaks_the_rule_of_contrast(accent):
    assert theme.problems(accent) == [Problem("UI-01", about=accent)]


@pytest.mark.parametrize("accent", ["", "red", "#12", "#gggggg", "#0c5b63;}"])
def test_what_is_no_colour_breaks_the_rule_of_contrast(accent):
    assert theme.problems(accent) == [Problem("UI-01", about=accent)]


@given(colours)
def test_every_accent_that_is_let_in_can_be_read_in_light_and_dark(accent):
    if theme.problems(accent):
        return
    light, dark = theme.scales(accent)

    assert theme.contrast(light[500], theme.WHITE) >= theme.ENOUGH
    assert theme.contrast(light[600], light[100]) >= theme.ENOUGH
    assert theme.contrast(dark[500], theme.NIGHT) >= theme.ENOUGH
    assert theme.contrast(dark[700], dark[100]) >= theme.ENOUGH
