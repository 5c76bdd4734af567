"""What the template lays out: the report as plain texts, numbers and drawings, in reading order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.exporters import charts, tables
from waarborg.apps.reports.exporters.charts.drawing import clip
from waarborg.apps.reports.exporters.pdf import subjects
from waarborg.apps.reports.exporters.pdf.drawings import drawn
from waarborg.apps.reports.exporters.pdf.items import anchors, item, verdicts
from waarborg.apps.reports.exporters.pdf.texts import blocks, one_line
from waarborg.apps.reports.exporters.pdf.words import words
from waarborg.apps.reports.shapes import GapLine, Group, Line, Quarter, ReportData, subject_groups
from waarborg.domain.assessments import ASSESSED, Applicability, Counts, Level, Verdict

Row = dict[str, Any]
_HEAD = 340  # half the width of a page, in the units of the charts


@dataclass(frozen=True, slots=True)
class _Places:
    """Where links to items go, and the levels that are shown beside each."""

    anchors: Mapping[str, str]
    levels: tuple[Level, ...]


def payload(data: ReportData) -> Row:
    """Everything that the template shows; the data have been cleaned and the language is the one of the moment."""
    at = _Places(anchors(data.lines), data.levels)
    names = words()
    return {
        "lang": data.language,
        "w": {**names, "picture_lead": f"{labels.side_by_side(data.levels)} {names['picture_lead']}"},
        "made": [data.made_on.year, data.made_on.month, data.made_on.day],
        "organisation": one_line(data.organisation),
        "title": one_line(data.title),
        "document": _document_title(data),
        "running": [clip(one_line(data.organisation), _HEAD), names["report"]],
        "edition": one_line(data.edition_title),
        "cover": _cover(data),
        "board": _board(data),
        "about": [[term, blocks(text)] for term, text in data.about.items()],
        "status_note": data.status_note,
        "picture": _picture(data),
        "gaps": _gaps(data.gaps, at),
        "consequences": [[_capital(c.label), one_line(c.text), one_line(c.source)] for c in data.consequences],
        "quick_wins": [_gap(gap, at) for gap in data.quick_wins],
        "plan": _plan(data.plan, at),
        "exceptions": [_exception(line, at) for line in data.exceptions],
        "not_judged": [_brief(line, at) for line in data.not_judged],
        "controls": _controls(data),
        "hits": _hits(data, at),
        "readings": [[one_line(where), one_line(what)] for where, what in data.readings],
        "items": _items(data, at),
        "subject_rows": subjects.rows(data),
        "interviews": [_of(row, "on", "who", "role", "subject") for row in data.interviews],
        "documents": [_of(row, "title", "version", "on", "about") for row in data.documents],
        "computation": [one_line(sentence) for sentence in data.computation],
        "levels": [data.level_labels[level] for level in data.levels],
        "verdicts": [[data.verdict_marks[verdict], data.verdict_labels[verdict]] for verdict in Verdict],
    }


def _document_title(data: ReportData) -> str:
    """What a reader's window shows: with the organisation, once."""
    parts = [data.title] if data.organisation in data.title else [data.title, data.organisation]
    return one_line(" – ".join(filter(None, parts))) or data.edition_id


def day(on: date, language: str) -> str:
    """A date as people write it: 1 februari 2027."""
    return format_date(on, "d MMMM y", locale=language)


def _cover(data: ReportData) -> list[list[str]]:
    names = words()
    rows = [
        (names["norm"], f"{data.edition_title} ({data.edition_id})"),
        (names["source"], data.edition_source),
        (names["layer"], _capital(data.layer)),
        (names["reference_on"], day(data.reference_on, data.language)),
        (names["made_on"], day(data.made_on, data.language)),
        (names["file"], data.file_name),
    ]
    return [[term, one_line(text)] for term, text in rows if text.strip()]


def _board(data: ReportData) -> Row:
    everything = Group(
        code="", title=_("Alle %(noun)s") % {"noun": data.item_noun}, counts=data.totals, total=data.n_counted
    )
    return {
        "paragraphs": [one_line(paragraph) for paragraph in data.board_summary],
        "decisions": [[one_line(d.ask), one_line(d.because)] for d in data.decisions],
        "chart": drawn(charts.verdict_bars([everything], title=_("Hoe staan we ervoor?"), levels=data.levels)),
    }


def _picture(data: ReportData) -> Row:
    return {
        "totals": _table(data.totals, data.levels),
        "n_counted": data.n_counted,
        "chapters": _groups(data.chapters, data.levels),
        "themes": _groups(data.themes, data.levels),
        "chapter_charts": _chapter_charts(data.chapters, data.levels),
        "theme_charts": _theme_charts(data.themes, data.levels),
        "theme_radar": _radar(data.themes, data.levels),
        "totals_caption": _("De telling van %(n)d %(noun)s") % {"n": data.n_counted, "noun": data.item_noun},
        "chapters_caption": _("De telling per hoofdstuk"),
        "themes_caption": _("De telling per thema"),
        "subjects": _groups(subject_groups(data), data.levels),
        "subjects_caption": _("Oordelen per proces en systeem"),
        "subject_maps": subjects.maps(data),
    }


def _chapter_charts(chapters: Sequence[Group], levels: Sequence[Level]) -> list[Row]:
    if not chapters:
        return []
    return [drawn(charts.verdict_bars(chapters, title=_("Waar staan we per hoofdstuk?"), levels=levels))]


