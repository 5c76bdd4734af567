"""Tables of a round with more subjects: the same figures per process and system."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.apps.reports.exporters.tables import Cell, Column, Table, picture
from waarborg.apps.reports.shapes import Group, ReportData, SubjectFigures, map_level, subject_groups
from waarborg.domain.assessments import ASSESSED, GAPS, Level


def subjects(data: ReportData) -> Table:
    """Every process and system that the round judges too."""
    return picture(
        data,
        subject_groups(data),
        name=_("Per systeem"),
        first=_("Onderwerp"),
        caption=_("Oordelen per proces en systeem"),
    )


def subjects_by_theme(data: ReportData) -> Table:
    """The heat map in numbers: per subject and theme how many fall short; nothing where nothing was assessed."""
    themes = [group.title for group in data.subjects[0].themes]
    columns = (Column(_("Onderwerp"), 34), Column(_("Niveau"), 12), *(Column(theme, 12, "number") for theme in themes))
    rows: list[list[Cell]] = [
        [one.name, data.level_labels[level], *(_short(group, level) for group in one.themes)]
        for one in data.subjects
        for level in data.levels
    ]
    return Table(_("Systemen en thema's"), _("Hoeveel er tekortschiet van wat is beoordeeld."), columns, rows)


def title(data: ReportData) -> str:
    """The question that the map of systems answers."""
    level = data.level_labels[map_level(data)]
    return _("Waar ontbreekt het, per systeem en thema? (%(level)s)") % {"level": level}


def lead(one: SubjectFigures) -> str:
    """What the annex says before the rows of a system."""
    short = ngettext(
        "%(n)d onderdeel voldoet niet (geheel).", "%(n)d onderdelen voldoen niet (geheel).", len(one.rows)
    ) % {"n": len(one.rows)}
    if not one.n_untouched:
        return short
    apart = ngettext("%(n)d is niet beoordeeld.", "%(n)d zijn niet beoordeeld.", one.n_untouched)
    return f"{short} {apart % {'n': one.n_untouched}}"


def _short(group: Group, level: Level) -> Cell:
    table = group.counts[level]
    return sum(table[verdict] for verdict in GAPS) if any(table[verdict] for verdict in ASSESSED) else ""
