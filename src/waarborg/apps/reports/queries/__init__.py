"""Reads for reports: one function per report, which computes every figure once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.queries import told
from waarborg.apps.base import labels
from waarborg.apps.reports.queries import costs, gaps, groups, hits, method, words
from waarborg.apps.reports.queries.decisions import decisions
from waarborg.apps.reports.queries.frozen import kept_report
from waarborg.apps.reports.queries.lines import Source, judgements, sources
from waarborg.apps.reports.queries.plan import plan
from waarborg.apps.reports.shapes import Line, ReportData
from waarborg.domain.assessments import ASSESSED, Applicability, Ask, Counts, Level, Verdict, counts
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.organisations import Layer
from waarborg.domain.rounds import RoundStatus

_EXCEPTIONS = frozenset({Applicability.NOT_APPLICABLE, Applicability.DEVIATES})


def report_data(assessment: Assessment, *, language: str, today: date) -> ReportData:
    """What to show or render: what was frozen when the round was closed, else as it stands now."""
    is_closed = assessment.status == RoundStatus.CLOSED
    kept = kept_report(assessment, language=language) if is_closed else None
    return kept or nulmeting_report(assessment, language=language, today=today)


def nulmeting_report(assessment: Assessment, *, language: str, today: date) -> ReportData:
    """Everything that the report says, in one language. The assessment comes with organisation and edition."""
    with translation.override(language):
        return _report(assessment, language, today)


def _report(assessment: Assessment, language: str, today: date) -> ReportData:
    found = sources(assessment, language=language)
    counted = [source for source in found if source.line.counted]
    controls = [source for source in found if source.ask is Ask.GUIDELINE]
    layer = Layer(assessment.organisation.layer)
    newer = method.edition_title(method.newest(assessment.edition))
    open_items = gaps.gaps(found, layer=layer, today=today, language=language)
    rule_hits = hits.rule_hits(assessment, found)
    lines = hits.with_codes([source.line for source in found], rule_hits)
    totals = counts(judgements(counted))
    themes = groups.themes(counted)
    findings = words.Findings(
        organisation=assessment.organisation.name,
        edition=method.edition_title(assessment.edition),
        newer=newer,
        noun=_noun(counted),
        layer=layer,
        reference_on=words.day(assessment.reference_on),
        n_counted=len(counted),
        totals=totals,
        themes=themes,
        gaps=open_items,
        quick_wins=tuple(gap for gap in open_items if gap.quick_win),
        plan=plan(open_items),
        exceptions=tuple(line for line in lines if _is_exception(line)),
        not_judged=_not_judged(lines, totals),
        law=costs.board_sentence(layer, language=language),
    )
    return ReportData(
        **_identity(assessment, language, today, newer),
        **_findings(findings),
        status_note=method.status_note(assessment),
        controls=counts(judgements(controls)),
        n_controls=len(controls),
        control_choices=groups.choices(controls),
        chapters=groups.chapters(counted),
        hits=rule_hits,
        lines=lines,
        consequences=costs.for_layer(layer, language=language),
        computation=method.computation(
            findings.noun,
            has_controls=bool(controls),
            has_references=any(line.status is ItemStatus.REFERENCE for line in lines),
        ),
    )


def _identity(assessment: Assessment, language: str, today: date, newer: str) -> dict[str, Any]:
    return {
        "language": language,
        "organisation": assessment.organisation.name,
        "layer": labels.layer(assessment.organisation.layer),
        "edition_id": str(assessment.edition),
        "edition_title": method.edition_title(assessment.edition),
        "edition_source": method.edition_source(assessment.edition),
        "reference_on": assessment.reference_on,
        "made_on": today,
        "title": _("Nulmeting %(edition)s, %(organisation)s")
        % {"edition": method.edition_title(assessment.edition), "organisation": assessment.organisation.name},
        "slug": assessment.slug,
        "file_name": assessment.file_name,
        "file_sha256": assessment.file_sha256,
        "about": method.about(assessment, newer),
        "readings": tuple(told(reading) for reading in assessment.readings),
        "interviews": tuple(assessment.interviews),
        "documents": tuple(assessment.documents),
        "level_labels": {level: labels.level(level) for level in Level},
        "verdict_labels": {verdict: labels.verdict(verdict) for verdict in Verdict},
        "verdict_marks": {verdict: labels.mark(verdict) for verdict in Verdict},
        "choice_labels": {
            **{choice: labels.applicability(choice) for choice in Applicability},
            Applicability.APPLIES: _("geen keuze ingevuld"),
        },
    }


def _findings(found: words.Findings) -> dict[str, Any]:
    return {
        "board_summary": words.board_summary(found),
        "decisions": decisions(found),
        "totals": found.totals,
        "n_counted": found.n_counted,
        "item_noun": found.noun,
        "themes": tuple(found.themes),
        "gaps": tuple(found.gaps),
        "quick_wins": tuple(found.quick_wins),
        "plan": tuple(found.plan),
        "exceptions": tuple(found.exceptions),
        "not_judged": tuple(found.not_judged),
    }


def _noun(counted: Sequence[Source]) -> str:
    kinds = {source.line.kind for source in counted}
    return _("overheidsmaatregelen") if kinds == {ItemKind.MEASURE} else _("eisen")


def _is_exception(line: Line) -> bool:
    return line.applicability in _EXCEPTIONS and line.status is not ItemStatus.REFERENCE


def _not_judged(lines: Sequence[Line], totals: Counts) -> tuple[Line, ...]:
    """What lacks a verdict on a level that was looked at; a level that nobody judged is told once, not per line."""
    looked_at = [level for level in Level if _is_used(totals[level])] or list(Level)
    return tuple(line for line in lines if _lacks_a_verdict(line, looked_at))


def _is_used(table: dict[Verdict, int]) -> bool:
    return any(table[verdict] for verdict in ASSESSED)


def _lacks_a_verdict(line: Line, looked_at: Sequence[Level]) -> bool:
    if line.status in {ItemStatus.MOVED, ItemStatus.WITHDRAWN, ItemStatus.REFERENCE}:
        return False
    if line.counted:
        return any(line.verdicts[level] is Verdict.NOT_ASSESSED for level in looked_at)
    return line.applicability is Applicability.APPLIES and all(
        verdict is Verdict.NOT_ASSESSED for verdict in line.verdicts.values()
    )