def _theme_charts(themes: Sequence[Group], levels: Sequence[Level]) -> list[Row]:
    """First where it is missing, then how much: in this order the two fill their pages."""
    if not themes:
        return []
    heat = charts.group_heat_map(themes, title=_("Zit het tekort op papier of in de praktijk?"), levels=levels)
    bars = charts.verdict_bars(themes, title=_("Welke thema's lopen achter?"), levels=levels, most_missing_first=True)
    counted = _("In elk vak: hoeveel er deels of niet voldoet, van wat is beoordeeld. Hoe donkerder, hoe meer.")
    return [drawn(heat, note=counted), drawn(bars)]


def _radar(themes: Sequence[Group], levels: Sequence[Level]) -> list[Row]:
    if len(themes) < 3:  # noqa: PLR2004 - a radar needs three spokes to be a shape
        return []
    part = _("Het deel dat geheel voldoet, van wat is beoordeeld: hoe verder naar buiten, hoe meer.")
    chart = charts.theme_radar(themes, title=_("Hoe ver liggen papier en praktijk uit elkaar?"), levels=levels)
    return [drawn(chart, note=part)]


def _table(counts: Counts, levels: Sequence[Level]) -> list[list[int]]:
    return [[counts[level][verdict] for verdict in Verdict] for level in levels]


def _groups(groups: Iterable[Group], levels: Sequence[Level]) -> list[Row]:
    return [{"title": group.title, "total": group.total, "counts": _table(group.counts, levels)} for group in groups]


def _gaps(gaps: Sequence[GapLine], at: _Places) -> list[Row]:
    """Runs of the same legal force, as the order of priority has them."""
    runs = groupby(gaps, key=lambda gap: gap.force_label)
    return [{"force": _capital(force), "rows": [_gap(gap, at) for gap in run]} for force, run in runs]


def _gap(gap: GapLine, at: _Places) -> Row:
    return {
        **_brief(gap.line, at),
        "priority": gap.priority,
        "force": gap.force_label,
        "action": [one_line(gap.action), gap.action_is_proposal],
        "owner": [one_line(gap.owner), gap.owner_is_proposal],
        "effort": [one_line(gap.effort), gap.effort_is_proposal],
        "quarter": [_unbroken(gap.quarter), gap.quarter_is_proposal],
        "cost": one_line(gap.cost),
        "consequences": ", ".join(gap.consequences),
        "quick_win": gap.quick_win,
        "overdue": gap.overdue,
    }


def _brief(line: Line, at: _Places) -> Row:
    return {
        "number": line.number,
        "title": one_line(line.title),
        "anchor": at.anchors.get(line.number, ""),
        "verdicts": verdicts(line, at.levels),
    }


def _plan(quarters: Sequence[Quarter], at: _Places) -> Row:
    title = _("Wanneer sluiten we hoeveel tekortkomingen?")
    kinds, table = charts.effort_table(quarters)
    return {
        "efforts": kinds,
        "charts": [drawn(charts.plan_bars(quarters, title=title))] if quarters else [],
        "quarters": [
            {
                "label": quarter.label,
                "efforts": counts,
                "total": sum(counts),
                "rows": [_gap(gap, at) for gap in quarter.gaps],
            }
            for quarter, counts in zip(quarters, table, strict=True)
        ],
        "caption": _("De telling per kwartaal"),
    }


def _exception(line: Line, at: _Places) -> Row:
    return {
        **_brief(line, at),
        "choice": line.applicability_label,
        "justification": one_line(line.justification) or _("ontbreekt"),
        "risk_analysis": one_line(tables.risk_analysis(line)),
    }


def _controls(data: ReportData) -> Row:
    return {
        "n": data.n_controls,
        "choices": [
            [data.choice_labels.get(choice, choice.value), data.control_choices.get(choice, 0)] for choice in _CHOICES
        ],
        "counts": _table(data.controls, data.levels) if _is_judged(data.controls) else [],
        "counts_caption": _("De oordelen over deze beheersmaatregelen"),
        "caption": _("De keuze bij %(n)d beheersmaatregelen") % {"n": data.n_controls},
    }


_CHOICES = (Applicability.FOLLOWS, Applicability.DEVIATES, Applicability.NOT_APPLICABLE, Applicability.APPLIES)


def _is_judged(counts: Counts) -> bool:
    return any(counts[level][verdict] for level in Level for verdict in ASSESSED)


def _hits(data: ReportData, at: _Places) -> list[Row]:
    """Per rule the places that break it, so that a sentence is read once."""
    ordered = groupby(data.hits, key=lambda hit: (hit.code, hit.sentence, hit.source, hit.remedy))
    return [
        {
            "code": code,
            "sentence": one_line(sentence),
            "source": one_line(source),
            "remedy": one_line(remedy),
            "places": [[hit.number, at.anchors.get(hit.number, ""), one_line(hit.where)] for hit in hits],
        }
        for (code, sentence, source, remedy), hits in ordered
    ]


def _items(data: ReportData, at: _Places) -> list[Row]:
    titles = {group.code: group.title for group in data.chapters}
    runs = groupby(data.lines, key=lambda line: line.chapter)
    return [
        {
            "chapter": f"{chapter} {titles.get(chapter, '')}".strip(),
            "rows": [item(line, at.anchors[line.number], data) for line in lines],
        }
        for chapter, lines in runs
    ]


def _unbroken(words: str) -> str:
    return words.replace(" ", "\u00a0")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _of(row: Mapping[str, str], *keys: str) -> list[str]:
    return [one_line(str(row.get(key, ""))) for key in keys]
