"""The chapters of the Word report, in reading order: first what the board decides on, last the evidence."""

from collections.abc import Callable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from waarborg.apps.reports.exporters import tables
from waarborg.apps.reports.exporters.docx_annex import annexes
from waarborg.apps.reports.exporters.docx_body import Body, Cell, Strong
from waarborg.apps.reports.exporters.docx_charts import Bars
from waarborg.apps.reports.exporters.docx_subjects import subject_map
from waarborg.apps.reports.exporters.tables import Table, beside_levels, mark, proposal
from waarborg.apps.reports.shapes import GapLine, Group, ReportData, subject_groups
from waarborg.domain.assessments import Applicability, Counts, Level, Verdict, percentage

_FIGURES_CM, _NAMES_CM = 16.5, 2.7  # the charts beside each other, of which the first also holds the names


def board(body: Body, data: ReportData) -> None:
    """One page: what was found and what is asked."""
    body.front(_("Samenvatting voor het bestuur"))
    for text in data.board_summary:
        body.text(text)
    body.section(_("Gevraagde besluiten"))
    for decision in data.decisions:
        body.told(decision.ask, decision.because, "List Number")


def assignment(body: Body, data: ReportData) -> None:
    body.chapter(_("Opdracht en verantwoording"))
    body.caption(_("Tabel"), _("De opdracht in het kort"))
    rows: list[list[Cell]] = [
        [Strong(_("Organisatie")), f"{data.organisation} ({data.layer})"],
        [Strong(_("Norm en editie")), f"{data.edition_title} ({data.edition_id}). {data.edition_source}"],
        [Strong(_("Peildatum")), date_format(data.reference_on, "j F Y")],
    ]
    for label, text in data.about.items():
        rows.append([Strong(label), text])
    if data.file_name:
        rows.append([Strong(_("Ingelezen bestand")), data.file_name])
    body.table([_("Onderdeel"), _("Beschrijving")], [4.2, 12.3], rows, _("De opdracht in het kort"))
    body.section(_("Hoe de oordelen te lezen zijn"))
    body.text(
        _("Elk onderdeel is op drie niveaus beoordeeld. Elk niveau rust op het vorige; zij worden nooit samengevoegd.")
        if len(data.levels) == len(Level)
        else _("Deze ronde vraagt niet alle drie de niveaus. Elk niveau rust op het vorige.")
    )
    for level, meaning in zip(data.levels, _meanings(), strict=False):
        body.told(f"{data.level_labels[level].capitalize()}:", meaning, "List Bullet")
    marks = ", ".join(f"{data.verdict_marks[v]} {data.verdict_labels[v]}" for v in Verdict)
    body.text(_("De tekens in de tabellen: %(marks)s") % {"marks": marks})
    if data.status_note:
        body.told(_("Let op."), data.status_note, "Normal")


def _meanings() -> tuple[str, str, str]:
    return (
        _("het is op papier geregeld en vastgesteld."),
        _("het is er, op het moment van de meting."),
        _("het heeft aantoonbaar gewerkt, gedurende een periode."),
    )


def picture(body: Body, data: ReportData) -> None:
    """The figures: in total, per chapter, per theme, and the controls apart."""
    body.chapter(_("Het beeld"))
    body.section(_("Alles bij elkaar"))
    body.caption(
        _("Tabel"), _("Oordelen per niveau over %(n)s %(noun)s") % {"n": data.n_counted, "noun": data.item_noun}
    )
    _totals_table(body, data, data.totals, data.n_counted)
    body.section(_("Per hoofdstuk"))
    _group_figures(body, data, data.chapters, _("Hoofdstuk"), _("Deel van de oordelen per hoofdstuk"))
    body.section(_("Per thema"))
    _group_figures(body, data, data.themes, _("Thema"), _("Aantal oordelen per thema; bovenaan ontbreekt het meeste"))
    if data.subjects:
        body.section(_("Per systeem"))
        _group_table(body, data, subject_groups(data), _("Onderwerp"), _("Oordelen per proces en systeem"))


