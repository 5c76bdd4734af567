"""One row of a sheet as an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import days, scales, verdict_cells, words
from waarborg.apps.assessments.importers.headers import Head
from waarborg.apps.assessments.importers.readings import Readings
from waarborg.apps.assessments.importers.verdict_cells import CellSays, VerdictColumn
from waarborg.apps.assessments.shapes import Answer, Column
from waarborg.apps.assessments.shapes.mappings import fold_cell
from waarborg.apps.base import labels
from waarborg.apps.base.importers.grids import Grid
from waarborg.domain.assessments import ASSESSED, Applicability, Level, Verdict

LEVELS: Mapping[Column, Level] = {
    Column.OPZET: Level.OPZET,
    Column.BESTAAN: Level.BESTAAN,
    Column.WERKING: Level.WERKING,
}
_LONGEST = {Column.OWNER: 200, Column.RISK_ANALYSIS: 300, Column.EFFORT: 40}  # what the tables hold


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the answers of one sheet. `single` is the level that one status column means, None with three."""

    grid: Grid
    head: Head
    columns: Mapping[Level, VerdictColumn]
    single: Level | None
    readings: Readings

    def read(self, row: int, number: str) -> Answer:
        """The whole row; cells that cannot be read are told and left out."""
        says = self._verdicts(row, number)
        applicability = self._applicability(row, number, says)
        due = self._due(row, number)
        effort_text = self._text(row, Column.EFFORT, number)
        remarks = [f"{labels.level(level)}: {said.remark}" for level, said in says.items() if said.remark]
        explanation = self._text(row, Column.EXPLANATION, number)
        verdicts = {level.value: said.verdict or Verdict.NOT_ASSESSED for level, said in says.items()}
        return Answer(
            number=number,
            where=self.grid.row_name(row)[:200],
            applicability=applicability,
            justification=self._text(row, Column.JUSTIFICATION, number),
            risk_analysis=self._text(row, Column.RISK_ANALYSIS, number),
            maturity=self._maturity(row, number, says),
            explanation="\n".join(filter(None, [explanation, *remarks])),
            written=explanation,
            evidence=self._text(row, Column.EVIDENCE, number),
            owner=self._text(row, Column.OWNER, number),
            action=self._text(row, Column.ACTION, number),
            effort=words.effort(effort_text),
            effort_text=effort_text,
            due_on=due,
            **verdicts,
        )

    def _verdicts(self, row: int, number: str) -> dict[Level, CellSays]:
        if self.head.matrix and self.single is not None:
            return {self.single: verdict_cells.from_matrix(self.grid, self.head, row, self.readings, number)}
        return {level: column.read(row, self.readings, number) for level, column in self.columns.items()}

    def _applicability(self, row: int, number: str, says: Mapping[Level, CellSays]) -> Applicability:
        verdicts = [said.verdict for said in says.values() if said.verdict is not None]
        all_nvt = bool(verdicts) and all(verdict is Verdict.NOT_APPLICABLE for verdict in verdicts)
        text = self._raw(row, Column.APPLICABILITY)
        if not text:
            return Applicability.NOT_APPLICABLE if all_nvt else Applicability.APPLIES
        given = self.head.given(self.head.first(Column.APPLICABILITY))
        told = given.words.get(fold_cell(text)) if given else None
        is_only_said = self.head.is_only_said(self.head.first(Column.APPLICABILITY))
        is_open = is_only_said or (fold_cell(text) == verdict_cells.CROSS and self._has_ticks())
        found = _applicability(told) if told else words.applicability(text) if not is_open else None
        if found is None:
            if told is None:
                what = gettext_noop("'%(text)s' zegt niet of dit van toepassing is.")
                self._problem(row, Column.APPLICABILITY, "unreadable-applicability", what, number, text=text[:60])
            return Applicability.NOT_APPLICABLE if all_nvt else Applicability.APPLIES
        if found is Applicability.NOT_APPLICABLE and any(verdict in ASSESSED for verdict in verdicts):
            what = gettext_noop(
                "Er staat 'niet van toepassing' en ook een oordeel. Gelezen als n.v.t.; kies een van beide."
            )
            self.readings.problem("contradictory-answer", self.grid.row_name(row), what, number)
        return Applicability.NOT_APPLICABLE if all_nvt else found

    def _has_ticks(self) -> bool:
        """Whether v and x stand in one column about applicability, so that x may be a no."""
        position = self.head.first(Column.APPLICABILITY)
        rows = range(self.head.row + 1, len(self.grid.rows))
        return position is not None and verdict_cells.is_cross_no(self.grid.cell(row, position) for row in rows)

    def _maturity(self, row: int, number: str, says: Mapping[Level, CellSays]) -> int | None:
        levels = {said.maturity for said in says.values() if said.maturity is not None}
        if levels:
            return levels.pop() if len(levels) == 1 else None  # three levels, three numbers: there is no one maturity
        text = self._raw(row, Column.MATURITY)
        if not text:
            return None
        value = scales.number(text)
        if value is not None and value.is_integer() and value <= scales.HIGHEST_LEVEL:
            return int(value)
        what = gettext_noop("'%(text)s' is geen volwassenheid van 0 tot en met 5.")
        self._problem(row, Column.MATURITY, "unreadable-maturity", what, number, text=text[:40])
        return None

    def _due(self, row: int, number: str) -> date | None:
        position = self.head.first(Column.DUE)
        text = self.grid.text(row, position)
        if position is None or not text:
            return None
        day, is_exact = days.read(self.grid.cell(row, position))
        if day is None:
            what = gettext_noop("'%(text)s' is geen datum; schrijf bijvoorbeeld 01-06-2027.")
            self._problem(row, Column.DUE, "unreadable-date", what, number, text=text[:40])
        elif not is_exact:
            where = self.grid.cell_name(row, position)
            what = gettext_noop("'%(text)s' is gelezen als %(day)s.")
            self.readings.note("period-as-date", where, what, number, text=text, day=f"{day:%d-%m-%Y}")
        return day

    def _text(self, row: int, column: Column, number: str) -> str:
        text = self._raw(row, column)
        longest = _LONGEST.get(column)
        if longest and len(text) > longest:
            what = gettext_noop("Deze tekst is langer dan %(longest)s tekens; de rest is niet bewaard.")
            self._problem(row, column, "text-too-long", what, number, longest=longest)
            return text[:longest]
        return text

    def _raw(self, row: int, column: Column) -> str:
        """What stands there; texts that stand in several columns are kept together."""
        texts = (self.grid.text(row, position) for position in self.head.columns.get(column, ()))
        return "\n".join(dict.fromkeys(filter(None, texts)))

    def _problem(self, row: int, column: Column, code: str, what: str, number: str, **parts: object) -> None:
        position = self.head.first(column) or 0
        self.readings.problem(code, self.grid.cell_name(row, position), what, number, **parts)


def _applicability(told: str) -> Applicability | None:
    """What a person said that a text counts as; None when it is not to be read."""
    return Applicability(told) if told in set(Applicability) else None
