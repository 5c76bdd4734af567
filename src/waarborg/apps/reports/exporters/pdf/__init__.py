"""The report as PDF/UA: Typst lays out, this package hands it plain data and drawings, never markup."""

from dataclasses import replace

from django.utils import translation

from waarborg.apps.reports.exporters.pdf import engine, texts
from waarborg.apps.reports.exporters.pdf.payload import payload
from waarborg.apps.reports.shapes import ReportData


def render(data: ReportData) -> bytes:
    """The report in the language of the data: tagged, with title, language, bookmarks and text for every drawing."""
    rare = texts.rare_characters(data)
    shown = engine.displayable(rare)
    try:
        return _render(data, hidden=rare - shown)
    except engine.UndisplayableError:  # a sign that shows alone may still fail in company, such as a loose accent
        return _render(data, hidden=rare)


def _render(data: ReportData, *, hidden: frozenset[str]) -> bytes:
    with translation.override(data.language):
        clean = texts.cleaned(data, hidden=hidden)
        if hidden:
            clean = replace(clean, readings=(*clean.readings, texts.hidden_note()))
        return engine.compile_report(payload(clean), made_on=data.made_on)
