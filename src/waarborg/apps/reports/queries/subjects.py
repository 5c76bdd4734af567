"""What a round judges: the subject that the report is about, and the figures of all of them side by side."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.assessments.models import Assessment, Subject
from waarborg.apps.assessments.queries import results
from waarborg.apps.base import labels
from waarborg.apps.reports.shapes import Group, SubjectFigures
from waarborg.domain.rounds import SubjectKind


def chosen(found: Sequence[Subject], code: str) -> Subject | None:
    """The subject of this code; without one the organisation, or else the first. Raises LookupError."""
    if not code:
        return results.main_subject(found)
    for subject in found:
        if subject.code == code:
            return subject
    raise LookupError(code)


def identity(
    assessment: Assessment, subject: Subject | None, found: Sequence[Subject], *, is_wanted: bool
) -> dict[str, Any]:
    """What the report says about its subject, about the others, and about being closed."""
    is_part = subject is not None and subject.kind != SubjectKind.ORGANISATION
    closed_at = assessment.closed_at if assessment.is_closed else None
    return {
        "subject": subject.name if subject and is_part else "",
        "subject_code": subject.code if subject and is_part else "",
        "subjects": figures(assessment, found) if is_wanted and len(found) > 1 else (),
        "closed_on": closed_at.date() if closed_at else None,
    }


def figures(assessment: Assessment, found: Sequence[Subject]) -> tuple[SubjectFigures, ...]:
    """The counts per subject and theme. One query, however many subjects."""
    tables: dict[int, list[results.Figures]] = {}
    for one in results.every_figure(assessment, "subject", "item__theme"):
        tables.setdefault(one.key[0], []).append(one)
    themes = sorted({one.key[1] for table in tables.values() for one in table}, key=_theme)
    return tuple(_subject(subject, tables.get(subject.pk, []), themes) for subject in found)


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
