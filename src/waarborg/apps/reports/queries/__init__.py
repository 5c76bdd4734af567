"""Reads for reports: one function per report, which computes every figure once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from waarborg.apps.assessments.models import Assessment
from waarborg.apps.assessments.queries import results, shown_levels, told
from waarborg.apps.base import labels
from waarborg.apps.reports.queries import costs, gaps, groups, hits, law, method, subjects, words
from waarborg.apps.reports.queries.decisions import decisions
from waarborg.apps.reports.queries.frozen import kept_report
from waarborg.apps.reports.queries.lines import Scope, Source, judgements, norm_of, sources
from waarborg.apps.reports.queries.plan import plan
from waarborg.apps.reports.queries.view import WHOLE, View
from waarborg.apps.reports.shapes import Line, ReportData
from waarborg.domain.assessments import ASSESSED, Applicability, Ask, Counts, Level, Verdict, counts
from waarborg.domain.norms import ItemKind, ItemStatus
from waarborg.domain.organisations import Layer


@dataclass(frozen=True, slots=True)
class _Moment:
    language: str
    today: date
    newer: str  # the title of the edition that came after
    levels: tuple[Level, ...]


_EXCEPTIONS = frozenset({Applicability.NOT_APPLICABLE, Applicability.DEVIATES})


def report_data(assessment: Assessment, *, language: str, today: date, view: View = WHOLE) -> ReportData:
    """What to show or render: what was frozen when the round was closed, else as it stands now."""
    kept = kept_report(assessment, language=language) if view.is_whole and assessment.is_closed else None
    return kept or nulmeting_report(assessment, language=language, today=today, view=view)


def nulmeting_report(assessment: Assessment, *, language: str, today: date, view: View = WHOLE) -> ReportData:
    """Everything that the report says, in one language. The assessment comes with organisation and edition.

    Raises LookupError when the round has no such subject.
    """
    with translation.override(language):
        return _report(assessment, language, today, view)


def _report(assessment: Assessment, language: str, today: date, view: View) -> ReportData:
    every = results.subjects(assessment)
    subject = subjects.chosen(every, view.subject_code)
    found = sources(assessment, norm_of(assessment.edition), language=language, scope=Scope(subject, view.member))
    counted = [source for source in found if source.line.counted]
    controls = [source for source in found if source.ask is Ask.GUIDELINE]
    newer = method.edition_title(method.newest(assessment.edition))
    rule_hits = hits.rule_hits(assessment, found)
    lines = hits.with_codes([source.line for source in found], rule_hits)
    levels = shown_levels(assessment)
    findings = _found(assessment, found, lines, _Moment(language, today, newer, levels))
    return ReportData(
        **_identity(assessment, language, today),
        about=method.about(assessment, newer, levels),
        level_labels={level: labels.level(level) for level in levels},
        **_findings(findings),
        **subjects.identity(assessment, subject, every, shown=_shown(lines, levels) if view.with_subjects else None),
        status_note=method.status_note(assessment),
        controls=counts(judgements(controls)),
        n_controls=len(controls),
        control_choices=groups.choices(controls),
        chapters=groups.chapters(counted),
        hits=rule_hits,
        lines=lines,
        consequences=costs.for_layer(findings.layer, language=language),
        computation=method.computation(
            findings.noun,
            levels=levels,
            has_controls=bool(controls),
            has_references=any(line.status is ItemStatus.REFERENCE for line in lines),
        ),
    )


def _shown(lines: Sequence[Line], levels: Sequence[Level]) -> subjects.Shown:
    return subjects.Shown(levels, {line.number: line.title for line in lines})


def _found(assessment: Assessment, found: Sequence[Source], lines: Sequence[Line], moment: _Moment) -> words.Findings:
    counted = [source for source in found if source.line.counted]
    layer = Layer(assessment.organisation.layer)
    open_items = gaps.gaps(found, law=law.of(assessment), today=moment.today, language=moment.language)
    totals = counts(judgements(counted))
    return words.Findings(
        organisation=assessment.organisation.name,
        edition=method.edition_title(assessment.edition),
        newer=moment.newer,
        noun=_noun(counted),
        layer=layer,
        reference_on=words.day(assessment.reference_on),
        n_counted=len(counted),
        totals=totals,
        themes=groups.themes(counted),
        gaps=open_items,
        quick_wins=tuple(gap for gap in open_items if gap.quick_win),
        plan=plan(open_items),
        exceptions=tuple(line for line in lines if _is_exception(line)),
        not_judged=_not_judged(lines, totals, moment.levels),
        law=costs.board_sentence(layer, language=moment.language),
        levels=moment.levels,
    )


def _identity(assessment: Assessment, language: str, today: date) -> dict[str, Any]:
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
        "readings": tuple(told(reading) for reading in assessment.readings),
        "interviews": tuple(assessment.interviews),
        "documents": tuple(assessment.documents),
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


def _not_judged(lines: Sequence[Line], totals: Counts, levels: Sequence[Level]) -> tuple[Line, ...]:
    """What lacks a verdict on a level that was looked at; a level that nobody judged is told once, not per line."""
    looked_at = [level for level in levels if _is_used(totals[level])] or levels
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
