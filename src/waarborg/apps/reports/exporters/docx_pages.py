"""Where headings fall: Word shows the page numbers that stand in a table of contents until somebody updates it.

So the pages are reckoned while writing, with the widths of Arial, which the document uses throughout.
"""

from collections.abc import Iterable, Sequence

CM_PER_POINT = 2.54 / 72
# Advance widths of Arial in thousandths of the font size, by class; digits and most letters are 556.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 222),
    **dict.fromkeys(" .,:;!/\\It f[]", 278),
    **dict.fromkeys("r-()“”‘’", 333),
    **dict.fromkeys("ckszvxyJ", 500),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    "W": 944,
    **dict.fromkeys("●◐○", 800),
    "%": 889,
    "…": 1000,
}
_BOLD = 1.06


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in centimetres."""
    thousandths = sum(_WIDTHS.get(character, 556) for character in text)
    return thousandths / 1000 * size * CM_PER_POINT * (_BOLD if bold else 1)


def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in `room` centimetres."""
    return sum(_wrapped(paragraph.split(), room, size, bold=bold) for paragraph in text.split("\n"))


def _wrapped(words: Iterable[str], room: float, size: float, *, bold: bool) -> int:
    space = text_width(" ", size)
    used, count = 0.0, 1
    for word in words:
        width = text_width(word, size, bold=bold)
        if used and used + space + width > room:
            count, used = count + 1, width
        else:
            used += width + (space if used else 0)
    return count


class Pages:
    """A cursor that goes down the page as things are written."""

    def __init__(self, height: float) -> None:
        self.height, self.page, self.used = height, 1, 0.0

    def new_page(self, height: float | None = None) -> None:
        self.page, self.used = self.page + 1, 0.0
        self.height = height or self.height

    def add(self, height: float, *, keep_with: float = 0.0) -> None:
        """Something that is not split, such as a line of a table; `keep_with` is what must follow on the same page."""
        if self.used and self.used + height + keep_with > self.height:
            self.new_page()
        self.used += height

    def add_rows(self, heights: Sequence[float], header: float, block: int = 1) -> None:
        """The rows of a table whose header is repeated on every page; `block` rows stay together."""
        blocks = [sum(heights[start : start + block]) for start in range(0, len(heights), block)]
        self.add(header, keep_with=blocks[0] if blocks else 0)
        for height in blocks:
            before = self.page
            self.add(height)
            if self.page != before:
                self.used += header
