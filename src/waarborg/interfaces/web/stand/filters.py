"""The filters of the rows of a round: they live in the address, so that a link shows the same rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.shapes import Line, ReportData
from waarborg.domain.assessments import Level, Verdict


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter: its name in the address, its label, what can be chosen and what is."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str

    @property
    def chosen_label(self) -> str:
        return dict(self.options).get(self.chosen, "")


@dataclass(frozen=True, slots=True)
class LineFilters:
    """What the rows are narrowed by."""

    choices: tuple[Choice, ...]
    text: str

    @classmethod
    def from_query(cls, query: QueryDict, data: ReportData) -> "LineFilters":
        """Read the address; a value that is no option is ignored."""
        wanted = [
            *((level.value, labels.level(level), _verdicts()) for level in Level),
            (
                "hoofdstuk",
                _("hoofdstuk"),
                tuple((group.code, f"{group.code} {group.title}") for group in data.chapters),
            ),
            ("thema", _("thema"), tuple((group.title, group.title) for group in data.themes)),
            (
                "eigenaar",
                _("eigenaar"),
                tuple((name, name) for name in sorted({line.owner for line in data.lines if line.owner})),
            ),
        ]
        choices = []
        for name, label, options in wanted:
            value = query.get(name, "")
            choices.append(Choice(name, label, options, value if value in dict(options) else ""))
        return cls(tuple(choices), query.get("zoek", "").strip())

    @property
    def active(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.chosen]

    def apply(self, lines: Iterable[Line]) -> list[Line]:
        """The rows that answer to every chosen filter. Verdicts are of counted rows only, as in the figures."""
        chosen = {choice.name: choice.chosen for choice in self.active}
        return [line for line in lines if self._fits(line, chosen)]

    def _fits(self, line: Line, chosen: dict[str, str]) -> bool:
        of_level = [(level, chosen[level.value]) for level in Level if level.value in chosen]
        if of_level and not (line.counted and all(line.verdicts[level] == verdict for level, verdict in of_level)):
            return False
        return (
            chosen.get("hoofdstuk", line.chapter) == line.chapter
            and chosen.get("thema", line.theme) == line.theme
            and chosen.get("eigenaar", line.owner) == line.owner
            and self.text.lower() in f"{line.number} {line.title} {line.summary} {line.explanation}".lower()
        )


def _verdicts() -> tuple[tuple[str, str], ...]:
    return tuple((verdict.value, labels.verdict(verdict)) for verdict in Verdict)
