"""What was recognised in a file as a `Draft`: columns, words, open questions, and the first rows as they are read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import column_content, scales, told, verdict_cells, words
from waarborg.apps.assessments.importers.candidates import Candidate
from waarborg.apps.assessments.importers.headers import HeadColumn
from waarborg.apps.assessments.shapes import Answer, Column, Reading, Sheet
from waarborg.apps.assessments.shapes.drafts import (
    CellWord,
    Certainty,
    Draft,
    DraftColumn,
    DraftSheet,
    Preview,
    Question,
)
from waarborg.apps.assessments.shapes.mappings import (
    ColumnMapping,
    FileMapping,
    NumberScale,
    SheetMapping,
    fold_cell,
)
from waarborg.apps.base.importers.grids import as_text, letters
from waarborg.apps.norms.models import Edition
from waarborg.domain.assessments import Level, Verdict

_ROWS, _EXAMPLES, _MOST_WORDS, _LONGEST = 10, 3, 100, 200
_WORDS = gettext_noop("Deze woorden in '%(heading)s' worden zo niet gelezen: %(words)s.")
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that reading a file gave, before it is decided whether that is certain enough."""

    edition: Edition
    mapping: FileMapping | None
    means: Level | None
    candidates: Sequence[Candidate]
    chosen: Sequence[Candidate]
    sheet: Sheet = field(default_factory=lambda: Sheet(answers=()))
    answers: Mapping[tuple[str, int], Sequence[Answer]] = field(default_factory=dict)  # by sheet and row
    blocking: tuple[Reading, ...] = ()
    looks_like: str = ""


def draft(outcome: Outcome) -> Draft:
    """The outcome for a person to look over."""
    read = outcome.chosen or outcome.candidates[:1]
    foreign = [candidate for candidate in outcome.candidates if not candidate.head.is_own]
    sheets = tuple(_sheet(candidate, is_read=candidate in read) for candidate in foreign)
    used = outcome.mapping
    mapping = FileMapping(
        sheets=tuple(_mapping(one, sheet) for one, sheet in zip(foreign, sheets, strict=True)),
        norm=used.norm if used else "",
        status_means=outcome.means,
        name=used.name if used else "",
    )
    return Draft(
        mapping=mapping,
        sheets=sheets,
        questions=tuple(_questions(outcome, sheets)),
        preview=tuple(_preview(outcome, read[0])) if read else (),
        readings=outcome.sheet.readings,
        looks_like=outcome.looks_like,
    )


def answer_words(candidate: Candidate) -> list[CellWord]:
    """What stands in the columns of verdicts that are read."""
    return [
        word
        for part in candidate.head.parts
        if part.meaning in column_content.VERDICTS and part.marks is None
        for word in _words(candidate, part)
    ]


def _sheet(candidate: Candidate, *, is_read: bool) -> DraftSheet:
    columns = tuple(_column(candidate, part) for part in candidate.head.parts)
    return DraftSheet(sheet=candidate.grid.name, header_row=candidate.head.row + 1, columns=columns, read=is_read)


def _column(candidate: Candidate, part: HeadColumn) -> DraftColumn:
    values = column_content.below(candidate.grid, candidate.head.row, part.position)
    texts = dict.fromkeys(as_text(value)[:_LONGEST] for value in values)
    meaning = Column.STATUS if part.marks else part.meaning
    is_worded = part.marks is None and (_says_words(meaning) or _says_words(part.guess.proposal))
    return DraftColumn(
        position=part.position,
        letters=letters(part.position),
        heading=part.heading,
        meaning=meaning,
        certainty=Certainty.CERTAIN if part.given or part.marks else part.guess.certainty,
        proposal=part.guess.proposal,
        examples=tuple(texts)[:_EXAMPLES],
        words=tuple(_words(candidate, part)) if is_worded else (),
        more_words=max(0, len(_places(candidate, part)) - _MOST_WORDS) if is_worded else 0,
        numbers=_numbers(candidate, part) if is_worded else NumberScale.NONE,
    )


def _says_words(meaning: Column | None) -> bool:
    return meaning in {*column_content.VERDICTS, Column.APPLICABILITY}


def _numbers(candidate: Candidate, part: HeadColumn) -> NumberScale:
    values = column_content.below(candidate.grid, candidate.head.row, part.position)
    return verdict_cells.number_scale(values, candidate.head, part.position)


def _words(candidate: Candidate, part: HeadColumn) -> Iterator[CellWord]:
    """The different texts of a column, the commonest first."""
    places, scale = _places(candidate, part), _numbers(candidate, part)
    crosses = verdict_cells.is_cross_no(places)
    for key, rows in sorted(places.items(), key=lambda one: -len(one[1]))[:_MOST_WORDS]:
        text = candidate.grid.text(rows[0], part.position)
        counts_as, certainty, proposal = _counts_as(part, key, text, scale, is_beside_tick=crosses)
        if (
            crosses
            and key == verdict_cells.CROSS
            and part.meaning is not Column.APPLICABILITY
            and not (counts_as or part.guess.is_only_said)
        ):
            counts_as, certainty = Verdict.FAILS.value, Certainty.ASSUMED
        yield CellWord(
            text=text[:_LONGEST],
            key=key,
            count=len(rows),
            example=f"{letters(part.position)}{rows[0] + 1}",
            counts_as=counts_as,
            certainty=certainty,
            proposal=proposal,
            is_about_norm=words.verdict(text).is_about_norm or scales.number(text) is not None,
        )


