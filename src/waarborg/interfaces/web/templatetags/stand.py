"""Charts in pages."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from waarborg.apps.reports.exporters.charts import Chart

register = template.Library()


@register.filter
def drawn(chart: Chart) -> SafeString:
    """The chart's SVG in a figure. The SVG is our own drawing: every text in it was escaped when it was drawn."""
    return format_html('<figure class="wb-chart">{}</figure>', mark_safe(chart.svg))  # noqa: S308 - drawn by us
