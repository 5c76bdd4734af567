"""The words of the mapping page: what a column can mean, what a text can count as, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from waarborg.apps.assessments.exporters import words as sheet_words
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.assessments.shapes.drafts import Certainty
from waarborg.apps.assessments.shapes.mappings import NOT_READ, NumberScale
from waarborg.apps.base import labels
from waarborg.domain.assessments import Applicability, Verdict
from waarborg.interfaces.web.stand.mapping_choices import MARK

CHOSEN = "chosen"  # besides the certainties: somebody said so on this page
NOTHING = "nothing"  # not read, and nobody asks
MARKS: Mapping[str, tuple[str, str]] = {
    Certainty.CERTAIN: ("✓", n("zeker")),
    Certainty.ASSUMED: ("≈", n("aangenomen")),
    Certainty.UNKNOWN: ("?", n("onbekend")),
    CHOSEN: ("✓", n("gekozen")),
    NOTHING: ("–", n("niet gelezen")),
}
_GROUPS: Sequence[tuple[str, Sequence[Column]]] = (
    ("", (Column.IGNORE, Column.NUMBER)),
    (n("Oordeel"), (Column.STATUS, Column.OPZET, Column.BESTAAN, Column.WERKING, Column.APPLICABILITY)),
    (n("Volwassenheid"), (Column.MATURITY, Column.WANTED)),
    (n("Wie, waarom en waarmee"), (Column.JUSTIFICATION, Column.EXPLANATION, Column.EVIDENCE, Column.RISK_ANALYSIS)),
    (n("Verbeteren"), (Column.OWNER, Column.ACTION, Column.EFFORT, Column.DUE)),
    (n("Over de maatregel (niet overgenomen)"), (Column.CONTROL, Column.SUMMARY)),
)
_RARELY = (Column.KIND, Column.OFFICIAL, Column.QUESTION, Column.HINT)  # only offered where recognised
_SCALES: Mapping[NumberScale, str] = {
    NumberScale.MATURITY: n("niveaus 0 tot en met 5: 0 en 1 voldoet niet, 2 voldoet deels, vanaf 3 voldoet"),
    NumberScale.PERCENT: n("procenten: 0 voldoet niet, 100 voldoet, ertussen voldoet deels"),
    NumberScale.FRACTION: n("delen van 1: 0 voldoet niet, 1 voldoet, ertussen voldoet deels"),
    NumberScale.UNCLEAR: n("iets anders: ik zeg per getal waarvoor het telt"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value in a list with its word."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Options that belong together; without a label they stand on their own."""

    label: str
    options: tuple[Option, ...]


def meanings(recognised: Column) -> list[Group]:
    """Everything that a column can mean."""
    found = [Group(_(label) if label else "", _options(columns)) for label, columns in _GROUPS]
    marks = tuple(Option(f"{MARK}{one.value}", labels.verdict(one)) for one in Verdict)
    found.insert(2, Group(_("Een kruisje betekent"), marks))
    if recognised in _RARELY:
        found[0] = Group("", (*found[0].options, *_options([recognised])))
    return found


def column(meaning: Column) -> str:
    """What a column means, by the heading that it has in our own sheet."""
    return sheet_words.header(meaning)


def counts(values: Iterable[str]) -> list[Option]:
    """What a text can count as."""
    return [Option(value, value_words(value)) for value in values]


def value_words(value: str) -> str:
    """A verdict, applicability or "not read" with its mark."""
    if value == NOT_READ:
        return _("niet lezen")
    if value in set(Applicability):
        return labels.applicability(Applicability(value))
    return f"{labels.MARKS[Verdict(value)]} {labels.verdict(Verdict(value))}"


def scale(numbers: NumberScale) -> str:
    """What bare numbers are, in words."""
    return _(_SCALES[numbers])


def scales() -> list[Option]:
    """What bare numbers can be."""
    return [Option(numbers.value, _(label)) for numbers, label in _SCALES.items()]


def _options(columns: Iterable[Column]) -> tuple[Option, ...]:
    return tuple(Option(one.value, column(one)) for one in columns)


def unreadable(name: str) -> str:
    """That a kept mapping is passed over, and what to do about it."""
    said = _(
        "De bewaarde indeling ‘%(name)s’ wordt niet gebruikt: deze versie van Waarborg kan haar niet lezen. "
        "Werk Waarborg bij, of verwijder haar bij Indelingen."
    )
    return said % {"name": name}
