"""Native charts: per level a bar for each group, told apart by pattern and shade, with a text alternative."""

from django.utils.translation import gettext as _
from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from waarborg.apps.reports.exporters.tables import Table
from waarborg.apps.reports.shapes import ReportData
from waarborg.domain.assessments import Level, Verdict

INK = "#1B2A41"
# Dark, middle, white for what was judged; hatched for what was not: four looks that survive a grey printer.
FILLS: dict[Verdict, dict[str, object]] = {
    Verdict.MEETS: {"fill": {"color": INK}},
    Verdict.PARTLY: {"fill": {"color": "#8CA3C4"}},
    Verdict.FAILS: {"fill": {"color": "#FFFFFF"}},
    Verdict.NOT_ASSESSED: {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#6B7280", "bg_color": "#FFFFFF"}
    },
    Verdict.NOT_APPLICABLE: {"fill": {"color": "#E6E9EE"}},
}
_FIRST_ROW, _FIRST_COUNT = 4, 2  # where the table of the picture starts, and its first column with a count


def add_charts(book: Workbook, sheet: Worksheet, data: ReportData, table: Table, n_groups: int) -> None:
    """Charts to the right of the table, one per level: side by side, never added up."""
    if not n_groups:
        return
    for place, level in enumerate(data.levels):
        chart = _chart(book, sheet.get_name(), data, level, n_groups, place)
        described = {"description": alternative(data, table, level), "object_position": 3}
        row = _FIRST_ROW - 1 + place * (n_groups + 10)
        sheet.insert_chart(row, len(table.columns) + 1, chart, described)


def alternative(data: ReportData, table: Table, level: Level) -> str:
    """What the chart shows, for who cannot see it; the table holds the same figures."""
    label = data.level_labels[level]
    told = [
        f"{row[0]}: "
        + ", ".join(f"{count} {data.verdict_labels[v]}" for v, count in zip(Verdict, row[2:7], strict=True) if count)
        for row in table.rows
        if row[1] == label
    ]
    return (_("Staafdiagram van %(level)s. %(rows)s.") % {"level": label, "rows": "; ".join(told)})[:4000]


def _chart(book: Workbook, sheet: str, data: ReportData, level: Level, n_groups: int, place: int) -> Chart:
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = _FIRST_ROW + place * n_groups, _FIRST_ROW + (place + 1) * n_groups - 1
    for offset, verdict in enumerate(Verdict):
        column = _FIRST_COUNT + offset
        chart.add_series(
            {
                "name": f"{data.verdict_marks[verdict]} {data.verdict_labels[verdict]}",
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, column, last, column],
                "border": {"color": INK, "width": 0.75},
                "gap": 45,
                **FILLS[verdict],
            }
        )
    chart.set_title(
        {"name": data.level_labels[level].capitalize(), "name_font": {"size": 12, "color": INK}, "overlay": False}
    )
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"color": INK}, "line": {"color": INK}})
    chart.set_x_axis(
        {
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#E2E6EC"}},
            "num_format": "0",
        }
    )
    chart.set_legend({"position": "bottom", "font": {"color": INK}})
    chart.set_size({"width": 680, "height": 150 + 26 * n_groups})
    return chart
