"""Drawings as the template takes them."""

from typing import Any

from waarborg.apps.reports.exporters.charts import Chart

_SHEET_INK = "#16202a"


def drawn(chart: Chart, *, note: str = "") -> dict[str, Any]:
    """The drawing with its ink filled in, as paper has no surrounding colour; the note says what is drawn."""
    svg = chart.svg.replace("currentColor", _SHEET_INK)
    return {"title": chart.title, "text": chart.text, "svg": svg, "note": note}
