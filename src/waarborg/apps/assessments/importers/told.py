"""What the reader tells about columns: taken for something by assumption, not used, or not certain."""

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import guesses
from waarborg.apps.assessments.importers.headers import VERDICT_COLUMNS, Head, HeadColumn
from waarborg.apps.assessments.importers.readings import Readings
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.drafts import Certainty
from waarborg.apps.base.importers.grids import Grid, letters
from waarborg.domain.assessments import Level

_ASSUMED = gettext_noop("Kolomkop '%(heading)s' is gelezen als '%(column)s'.")
OPPOSITE = gettext_noop(
    "Onder '%(heading)s' kan ja goed of slecht nieuws zijn. De kolom is niet gelezen; zeg waarvoor de woorden tellen."
)
LEGEND = gettext_noop(
    "Bij '%(heading)s' legt het blad zelf uit wat de tekens betekenen. De kolom is niet gelezen; "
    "zeg waarvoor elk teken telt."
)
DOUBLE = gettext_noop("Ook '%(heading)s' is een kolom met oordelen; gelezen is alleen kolom %(first)s.")
_WANTED = gettext_noop("'%(heading)s' is wat jullie willen bereiken, niet hoe het nu is; de kolom is niet gelezen.")
_BESIDE_LEVELS = gettext_noop("Deze kolom is niet gebruikt: opzet, bestaan en werking staan apart.")
_UNUSED = gettext_noop("Deze kolommen zijn niet gebruikt: %(columns)s.")
_SINGLE = gettext_noop(
    "Dit blad heeft een oordeel per maatregel in plaats van drie. Het is gelezen als %(level)s; "
    "de andere twee zijn niet beoordeeld."
)
_ONLY = gettext_noop("Dit blad heeft geen kolom met een oordeel: alleen wat van toepassing is, is gelezen.")
_LISTED = 12


def single(grid: Grid, head: Head, position: int | None, level: Level, readings: Readings) -> None:
    """One column of verdicts, and the level that it was read as."""
    where = grid.row_name(head.row) if position is None else grid.cell_name(head.row, position)
    readings.note("status-column", where, _SINGLE, level=level.value)


def applicability_only(grid: Grid, head: Head, readings: Readings) -> None:
    """A list that says what applies and nothing of how it stands."""
    readings.note("applicability-only", grid.row_name(head.row), _ONLY)


def columns(grid: Grid, head: Head, level: Level | None, readings: Readings) -> None:
    """Each column that was not read as its heading says, in the order of the sheet."""
    for part in head.parts:
        heading, where = flat(part.heading), grid.cell_name(head.row, part.position)
        first = part.first if part.first is not None else _said_before(head, part)
        if first is not None:
            readings.problem("double-column", where, DOUBLE, heading=heading, first=letters(first))
        elif (asked := open_words(part)) is not None:
            readings.problem(asked[0], where, asked[1], heading=heading)
        elif part.meaning is Column.WANTED and part.heading:
            readings.note("column-wanted", where, _WANTED, heading=heading)
        elif part.guess.certainty is Certainty.ASSUMED and part.is_read and not part.marks:
            readings.note("header-assumed", where, _ASSUMED, heading=heading, column=guesses.plainest(part.meaning))
    if level is None and Column.STATUS in head.columns:
        readings.note("column-unused", grid.cell_name(head.row, head.columns[Column.STATUS][0]), _BESIDE_LEVELS)
    unused = list(_unused(head))
    if unused:
        quoted = ", ".join(f"'{text}'" for text in unused[:_LISTED]) + (", …" if len(unused) > _LISTED else "")
        readings.note("column-unused", grid.row_name(head.row), _UNUSED, columns=quoted)


def _said_before(head: Head, part: HeadColumn) -> int | None:
    """The column that a person said the same of, where only one can be read."""
    first = head.first(part.meaning) if part.meaning in VERDICT_COLUMNS and part.marks is None else None
    return first if first != part.position else None


def open_words(part: HeadColumn) -> tuple[str, str] | None:
    """The code and the message of a column whose words can mean yes and no, while nobody said which; None else."""
    if part.guess.proposal is None or not part.guess.is_only_said:
        return None
    return ("column-legend", LEGEND) if part.guess.has_legend else ("column-opposite", OPPOSITE)


def _unused(head: Head) -> Iterator[str]:
    for part in head.parts:
        if part.meaning is Column.IGNORE and part.heading and part.marks is None and open_words(part) is None:
            yield flat(part.heading)


def flat(text: str) -> str:
    """A heading that fits in a sentence."""
    return " ".join(text.split())[:60]
