"""The tables of the report as plain rows: what the spreadsheet shows whole, and the document in short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.apps.reports.shapes import GapLine, Group, Line, ReportData, RuleHit, is_live_measure
from waarborg.domain.assessments import Level, Verdict, share

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and its width in characters; `kind` is text, number, rank, share or date."""

    header: str
    width: int
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, with the sentence that says what one is looking at."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: list[list[Cell]]
    when_empty: str = ""


def proposal(text: str, *, is_proposal: bool) -> str:
    """A value that the report proposes says so."""
    return _("%(value)s (voorstel)") % {"value": text} if text and is_proposal else text


def mark(data: ReportData, line: Line, level: Level) -> str:
    """Sign and word together, never the one without the other."""
    verdict = line.verdicts[level]
    return f"{data.verdict_marks[verdict]} {data.verdict_labels[verdict]}"


def beside_levels(data: ReportData, before: list[float], width: float, after: list[float]) -> list[float]:
    """Widths of columns around those of the levels; what a level leaves that is not shown, goes to the one before."""
    room = width * (len(Level) - len(data.levels))
    return [*before[:-1], before[-1] + room, *[width] * len(data.levels), *after]


def risk_analysis(line: Line) -> str:
    """Of an exception: a risk analysis can ground a deviation, but never set a measure aside (R4, R6)."""
    return line.risk_analysis or (_("niet van belang") if is_live_measure(line) else _("ontbreekt"))


def _level_columns(data: ReportData) -> tuple[Column, ...]:
    return tuple(Column(data.level_labels[level].capitalize(), 17) for level in data.levels)


def _marks(data: ReportData, line: Line) -> list[Cell]:
    return [mark(data, line, level) for level in data.levels]


def picture(data: ReportData, groups: Sequence[Group], *, name: str, first: str, caption: str) -> Table:
    """One row per level and group, the levels in blocks, so that a chart can take a block."""
    rows: list[list[Cell]] = [
        [
            group.title,
            data.level_labels[level],
            *(group.counts[level][verdict] for verdict in Verdict),
            group.total,
            share(group.counts[level], Verdict.MEETS),
        ]
        for level in data.levels
        for group in groups
    ]
    columns = (
        Column(first, 34),
        Column(_("Niveau"), 12),
        *(Column(data.verdict_labels[verdict].capitalize(), 13, "number") for verdict in Verdict),
        Column(_("Totaal"), 10, "number"),
        Column(_("Voldoet, van wat is beoordeeld"), 17, "share"),
    )
    return Table(name, caption, columns, rows)


def totals(data: ReportData) -> Table:
    """All counted items per level, and the controls without measure apart."""
    rows: list[list[Cell]] = [
        [
            data.item_noun,
            data.level_labels[level],
            *(data.totals[level][v] for v in Verdict),
            data.n_counted,
            share(data.totals[level], Verdict.MEETS),
        ]
        for level in data.levels
    ]
    if data.n_controls:
        rows += [
            [
                _("beheersmaatregelen zonder overheidsmaatregel"),
                data.level_labels[level],
                *(data.controls[level][v] for v in Verdict),
                data.n_controls,
                share(data.controls[level], Verdict.MEETS),
            ]
            for level in data.levels
        ]
    columns = picture(data, (), name="", first=_("Wat"), caption="").columns
    return Table(_("Totalen"), labels.side_by_side(data.levels), columns, rows)


def gaps(data: ReportData, found: Iterable[GapLine], *, name: str, caption: str) -> Table:
    """Everything that a board or an owner needs to know of a gap."""
    columns = (
        Column(_("Prioriteit"), 10, "rank"),
        Column(_("Nummer"), 11),
        Column(_("Onderwerp"), 32),
        Column(_("Thema"), 22),
        *_level_columns(data),
        Column(_("Wat het bindend maakt"), 22),
        Column(_("Wat falen kan kosten"), 44),
        Column(_("Soort gevolg"), 22),
        Column(_("Eigenaar"), 26),
        Column(_("Actie"), 44),
        Column(_("Inspanning"), 16),
        Column(_("Kwartaal"), 18),
        Column(_("Deadline"), 13, "date"),
        Column(_("Quick win"), 10),
        Column(_("Toelichting"), 44),
    )
    rows: list[list[Cell]] = [
        [
            gap.priority,
            gap.line.number,
            gap.line.title,
            gap.line.theme,
            *_marks(data, gap.line),
            gap.force_label,
            gap.cost,
            ", ".join(gap.consequences),
            proposal(gap.owner, is_proposal=gap.owner_is_proposal) or _("nog te bepalen"),
            proposal(gap.action, is_proposal=gap.action_is_proposal),
            proposal(gap.effort, is_proposal=gap.effort_is_proposal) or _("nog te bepalen"),
            proposal(gap.quarter, is_proposal=gap.quarter_is_proposal),
            gap.line.due_on,
            _("ja") if gap.quick_win else _("nee"),
            gap.line.explanation,
        ]
        for gap in found
    ]
    return Table(name, caption, columns, rows, _("Er zijn geen tekortkomingen van deze soort."))


