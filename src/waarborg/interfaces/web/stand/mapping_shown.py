"""A draft as the mapping page shows it: every column with its choice, the texts to give a meaning, the first rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from django.utils.translation import gettext as _

from waarborg.apps.assessments.shapes import Answer, Column
from waarborg.apps.assessments.shapes.drafts import CellWord, Certainty, Draft, DraftColumn, DraftSheet, Preview
from waarborg.apps.assessments.shapes.mappings import NumberScale, fold_cell
from waarborg.domain.assessments import Level
from waarborg.interfaces.web.stand import mapping_choices as choices_of
from waarborg.interfaces.web.stand import mapping_words as words
from waarborg.interfaces.web.stand import table_columns
from waarborg.interfaces.web.stand.mapping_choices import Choices

# Django takes a thousand fields in a form, and nobody looks over more; what is not shown is read as recognised.
MOST_WORDS, MOST_WORDS_ON_PAGE = 100, 300
MOST_COLUMNS, MOST_COLUMNS_ON_PAGE = 60, 240  # of those with a heading or anything below it
MOST_SHEETS = 40
_SHORT = 60


@dataclass(slots=True)
class Room:
    """How many columns and texts the page can still show."""

    columns: int
    words: int


@dataclass(frozen=True, slots=True)
class ShownWord:
    """One text of a column: how often, where first, and what it counts as."""

    name: str
    id: str
    text: str
    count: int
    example: str
    chosen: str
    recognised: str  # its option is empty in the list, so that only what somebody changes is remembered
    mark: tuple[str, str]
    proposal: str = ""  # in words
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One column: what stands in it, what it means, and how sure that is."""

    name: str
    letters: str
    heading: str
    examples: tuple[str, ...]
    chosen: str
    recognised: str
    mark: tuple[str, str]
    meanings: Sequence[words.Group]
    proposal: str = ""
    is_asked: bool = False
    is_read: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class ShownWords:
    """The texts of one column with verdicts or applicability. `left_out` are those that are not offered one by one."""

    column: ShownColumn
    id: str
    open: tuple[ShownWord, ...]
    known: tuple[ShownWord, ...]
    options: Sequence[words.Option]
    bulk: str
    bulk_with: str
    left_out: int = 0
    numbers: str = ""  # name of the list about bare numbers, when there are any
    scale: str = ""
    scale_recognised: str = ""
    n_proposals: int = 0

    @property
    def shown(self) -> str:
        """The name under which the page says which texts it shows, so that a refresh brings what is missing."""
        return f"getoond-{self.column.name}"

    @property
    def state(self) -> str:
        return f"{self.column.chosen} {self.scale}" if self.options else ""

    @property
    def n_shown(self) -> int:
        return len(self.open) + len(self.known)


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """One sheet of the file. Without `is_read` its columns are not shown."""

    name: str
    title: str
    header_row: int
    is_read: bool
    columns: tuple[ShownColumn, ...] = ()
    words: tuple[ShownWords, ...] = ()
    more_columns: int = 0

    @property
    def shown(self) -> str:
        """The name under which the page says whether it shows the columns."""
        return f"getoond-{self.name}"

    @property
    def state(self) -> str:
        return choices_of.YES if self.is_read else choices_of.NO

    @property
    def n_silent(self) -> int:
        """How many columns are not read, while nobody asks about them."""
        return sum(not column.is_read and not column.is_asked for column in self.columns)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One of the first rows: its number in the sheet, and per number what is read of it."""

    row: int
    answers: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    text: str  # what stands there, when nothing is read
    unread: tuple[str, ...] = ()  # texts about verdicts that nobody gave a meaning yet

    @property
    def is_read(self) -> bool:
        return bool(self.answers) and not self.unread


def sheets(first: Draft, draft: Draft, choices: Choices, *, errors: Collection[str] = ()) -> list[ShownSheet]:
    """Every sheet. `first` is as recognised, `draft` with the choices; `errors` are names that must be chosen."""
    found, left = [], Room(MOST_COLUMNS_ON_PAGE, MOST_WORDS_ON_PAGE)
    for at, sheet in enumerate(draft.sheets[:MOST_SHEETS]):
        found.append(_sheet(at, sheet, first, choices, errors, left))
        left.columns -= len(found[-1].columns)
        left.words -= sum(one.n_shown for one in found[-1].words)
    return found


def needs_level(draft: Draft) -> bool:
    """Whether one verdict stands for everything, so that somebody must say which level that is."""
    read = {column.meaning for sheet in draft.sheets if sheet.read for column in sheet.columns}
    return bool(read & {Column.STATUS, Column.MATURITY}) and not read & {Column.OPZET, Column.BESTAAN, Column.WERKING}


def rows(draft: Draft) -> list[ShownRow]:
    """The first rows as they would be read. While nobody said which level one verdict stands for, none is named."""
    is_open = needs_level(draft) and draft.mapping.status_means is None
    names = {level.value: _("Oordeel") for level in Level} if is_open else {}
    unknown = {
        (column.position, said.key)
        for sheet in [sheet for sheet in draft.sheets if sheet.read][:1]  # that the rows are of
        for column in sheet.columns
        if column.meaning in choices_of.WORD_COLUMNS
        for said in column.words
        if not said.counts_as
    }
    return [_row(one, names, unknown) for one in draft.preview]


def _sheet(
    at: int, sheet: DraftSheet, first: Draft, choices: Choices, errors: Collection[str], left: Room
) -> ShownSheet:
    found = ShownSheet(choices_of.reads(at), sheet.sheet, sheet.header_row, sheet.read)
    if not sheet.read:
        return found
    filled = [column for column in sheet.columns if column.heading or column.examples]
    n_words, columns, told = left.words, [], []
    for column in filled[: min(MOST_COLUMNS, left.columns)]:
        columns.append(_column(at, column, first, choices, errors))
        told.append(_words(at, column, columns[-1], choices, n_words))
        n_words -= told[-1].n_shown
    return replace(found, columns=tuple(columns), words=tuple(told), more_columns=len(filled) - len(columns))


def _column(at: int, column: DraftColumn, first: Draft, choices: Choices, errors: Collection[str]) -> ShownColumn:
    name = choices_of.meaning(at, column.position)
    before = _recognised(first, at, column)
    is_asked = choices_of.is_asked(first, at, before)
    marks = next((c.marks for p, c in enumerate(first.mapping.sheets[at].columns) if p == column.position), None)
    recognised = f"{choices_of.MARK}{marks.value}" if marks else before.meaning.value
    recognised = "" if is_asked else recognised
    chosen = choices.get(name, recognised)
    return ShownColumn(
        name=name,
        letters=column.letters,
        heading=_short(column.heading) or _("(geen kop)"),
        examples=tuple(_short(example) for example in column.examples[:3]),
        chosen=chosen,
        recognised=recognised,
        mark=_mark(before, is_chosen=chosen != recognised, is_asked=is_asked),
        meanings=words.meanings(before.meaning),
        proposal=words.column(before.proposal) if before.proposal and not choices.get(name) else "",
        is_asked=is_asked,
        is_read=column.meaning is not Column.IGNORE or chosen.startswith(choices_of.MARK),
        error=_("Kies wat deze kolom betekent, of dat hij niet gelezen wordt.") if name in errors else "",
    )


def _recognised(first: Draft, at: int, column: DraftColumn) -> DraftColumn:
    found = first.sheets[at].columns if at < len(first.sheets) else ()
    return next((one for one in found if one.position == column.position), column)


def _mark(before: DraftColumn, *, is_chosen: bool, is_asked: bool) -> tuple[str, str]:
    if is_chosen:
        return _told(words.CHOSEN)
    if before.certainty is Certainty.UNKNOWN and not is_asked:
        return _told(words.NOTHING)
    return _told(before.certainty)


def _told(mark: str) -> tuple[str, str]:
    sign, word = words.MARKS[mark]
    return sign, _(word)


def _words(at: int, column: DraftColumn, shown: ShownColumn, choices: Choices, left: int) -> ShownWords:
    """The texts of a column; a column that has none keeps an empty place, for when it gets another meaning."""
    place, most = column.position, min(MOST_WORDS, left)
    offered = sorted((s for s in column.words if len(s.key) <= choices_of.LONGEST_WORD), key=lambda said: -said.count)
    told = [_word(at, place, said, choices) for said in offered]
    waiting = [one for one in told if one.is_open][:most]
    known = [one for one in told if not one.is_open][: most - len(waiting)]
    names = {one.name for one in (*waiting, *known)}
    out = [said for said in column.words if choices_of.word(at, place, said.key) not in names]
    numbers, has_any = choices_of.numbers(at, place), bool(column.words) or column.numbers is not NumberScale.NONE
    return ShownWords(
        column=shown,
        id=f"{shown.name}-woorden",
        open=tuple(waiting),
        known=tuple(known),
        options=words.counts(choices_of.values_of(column.meaning)) if has_any else (),
        bulk=choices_of.bulk(at, place),
        bulk_with=choices_of.bulk_with(at, place),
        left_out=len(out) + column.more_words,
        numbers="" if column.numbers is NumberScale.NONE else numbers,
        scale=column.numbers.value,
        scale_recognised="" if choices.get(numbers) else column.numbers.value,
        n_proposals=sum(bool(said.proposal and not said.counts_as) for said in offered),
    )


def _word(at: int, place: int, said: CellWord, choices: Choices) -> ShownWord:
    name = choices_of.word(at, place, said.key)
    is_chosen = bool(choices.get(name))
    return ShownWord(
        name=name,
        id=f"w{crc32(name.encode()):08x}",
        text=_short(said.text),
        count=said.count,
        example=said.example,
        chosen=choices.get(name, said.counts_as),
        recognised="" if is_chosen else said.counts_as,
        mark=_told(words.CHOSEN if is_chosen else said.certainty),
        proposal=words.value_words(said.proposal) if said.proposal and not is_chosen else "",
        is_open=is_chosen or not said.counts_as,
    )


def _row(one: Preview, names: Mapping[str, str], unknown: Collection[tuple[int, str]]) -> ShownRow:
    answers = tuple((answer.number, tuple(_answer(answer, names))) for answer in one.answers)
    text = " · ".join(filter(None, (_short(cell) for cell in one.cells[:6])))
    unread = tuple(_short(cell) for at, cell in enumerate(one.cells) if (at, fold_cell(cell)) in unknown)
    return ShownRow(one.row, answers, text, unread)


def _answer(answer: Answer, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is read of a row, in the words of the table."""
    for column in table_columns.every():
        value = table_columns.plain(getattr(answer, column.field))
        if column.field == "effort":
            value = value or answer.effort_text
        if value and value != column.empty:
            yield (
                names.get(column.field, column.label),
                _short(" ".join(filter(None, table_columns.shown(column, value)))),
            )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[: _SHORT - 1]}…"
