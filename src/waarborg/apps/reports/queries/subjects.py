"""What a round judges: the subject that the report is about, and the figures of all of them side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.assessments.models import Assessment, Judgement, Subject
from waarborg.apps.assessments.queries import results
from waarborg.apps.base import labels
from waarborg.apps.reports.shapes import Group, SubjectFigures, SubjectRow
from waarborg.domain.assessments import Applicability, Ask, Level, Verdict
from waarborg.domain.rounds import SubjectKind


@dataclass(frozen=True, slots=True)
class Shown:
    """What the report shows of each row: these levels, and the titles by number."""

    levels: Sequence[Level]
    titles: Mapping[str, str]


def chosen(found: Sequence[Subject], code: str) -> Subject | None:
    """The subject of this code; without one the organisation, or else the first. Raises LookupError."""
    if not code:
        return results.main_subject(found)
    for subject in found:
        if subject.code == code:
            return subject
    raise LookupError(code)


def identity(
    assessment: Assessment, subject: Subject | None, found: Sequence[Subject], *, shown: Shown | None
) -> dict[str, Any]:
    """What the report says about its subject, about the others, and about being closed."""
    is_part = subject is not None and subject.kind != SubjectKind.ORGANISATION
    closed_at = assessment.closed_at if assessment.is_closed else None
    return {
        "subject": subject.name if subject and is_part else "",
        "subject_code": subject.code if subject and is_part else "",
        "subjects": figures(assessment, subject, found, shown) if shown and len(found) > 1 else (),
        "closed_on": closed_at.date() if closed_at else None,
    }


def figures(
    assessment: Assessment, main: Subject | None, found: Sequence[Subject], shown: Shown
) -> tuple[SubjectFigures, ...]:
    """The counts per subject and theme, and of the others what falls short. Two queries, however many subjects."""
    tables: dict[int, list[results.Figures]] = {}
    for one in results.every_figure(assessment, "subject", "item__theme"):
        tables.setdefault(one.key[0], []).append(one)
    themes = sorted({one.key[1] for table in tables.values() for one in table}, key=_theme)
    listed = _rows(assessment, main, shown)
    return tuple(
        replace(_subject(subject, tables.get(subject.pk, []), themes), **listed.get(subject.pk, {}))
        for subject in found
    )


def _rows(assessment: Assessment, main: Subject | None, shown: Shown) -> dict[int, dict[str, Any]]:
    """Per subject but the main one its rows that do not meet, and how many were not looked at at all."""
    levels = [level.value for level in Level]
    asked = Judgement.objects.filter(
        organisation=assessment.organisation_id, assessment=assessment, ask=Ask.VERDICT.value
    ).exclude(applicability=Applicability.NOT_APPLICABLE.value)
    found = asked.exclude(subject=main).order_by("subject_id", "item__position")
    tables: dict[int, dict[str, Any]] = {}
    for subject, number, owner, action, *given in found.values_list(
        "subject", "item__number", "owner", "action", *levels
    ):
        table = tables.setdefault(subject, {"rows": [], "n_untouched": 0})
        verdicts = dict(zip(Level, map(Verdict, given), strict=True))
        said = {verdicts[level] for level in shown.levels}
        if said == {Verdict.NOT_ASSESSED}:
            table["n_untouched"] += 1
        elif said - {Verdict.MEETS, Verdict.NOT_APPLICABLE}:
            title = shown.titles.get(number, "")
            row = SubjectRow(number=number, title=title, verdicts=verdicts, owner=owner, action=action)
            table["rows"].append(row)
    return {subject: {**table, "rows": tuple(table["rows"])} for subject, table in tables.items()}


def _subject(subject: Subject, table: Sequence[results.Figures], themes: Sequence[str]) -> SubjectFigures:
    whole = results.total(table)
    by_theme = {one.key[1]: one for one in table}
    empty = results.total(())
    groups = ((theme, by_theme.get(theme, empty)) for theme in themes)
    return SubjectFigures(
        code=subject.code,
        name=subject.name,
        kind=labels.subject_kind(subject.kind),
        counts=whole.counts,
        total=whole.total,
        themes=tuple(Group(code=code, title=_theme(code), counts=one.counts, total=one.total) for code, one in groups),
    )


def _theme(code: str) -> str:
    return labels.theme(code) if code else _("Zonder thema")