def plan(data: ReportData) -> Table:
    columns = (
        Column(_("Kwartaal"), 18),
        Column(_("Prioriteit"), 10, "rank"),
        Column(_("Nummer"), 11),
        Column(_("Onderwerp"), 34),
        Column(_("Actie"), 50),
        Column(_("Eigenaar"), 28),
        Column(_("Inspanning"), 18),
        Column(_("Deadline"), 13, "date"),
        Column(_("Let op"), 18),
    )
    rows: list[list[Cell]] = [
        [
            proposal(quarter.label, is_proposal=gap.quarter_is_proposal),
            gap.priority,
            gap.line.number,
            gap.line.title,
            proposal(gap.action, is_proposal=gap.action_is_proposal),
            proposal(gap.owner, is_proposal=gap.owner_is_proposal) or _("nog te bepalen"),
            proposal(gap.effort, is_proposal=gap.effort_is_proposal) or _("nog te bepalen"),
            gap.line.due_on,
            _("deadline verstreken") if gap.overdue else "",
        ]
        for quarter in data.plan
        for gap in quarter.gaps
    ]
    return Table(
        _("Verbeterplan"),
        _("Het werk per kwartaal, in volgorde van prioriteit."),
        columns,
        rows,
        _("Er is niets te verbeteren gepland: er zijn geen tekortkomingen."),
    )


def exceptions(data: ReportData) -> Table:
    columns = (
        Column(_("Nummer"), 11),
        Column(_("Onderwerp"), 36),
        Column(_("Soort"), 22),
        Column(_("Keuze"), 26),
        Column(_("Onderbouwing"), 54),
        Column(_("Risicoanalyse"), 24),
    )
    rows: list[list[Cell]] = [
        [
            line.number,
            line.title,
            line.kind_label,
            line.applicability_label,
            line.justification or _("ontbreekt"),
            risk_analysis(line),
        ]
        for line in data.exceptions
    ]
    return Table(
        _("Uitzonderingen"),
        _(
            "Een overheidsmaatregel kan alleen niet van toepassing zijn als hij niet kán gelden; als risico accepteren "
            "mag niet. Van een beheersmaatregel mag worden afgeweken als een risicoanalyse dat draagt."
        ),
        columns,
        rows,
        _("Er zijn geen uitzonderingen."),
    )


def not_judged(data: ReportData) -> Table:
    columns = (
        Column(_("Nummer"), 11),
        Column(_("Onderwerp"), 40),
        Column(_("Soort"), 22),
        *_level_columns(data),
        Column(_("Toelichting"), 54),
    )
    rows: list[list[Cell]] = [
        [line.number, line.title, line.kind_label, *_marks(data, line), line.explanation] for line in data.not_judged
    ]
    return Table(
        _("Niet beoordeeld"),
        _("Wat op minstens één niveau nog geen oordeel heeft: geen voldoende en geen onvoldoende."),
        columns,
        rows,
        _("Alles is beoordeeld."),
    )


def hits(data: ReportData) -> Table:
    columns = (
        Column(_("Regel"), 10),
        Column(_("Nummer"), 11),
        Column(_("Plaats"), 30),
        Column(_("Wat de regel zegt"), 50),
        Column(_("Wat te doen"), 50),
        Column(_("Bron"), 36),
    )
    rows: list[list[Cell]] = [[h.code, h.number, h.where, h.sentence, h.remedy, h.source] for h in data.hits]
    return Table(
        _("Controles"),
        _("Waar de antwoorden een regel van de norm raken."),
        columns,
        rows,
        _("Geen enkel antwoord breekt een regel."),
    )


