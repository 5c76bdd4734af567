"""How the workbook looks: calm ink on white, answers light, what is not asked grey, the five marks in colour."""

from dataclasses import dataclass
from typing import Any

from waarborg.apps.base import labels
from waarborg.apps.base.formats.workbooks import Workbook
from waarborg.domain.assessments import Verdict

FONT = "Calibri"
INK, ACCENT, LINE, PAPER, GREY = "#1F2933", "#17496B", "#C9D2DA", "#FFFFFF", "#EEF1F4"
ANSWER = "#F7FBFE"

# Dark ink on a light ground, at least 4.5:1, and always with the mark in front: never by colour alone.
COLOURS = {
    Verdict.MEETS: ("#0B5D2E", "#DDF2E3"),
    Verdict.PARTLY: ("#6B4700", "#FDF0CF"),
    Verdict.FAILS: ("#8A1B1B", "#FBE1E0"),
    Verdict.NOT_ASSESSED: ("#4A5560", "#EEF1F4"),
    Verdict.NOT_APPLICABLE: ("#4A5560", "#E4E7F2"),
}

_LONGEST_HEADER = 255  # characters, with the codes
_SMALL = "&L&9 "  # the space keeps a digit in front out of the size


@dataclass(frozen=True, slots=True)
class Formats:
    """Every cell format of the workbook, made once per file."""

    title: Any
    text: Any
    strong: Any
    small: Any
    header: Any
    answer_header: Any
    code: Any
    norm: Any
    number: Any
    bold_part: Any
    part: Any
    answer: Any
    choice: Any
    date: Any
    closed: Any
    closed_number: Any
    hint: Any
    label: Any
    figure: Any
    verdicts: dict[Verdict, Any]


def make(book: Workbook) -> Formats:
    """The formats of one workbook."""

    def add(**options: Any) -> Any:  # noqa: ANN401 - the package ships no types
        return book.add_format({"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", **options})

    cell = {"border": 1, "border_color": LINE, "text_wrap": True}
    header = {**cell, "bold": True, "font_color": PAPER, "valign": "vcenter"}
    answer = {**cell, "bg_color": ANSWER, "locked": False}
    return Formats(
        title=add(bold=True, font_size=18, font_color=ACCENT),
        text=add(text_wrap=True),
        strong=add(bold=True, text_wrap=True),
        small=add(text_wrap=True, font_color="#4A5560", italic=True),
        header=add(**header, bg_color="#4A5560"),
        answer_header=add(**header, bg_color=ACCENT),
        code=add(font_color=LINE, font_size=8),
        norm=add(**cell),
        number=add(**cell, bold=True, num_format="@"),
        bold_part=add(bold=True),
        part=add(),
        answer=add(**answer, num_format="@"),
        choice=add(**answer, align="center"),
        date=add(**answer, num_format="dd-mm-yyyy", align="center"),
        closed=add(**cell, bg_color=GREY, font_color="#4A5560"),
        closed_number=add(**cell, bg_color=GREY, font_color="#4A5560", bold=True, num_format="@"),
        hint=add(**cell, font_color="#8A1B1B", italic=True),
        label=add(**cell, bold=True, bg_color=GREY),
        figure=add(**cell, align="center", num_format="0"),
        verdicts={verdict: _verdict_format(book, verdict) for verdict in Verdict},
    )


def _verdict_format(book: Workbook, verdict: Verdict) -> Any:  # noqa: ANN401 - the package ships no types
    ink, ground = COLOURS[verdict]
    sign = labels.mark(verdict)
    return book.add_format(
        {"font_color": ink, "bg_color": ground, "num_format": f'General;-General;General;"{sign} "@'}
    )


def page_header(title: str) -> str:
    """The title in small letters; Excel refuses a workbook whose header is longer than it allows."""
    told = title.replace("&", "&&")
    room = _LONGEST_HEADER - len(_SMALL)
    if len(told) > room:
        told = told[: room - 1]
        halved = (len(told) - len(told.rstrip("&"))) % 2
        told = told[: len(told) - halved].rstrip() + "…"
    return _SMALL + told
