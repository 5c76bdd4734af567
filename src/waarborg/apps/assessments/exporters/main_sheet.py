"""The sheet where the work is done: one row per item in norm order, the norm on the left, the answers on the right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from waarborg.apps.assessments.exporters import words
from waarborg.apps.assessments.exporters.formats import Formats, page_header
from waarborg.apps.assessments.shapes import CODE_PREFIX, Answer, Column
from waarborg.apps.base import labels
from waarborg.apps.base.formats.workbooks import Workbook
from waarborg.apps.norms.queries.published import PublishedItem
from waarborg.domain.assessments import RULES, Applicability, Ask, Effort, Level, Verdict
from waarborg.domain.basis import check_all
from waarborg.domain.norms import ItemKind

TITLE_ROW, CODE_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2, 3
_HIGHEST_ROW = 409  # points; Excel's own limit
_WIDTHS = {
    Column.NUMBER: 10,
    Column.KIND: 17,
    Column.CONTROL: 24,
    Column.SUMMARY: 60,
    Column.OFFICIAL: 60,
    Column.QUESTION: 38,
    Column.APPLICABILITY: 16,
    Column.JUSTIFICATION: 30,
    Column.OPZET: 16,
    Column.BESTAAN: 16,
    Column.WERKING: 16,
    Column.MATURITY: 14,
    Column.EXPLANATION: 42,
    Column.EVIDENCE: 34,
    Column.OWNER: 22,
    Column.ACTION: 34,
    Column.EFFORT: 13,
    Column.DUE: 12,
    Column.RISK_ANALYSIS: 22,
    Column.HINT: 24,
}
_NORM_SIDE = (Column.NUMBER, Column.KIND, Column.CONTROL, Column.SUMMARY, Column.OFFICIAL, Column.QUESTION)
_LEVELS = (Column.OPZET, Column.BESTAAN, Column.WERKING)


@dataclass(frozen=True, slots=True)
class Row:
    """One item with what is asked about it and, in a filled workbook, the answer."""

    item: PublishedItem
    ask: Ask
    answer: Answer | None
    official: str  # the text of the publisher, where it was imported

    def objections(self) -> tuple[str, ...]:
        """The codes of the rules that the answer breaks, of those that the column of hints looks at."""
        if self.answer is None:
            return ()
        judgement = self.answer.as_judgement(self.item.kind, self.item.status)
        return tuple(problem.code for problem in check_all(RULES[:5], judgement, about=judgement.number))


@dataclass(frozen=True, slots=True)
class MainSheet:
    """Where things stand on the sheet, for the formulas of the first one."""

    name: str
    columns: tuple[Column, ...]
    n_rows: int

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that have a column; each rests on the one before it."""
        return tuple(Level(column.value) for column in self.columns if column in _LEVELS)

    def letter(self, column: Column) -> str:
        return str(xl_col_to_name(self.columns.index(column)))

    def column_range(self, column: Column) -> str:
        """`'Nulmeting'!$H$4:$H$170`."""
        letter = self.letter(column)
        return f"'{self.name}'!${letter}${FIRST_ROW + 1}:${letter}${FIRST_ROW + self.n_rows}"


def write(
    book: Workbook,
    formats: Formats,
    rows: Sequence[Row],
    *,
    title: str,
    language: str,
    levels: Sequence[Level] = tuple(Level),
) -> MainSheet:
    """Add the sheet with its rows, choices, colours and print set-up."""
    has_text = any(row.official for row in rows)
    left_out = {column for column in _LEVELS if column.value not in levels}
    if not has_text:
        left_out.add(Column.OFFICIAL)
    columns = tuple(column for column in _WIDTHS if column not in left_out)
    layout = MainSheet(_("Nulmeting"), columns, len(rows))
    sheet = book.add_worksheet(layout.name)
    sheet.write_string(TITLE_ROW, 0, title, formats.bold_part)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, _WIDTHS[column])
        sheet.write_string(CODE_ROW, position, CODE_PREFIX + column.value, formats.code)
        look = formats.header if column in _NORM_SIDE or column is Column.HINT else formats.answer_header
        sheet.write_string(HEADER_ROW, position, words.header(column), look)
    hints = {ask: _hint_formula(layout, ask) for ask in {row.ask for row in rows} - {Ask.ELSEWHERE}}
    told = words.hints()
    for position, row in enumerate(rows, FIRST_ROW):
        _Line(sheet, formats, layout, position, language, hints, told).write(row)
    _validate(sheet, layout, rows)
    _colour(sheet, formats, layout)
    _set_up(sheet, layout, title)
    return layout


