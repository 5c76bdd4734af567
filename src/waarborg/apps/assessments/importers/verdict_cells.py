"""The verdict columns of a sheet: words, marks, crosses, 0-5 and percentages, decided per column, read per cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import scales, words
from waarborg.apps.assessments.importers.headers import Head
from waarborg.apps.assessments.importers.readings import Readings
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.mappings import NOT_READ, NumberScale, fold_cell
from waarborg.apps.base.importers.grids import Cell, Grid, as_text
from waarborg.domain.assessments import Verdict

_AS_PERCENTAGE = gettext_noop(
    "Percentages zijn gelezen als: 100 voldoet, 1 tot en met 99 voldoet deels, 0 voldoet niet."
)
_EXPLAINED = {
    NumberScale.MATURITY: gettext_noop(
        "Cijfers 0-5 zijn gelezen als volwassenheid: 0-1 voldoet niet, 2 voldoet deels, 3-5 voldoet."
    ),
    NumberScale.PERCENT: _AS_PERCENTAGE,
    NumberScale.FRACTION: _AS_PERCENTAGE,
}
_OPPOSITE = gettext_noop(
    "Onder deze kop kan '%(text)s' goed of slecht nieuws zijn; het is niet gelezen. Zeg waarvoor dit woord telt."
)
_TICKS = frozenset({"v", "✓", "✔"})
CROSS = "x"
_MARKS = _TICKS | {CROSS, "1", "●", "☑", "☒", "✅", "✗", "✘"}
_UNMARKED = frozenset({"", "0", "-", "–", "○", "☐"})
_NO_MARK = gettext_noop(
    "'%(text)s' is geen kruisje onder dit oordeel; dit antwoord is niet gelezen. Zet een x, of niets."
)


@dataclass(frozen=True, slots=True)
class CellSays:
    """What one verdict cell gave."""

    verdict: Verdict | None = None  # None: empty, or not read
    remark: str = ""
    maturity: int | None = None


@dataclass(frozen=True, slots=True)
class VerdictColumn:
    """One column with the way its numbers and crosses are read."""

    grid: Grid
    column: int
    scale: NumberScale
    cross_is_no: bool
    given: Mapping[str, str] = field(default_factory=dict)  # what a person said that words count as
    is_only_said: bool = False  # a yes under this heading may be bad news: only `given` says what words count as

    def read(self, row: int, readings: Readings, number: str) -> CellSays:
        """The verdict in a row; a cell that cannot be read becomes a problem."""
        value = self.grid.cell(row, self.column)
        text = as_text(value)
        if not text:
            self._report_formula(row, readings, number)
            return CellSays()
        if (said := self.given.get(fold_cell(text))) is not None:
            return _as_given(said, text)
        share, bare = scales.percentage(value), scales.number(value)
        if share is not None and share <= scales.WHOLE and not self.is_only_said:
            return CellSays(scales.from_percentage(share))
        if bare is None:
            return self._from_word(row, text, readings, number)
        return self._from_number(row, bare, readings, number)

    def _from_word(self, row: int, text: str, readings: Readings, number: str) -> CellSays:
        if text.lower() == CROSS and self.cross_is_no and not self.is_only_said:
            return CellSays(Verdict.FAILS)
        said = words.verdict(text)
        if said.verdict is not None and self.is_only_said and words.is_relative(text):
            said = words.Said(None, why=_OPPOSITE, code=words.UNREADABLE)
        if said.verdict is None:
            readings.problem(said.code, self._where(row), said.why, number, text=words.short(text))
        return CellSays(said.verdict, said.remark)

    def _from_number(self, row: int, bare: float, readings: Readings, number: str) -> CellSays:
        if self.scale is NumberScale.MATURITY:
            return CellSays(scales.from_level(int(bare)), maturity=int(bare))
        if self.scale is NumberScale.PERCENT:
            return CellSays(scales.from_percentage(bare))
        if self.scale is NumberScale.FRACTION:
            return CellSays(scales.from_percentage(bare * scales.WHOLE))
        what = gettext_noop("Het getal %(text)s is geen duidelijk oordeel; schrijf een woord.")
        text = as_text(self.grid.cell(row, self.column))
        readings.problem("unreadable-verdict", self._where(row), what, number, text=text)
        return CellSays()

    def _report_formula(self, row: int, readings: Readings, number: str) -> None:
        if (row, self.column) in self.grid.formulas:
            what = gettext_noop(
                "Hier staat een formule zonder bruikbare uitkomst. Open het bestand in Excel, herstel het en bewaar."
            )
            readings.problem("formula-without-value", self._where(row), what, number)

    def _where(self, row: int) -> str:
        return self.grid.cell_name(row, self.column)


def _as_given(said: str, text: str) -> CellSays:
    """What a person said that this text counts as; what it says beside a verdict is kept as a remark."""
    found = words.verdict(text)
    if said == NOT_READ or said not in set(Verdict):
        return CellSays(None, found.remark)
    return CellSays(Verdict(said), found.remark if found.code == words.WITH_REMARK else "")


def column(grid: Grid, head: Head, position: int, readings: Readings) -> VerdictColumn:
    """Look over a whole column, and tell how its numbers and crosses will be read."""
    values = [grid.cell(row, position) for row in range(head.row + 1, len(grid.rows))]
    given = head.given(position)
    scale = number_scale(values, head, position)
    cross_is_no = is_cross_no(values)
    where = grid.cell_name(head.row, position)
    if scale in _EXPLAINED:
        readings.note(
            f"scale-{'maturity' if scale is NumberScale.MATURITY else 'percentage'}", where, _EXPLAINED[scale]
        )
    elif scale is NumberScale.UNCLEAR and not given:
        what = gettext_noop("Het is niet zeker wat de getallen in deze kolom betekenen; ze zijn niet gelezen.")
        readings.note("scale-unclear", where, what)
    elif any(scales.percentage(value) is not None for value in values):
        readings.note("scale-percentage", where, _EXPLAINED[NumberScale.PERCENT])
    if cross_is_no:
        what = gettext_noop("Deze kolom heeft v en x: v is gelezen als voldoet, x als voldoet niet.")
        readings.note("cross-is-no", where, what)
    is_only_said = head.is_only_said(position)
    return VerdictColumn(grid, position, scale, cross_is_no, given.words if given else {}, is_only_said)


def number_scale(values: Iterable[Cell], head: Head, position: int) -> NumberScale:
    """What the bare numbers of a column are: as a person said, else what heading and numbers tell together."""
    part = next(part for part in head.parts if part.position == position)
    if part.given is not None and part.given.numbers is not NumberScale.NONE:
        return part.given.numbers
    is_listed = part.given is not None and any(scales.number(word) is not None for word in part.given.words)
    if is_listed or part.guess.is_only_said:  # numbers that somebody did not name do not fall on another scale
        return NumberScale.UNCLEAR
    is_level = head.is_own or part.meaning is Column.MATURITY
    return scales.decide(values, part.heading, is_level=is_level)


def is_cross_no(values: Iterable[Cell]) -> bool:
    """Whether a cross is a no here: when there are ticks too."""
    signs = {fold_cell(as_text(value)) for value in values}
    return CROSS in signs and bool(signs & _TICKS)


def from_matrix(grid: Grid, head: Head, row: int, readings: Readings, number: str) -> CellSays:
    """The verdict whose column is marked, in sheets with a column per verdict."""
    marked = []
    for verdict, position in head.matrix.items():
        is_marked = _is_marked(grid.cell(row, position), verdict)
        if is_marked is None:
            where, text = grid.cell_name(row, position), words.short(grid.text(row, position))
            readings.problem("unreadable-verdict", where, _NO_MARK, number, text=text)
            return CellSays()
        marked += [verdict] if is_marked else []
    if len(marked) > 1:
        what = gettext_noop("Er is meer dan een oordeel aangekruist; dit antwoord is niet gelezen.")
        readings.problem("unreadable-verdict", grid.row_name(row), what, number)
        return CellSays()
    return CellSays(marked[0]) if marked else CellSays()


def _is_marked(value: Cell, verdict: Verdict) -> bool | None:
    """Whether a cell under a verdict is marked: by a mark or by the word of that verdict; None for any other text."""
    if isinstance(value, bool):
        return value
    text = fold_cell(as_text(value))
    if text in _UNMARKED:
        return False
    return True if text in _MARKS or words.verdict(as_text(value)).verdict is verdict else None
