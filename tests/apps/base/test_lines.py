"""Line breaks as Word, Excel and web pages write them."""

import pytest

from waarborg.apps.base.formats.lines import as_shown, with_line_breaks
from waarborg.apps.base.importers.grids import as_text

BREAKS = ("\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "_x000B_", "_x000D_\n", "_x000D_")


@pytest.mark.parametrize("sign", BREAKS)
def test_every_line_break_becomes_one_line_feed(sign):
    assert with_line_breaks(f"een{sign}twee") == "een\ntwee"
    assert as_text(f"een{sign}twee") == "een\ntwee"


@pytest.mark.parametrize("sign", [*BREAKS, "<br>", "<BR />", "<br>\n", "<br/>\r\n"])
def test_a_reader_sees_markup_for_a_line_break_as_one_too(sign):
    assert as_shown(f"een{sign}twee") == "een\ntwee"


@pytest.mark.parametrize("text", ["a\n\nb", "x000D", "_x0041_", "<brood>", "tab\tblijft"])
def test_what_is_no_line_break_stays(text):
    assert as_shown(text) == text
    assert with_line_breaks("a<br>b") == "a<br>b"
