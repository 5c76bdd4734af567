"""The appendices of the Word report: every item, whom we spoke, what we read, how we counted."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from waarborg.apps.reports.exporters import tables
from waarborg.apps.reports.exporters.docx_body import Body, Cell, Strong
from waarborg.apps.reports.exporters.docx_subjects import subject_rows
from waarborg.apps.reports.exporters.tables import Table, beside_levels, mark
from waarborg.apps.reports.shapes import Line, ReportData
from waarborg.domain.assessments import Applicability
from waarborg.domain.norms import ItemStatus

_SILENT = frozenset({ItemStatus.MOVED, ItemStatus.WITHDRAWN})


def annexes(body: Body, data: ReportData) -> None:
    """The long one on the wide pages that came before, the short ones upright."""
    body.appendix(_("Bijlage A. Alle onderdelen"))
    body.text(
        _("Alle nummers van de editie. Verplaatste en vervallen nummers staan erbij, zodat niets lijkt te ontbreken.")
    )
    titles = {group.code: group.title for group in data.chapters}
    for code in dict.fromkeys(line.chapter for line in data.lines):
        title = f"{code} {titles[code]}" if code in titles and titles[code] != code else code
        _chapter(body, data, title, [line for line in data.lines if line.chapter == code])
    body.turn(landscape=False)
    body.appendix(_("Bijlage B. Interviews en documenten"))
    _short(body, tables.interviews(data), [2.4, 4.2, 4.4, 5.5])
    _short(body, tables.documents(data), [6.2, 1.8, 2.6, 5.9])
    body.appendix(_("Bijlage C. Hoe de cijfers tot stand kwamen"))
    for text in data.computation:
        body.told("", text, "List Bullet")
    subject_rows(body, data)


def _short(body: Body, table: Table, widths: Sequence[float]) -> None:
    body.section(table.name, numbered=False)
    if not table.rows:
        body.text(table.when_empty)
        return
    body.caption(_("Tabel"), table.caption.rstrip("."))
    rows = [[str(cell or "") for cell in row] for row in table.rows]
    body.table([column.header for column in table.columns], widths, rows, table.caption)


def _chapter(body: Body, data: ReportData, title: str, lines: Sequence[Line]) -> None:
    body.section(_("Hoofdstuk %(title)s") % {"title": title}, numbered=False)
    headers = [_("Nummer"), _("Wat er wordt gevraagd"),
               *(data.level_labels[level].capitalize() for level in data.levels),
               _("Toelichting en bewijs"), _("Eigenaar en actie")]  # fmt: skip
    body.caption(_("Tabel"), _("Oordelen in hoofdstuk %(title)s") % {"title": title})
    body.table(
        headers,
        beside_levels(data, [1.7, 8.2], 1.9, [5.9, 3.8]),
        [_row(data, line) for line in lines],
        _("Oordelen in hoofdstuk %(title)s") % {"title": title},
    )


def _row(data: ReportData, line: Line) -> list[Cell]:
    if line.status in _SILENT:
        status = "" if line.status_label.lower() == line.title.lower() else line.status_label
        return [Strong(line.number), Strong(line.title, status), *("" for _level in data.levels), line.explanation, ""]
    return [
        Strong(line.number),
        Strong(line.title, line.summary),
        *(mark(data, line, level) for level in data.levels),
        _grounds(line),
        _doing(line),
    ]


def _grounds(line: Line) -> str:
    told = [
        line.follows,
        "" if line.applicability is Applicability.APPLIES else line.applicability_label.capitalize() + ".",
        line.explanation,
        line.justification,
        _("Risicoanalyse: %(text)s") % {"text": line.risk_analysis} if line.risk_analysis else "",
        _("Bewijs: %(text)s") % {"text": line.evidence} if line.evidence else "",
        _("Volwassenheid: %(level)s") % {"level": line.maturity} if line.maturity is not None else "",
        _("Regel: %(codes)s") % {"codes": ", ".join(line.problems)} if line.problems else "",
    ]
    return "\n".join(filter(None, told))


def _doing(line: Line) -> str:
    due = date_format(line.due_on, "j F Y") if line.due_on else ""
    return "\n".join(filter(None, [line.owner, line.action, line.effort, due]))
