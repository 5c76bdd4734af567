"""A round over more systems: the map of them, and per system what does not meet."""

from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.reports.exporters import charts, subject_tables
from waarborg.apps.reports.exporters.pdf.drawings import drawn
from waarborg.apps.reports.exporters.pdf.texts import one_line
from waarborg.apps.reports.shapes import ReportData, map_level, other_subjects


def maps(data: ReportData) -> list[dict[str, Any]]:
    """The drawings of the map; none for a round over one subject."""
    if not data.subjects:
        return []
    note = _("In elk vak: hoeveel er deels of niet voldoet. Hoe donkerder, hoe groter het deel van wat is beoordeeld.")
    level = map_level(data)
    return [
        drawn(chart, note=note) for chart in charts.subject_maps(data.subjects, level, title=subject_tables.title(data))
    ]


def rows(data: ReportData) -> list[dict[str, Any]]:
    """Per system the rows of the annex, mark by mark."""
    marks = {v: [data.verdict_marks[v], data.verdict_labels[v]] for v in data.verdict_labels}
    return [
        {
            "name": one_line(one.name),
            "lead": subject_tables.lead(one),
            "rows": [
                [
                    row.number,
                    one_line(row.title),
                    [marks[row.verdicts[level]] for level in data.levels],
                    one_line(row.owner),
                    one_line(row.action),
                ]
                for row in one.rows
            ],
        }
        for one in other_subjects(data)
    ]
