"""The shelf of rounds: for each, how many items have each verdict."""

from collections.abc import Iterable

from django.db.models import Count

from waarborg.apps.assessments.models import Assessment, Judgement
from waarborg.apps.reports.shapes import Counts
from waarborg.domain.assessments import Applicability, Ask, Level, Verdict


def totals(rounds: Iterable[Assessment]) -> dict[int, Counts]:
    """Per round the figures that its report opens with. One query, however many rounds."""
    tables: dict[int, Counts] = {round_.pk: {level: dict.fromkeys(Verdict, 0) for level in Level} for round_ in rounds}
    found = (
        Judgement.objects.filter(assessment_id__in=tables, ask=Ask.VERDICT.value)
        .order_by()
        .values_list("assessment_id", "applicability", *(level.value for level in Level))
        .annotate(n=Count("id"))
    )
    for round_id, applicability, *verdicts, n in found:
        for level, verdict in zip(Level, verdicts, strict=True):
            is_outside = applicability == Applicability.NOT_APPLICABLE
            tables[round_id][level][Verdict.NOT_APPLICABLE if is_outside else Verdict(verdict)] += n
    return tables
