"""What somebody chose on the mapping page: names and values of a form, and the mapping that follows from them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.http import QueryDict

from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.drafts import CellWord, Certainty, Draft, DraftColumn
from waarborg.apps.assessments.shapes.mappings import (
    NOT_READ,
    ColumnMapping,
    FileMapping,
    NumberScale,
    SheetMapping,
    fold_cell,
)
from waarborg.apps.base.formats.lines import is_storable
from waarborg.domain.assessments import Applicability, Level, Verdict

Choices = Mapping[str, str]

NORM, MEANS = "norm", "telt-als"  # whose numbers these are; the level that one verdict stands for
USED = "indeling"  # the name of the kept mapping with which the sheet was read; no field of the form
YES, NO = "ja", "nee"
MARK = "kruisje-"  # before a verdict: any mark in this column stands for it
VERDICT_COLUMNS = (Column.OPZET, Column.BESTAAN, Column.WERKING, Column.STATUS)
WORD_COLUMNS = (*VERDICT_COLUMNS, Column.APPLICABILITY)
LONGEST_WORD = 200  # characters of a text that can still be a verdict
_LONGEST, _MOST = 300, 2000  # characters of a name with its value; names that are kept


def reads(sheet: int) -> str:
    """The name of the box that says whether a sheet is read."""
    return f"blad{sheet}-lees"


def meaning(sheet: int, column: int) -> str:
    """The name of the list that says what a column means."""
    return f"blad{sheet}-kolom{column}"


def numbers(sheet: int, column: int) -> str:
    """The name of the list that says what bare numbers are."""
    return f"{meaning(sheet, column)}-getallen"


def word(sheet: int, column: int, key: str) -> str:
    """The name of the list that says what a text counts as."""
    return f"{meaning(sheet, column)}-woord-{key}"


def bulk(sheet: int, column: int) -> str:
    """The name of the list that says what many texts of a column count as at once."""
    return f"bulk-{meaning(sheet, column)}"


def bulk_with(sheet: int, column: int) -> str:
    """The name of the field that narrows those to texts with something in them."""
    return f"bulk-met-{meaning(sheet, column)}"


def taken_in(posted: QueryDict, before: Choices) -> dict[str, str]:
    """What was chosen before with what is chosen now; an emptied list is a choice taken back."""
    now = {name: posted.get(name, "") for name in posted if _is_ours(name)}
    now = {name: value for name, value in now.items() if is_storable(name) and is_storable(value)}
    both = {**before, **{name: value for name, value in now.items() if len(name) + len(value) <= _LONGEST}}
    return dict([(name, value) for name, value in both.items() if value][:_MOST])


def with_proposals(draft: Draft, choices: Choices) -> dict[str, str]:
    """Every open text counts as what it probably means; nothing that somebody chose changes."""
    proposed = {
        word(at, column.position, said.key): said.proposal for at, column, said in _open(draft) if said.proposal
    }
    return {**proposed, **choices}


def in_bulk(draft: Draft, choices: Choices, posted: QueryDict) -> dict[str, str]:
    """The open texts of a column that were told about together; nothing that somebody chose changes."""
    found = {}
    for at, column, said in _open(draft):
        counts_as = posted.get(bulk(at, column.position), "")
        part = fold_cell(posted.get(bulk_with(at, column.position), ""))
        if counts_as in values_of(column.meaning) and part in said.key:
            found[word(at, column.position, said.key)] = counts_as
    return {**found, **choices}


def values_of(meaning_: Column) -> tuple[str, ...]:
    """What a text in a column with this meaning can count as."""
    if meaning_ is Column.APPLICABILITY:
        return (*Applicability, NOT_READ)
    return (*Verdict, NOT_READ) if meaning_ in VERDICT_COLUMNS else ()


def as_mapping(draft: Draft, choices: Choices, *, norm: str) -> FileMapping:
    """How the file is to be read: as recognised, except where somebody chose otherwise. `norm` is the edition here."""
    recognised = draft.mapping
    means = choices.get(MEANS, "")
    return replace(
        recognised,
        sheets=tuple(_sheet(at, sheet, choices) for at, sheet in enumerate(recognised.sheets)),
        norm=norm if choices.get(NORM) == YES else recognised.norm,
        status_means=Level(means) if means in set(Level) else recognised.status_means,
    )


def from_mapping(mapping: FileMapping, draft: Draft) -> dict[str, str]:
    """The choices that a mapping stands for, to change one that was kept."""
    return dict(_told(mapping, draft))


def unanswered(draft: Draft, choices: Choices) -> Iterator[tuple[int, DraftColumn]]:
    """The columns that somebody must say the meaning of before anything can be read."""
    for at, sheet in enumerate(draft.sheets):
        for column in sheet.columns:
            if is_asked(draft, at, column) and not choices.get(meaning(at, column.position)):
                yield at, column


def is_asked(draft: Draft, sheet: int, column: DraftColumn) -> bool:
    """Whether the meaning of this column is an open question; about its words there can be questions too."""
    name = draft.sheets[sheet].sheet
    asked = any(one.sheet == name and one.column == column.position for one in draft.questions)
    return asked and column.certainty is Certainty.UNKNOWN


def _is_ours(name: str) -> bool:
    return name in {NORM, MEANS} or name.startswith("blad")


def _sheet(at: int, sheet: SheetMapping, choices: Choices) -> SheetMapping:
    chosen = choices.get(reads(at))
    columns = (_column(at, place, column, choices) for place, column in enumerate(sheet.columns))
    return replace(sheet, columns=tuple(columns), read=chosen == YES if chosen else sheet.read)


def _column(at: int, place: int, column: ColumnMapping, choices: Choices) -> ColumnMapping:
    means, marks = _meaning(choices.get(meaning(at, place), ""), column)
    if means not in WORD_COLUMNS:
        return ColumnMapping(heading=column.heading, meaning=means, marks=marks)
    known = {key: value for key, value in column.words.items() if value in values_of(means)}
    scale = choices.get(numbers(at, place), "")
    return ColumnMapping(
        heading=column.heading,
        meaning=means,
        words={**known, **_words(at, place, choices, means)},
        numbers=NumberScale(scale) if scale in set(NumberScale) else column.numbers,
    )


def _meaning(chosen: str, column: ColumnMapping) -> tuple[Column, Verdict | None]:
    if chosen.startswith(MARK) and chosen.removeprefix(MARK) in set(Verdict):
        return Column.IGNORE, Verdict(chosen.removeprefix(MARK))
    if chosen in set(Column):
        return Column(chosen), None
    return column.meaning, column.marks


def _words(at: int, place: int, choices: Choices, means: Column) -> dict[str, str]:
    start, allowed = word(at, place, ""), values_of(means)
    said = {fold_cell(name.removeprefix(start)): value for name, value in choices.items() if name.startswith(start)}
    return {key: value for key, value in said.items() if value in allowed}


def _open(draft: Draft) -> Iterator[tuple[int, DraftColumn, CellWord]]:
    """The texts that nobody knows the meaning of and that are short enough to be one."""
    for at, sheet in enumerate(draft.sheets):
        for column in sheet.columns:
            for said in column.words:
                if not said.counts_as and len(said.key) <= LONGEST_WORD:
                    yield at, column, said


def _told(mapping: FileMapping, draft: Draft) -> Iterator[tuple[str, str]]:
    if mapping.name:
        yield USED, mapping.name
    if mapping.norm:
        yield NORM, YES
    if mapping.status_means:
        yield MEANS, mapping.status_means.value
    kept = {sheet.layout: sheet for sheet in mapping.sheets}
    for at, sheet in enumerate(draft.mapping.sheets):
        if (given := kept.get(sheet.layout)) is not None:
            yield reads(at), YES if given.read else NO
            for place, column in enumerate(given.columns):
                yield from _told_column(at, place, column)


def _told_column(at: int, place: int, column: ColumnMapping) -> Iterator[tuple[str, str]]:
    yield meaning(at, place), f"{MARK}{column.marks.value}" if column.marks else column.meaning.value
    if column.numbers is not NumberScale.NONE:
        yield numbers(at, place), column.numbers.value
    for key, value in column.words.items():
        yield word(at, place, key), value
