"""The columns of the table: what each holds, how a value reads, and which keys choose it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.assessments.actions import FIELDS
from waarborg.apps.assessments.queries.table import JudgementRow
from waarborg.apps.base import labels
from waarborg.domain.assessments import ASSESSED, Applicability, Ask, Effort, Level, Verdict
from waarborg.interfaces.web import language as languages

CHOICE, TEXT, DAY = "choice", "text", "day"
COLUMNS = "kolom"  # in the address
_USUAL = ("opzet", "bestaan", "werking", "explanation", "evidence", "owner")
_HIGHEST_MATURITY = 5

# the keys that choose at once, per language: the first letter of the word where no other has it
_VERDICT_KEYS: Mapping[str, Mapping[Verdict, str]] = {
    "nl": {
        Verdict.MEETS: "v",
        Verdict.PARTLY: "d",
        Verdict.FAILS: "n",
        Verdict.NOT_ASSESSED: "b.",
        Verdict.NOT_APPLICABLE: "x",
    },
    "en": {
        Verdict.MEETS: "m",
        Verdict.PARTLY: "p",
        Verdict.FAILS: "d",
        Verdict.NOT_ASSESSED: "n.",
        Verdict.NOT_APPLICABLE: "x",
    },
}
_APPLICABILITY_KEYS: Mapping[str, Mapping[Applicability, str]] = {
    "nl": {
        Applicability.APPLIES: "v",
        Applicability.NOT_APPLICABLE: "nx",
        Applicability.FOLLOWS: "r",
        Applicability.DEVIATES: "w",
    },
    "en": {
        Applicability.APPLIES: "a",
        Applicability.NOT_APPLICABLE: "nx",
        Applicability.FOLLOWS: "g",
        Applicability.DEVIATES: "d",
    },
}
_CHOICES_OF: Mapping[str, tuple[Applicability, ...]] = {
    Ask.VERDICT.value: (Applicability.APPLIES, Applicability.NOT_APPLICABLE),
    Ask.GUIDELINE.value: (
        Applicability.APPLIES,
        Applicability.FOLLOWS,
        Applicability.DEVIATES,
        Applicability.NOT_APPLICABLE,
    ),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value with its word, the keys that choose it at once, and its sign."""

    value: str
    label: str
    keys: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a judgement as a column. A choice that is not among the options stays as it is."""

    field: str
    label: str
    kind: str
    options: tuple[Option, ...] = ()
    empty: str = ""  # what clearing the cell gives


def every(levels: Sequence[Level] = tuple(Level)) -> list[Column]:
    """All columns in their order, in the language of the moment, with these levels."""
    return list(_every(languages.current(), tuple(levels)))


@cache
def _every(_language: str, levels: Sequence[Level]) -> list[Column]:
    """Once per language: the history of a row asks for them at every change."""
    return [
        Column(
            "applicability", _("Van toepassing"), CHOICE, _applicabilities(Applicability), Applicability.APPLIES.value
        ),
        *(
            Column(level.value, labels.level(level).capitalize(), CHOICE, verdict_options(), Verdict.NOT_ASSESSED.value)
            for level in levels
        ),
        Column("maturity", _("Volwassenheid"), CHOICE, _maturities()),
        Column("explanation", _("Toelichting"), TEXT),
        Column("evidence", _("Bewijs"), TEXT),
        Column("justification", _("Onderbouwing"), TEXT),
        Column("risk_analysis", _("Risicoanalyse"), TEXT),
        Column("owner", _("Eigenaar"), TEXT),
        Column("action", _("Actie"), TEXT),
        Column("effort", _("Inspanning"), CHOICE, _efforts()),
        Column("due_on", _("Deadline"), DAY),
    ]


def chosen(names: Iterable[str], levels: Sequence[Level]) -> list[Column]:
    """The columns of these names; the usual ones when none of them is known."""
    wanted = set(names)
    columns = every(levels)
    return [c for c in columns if c.field in wanted] or [c for c in columns if c.field in _USUAL]


def choices_for(ask: str) -> list[str]:
    """The applicabilities that a row of this kind can have."""
    return [choice.value for choice in _CHOICES_OF.get(ask, tuple(Applicability))]


def values(row: JudgementRow, fields: Iterable[str] = tuple(FIELDS)) -> dict[str, str]:
    """The cells of a row as the page keeps them: those of these fields, or all that a person can change."""
    return {field: plain(getattr(row, field)) for field in fields}


def plain(value: Any) -> str:  # noqa: ANN401 - a field of a row
    """A stored value as the text that stands for it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def shown(column: Column, value: str, *, applicability: str = "") -> tuple[str, str]:
    """The sign and the words of a cell. A row that does not apply is n.v.t. on every level, whatever was given."""
    if column.field in set(Level) and applicability == Applicability.NOT_APPLICABLE:
        value = Verdict.NOT_APPLICABLE.value
    if column.kind == CHOICE:
        found = next((option for option in column.options if option.value == value), None)
        return (found.mark, found.label) if found and value else ("", value)
    if column.kind == DAY and value:
        return "", f"{date.fromisoformat(value):%d-%m-%Y}"
    return "", value


def verdict_options() -> tuple[Option, ...]:
    """The five verdicts, best first."""
    order = (*ASSESSED, Verdict.NOT_ASSESSED, Verdict.NOT_APPLICABLE)
    keys = _VERDICT_KEYS[languages.current()]
    return tuple(Option(v.value, labels.verdict(v), keys[v], labels.mark(v)) for v in order)


def _applicabilities(choices: Iterable[Applicability]) -> tuple[Option, ...]:
    keys = _APPLICABILITY_KEYS[languages.current()]
    return tuple(Option(c.value, labels.applicability(c), keys[c]) for c in choices)


def _maturities() -> tuple[Option, ...]:
    levels = (Option(str(n), str(n), str(n)) for n in range(_HIGHEST_MATURITY + 1))
    return (Option("", _("leeg")), *levels)


def _efforts() -> tuple[Option, ...]:
    sizes = (Option(e.value, f"{e.value} ({labels.effort(e)})", e.value.lower()) for e in Effort)
    return (Option("", _("leeg")), *sizes)