def _places(candidate: Candidate, part: HeadColumn) -> dict[str, list[int]]:
    """The rows of each different text of a column."""
    grid, found = candidate.grid, dict[str, list[int]]()
    for row in range(candidate.head.row + 1, len(grid.rows)):
        if text := grid.text(row, part.position):
            found.setdefault(fold_cell(text), []).append(row)
    return found


def _counts_as(
    part: HeadColumn, key: str, text: str, scale: NumberScale, *, is_beside_tick: bool
) -> tuple[str, Certainty, str]:
    """What one text counts as, how sure that is, and what it probably is when it is not read."""
    if part.given and key in part.given.words:
        return part.given.words[key], Certainty.CERTAIN, ""
    meaning = part.guess.proposal if part.meaning is Column.IGNORE else part.meaning
    if meaning is Column.APPLICABILITY:
        return ("", Certainty.UNKNOWN, "") if key == verdict_cells.CROSS and is_beside_tick else _applies(text)
    by_number = None if part.guess.is_only_said else _by_number(text, scale)
    if by_number is not None:
        return by_number.value, Certainty.ASSUMED, ""
    said = words.verdict(text)
    if said.verdict is not None and part.guess.is_only_said and words.is_relative(text):
        probably = words.inverted(said.verdict) if part.guess.is_opposite else None
        return "", Certainty.UNKNOWN, probably.value if probably else ""
    if said.verdict is not None:
        return said.verdict.value, Certainty.CERTAIN, ""
    return "", Certainty.UNKNOWN, said.proposal.value if said.proposal else ""


def _applies(text: str) -> tuple[str, Certainty, str]:
    applies, lead = words.applicability(text), words.applicability_lead(text)
    return (applies.value, Certainty.CERTAIN, "") if applies else ("", Certainty.UNKNOWN, lead.value if lead else "")


def _by_number(text: str, scale: NumberScale) -> Verdict | None:
    share, bare = scales.percentage(text), scales.number(text)
    if share is not None and share <= scales.WHOLE:
        return scales.from_percentage(share)
    if bare is None or scale in {NumberScale.UNCLEAR, NumberScale.NONE}:
        return None
    if scale is NumberScale.MATURITY:
        return scales.from_level(int(bare))
    return scales.from_percentage(bare * scales.WHOLE if scale is NumberScale.FRACTION else bare)


def _mapping(candidate: Candidate, sheet: DraftSheet) -> SheetMapping:
    columns = tuple(
        part.given or ColumnMapping(heading=part.heading, meaning=column.meaning, marks=part.marks)
        for part, column in zip(candidate.head.parts, sheet.columns, strict=True)
    )
    return SheetMapping(sheet=sheet.sheet, header_row=sheet.header_row, columns=columns, read=sheet.read)


def _questions(outcome: Outcome, sheets: Sequence[DraftSheet]) -> Iterator[Question]:
    """What stops the reading first, then columns and words that are left out until somebody says what they are."""
    for one in outcome.blocking:
        yield Question(about=one, sheet=outcome.candidates[0].grid.name, blocks=True)
    for candidate, sheet in zip((one for one in outcome.candidates if not one.head.is_own), sheets, strict=True):
        for part, column in zip(candidate.head.parts, sheet.columns, strict=True):
            if sheet.read and (about := _open(candidate, part, column)):
                yield Question(about=about, sheet=sheet.sheet, column=part.position)


def _open(candidate: Candidate, part: HeadColumn, column: DraftColumn) -> Reading | None:
    """What is not certain about one column, if anything."""
    where, heading = candidate.grid.cell_name(candidate.head.row, part.position), told.flat(part.heading)
    if part.first is not None:
        return Reading.of("problem", "double-column", where, told.DOUBLE, heading=heading, first=letters(part.first))
    if (asked := told.open_words(part)) is not None:
        return Reading.of("problem", asked[0], where, asked[1], heading=heading)
    unknown = [word.text for word in column.words if word.certainty is Certainty.UNKNOWN]
    if not unknown or column.meaning in {Column.IGNORE, Column.WANTED}:
        return None
    listed = ", ".join(f"'{words.short(text)}'" for text in unknown[:_LISTED]) + (
        ", …" if len(unknown) > _LISTED else ""
    )
    return Reading.of("problem", "words-open", where, _WORDS, heading=heading, words=listed)


def _preview(outcome: Outcome, candidate: Candidate) -> Iterator[Preview]:
    """The first rows that have something in them, as they stand and as they are read."""
    grid = candidate.grid
    filled = [row for row in range(candidate.head.row + 1, len(grid.rows)) if any(map(as_text, grid.rows[row]))]
    for row in filled[:_ROWS]:
        cells = tuple(grid.text(row, at)[:_LONGEST] for at in range(len(candidate.head.parts)))
        answers = tuple(outcome.answers.get((grid.name, row), ()))
        yield Preview(where=grid.row_name(row), row=row + 1, cells=cells, answers=answers)
