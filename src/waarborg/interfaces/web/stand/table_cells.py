"""The rows of the table: as HTML that stands by itself, and as data for its scripts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.queries.table import JudgementRow
from waarborg.domain.assessments import DUPLICATE, RULES, Applicability, Ask, Level
from waarborg.interfaces.web.stand.table_columns import (
    TEXT,
    Column,
    choices_for,
    every,
    plain,
    shown,
    values,
)
from waarborg.interfaces.web.stand.table_filters import title

_SENTENCES = {rule.code: rule.sentence for rule in RULES} | {DUPLICATE.code: DUPLICATE.sentence}


def html(
    rows: Sequence[JudgementRow],
    columns: Sequence[Column],
    levels: Sequence[Level],
    *,
    post_to: str,
    form_start: SafeString,
) -> SafeString:
    """The body of the table. Written here, not in a template: a page has thousands of cells.

    `post_to` takes the small form per row of who has no scripts; "" leaves the forms out.
    """
    form = _Form(
        post_to, form_start, [column for column in every(levels) if column.field in set(levels)], cache(_select)
    )
    cell = cache(_cell)  # there are thousands, of which few differ
    return format_html_join("\n", "{}", ((_row(row, columns, form, cell),) for row in rows))


def data(rows: Iterable[JudgementRow], columns: Sequence[Column] = ()) -> list[dict[str, Any]]:
    """The rows as the scripts keep them, with the cells of these columns, or all."""
    fields = [column.field for column in columns] or None
    return [_facts(row, values(row, fields) if fields else values(row)) for row in rows]


def described(columns: Iterable[Column]) -> list[dict[str, Any]]:
    """The columns as the scripts know them."""
    return [asdict(column) for column in columns]


def applicabilities() -> Mapping[str, list[str]]:
    """Per kind of row the applicabilities to choose from."""
    return {ask.value: choices_for(ask.value) for ask in Ask}


def item_url(row: JudgementRow) -> str:
    """The page of the item, for the same subject."""
    address = reverse("stand:line", args=[row.assessment.slug, row.item.number])
    return f"{address}?{urlencode({'over': row.subject.code})}" if row.subject.code else address


def _facts(row: JudgementRow, cells: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.item.number,
        "title": title(row),
        "ask": row.ask,
        "version": row.version,
        "applicability": row.applicability,
        "values": cells,
        "rules": list(_rules(row)),
        "by": row.changed_by,
    }


def _rules(row: JudgementRow) -> Iterator[tuple[str, str]]:
    for problem in queries.broken_rules(row):
        yield problem.code, _(_SENTENCES[problem.code])


def _row(
    row: JudgementRow, columns: Sequence[Column], form: "_Form", cell: Callable[[Column, str, str], SafeString]
) -> SafeString:
    found = (cell(column, plain(getattr(row, column.field)), row.applicability) for column in columns)
    cells = mark_safe("".join(found))  # noqa: S308 - each was escaped
    return format_html(
        '<tr id="rij-{}" data-row="{}">{}{}{}</tr>',
        row.pk,
        row.pk,
        _head(row),
        cells,
        _plain_cell(row, form),
    )


def _head(row: JudgementRow) -> SafeString:
    rules = format_html_join(" ", '<span class="wb-grid__rule">{}</span>', ((code,) for code, _says in _rules(row)))
    about = format_html(' <span class="wb-grid__subject">{}</span>', row.subject.name) if row.subject.code else ""
    return format_html(
        '<th scope="row"><a class="nl-link wb-number" href="{}">{}</a> <span class="wb-grid__title">{}</span>{}'
        '<span class="wb-grid__rules">{}</span></th>',
        item_url(row),
        row.item.number,
        title(row),
        about,
        rules,
    )


def _cell(column: Column, value: str, applicability: str) -> SafeString:
    mark, words = shown(column, value, applicability=applicability)
    sign = format_html('<span class="wb-mark wb-mark--{}" aria-hidden="true">{}</span> ', value, mark) if mark else ""
    return format_html(
        '<td data-field="{}" data-label="{}" class="wb-grid__{}">{}<span class="wb-grid__words">{}</span></td>'
        if column.kind == TEXT
        else '<td data-field="{}" data-label="{}" class="wb-grid__{}">{}{}</td>',
        column.field,
        column.label,
        column.kind,
        sign,
        words,
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """What the small forms of all rows share."""

    post_to: str
    start: SafeString
    columns: Sequence[Column]
    select: Callable[[Column, str], SafeString]


def _plain_cell(row: JudgementRow, form: _Form) -> SafeString | str:
    """The way without scripts: three choices and a button."""
    if not form.post_to:
        return ""
    is_asked = row.ask != Ask.ELSEWHERE and row.applicability != Applicability.NOT_APPLICABLE
    return format_html('<td class="wb-grid__plain"><noscript>{}</noscript></td>', _form(row, form) if is_asked else "")


def _form(row: JudgementRow, form: _Form) -> SafeString:
    selects = mark_safe(  # noqa: S308 - each was escaped
        "".join(form.select(column, getattr(row, column.field)) for column in form.columns)
    )
    return format_html(
        '<form method="post" action="{}" class="wb-grid__form">{}'
        '<input type="hidden" name="rij" value="{}"><input type="hidden" name="gezien" value="{}">{}'
        '<button class="nl-button nl-button--secondary" type="submit">{}'
        '<span class="wb-visually-hidden"> {}</span></button></form>',
        form.post_to,
        form.start,
        row.pk,
        row.version,
        selects,
        _("Bewaar"),
        row.item.number,
    )


def _select(column: Column, now: str) -> SafeString:
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((o.value, SafeString(" selected") if o.value == now else "", o.label) for o in column.options),
    )
    return format_html(
        '<label class="wb-grid__choice">{} <select class="wb-select" name="{}">{}</select></label>',
        column.label,
        column.field,
        options,
    )
