"""The sheets around the work: how to fill in with live progress, the organisation, interviews and documents."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.assessments.exporters import words
from waarborg.apps.assessments.exporters.formats import Formats, page_header
from waarborg.apps.assessments.exporters.main_sheet import MainSheet, Row
from waarborg.apps.assessments.shapes import ABOUT, CODE_PREFIX, Column, Sheet
from waarborg.apps.base import labels
from waarborg.apps.base.formats.workbooks import Workbook
from waarborg.domain.assessments import ASSESSED, Applicability, Ask, Level, Verdict
from waarborg.domain.organisations import Layer

_LINES_FOR_PEOPLE = 60  # interviews and documents that fit before somebody adds rows
_FIRST_LONG_LINE = 5  # name, layer and date are short
INTERVIEWS = ("on", "who", "role", "subject")
DOCUMENTS = ("title", "version", "on", "about")


def instructions(
    sheet: Any,  # noqa: ANN401 - no types
    formats: Formats,
    main: MainSheet,
    rows: Sequence[Row],
    title: str,
    finish: str = "",
) -> None:
    """How to fill in, what the marks mean, and how far you are; `finish` is what to do at the end."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 5, 15)
    sheet.set_column(6, 6, 40)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, title, formats.title)
    sheet.set_row(0, 28)
    line = 2
    for step in _steps(finish, has_all=len(main.levels) == len(Level)):
        sheet.merge_range(line, 0, line, 6, step, formats.text)
        sheet.set_row(line, 15 * (1 + len(step) // 130))
        line += 1
    line = _progress(sheet, formats, main, rows, line + 1)
    _legend(sheet, formats, line + 2)
    sheet.protect("")
    _print_set_up(sheet, title)


def _steps(finish: str, *, has_all: bool) -> tuple[str, ...]:
    return (
        _("1. Vul eerst het blad 'Organisatie' in: om wie het gaat, wat meedoet en op welke dag."),
        _("2. Loop daarna het blad 'Nulmeting' af. Elke rij is één eis. Lees wat er gevraagd wordt en stel de vraag."),
        _(
            "3. Kies voor opzet, bestaan en werking apart een oordeel. Laat leeg wat je niet hebt bekeken: dat is "
            "'niet beoordeeld', en dat is geen onvoldoende."
        )
        if has_all
        else _(
            "3. Kies per niveau een oordeel. Laat leeg wat je niet hebt bekeken: dat is 'niet beoordeeld', en dat is "
            "geen onvoldoende."
        ),
        _("4. Noem bij 'voldoet' het bewijs. Noem bij een gebrek de actie, de eigenaar, de inspanning en de deadline."),
        _(
            "5. Een overheidsmaatregel is alleen 'niet van toepassing' als hij niet van toepassing kán zijn. Zet bij "
            "'Onderbouwing' waarom."
        ),
        _(
            "6. Een rij 'richtlijn' heeft geen overheidsmaatregel. Kies of je de ISO-richtlijn volgt of afwijkt; "
            "wie afwijkt, noemt de risicoanalyse."
        ),
        _("7. Grijze rijen zijn verplaatst, vervallen of verwijzen door. Er staat bij waar je antwoordt."),
        _("8. De kolom 'Let op' kijkt mee. Is zij leeg, dan klopt de rij met de regels van de nulmeting."),
        _("9. Schrijf op het blad 'Gesprekken en documenten' wie je sprak en wat je las."),
        _(finish)
        if finish
        else _(
            "10. Klaar? Voer uit: waarborg nulmeting run BESTAND.xlsx --norm … --organisation … --layer … --out MAP"
        ),
    )


def _progress(sheet: Any, formats: Formats, main: MainSheet, rows: Sequence[Row], line: int) -> int:  # noqa: ANN401 - no types
    judged = [row for row in rows if row.ask is Ask.VERDICT]
    sheet.write_string(line, 0, _("Hoe ver ben je?"), formats.strong)
    line += 1
    sheet.write_string(line, 0, _("Oordelen, van %(count)s") % {"count": len(judged)}, formats.header)
    for column, verdict in enumerate(Verdict, 1):
        text = f"{labels.mark(verdict)} {labels.verdict(verdict)}"
        sheet.write_string(line, column, text, formats.header)
    for level in main.levels:
        line += 1
        sheet.write_string(line, 0, labels.level(level).capitalize(), formats.label)
        now = Counter(_verdict_now(row, level) for row in judged)
        for column, verdict in enumerate(Verdict, 1):
            formula = _count_formula(main, judged, level, verdict)
            sheet.write_formula(line, column, formula, formats.figure, now[verdict])
        sheet.write_string(line, 6, labels.level_meaning(level), formats.small)
    line += 1
    sheet.write_string(line, 0, _("Rijen met 'Let op'"), formats.label)
    area = main.column_range(Column.HINT)
    noted = sum(bool(row.objections()) for row in rows)
    sheet.write_formula(line, 1, f"=SUMPRODUCT(--(LEN({area})>0))", formats.figure, noted)
    return line


def _verdict_now(row: Row, level: Level) -> Verdict:
    if row.answer is None:
        return Verdict.NOT_ASSESSED
    if row.answer.applicability is Applicability.NOT_APPLICABLE:
        return Verdict.NOT_APPLICABLE
    found: Verdict = getattr(row.answer, level.value)
    return found


def _count_formula(main: MainSheet, judged: Sequence[Row], level: Level, verdict: Verdict) -> str:
    kind = f'{main.column_range(Column.KIND)},"{words.kind(judged[0].item, Ask.VERDICT) if judged else ""}"'
    nvt = labels.applicability(Applicability.NOT_APPLICABLE)
    applies = f'{main.column_range(Column.APPLICABILITY)},"<>{nvt}"'
    area = main.column_range(Column(level.value))
    if verdict is Verdict.NOT_APPLICABLE:
        return f'=COUNTIFS({kind},{main.column_range(Column.APPLICABILITY)},"{nvt}")'
    if verdict is Verdict.NOT_ASSESSED:
        said = "".join(f'-COUNTIFS({kind},{applies},{area},"{labels.verdict(v)}")' for v in ASSESSED)
        return f"=COUNTIFS({kind},{applies}){said}"
    return f'=COUNTIFS({kind},{applies},{area},"{labels.verdict(verdict)}")'


def _legend(sheet: Any, formats: Formats, line: int) -> None:  # noqa: ANN401 - no types
    meanings = {
        Verdict.MEETS: _("Alles wat gevraagd wordt is er, en er is bewijs."),
        Verdict.PARTLY: _("Een deel is er, of het geldt nog niet overal."),
        Verdict.FAILS: _("Het is er niet, of het wezenlijke ontbreekt."),
        Verdict.NOT_ASSESSED: _("Niet bekeken, of niet vast te stellen. Telt niet als goed en niet als fout."),
        Verdict.NOT_APPLICABLE: _("Kan hier niet van toepassing zijn; de onderbouwing staat erbij."),
    }
    sheet.write_string(line, 0, _("Wat de oordelen betekenen"), formats.strong)
    for verdict, meaning in meanings.items():
        line += 1
        sheet.write_string(line, 0, labels.verdict(verdict), formats.verdicts[verdict])
        sheet.merge_range(line, 1, line, 6, meaning, formats.text)


def organisation(sheet: Any, formats: Formats, filled: Sheet | None) -> None:  # noqa: ANN401 - no types
    """Whose nulmeting, of what, on which day, how and with which limits."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    sheet.set_column(2, 2, 46)
    sheet.set_column(3, 3, None, None, {"hidden": True})
    sheet.write_string(0, 0, _("Organisatie en reikwijdte"), formats.title)
    sheet.set_row(0, 28)
    said = filled.about if filled else {}
    for line, key in enumerate(ABOUT, 2):
        label, explanation = words.about(key)
        value = words.safe(said.get(key, ""))
        sheet.write_string(line, 0, label, formats.label)
        sheet.write_string(line, 1, value, formats.answer)
        sheet.write_string(line, 2, explanation, formats.small)
        sheet.write_string(line, 3, CODE_PREFIX + key, formats.code)
        sheet.set_row(line, 20 if line < _FIRST_LONG_LINE else max(48, 14 * (1 + len(value) // 78 + value.count("\n"))))
    layers = [layer.value for layer in Layer]
    sheet.data_validation(
        2 + ABOUT.index("layer"), 1, 2 + ABOUT.index("layer"), 1, {"validate": "list", "source": layers}
    )
    sheet.protect("", {"format_rows": True, "format_columns": True})
    _print_set_up(sheet, _("Organisatie en reikwijdte"))


def interviews_and_documents(sheet: Any, formats: Formats, filled: Sheet | None) -> None:  # noqa: ANN401 - no types
    """Whom you spoke and what you read: two lists beside each other."""
    sheet.write_string(0, 0, _("Gesprekken en documenten"), formats.title)
    sheet.set_row(0, 28)
    sheet.set_row(1, None, None, {"hidden": True})
    spoke = (_("Datum"), _("Met wie"), _("Functie"), _("Onderwerp"))
    read = (_("Document"), _("Versie"), _("Datum"), _("Waarover"))
    said = filled.interviews if filled else ()
    _table(sheet, formats, 0, "interview", INTERVIEWS, spoke, [[getattr(i, k) for k in INTERVIEWS] for i in said])
    papers = filled.documents if filled else ()
    _table(sheet, formats, 5, "document", DOCUMENTS, read, [[getattr(d, k) for k in DOCUMENTS] for d in papers])
    for column, width in enumerate((12, 26, 26, 40, 3, 48, 10, 12, 40)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(3, 0)
    sheet.protect("", {"format_rows": True, "format_columns": True, "sort": True})
    _print_set_up(sheet, _("Gesprekken en documenten"))


def _table(
    sheet: Any,  # noqa: ANN401 - no types
    formats: Formats,
    column: int,
    name: str,
    keys: Sequence[str],
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> None:
    for offset, (key, header) in enumerate(zip(keys, headers, strict=True), column):
        sheet.write_string(1, offset, f"{CODE_PREFIX}{name}.{key}", formats.code)
        sheet.write_string(2, offset, header, formats.answer_header)
    for line in range(max(_LINES_FOR_PEOPLE, len(rows) + 20)):
        for offset in range(len(keys)):
            value = rows[line][offset] if line < len(rows) else ""
            sheet.write_string(3 + line, column + offset, words.safe(value), formats.answer)


def _print_set_up(sheet: Any, title: str) -> None:  # noqa: ANN401 - no types
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(page_header(title))
    sheet.set_footer("&L&9&D&R&9&P / &N")


def metadata(book: Workbook, name: str, facts: dict[str, str]) -> None:
    """What the workbook is, on a sheet that Excel does not even offer to show."""
    sheet = book.add_worksheet(name)
    for line, (key, value) in enumerate(facts.items()):
        sheet.write_string(line, 0, key)
        sheet.write_string(line, 1, value)
    sheet.very_hidden()
    sheet.protect("")
