"""What a report says about a closed round: what was frozen then, not what the registers say now."""

import json
from typing import Any

from django.db.models.fields.json import KeyTextTransform

from waarborg.apps.assessments.models import Assessment, Snapshot
from waarborg.apps.reports.formats.frozen import restored
from waarborg.apps.reports.shapes import ReportData


def kept_report(assessment: Assessment, *, language: str) -> ReportData | None:
    """The report as it was when the round was closed; None while it is open."""
    kept = kept_plain(assessment, language=language)
    return restored(ReportData, kept) if kept else None


def kept_plain(assessment: Assessment, *, language: str) -> dict[str, Any] | None:
    """The same as plain JSON, for who needs a part of it."""
    text = (
        Snapshot.objects.filter(organisation=assessment.organisation_id, assessment=assessment)
        .values_list(KeyTextTransform(language, KeyTextTransform("reports", "data")), flat=True)
        .first()
    )
    found: dict[str, Any] | None = json.loads(text) if text else None
    return found
