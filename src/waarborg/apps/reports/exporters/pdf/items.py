"""One item in the annex: what is asked, the three verdicts, and everything that was written down about it."""

from collections.abc import Iterable, Sequence
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.exporters.pdf.texts import blocks, one_line
from waarborg.apps.reports.exporters.pdf.words import words
from waarborg.apps.reports.shapes import Line, ReportData
from waarborg.domain.assessments import Applicability, Level, Verdict
from waarborg.domain.norms import ItemStatus


def anchors(lines: Iterable[Line]) -> dict[str, str]:
    """A name for each item that links can point at; made by us, as a number may hold anything."""
    return {line.number: f"item-{place}" for place, line in enumerate(lines)}


def verdicts(line: Line, levels: Sequence[Level]) -> list[list[str]]:
    """Level, mark and word, for each level that the report shows."""
    return [
        [labels.level(level), labels.mark(line.verdicts[level]), labels.verdict(line.verdicts[level])]
        for level in levels
    ]


def item(line: Line, anchor: str, data: ReportData) -> dict[str, Any]:
    return {
        "number": line.number,
        "title": one_line(line.title),
        "anchor": anchor,
        "about": [part for part in (line.control, line.theme, line.status_label) if part],
        "summary": blocks(line.summary),
        "verdicts": verdicts(line, data.levels) if _is_asked(line) else [],
        "stand": " · ".join(filter(None, _stand(line, data))),
        "answers": [[term, found] for term, found in _answers(line, data.language) if found],
    }


def _is_asked(line: Line) -> bool:
    """Whether verdicts say anything: not for a moved or withdrawn number or a mere choice, unless someone gave one."""
    judged = set(line.verdicts.values()) != {Verdict.NOT_ASSESSED}
    return judged or line.status in {ItemStatus.LIVE, ItemStatus.REFERENCE}


def _stand(line: Line, data: ReportData) -> Iterable[str]:
    yield line.follows
    if line.status in {ItemStatus.MOVED, ItemStatus.WITHDRAWN}:
        yield line.status_label
    if line.status is ItemStatus.NONE:
        yield data.choice_labels.get(line.applicability, line.applicability_label)
    elif line.applicability is not Applicability.APPLIES:
        yield line.applicability_label
    if line.maturity is not None:
        yield _("volwassenheid %(level)d van 5") % {"level": line.maturity}


def _answers(line: Line, language: str) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    names = words()
    due = format_date(line.due_on, "d MMMM y", locale=language) if line.due_on else ""
    yield names["justification"], blocks(line.justification)
    yield names["risk_analysis"], blocks(line.risk_analysis)
    yield names["finding"], blocks(line.explanation)
    yield names["evidence"], blocks(line.evidence)
    yield names["action"], blocks(line.action)
    yield names["owner"], blocks(" · ".join(filter(None, (line.owner, line.effort, due))))
    yield names["broken_rules"], blocks(", ".join(line.problems))
    yield names["doubt"], blocks("\n".join(line.doubts))
    yield names["official"], blocks(line.official_text)
