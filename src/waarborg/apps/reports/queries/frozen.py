"""What a report says about a closed round: what was frozen then, not what the registers say now."""

import json

from django.db.models.fields.json import KeyTextTransform

from waarborg.apps.assessments.models import Assessment, Snapshot
from waarborg.apps.reports.formats.frozen import restored
from waarborg.apps.reports.shapes import ReportData


def kept_report(assessment: Assessment, *, language: str) -> ReportData | None:
    """The report as it was when the round was closed; None while it is open."""
    text = (
        Snapshot.objects.filter(organisation=assessment.organisation_id, assessment=assessment)
        .values_list(KeyTextTransform(language, KeyTextTransform("reports", "data")), flat=True)
        .first()
    )
    return restored(ReportData, json.loads(text)) if text else None