def _totals_table(body: Body, data: ReportData, counts: Counts, total: int) -> None:
    rows: list[list[Cell]] = [
        [Strong(data.level_labels[level].capitalize()), *_figures(counts[level], total)] for level in data.levels
    ]
    body.table(
        [_("Niveau"), *_figure_headers(data)], [3.4, 1.8, 1.8, 1.8, 2.2, 1.6, 1.9, 2.0], rows, _("Oordelen per niveau")
    )


def _figure_headers(data: ReportData) -> list[str]:
    return [*(data.verdict_labels[verdict].capitalize() for verdict in Verdict), _("Totaal"), _("% voldoet")]


def _figures(table: dict[Verdict, int], total: int) -> list[str]:
    part = percentage(table, Verdict.MEETS)
    return [*(str(table[verdict]) for verdict in Verdict), str(total), "–" if part is None else f"{part}%"]


def _group_figures(body: Body, data: ReportData, groups: Sequence[Group], first: str, title: str) -> None:
    if not groups:
        body.text(_("Er is niets om te tonen."))
        return
    body.charts([_bars(data, groups, level, place) for place, level in enumerate(data.levels)])
    body.caption(_("Figuur"), title + ". " + _("De cijfers staan in de tabel hieronder."), keep=False)
    _group_table(body, data, groups, first, title)


def _group_table(body: Body, data: ReportData, groups: Sequence[Group], first: str, title: str) -> None:
    body.caption(_("Tabel"), title)
    rows: list[list[Cell]] = []
    for group in groups:
        for place, level in enumerate(data.levels):
            name: Cell = Strong(group.title) if place == 0 else ""
            rows.append([name, data.level_labels[level], *_figures(group.counts[level], group.total)])
    headers = [first, _("Niveau"), *_figure_headers(data)]
    body.table(headers, [4.0, 1.5, 1.5, 1.5, 1.5, 2.1, 1.2, 1.5, 1.7], rows, title, block=len(data.levels))


def _bars(data: ReportData, groups: Sequence[Group], level: Level, place: int) -> Bars:
    label = data.level_labels[level]
    told = "; ".join(
        f"{group.title}: " + ", ".join(f"{n} {data.verdict_labels[v]}" for v, n in group.counts[level].items() if n)
        for group in groups
    )
    return Bars(
        title=label.capitalize(),
        categories=tuple(group.title for group in groups),
        series=tuple((data.verdict_labels[v], v, tuple(group.counts[level][v] for group in groups)) for v in Verdict),
        top=max(group.total for group in groups),
        width_cm=round((_FIGURES_CM - _NAMES_CM) / len(data.levels) + (0 if place else _NAMES_CM), 2),
        height_cm=2.6 + 0.52 * len(groups),
        label_cm=3.6 if place == 0 else 0,
        alternative=_("Staafdiagram van %(level)s. %(rows)s.") % {"level": label, "rows": told},
        as_share=groups is data.chapters,
    )


def controls(body: Body, data: ReportData) -> None:
    """What was chosen where the norm has no measure."""
    if not data.n_controls:
        return
    body.chapter(_("Beheersmaatregelen zonder overheidsmaatregel"))
    body.text(
        _(
            "Voor %(n)s beheersmaatregelen bestaat geen overheidsmaatregel. Daar geldt de richtlijn, tenzij een "
            "risicoanalyse een afwijking draagt. In de cijfers van het beeld tellen zij niet mee; wat eraan ontbreekt, "
            "staat wel bij de tekortkomingen."
        )
        % {"n": data.n_controls}
    )
    chosen = (Applicability.FOLLOWS, Applicability.DEVIATES, Applicability.NOT_APPLICABLE, Applicability.APPLIES)
    body.caption(_("Tabel"), _("Wat er is gekozen"))
    rows: list[list[Cell]] = [[data.choice_labels[choice], str(data.control_choices[choice])] for choice in chosen]
    body.table([_("Keuze"), _("Aantal")], [8.0, 3.0], rows, _("Wat er is gekozen"))
    body.caption(_("Tabel"), _("Oordelen per niveau over deze beheersmaatregelen"))
    _totals_table(body, data, data.controls, data.n_controls)


