"""A round over more systems in Word: the map as a table with shades, and per system what does not meet."""

from django.utils.translation import gettext as _

from waarborg.apps.reports.exporters import subject_tables
from waarborg.apps.reports.exporters.charts.subjects import legend_words, shade, state
from waarborg.apps.reports.exporters.docx_body import Body, Cell, Head, Shaded, Strong, Upright
from waarborg.apps.reports.exporters.tables import beside_levels
from waarborg.apps.reports.shapes import Group, ReportData, map_level, other_subjects
from waarborg.domain.assessments import Level, Verdict

_SHADES = ("FFFFFF", "DDE8F0", "BDD3E2", "8DB4CF")  # of the drawing in the PDF
_NAMES_CM, _WIDEST_CM = 5.0, 2.0


def subject_map(body: Body, data: ReportData) -> None:
    """Systems against themes, on the wide pages: in each cell the mark, the number and the shade."""
    if not data.subjects:
        return
    level, title = map_level(data), subject_tables.title(data)
    themes = data.subjects[0].themes
    body.section(title)
    marks = ", ".join(f"{data.verdict_marks[verdict]} {word}" for verdict, word in legend_words())
    body.text(_("In elk vak: hoeveel er deels of niet voldoet van wat is beoordeeld. %(marks)s.") % {"marks": marks})
    body.caption(_("Tabel"), title)
    width = min(_WIDEST_CM, (body.width - _NAMES_CM) / max(1, len(themes)))
    rows: list[list[Cell]] = [
        [Strong(one.name), *(_cell(data, theme, level) for theme in one.themes)] for one in data.subjects
    ]
    headers: list[Head] = [_("Onderwerp"), *(Upright(theme.title) for theme in themes)]
    body.table(headers, [_NAMES_CM, *[width] * len(themes)], rows, title)


def subject_rows(body: Body, data: ReportData) -> None:
    """The last annex: of every other system the rows that do not meet."""
    others = other_subjects(data)
    if not others:
        return
    body.appendix(_("Bijlage D. Wat per systeem niet voldoet"))
    words = [*(data.level_labels[level].capitalize() for level in data.levels), _("Eigenaar"), _("Actie")]
    for one in others:
        body.section(one.name, numbered=False)
        body.text(subject_tables.lead(one))
        if one.rows:
            about = _("Wat niet voldoet bij %(name)s") % {"name": one.name}
            body.caption(_("Tabel"), about)
            rows: list[list[Cell]] = [
                [Strong(row.number), row.title, *_marks(data, row.verdicts), row.owner, row.action] for row in one.rows
            ]
            headers = [_("Nummer"), one.name, *words]  # Word says them again on every page of a long table
            body.table(headers, beside_levels(data, [1.6, 3.7], 1.9, [2.1, 3.4]), rows, about)


def _marks(data: ReportData, verdicts: dict[Level, Verdict]) -> list[str]:
    found = (verdicts[level] for level in data.levels)
    return [f"{data.verdict_marks[verdict]} {data.verdict_labels[verdict]}" for verdict in found]


def _cell(data: ReportData, theme: Group, level: Level) -> Shaded:
    verdict, missing, total = state(theme, level)
    mark = data.verdict_marks[verdict]
    return Shaded(f"{mark} {missing}" if missing else mark, _SHADES[shade(missing, total)])
