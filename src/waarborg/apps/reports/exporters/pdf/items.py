"""One item in the annex: what is asked, the three verdicts, and everything that was written down about it."""

from collections.abc import Iterable
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.exporters.pdf.texts import blocks, one_line
from waarborg.apps.reports.exporters.pdf.words import words
from waarborg.apps.reports.shapes import Line
from waarborg.domain.assessments import Applicability, Level


def anchors(lines: Iterable[Line]) -> dict[str, str]:
    """A name for each item that links can point at; made by us, as a number may hold anything."""
    return {line.number: f"item-{place}" for place, line in enumerate(lines)}


def verdicts(line: Line) -> list[list[str]]:
    """Level, mark and word, for each of the three levels."""
    return [
        [labels.level(level), labels.mark(line.verdicts[level]), labels.verdict(line.verdicts[level])] for level in Level
    ]


def item(line: Line, anchor: str, language: str) -> dict[str, Any]:
    return {
        "number": line.number,
        "title": one_line(line.title),
        "anchor": anchor,
        "about": [part for part in (line.control, line.theme, line.status_label) if part],
        "summary": blocks(line.summary),
        "verdicts": verdicts(line),
        "maturity": "" if line.maturity is None else _("volwassenheid %(level)d van 5") % {"level": line.maturity},
        "follows": line.follows,
        "answers": [[term, found] for term, found in _answers(line, language) if found],
    }


def _answers(line: Line, language: str) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    names = words()
    usual = line.applicability is Applicability.APPLIES
    due = format_date(line.due_on, "d MMMM y", locale=language) if line.due_on else ""
    yield names["applicability"], blocks("" if usual else line.applicability_label)
    yield names["justification"], blocks(line.justification)
    yield names["risk_analysis"], blocks(line.risk_analysis)
    yield names["finding"], blocks(line.explanation)
    yield names["evidence"], blocks(line.evidence)
    yield names["action"], blocks(line.action)
    yield names["owner"], blocks(" · ".join(filter(None, (line.owner, line.effort, due))))
    yield names["broken_rules"], blocks(", ".join(line.problems))
    yield names["doubt"], blocks("\n".join(line.doubts))
    yield names["official"], blocks(line.official_text)