def shortfalls(body: Body, data: ReportData) -> None:
    """The gaps one by one on wide pages, what failing can cost in general, and what is quickly done."""
    body.turn(landscape=True)
    subject_map(body, data)
    body.chapter(_("Tekortkomingen naar prioriteit"))
    if data.gaps:
        body.text(
            _(
                "Bovenaan staat wat het eerst aandacht vraagt. De volgorde is een voorstel: eerst de juridische "
                "kracht, dan wat in de praktijk ontbreekt. Waar 'voorstel' staat, is nog niets ingevuld."
            )
        )
    _gap_table(
        body, data, data.gaps, _("Tekortkomingen"), _("Er zijn geen tekortkomingen gevonden in wat is beoordeeld.")
    )
    body.chapter(_("Wat falen kan kosten"))
    body.text(_("Dit zijn de gevolgen in het algemeen. Bedragen zijn de maxima die de wet noemt; wij schatten niets."))
    body.caption(_("Tabel"), _("Gevolgen en hun bron"))
    rows: list[list[Cell]] = [[Strong(c.label.capitalize()), c.text, c.source] for c in data.consequences]
    body.table([_("Soort"), _("Wat falen kan kosten"), _("Bron")], [4.0, 14.8, 6.5], rows, _("Gevolgen en hun bron"))
    body.chapter(_("Quick wins"))
    _quick_table(body, data)


def _gap_table(body: Body, data: ReportData, found: Sequence[GapLine], about: str, when_empty: str) -> None:
    if not found:
        body.text(when_empty)
        return
    headers = ["#", _("Onderdeel"), *(data.level_labels[level].capitalize() for level in data.levels),
               _("Bindend door"), _("Wat falen kan kosten"), _("Actie, eigenaar en kwartaal")]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            str(gap.priority),
            Strong(f"{gap.line.number} {gap.line.title}", gap.line.explanation),
            *(mark(data, gap.line, level) for level in data.levels),
            gap.force_label,
            gap.cost,
            _proposed(gap),
        ]
        for gap in found
    ]
    body.caption(_("Tabel"), about)
    body.table(headers, beside_levels(data, [0.9, 5.4], 1.8, [2.6, 5.0, 6.0]), rows, about)


def _proposed(gap: GapLine) -> Strong:
    """The action, then what was entered, then what the report proposes, in as few lines as that takes."""
    values = (
        (gap.owner or _("eigenaar nog te bepalen"), gap.owner_is_proposal),
        (gap.effort or _("inspanning nog te bepalen"), gap.effort_is_proposal),
        (gap.quarter, gap.quarter_is_proposal),
    )
    entered = ", ".join(value for value, is_proposal in values if not is_proposal)
    proposed = ", ".join(value for value, is_proposal in values if is_proposal)
    rest = [
        entered,
        _("Voorstel: %(values)s") % {"values": proposed} if proposed else "",
        _("deadline verstreken") if gap.overdue else "",
    ]
    return Strong(proposal(gap.action, is_proposal=gap.action_is_proposal), "\n".join(filter(None, rest)))


def _quick_table(body: Body, data: ReportData) -> None:
    if not data.quick_wins:
        body.text(_("Er zijn geen tekortkomingen die met enkele dagen werk te sluiten zijn."))
        return
    body.text(_("Kleine stappen die snel verschil maken: dagen werk per stuk."))
    rows: list[list[Cell]] = [
        [Strong(gap.line.number), gap.line.title, proposal(gap.action, is_proposal=gap.action_is_proposal),
         proposal(gap.owner, is_proposal=gap.owner_is_proposal) or _("nog te bepalen"),
         proposal(gap.quarter, is_proposal=gap.quarter_is_proposal)]
        for gap in data.quick_wins
    ]  # fmt: skip
    headers = [_("Nummer"), _("Onderwerp"), _("Actie"), _("Eigenaar"), _("Kwartaal")]
    body.caption(_("Tabel"), _("Quick wins"))
    body.table(headers, [1.8, 6.4, 8.7, 4.8, 3.6], rows, _("Quick wins"))


