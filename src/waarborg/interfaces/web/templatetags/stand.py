"""The five verdicts on a page: a mark with its word, and figures as bars, the same everywhere.

What a page has hundreds of is written here and not in a template: there every name is looked up again at each turn.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from waarborg.apps.base import labels
from waarborg.apps.reports.shapes import Line, ReportData
from waarborg.domain.assessments import Verdict
from waarborg.interfaces.web.stand.picture import Bar, Block, Segment

register = template.Library()


@register.simple_tag
def mark(verdict: Verdict | str) -> SafeString:
    """The sign of a verdict, for eyes; its word stands beside it."""
    code = Verdict(verdict)
    return format_html('<span class="wb-mark wb-mark--{}" aria-hidden="true">{}</span>', code.value, labels.mark(code))


@register.simple_tag
def verdicts(data: ReportData, line: Line) -> SafeString:
    """The cells of a row: the verdict on each level."""
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


@register.simple_tag
def bar_of(bar: Bar) -> SafeString:
    """How what was assessed divides, drawn; the numbers stand beside it. A part leads to its rows."""
    parts = "".join(map(_part, bar.segments))
    none = "" if parts else " wb-bar--none"
    # verdicts and percentages are ours, and `_part` escapes the addresses
    return mark_safe(f'<svg class="wb-bar{none}" aria-hidden="true" focusable="false">{parts}</svg>')  # noqa: S308


def _part(part: Segment) -> str:
    hatched = ' fill="url(#deels)"' if part.verdict == Verdict.PARTLY else ""
    drawn = f'<rect class="wb-bar__{part.verdict}" x="{part.x}" width="{part.width}" y="1" height="14"{hatched}/>'
    return f'<a href="{escape(part.url)}" tabindex="-1">{drawn}</a>' if part.url else drawn


@register.simple_tag
def small_bars(bars: Iterable[Bar]) -> SafeString:
    """The levels of a round in small: each with its bar, and its numbers for who does not see."""
    words = _words()
    return format_html_join(
        "",
        '<div><dt>{}</dt><dd>{}<span class="wb-visually-hidden">{}</span></dd></div>',
        (
            (
                _capitalised(labels.level(bar.level)),
                bar_of(bar),
                ", ".join(f"{count.n} {words[count.code]}" for count in bar.counts),
            )
            for bar in bars
        ),
    )


@register.simple_tag
def block_rows(block: Block) -> SafeString:
    """The levels of a chapter or a theme as rows of a table: a bar, and every number with its rows behind it."""
    words = _words()
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th><td class="wb-blocks__bar">{}</td>{}</tr>',
        ((labels.level(bar.level), bar_of(bar), _cells(block.title, bar, words)) for bar in block.bars),
    )


def _cells(title: str, bar: Bar, words: dict[str, str]) -> SafeString:
    level = labels.level(bar.level)
    return format_html_join(
        "",
        '<td class="wb-blocks__{}">{}</td>',
        (
            (
                count.code,
                format_html(
                    '<a class="wb-count" href="{}">{}<span class="wb-visually-hidden"> {}, {}, {}</span></a>',
                    count.url,
                    count.n,
                    words[count.code],
                    title,
                    level,
                )
                if count.n
                else _NO_COUNT,
            )
            for count in bar.counts
        ),
    )


_NO_COUNT = SafeString('<span class="wb-count wb-quiet">0</span>')


def _words() -> dict[str, str]:
    return {verdict.value: labels.verdict(verdict) for verdict in Verdict}


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