def hits_by_rule(data: ReportData) -> Table:
    """The same in short: each rule once, with the numbers that break it."""
    columns = (
        Column(_("Regel"), 10),
        Column(_("Aantal"), 9, "number"),
        Column(_("Wat de regel zegt"), 50),
        Column(_("Wat te doen"), 50),
        Column(_("Bron"), 36),
        Column(_("Nummers"), 50),
    )
    by_code: dict[str, list[RuleHit]] = {}
    for hit in data.hits:
        by_code.setdefault(hit.code, []).append(hit)
    rows: list[list[Cell]] = [
        [code, len(found), found[0].sentence, found[0].remedy, found[0].source, ", ".join(hit.number for hit in found)]
        for code, found in by_code.items()
    ]
    return Table(hits(data).name, hits(data).caption, columns, rows, hits(data).when_empty)


def annex(data: ReportData) -> Table:
    """Every item of the edition, also the moved and withdrawn ones."""
    columns = (
        Column(_("Nummer"), 11),
        Column(_("Onderwerp"), 32),
        Column(_("Soort"), 20),
        Column(_("Status"), 20),
        Column(_("Beheersmaatregel"), 30),
        Column(_("Thema"), 22),
        Column(_("Samenvatting"), 60),
        Column(_("Van toepassing"), 20),
        *_level_columns(data),
        Column(_("Volwassenheid"), 13, "number"),
        Column(_("Toelichting"), 50),
        Column(_("Bewijs"), 40),
        Column(_("Onderbouwing"), 40),
        Column(_("Risicoanalyse"), 20),
        Column(_("Eigenaar"), 24),
        Column(_("Actie"), 40),
        Column(_("Inspanning"), 14),
        Column(_("Deadline"), 13, "date"),
        Column(_("Geteld"), 9),
        Column(_("Regels"), 14),
        Column(_("Twijfel over de tekst"), 40),
    )
    return Table(
        _("Bijlage per maatregel"),
        _("Alle nummers van de editie met het oordeel en waar het op rust."),
        columns,
        [_annex_row(data, line) for line in data.lines],
    )


def _annex_row(data: ReportData, line: Line) -> list[Cell]:
    explanation = " ".join(filter(None, [line.follows, line.explanation]))
    return [
        line.number,
        line.title,
        line.kind_label,
        line.status_label,
        line.control,
        line.theme,
        line.summary,
        line.applicability_label,
        *_marks(data, line),
        line.maturity,
        explanation,
        line.evidence,
        line.justification,
        line.risk_analysis,
        line.owner,
        line.action,
        line.effort,
        line.due_on,
        _("ja") if line.counted else _("nee"),
        ", ".join(line.problems),
        "\n".join(line.doubts),
    ]


def interviews(data: ReportData) -> Table:
    columns = (Column(_("Datum"), 14), Column(_("Wie"), 30), Column(_("Functie"), 34), Column(_("Onderwerp"), 60))
    return Table(
        _("Interviews"),
        _("Met wie is gesproken."),
        columns,
        _rows(data.interviews, ("on", "who", "role", "subject")),
        _("Er zijn geen interviews opgegeven."),
    )


def documents(data: ReportData) -> Table:
    columns = (Column(_("Titel"), 44), Column(_("Versie"), 14), Column(_("Datum"), 14), Column(_("Over"), 60))
    return Table(
        _("Documenten"),
        _("Wat is bestudeerd."),
        columns,
        _rows(data.documents, ("title", "version", "on", "about")),
        _("Er zijn geen documenten opgegeven."),
    )


def consequences(data: ReportData) -> Table:
    columns = (Column(_("Soort"), 22), Column(_("Wat falen kan kosten"), 90), Column(_("Bron"), 36))
    rows: list[list[Cell]] = [[c.label.capitalize(), c.text, c.source] for c in data.consequences]
    return Table(_("Gevolgen"), _("Wat falen in het algemeen kan kosten."), columns, rows)


def readings(data: ReportData) -> Table:
    columns = (Column(_("Plaats"), 36), Column(_("Wat de lezer meldt"), 90))
    return Table(
        _("Inlezen"),
        _("Dit viel op bij het lezen van het ingeleverde bestand."),
        columns,
        [list(r) for r in data.readings],
        _("Het bestand is zonder opmerkingen gelezen."),
    )


def _rows(found: Iterable[dict[str, str]], keys: Sequence[str]) -> list[list[Cell]]:
    return [[str(entry.get(key, "")) for key in keys] for entry in found]