def improvement(body: Body, data: ReportData) -> None:
    body.chapter(_("Verbeterplan"))
    if not data.plan:
        body.text(_("Er is niets te verbeteren gepland: er zijn geen tekortkomingen."))
        return
    body.text(_("Een kwartaal volgt uit de ingevulde deadline; waar die ontbreekt, uit de inspanning (voorstel)."))
    body.caption(_("Tabel"), _("Het werk per kwartaal"))
    overview: list[list[Cell]] = [
        [Strong(quarter.label), str(len(quarter.gaps)), ", ".join(f"{word}: {n}" for word, n in quarter.effort.items())]
        for quarter in data.plan
    ]
    body.table(
        [_("Kwartaal"), _("Tekortkomingen"), _("Inspanning")], [3.5, 3.5, 10.0], overview, _("Het werk per kwartaal")
    )
    for quarter in data.plan:
        body.section(quarter.label)
        body.caption(_("Tabel"), _("Verbeteracties in %(quarter)s") % {"quarter": quarter.label})
        body.table(
            [_("Nummer"), _("Onderwerp"), _("Actie"), _("Eigenaar"), _("Inspanning"), _("Deadline")],
            [1.8, 5.9, 8.0, 4.4, 2.6, 2.6],
            [_plan_row(gap) for gap in quarter.gaps],
            _("Verbeteracties in %(quarter)s") % {"quarter": quarter.label},
        )


def _plan_row(gap: GapLine) -> list[Cell]:
    due = date_format(gap.line.due_on, "j F Y") if gap.line.due_on else _("nog te kiezen")
    return [
        Strong(gap.line.number),
        gap.line.title,
        proposal(gap.action, is_proposal=gap.action_is_proposal),
        proposal(gap.owner, is_proposal=gap.owner_is_proposal) or _("nog te bepalen"),
        proposal(gap.effort, is_proposal=gap.effort_is_proposal) or _("nog te bepalen"),
        due + "\n" + _("deadline verstreken") if gap.overdue else due,
    ]


def exceptions(body: Body, data: ReportData) -> None:
    """What does not apply, and what was not judged."""
    _whole(body, _("Uitzonderingen"), tables.exceptions(data), [1.8, 5.4, 3.6, 4.2, 7.0, 3.3])
    not_judged = tables.not_judged(data)
    _whole(body, _("Wat niet kon worden beoordeeld"), not_judged, beside_levels(data, [1.8, 6.2, 3.6], 2.4, [6.5]))


def remarks(body: Body, data: ReportData) -> None:
    """Which answers break a rule, and what the reader of the file met."""
    broken = tables.hits_by_rule(data)
    _whole(body, _("Wat de regels van de norm opmerken"), broken, [1.6, 1.6, 6.3, 5.8, 4.2, 5.8])
    _whole(body, _("Hoe het bestand is gelezen"), tables.readings(data), [7.0, 18.3])


def _whole(body: Body, title: str, table: Table, widths: Sequence[float]) -> None:
    body.chapter(title)
    if not table.rows:
        body.text(table.when_empty)
        return
    body.text(table.caption)
    body.caption(_("Tabel"), title)
    rows: list[list[Cell]] = [[Strong(str(row[0])), *(str(cell or "") for cell in row[1:])] for row in table.rows]
    body.table([column.header for column in table.columns], widths, rows, title)


CHAPTERS: tuple[Callable[[Body, ReportData], None], ...] = (
    board,
    assignment,
    picture,
    shortfalls,
    improvement,
    exceptions,
    controls,
    remarks,
    annexes,
)