@dataclass(frozen=True, slots=True)
class _Line:
    """Writes one row."""

    sheet: Any
    formats: Formats
    layout: MainSheet
    position: int
    language: str
    hints: Mapping[Ask, str]
    told: Mapping[str, str]

    def write(self, row: Row) -> None:
        texts = self._norm_texts(row)
        self.sheet.set_row(self.position, _height(texts, row))
        for at, column in enumerate(self.layout.columns):
            if column in _NORM_SIDE:
                self._norm_cell(at, column, texts[column], row)
            elif row.ask is Ask.ELSEWHERE:
                self.sheet.write_blank(self.position, at, None, self.formats.closed)
            elif column is Column.HINT:
                self._hint(at, row)
            else:
                self._answer(at, column, row.answer)

    def _norm_texts(self, row: Row) -> dict[Column, str]:
        item = row.item
        question = item.content.get("question", {}).get(self.language, "")
        return {
            Column.NUMBER: item.number,
            Column.KIND: words.kind(item, row.ask),
            Column.CONTROL: _control(item, self.language),
            Column.SUMMARY: words.safe(getattr(item, f"summary_{self.language}")),
            Column.OFFICIAL: words.safe(row.official),
            Column.QUESTION: words.where_to_answer(item) if row.ask is Ask.ELSEWHERE else question,
        }

    def _norm_cell(self, at: int, column: Column, text: str, row: Row) -> None:
        is_closed = row.ask is Ask.ELSEWHERE
        look = self.formats.closed if is_closed else self.formats.norm
        if column is Column.NUMBER:
            look = self.formats.closed_number if is_closed else self.formats.number
        title = getattr(row.item, f"title_{self.language}")
        if column is Column.SUMMARY and title and text:
            parts = [self.formats.bold_part, title, self.formats.part, f"\n{text}"]
            self.sheet.write_rich_string(self.position, at, *parts, look)
        else:
            self.sheet.write_string(self.position, at, text or _title_for(column, title), look)

    def _answer(self, position: int, column: Column, answer: Answer | None) -> None:
        at = (self.position, position)
        look = self.formats.choice if column in _CHOSEN else self.formats.answer
        if column is Column.DUE:
            look = self.formats.date
        value = answer_value(column, answer) if answer else ""
        if value == "" or value is None:
            self.sheet.write_blank(*at, None, look)
        elif column is Column.DUE:
            self.sheet.write_datetime(*at, value, look)
        elif column is Column.MATURITY:
            self.sheet.write_number(*at, value, look)
        else:
            self.sheet.write_string(*at, words.safe(str(value)), look)

    def _hint(self, at: int, row: Row) -> None:
        """The value is what the formula will show, so that viewers that do not calculate show it too."""
        formula = self.hints[row.ask].replace(_ROW, str(self.position + 1))
        now = "".join(f"{self.told[code]}; " for code in row.objections())
        self.sheet.write_formula(self.position, at, formula, self.formats.hint, now)


_CHOSEN = (*_LEVELS, Column.APPLICABILITY, Column.MATURITY, Column.EFFORT)


def _title_for(column: Column, title: str) -> str:
    return title if column is Column.SUMMARY else ""


def _control(item: PublishedItem, language: str) -> str:
    parent = item.parent if item.parent is not None and item.kind == ItemKind.MEASURE else item
    return f"{parent.number} {getattr(parent, f'title_{language}')}".strip() if parent.kind != ItemKind.THEME else ""


def _height(texts: Mapping[Column, str], row: Row) -> float:
    """Room for the longest text of the norm or of the answers, as far as Excel goes."""
    answered: dict[Column, str] = {}
    if row.answer:
        long_ones = (Column.JUSTIFICATION, Column.EXPLANATION, Column.EVIDENCE, Column.ACTION)
        answered = {c: str(answer_value(c, row.answer) or "") for c in long_ones}
    lines = max(_lines(text, _WIDTHS[column]) for column, text in {**texts, **answered}.items())
    title_line = 1 if texts[Column.SUMMARY] else 0
    return float(min(_HIGHEST_ROW, 13.2 * max(2, lines + title_line) + 4))


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) / (width * 1.08))) for line in text.split("\n"))


def answer_value(column: Column, answer: Answer) -> Any:  # noqa: ANN401 - a text, a number or a date
    """What stands in an answer cell; verdicts that were not given leave it empty."""
    if column in _LEVELS:
        verdict: Verdict = getattr(answer, column.value)
        return "" if verdict is Verdict.NOT_ASSESSED else labels.verdict(verdict)
    if column is Column.APPLICABILITY:
        return labels.applicability(answer.applicability)
    if column is Column.EFFORT:
        return words.effort(answer.effort) if answer.effort else answer.effort_text
    if column is Column.DUE:
        return answer.due_on
    return getattr(answer, column.value)


_ROW = "\x00"  # in a formula that every row has: the number of the row


