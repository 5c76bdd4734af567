"""The five verdicts on a page: a mark with its word, the same everywhere."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from waarborg.apps.base import labels
from waarborg.apps.reports.shapes import Line, ReportData
from waarborg.domain.assessments import Verdict

register = template.Library()


@register.simple_tag
def mark(verdict: Verdict | str) -> SafeString:
    """The sign of a verdict, for eyes; its word stands beside it."""
    code = Verdict(verdict)
    return format_html('<span class="wb-mark wb-mark--{}" aria-hidden="true">{}</span>', code.value, labels.mark(code))


@register.simple_tag
def verdicts(data: ReportData, line: Line) -> SafeString:
    """The cells of a row: the verdict on each level. Written here, not in a template: a page has hundreds of them."""
    return format_html_join(
        "",
        '<td class="wb-rows__verdict" data-label="{}"><span class="wb-mark wb-mark--{}" aria-hidden="true">{}</span> {}'
        "</td>",
        (
            (data.level_labels[level], verdict.value, data.verdict_marks[verdict], data.verdict_labels[verdict])
            for level in data.levels
            for verdict in (line.verdicts[level],)
        ),
    )


@register.simple_tag
def every_verdict() -> list[Verdict]:
    return list(Verdict)
