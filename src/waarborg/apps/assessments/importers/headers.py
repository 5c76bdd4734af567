"""What the columns of a sheet are: told by a mapping, by our own codes, or by their headings and what stands below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from waarborg.apps.assessments.importers import column_content, guesses, legends
from waarborg.apps.assessments.importers.guesses import Guess
from waarborg.apps.assessments.importers.heading_words import WEAKER_STATUS
from waarborg.apps.assessments.shapes import CODE_PREFIX, Column
from waarborg.apps.assessments.shapes.drafts import Certainty
from waarborg.apps.assessments.shapes.mappings import ColumnMapping, FileMapping, SheetMapping, layout
from waarborg.apps.base.formats.headings import fold_heading
from waarborg.apps.base.importers.grids import Grid
from waarborg.domain.assessments import Verdict

_HEADER_WITHIN = 40
_ROWS_TRIED = 8
_NOW = 9999
VERDICT_COLUMNS = (Column.OPZET, Column.BESTAAN, Column.WERKING, Column.STATUS, Column.MATURITY, Column.APPLICABILITY)
_LEVELS = (Column.OPZET, Column.BESTAAN, Column.WERKING)
# Of these a sheet often has more than one; the numbers decide per row, the others are read together.
_TITLES = frozenset({Column.CONTROL, Column.SUMMARY})
_SEVERAL = frozenset({Column.NUMBER, Column.JUSTIFICATION})
_OWN_CODES = frozenset(Column) - {Column.STATUS, Column.WANTED, Column.IGNORE}


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """One column as it is read. `given` is what a person said about it; `first` the column that goes before it."""

    position: int
    heading: str
    guess: Guess
    given: ColumnMapping | None = None
    marks: Verdict | None = None
    first: int | None = None

    @property
    def meaning(self) -> Column:
        return self.guess.column

    @property
    def is_read(self) -> bool:
        return self.guess.column not in {Column.IGNORE, Column.WANTED} or self.marks is not None


@dataclass(frozen=True, slots=True)
class Head:
    """The row of headings and what each column is."""

    row: int
    parts: tuple[HeadColumn, ...]
    is_own: bool = False
    mapping: SheetMapping | None = None
    columns: Mapping[Column, tuple[int, ...]] = field(init=False)
    matrix: Mapping[Verdict, int] = field(init=False)  # a column per verdict, with a cross in one

    def __post_init__(self) -> None:
        columns: dict[Column, tuple[int, ...]] = {}
        for part in self.parts:
            if part.is_read and part.marks is None:
                columns[part.meaning] = (*columns.get(part.meaning, ()), part.position)
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "matrix", {part.marks: part.position for part in self.parts if part.marks})

    def first(self, column: Column) -> int | None:
        """The first column of this kind, if any."""
        return self.columns.get(column, (None,))[0]

    def is_only_said(self, position: int | None) -> bool:
        """Whether words and numbers in a column count only as a person says: yes may be no there."""
        return any(part.guess.is_only_said for part in self.parts if part.position == position)

    def given(self, position: int | None) -> ColumnMapping | None:
        """What a person said about a column, if anything."""
        return next((part.given for part in self.parts if part.position == position), None)

    @property
    def is_wanted(self) -> bool:
        """Whether the sheet is to be read: always, unless a person said no."""
        return self.mapping is None or self.mapping.read

    @property
    def has_verdicts(self) -> bool:
        return bool(self.matrix) or any(column in self.columns for column in VERDICT_COLUMNS)

    @property
    def is_readable(self) -> bool:
        """Whether it says where the numbers and where the verdicts stand."""
        return self.has_verdicts and Column.NUMBER in self.columns


def find(grid: Grid, mapping: FileMapping | None = None) -> Head | None:
    """The row that names the columns; of several candidates the one that names most."""
    own = _own(grid)
    if own is not None:
        return own
    if mapping is not None:
        return _mapped(grid, mapping.sheets)
    rows = _promising(grid)
    fitting = [found for row in rows if _names(found := _with_number(grid, *_guessed(grid, row)), Column.NUMBER)]
    best = max(fitting, key=lambda found: (_has_numbers(grid, found), *_weight(found)), default=None)
    return _resolved(grid, *best) if best else None


def _promising(grid: Grid) -> list[int]:
    """The rows with most headings that are known as they stand: trying words that are nearly known takes its time."""
    count = min(_HEADER_WITHIN, len(grid.rows))
    known = {
        row: sum(guesses.is_known(grid.text(row, at)) for at in range(len(grid.rows[row]))) for row in range(count)
    }
    return sorted(sorted(range(count), key=lambda row: -known[row])[:_ROWS_TRIED])


def nearest(grid: Grid) -> Head | None:
    """The row above the first number of a norm: the headings of a sheet in which no column is named as the number."""
    for row in range(min(_HEADER_WITHIN, len(grid.rows) - 1)):
        below = [column_content.are_numbers([grid.cell(row + 1, at)]) for at in range(len(grid.rows[row + 1]))]
        if any(below) and sum(bool(grid.text(row, at)) for at in range(len(grid.rows[row]))) > 1:
            return _resolved(grid, *_guessed(grid, row))
    return None


def _own(grid: Grid) -> Head | None:
    """Our template names its columns in a hidden row, which moves along when people move columns."""
    for number, row in enumerate(grid.rows[:_HEADER_WITHIN]):
        parts = []
        for position, value in enumerate(row):
            code = value.removeprefix(CODE_PREFIX) if isinstance(value, str) else ""
            if code and code != value and code in _OWN_CODES:
                parts.append(HeadColumn(position, grid.text(number + 1, position), Guess(Column(code))))
        if any(part.meaning is Column.NUMBER for part in parts):
            return Head(number + 1, tuple(parts), is_own=True)
    return None


def _mapped(grid: Grid, sheets: Iterable[SheetMapping]) -> Head | None:
    """As a person said: the sheet of that name and those headings, else one with those headings."""
    for sheet in sorted(sheets, key=lambda one: (one.sheet != grid.name, not one.read)):
        for row in range(min(_HEADER_WITHIN, len(grid.rows))):
            headings = tuple(grid.text(row, at) for at in range(len(grid.rows[row])))
            if sheet.layout and layout(headings) == sheet.layout:
                given = zip(headings, sheet.columns, strict=False)
                parts = (
                    HeadColumn(at, heading, _said(grid, row, at, one), given=one, marks=one.marks)
                    for at, (heading, one) in enumerate(given)
                )
                return Head(row, tuple(parts), mapping=sheet)
    return None


def _said(grid: Grid, row: int, position: int, given: ColumnMapping) -> Guess:
    """What a person said, with what the heading says of the words that he left open."""
    is_opposite = guesses.of(given.heading).is_opposite
    return Guess(given.meaning, is_opposite=is_opposite, has_legend=legends.explains(grid, row, position))


_Guessed = tuple[int, list[HeadColumn]]


def _guessed(grid: Grid, row: int) -> _Guessed:
    """What the headings alone say."""
    texts = [grid.text(row, at) for at in range(len(grid.rows[row]))]
    found, marks = zip(texts, guesses.all_of(texts), strict=True), _matrix(texts)
    parts = [HeadColumn(at, text, guess, marks=marks.get(at)) for at, (text, guess) in enumerate(found)]
    return row, _grouped(grid, row, parts)


def _grouped(grid: Grid, row: int, parts: list[HeadColumn]) -> list[HeadColumn]:
    """Headings in two rows: what stands above some columns says what they are about; a title above all does not."""
    if row == 0:
        return parts
    titles = {grid.text(row - 1, part.position) for part in parts if part.meaning is Column.NUMBER} | {""}
    above = {part.position: text for part in parts if (text := grid.text(row - 1, part.position)) not in titles}
    of_matrix = next((above[part.position] for part in parts if part.marks and part.position in above), "")
    return [_in_group(part, of_matrix if part.marks else above.get(part.position, "")) for part in parts]


def _in_group(part: HeadColumn, group: str) -> HeadColumn:
    if not group or not (part.marks or part.meaning in VERDICT_COLUMNS):
        return part
    guess = guesses.of(group)
    if guess.is_opposite:
        return replace(part, guess=replace(guess, proposal=Column.STATUS), marks=None)
    if guesses.is_wanted(group):
        return replace(part, guess=Guess(Column.WANTED, Certainty.ASSUMED))
    return part


def _with_number(grid: Grid, row: int, parts: list[HeadColumn]) -> _Guessed:
    """`Control` above A.5.1 is the number, when no other column is."""
    if not _names((row, parts), Column.NUMBER):
        for place, part in enumerate(parts):
            values = column_content.below(grid, row, part.position) if part.meaning in _TITLES else ()
            if column_content.are_numbers(values):
                parts[place] = replace(part, guess=Guess(Column.NUMBER, Certainty.ASSUMED))
                break
    return row, parts


def _has_numbers(grid: Grid, guessed: _Guessed) -> bool:
    """Whether numbers stand below: "no" and "id" are headings, and answers too."""
    row, parts = guessed
    columns = (column_content.below(grid, row, part.position) for part in parts if part.meaning is Column.NUMBER)
    return any(map(column_content.has_numbers, columns))


def _names(guessed: _Guessed, column: Column) -> bool:
    return any(part.meaning is column for part in guessed[1])


def _weight(guessed: _Guessed) -> tuple[bool, int, int]:
    row, parts = guessed
    has_verdicts = any(part.meaning in VERDICT_COLUMNS or part.marks or part.guess.is_opposite for part in parts)
    return has_verdicts, len({part.meaning for part in parts if part.is_read}), -row


def _resolved(grid: Grid, row: int, parts: list[HeadColumn]) -> Head:
    """The headings checked against what stands below, and one column chosen where more mean the same."""
    parts = [_checked(grid, row, part) for part in parts]
    parts = [_with_level(grid, row, part, parts) for part in parts]
    return Head(row, tuple(_only_one(grid, row, parts)))


def _checked(grid: Grid, row: int, part: HeadColumn) -> HeadColumn:
    """A heading that is nearly known, or means the opposite, is what it seems only when its column bears it out."""
    values = column_content.below(grid, row, part.position)
    guess = part.guess
    if part.marks:
        return part
    if guess.is_opposite:
        return replace(part, guess=guesses.under_opposite(guess, part.heading, values))
    if guess.column in VERDICT_COLUMNS and legends.explains(grid, row, part.position):
        part = replace(part, guess=guesses.under_legend(guess, values))
        guess = part.guess
    if guess.certainty is Certainty.ASSUMED and not column_content.supports(guess.column, values):
        return replace(part, guess=Guess(Column.IGNORE, Certainty.UNKNOWN))
    return part


def _with_level(grid: Grid, row: int, part: HeadColumn, parts: list[HeadColumn]) -> HeadColumn:
    """`Implementation` is bestaan beside another level, nothing beside a status, and else a status like any other."""
    if part.guess.level is None or part.marks:
        return part
    others = {other.guess.level or other.meaning for other in parts if other is not part}
    if others & (set(_LEVELS) - {part.guess.level}):
        return replace(part, guess=Guess(part.guess.level))
    status = next((other.position for other in parts if other.meaning is Column.STATUS or other.marks), None)
    if status is not None:
        has_answers = column_content.are_verdicts(column_content.below(grid, row, part.position))
        guess = Guess(Column.IGNORE, Certainty.UNKNOWN, proposal=Column.STATUS if has_answers else None)
        return replace(part, guess=guess, first=status if has_answers else None)
    return replace(part, guess=Guess(Column.STATUS, Certainty.ASSUMED))


def _only_one(grid: Grid, row: int, parts: list[HeadColumn]) -> list[HeadColumn]:
    """Of columns that mean the same the first that is filled, clear names before vague ones; the others are told."""
    taken: dict[Column, int] = {}

    def order(part: HeadColumn) -> tuple[bool, bool, int, int]:
        is_empty = not column_content.below(grid, row, part.position)
        return _is_vague(part), is_empty, -_year(grid, row, part), part.position

    by_place = {}
    for part in sorted(parts, key=order):
        kept, meaning = part, part.meaning
        if part.is_read and part.marks is None and meaning not in _SEVERAL:
            if meaning in taken:
                kept = _second(grid, row, part, taken[meaning])
            else:
                taken[meaning] = part.position
        by_place[part.position] = kept
    return [by_place[part.position] for part in parts]


def _year(grid: Grid, row: int, part: HeadColumn) -> int:
    """The year in a heading or right above it; one without is how it stands now."""
    above = grid.text(row - 1, part.position) if row else ""
    return guesses.year(part.heading) or guesses.year(above) or _NOW


def _is_vague(part: HeadColumn) -> bool:
    return part.meaning is Column.STATUS and fold_heading(part.heading) in WEAKER_STATUS


def _second(grid: Grid, row: int, part: HeadColumn, first: int) -> HeadColumn:
    """A second column of the same kind is not read; when it has verdicts of its own that is a problem."""
    values = column_content.below(grid, row, part.position)
    if _is_vague(part) and column_content.are_figures(values):  # a score beside a status: a level, on a scale unknown
        return replace(part, guess=Guess(Column.IGNORE, Certainty.UNKNOWN, proposal=Column.MATURITY))
    is_other = part.meaning in VERDICT_COLUMNS and (row, part.position) not in grid.merged
    has_answers = is_other and column_content.are_verdicts(values)
    guess = Guess(Column.IGNORE, Certainty.UNKNOWN, proposal=part.meaning if has_answers else None)
    return replace(part, guess=guess, first=first if has_answers else None)


_MATRIX: Mapping[str, Verdict] = {
    **dict.fromkeys(("voldoet", "ja", "voldaan", "yes", "meets"), Verdict.MEETS),
    **dict.fromkeys(("voldoet deels", "deels", "gedeeltelijk", "partly", "partially"), Verdict.PARTLY),
    **dict.fromkeys(("voldoet niet", "niet", "nee", "niet voldaan", "no", "does not meet"), Verdict.FAILS),
    **dict.fromkeys(("n v t", "nvt", "niet van toepassing", "not applicable"), Verdict.NOT_APPLICABLE),
    **dict.fromkeys(("niet beoordeeld", "onbekend", "not assessed"), Verdict.NOT_ASSESSED),
}


def _matrix(texts: Iterable[str]) -> dict[int, Verdict]:
    """Sheets with a column for each verdict: at least one for yes and one for no."""
    found: dict[Verdict, int] = {}
    for position, text in enumerate(texts):
        verdict = _MATRIX.get(fold_heading(text))
        if verdict is not None:
            found.setdefault(verdict, position)
    return {place: verdict for verdict, place in found.items()} if {Verdict.MEETS, Verdict.FAILS} <= set(found) else {}