def _hint_formula(layout: MainSheet, ask: Ask) -> str:
    """The rules NM-01 to NM-05 as a formula on one row."""
    cell = {column: f"${layout.letter(column)}{_ROW}" for column in layout.columns}
    yes = [f'"{labels.verdict(verdict)}"' for verdict in (Verdict.MEETS, Verdict.PARTLY)]
    nvt = f'{cell[Column.APPLICABILITY]}="{labels.applicability(Applicability.NOT_APPLICABLE)}"'
    deviates = f'{cell[Column.APPLICABILITY]}="{labels.applicability(Applicability.DEVIATES)}"'

    def positive(column: Column) -> str:
        return f"OR({cell[column]}={yes[0]},{cell[column]}={yes[1]})"

    def empty(column: Column) -> str:
        return f'TRIM({cell[column]})=""'

    deepest = cell[Column(layout.levels[-1].value)]
    claims = f"COUNTIF({cell[Column.OPZET]}:{deepest},{yes[0]})>0"
    tests = {"NM-05": f"AND(NOT({nvt}),{claims},{empty(Column.EVIDENCE)})"}
    if Level.WERKING in layout.levels:
        tests["NM-01"] = f"AND(NOT({nvt}),{positive(Column.WERKING)},NOT({positive(Column.BESTAAN)}))"
    if Level.BESTAAN in layout.levels:
        tests["NM-02"] = f"AND(NOT({nvt}),{positive(Column.BESTAAN)},NOT({positive(Column.OPZET)}))"
    if ask is Ask.VERDICT:
        tests["NM-03"] = f"AND({nvt},{empty(Column.JUSTIFICATION)})"
    else:
        tests["NM-04"] = f"AND(OR({nvt},{deviates}),{empty(Column.RISK_ANALYSIS)})"
    short = words.hints()
    return "=" + "&".join(f'IF({tests[code]},"{short[code]}; ","")' for code in sorted(tests))


def _validate(sheet: Any, layout: MainSheet, rows: Sequence[Row]) -> None:  # noqa: ANN401 - no types
    last = FIRST_ROW + layout.n_rows - 1

    def limit(column: Column, options: dict[str, Any]) -> None:
        at = layout.columns.index(column)
        sheet.data_validation(FIRST_ROW, at, last, at, options)

    for level in layout.levels:
        limit(Column(level.value), _choice([labels.verdict(verdict) for verdict in words.VERDICTS]))
    limit(Column.EFFORT, _choice([words.effort(code) for code in Effort]))
    message = {"error_title": _("Dit past hier niet")}
    whole = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 5}
    limit(Column.MATURITY, {**whole, **message, "error_message": _("Vul een heel getal van 0 tot en met 5 in.")})
    after = {
        "validate": "custom",
        "value": f"=AND(ISNUMBER({layout.letter(Column.DUE)}{FIRST_ROW + 1}),"
        f"{layout.letter(Column.DUE)}{FIRST_ROW + 1}>=36526)",
    }
    limit(Column.DUE, {**after, **message, "error_message": _("Vul een datum in, zoals 01-06-2027.")})
    at = layout.columns.index(Column.APPLICABILITY)
    for first, through, ask in _runs(rows):
        if ask is not Ask.ELSEWHERE:
            choices = words.MEASURE_CHOICES if ask is Ask.VERDICT else words.GUIDELINE_CHOICES
            options = _choice([labels.applicability(choice) for choice in choices])
            sheet.data_validation(first, at, through, at, options)


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int, Ask]]:
    """Rows beside each other that ask the same, as the first and the last line of the sheet."""
    first = FIRST_ROW
    for ask, same in groupby(rows, key=lambda row: row.ask):
        through = first + sum(1 for _row in same) - 1
        yield first, through, ask
        first = through + 1


def _choice(values: list[str]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": values,
        "error_title": _("Kies uit de lijst"),
        "error_message": _("Kies een van: %(values)s.") % {"values": ", ".join(values)},
    }


def _colour(sheet: Any, formats: Formats, layout: MainSheet) -> None:  # noqa: ANN401 - no types
    last = FIRST_ROW + layout.n_rows - 1
    first = layout.columns.index(Column.OPZET)
    deepest = first + len(layout.levels) - 1
    for verdict in words.VERDICTS:
        sheet.conditional_format(
            FIRST_ROW,
            first,
            last,
            deepest,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{labels.verdict(verdict)}"',
                "format": formats.verdicts[verdict],
            },
        )
    at = layout.columns.index(Column.APPLICABILITY)
    nvt = labels.applicability(Applicability.NOT_APPLICABLE)
    sheet.conditional_format(
        FIRST_ROW,
        at,
        last,
        at,
        {"type": "cell", "criteria": "==", "value": f'"{nvt}"', "format": formats.verdicts[Verdict.NOT_APPLICABLE]},
    )


def _set_up(sheet: Any, layout: MainSheet, title: str) -> None:  # noqa: ANN401 - no types
    last_row, last_column = FIRST_ROW + layout.n_rows - 1, len(layout.columns) - 1
    sheet.set_row(CODE_ROW, None, None, {"hidden": True})
    sheet.set_row(HEADER_ROW, 32)
    sheet.autofilter(HEADER_ROW, 0, last_row, last_column)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.protect(
        "", {"autofilter": True, "sort": True, "format_cells": True, "format_columns": True, "format_rows": True}
    )
    sheet.set_landscape()
    sheet.set_paper(8)  # A3: twenty columns
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_header(page_header(title))
    sheet.set_footer("&L&9&D&R&9&P / &N")
