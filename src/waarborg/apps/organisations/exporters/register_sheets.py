"""The registers as a workbook that comes in again unchanged, and one list as it is shown: XLSX or CSV."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.base.formats import spreadsheets
from waarborg.apps.base.formats.workbooks import Workbook
from waarborg.apps.organisations import labels
from waarborg.apps.organisations.formats import fields, member_rows, people, values
from waarborg.apps.organisations.formats.book import Book, Entry
from waarborg.apps.organisations.formats.fields import PREFIX, Field, Shape
from waarborg.apps.organisations.queries.registers import Line
from waarborg.domain.biv import Aspect, PersonalData
from waarborg.domain.registers import RegisterKind

_SPARE_ROWS = 300  # below the last one, with the same choices
_LONGEST_LIST = 255  # characters that Excel takes for a list of choices
_WIDTHS = {Shape.LONG: 40, Shape.TEXT: 28, Shape.MANY: 22, Shape.OWNER: 24, Shape.PERSONAL_DATA: 26}


@dataclass(frozen=True, slots=True)
class _Looks:
    title: Any
    text: Any
    code: Any
    header: Any
    cell: Any
    number: Any


def workbook(book: Book, *, organisation: str, kinds: Sequence[RegisterKind] = tuple(RegisterKind)) -> bytes:
    """Every register with every entry, also archived ones; empty registers are sheets to fill in."""
    out = io.BytesIO()
    owners = people.names(book)
    with Workbook(out) as made:
        made.set_properties({"title": _title(organisation), "created": datetime(2026, 1, 1)})  # noqa: DTZ001 - same file
        looks = _looks(made)
        _explanation(made.add_worksheet(_("Uitleg")), looks, book, organisation)
        for kind in kinds:
            sheet = made.add_worksheet(fields.register_label(kind))
            columns = (fields.CODE, *fields.of(kind))
            entries = book.of(kind, archived=True)
            _head(sheet, looks, [(f"{kind.value}.{about.name}", about.label, about.shape) for about in columns])
            for row, entry in enumerate(entries, 2):
                _entry(sheet, looks, row, _told(entry, columns, book, owners), columns)
            _choices(sheet, columns, book, len(entries))
        _people(made.add_worksheet(_("Mensen")), looks, book)
    return out.getvalue()


def _people(sheet: Any, looks: _Looks, book: Book) -> None:  # noqa: ANN401 - no types
    """Who is here now. The roles are told and not read: a sheet gives nobody rights."""
    columns = [(f"{member_rows.KIND}.{about.name}", about.label, Shape.OWNER) for about in member_rows.FIELDS]
    _head(sheet, looks, [*columns, (f"{member_rows.KIND}.roles", _("Rollen (alleen om te lezen)"), Shape.LONG)])
    here = sorted((name.lower(), pk) for pk, name in book.people.items() if pk not in book.gone)
    for row, (_name, pk) in enumerate(here, 2):
        roles = ", ".join(labels.role(role) for role in book.roles[pk])
        for column, text in enumerate((book.people[pk], book.emails[pk], book.functions[pk], roles)):
            sheet.write_string(row, column, text, looks.cell)


def list_workbook(book: Book, lines: Sequence[Line], kind: RegisterKind) -> bytes:
    """The lines of a list with all their fields and what they inherit; it comes in again like the whole workbook."""
    out = io.BytesIO()
    owners = people.names(book)
    columns = (fields.CODE, *fields.of(kind))
    with Workbook(out) as made:
        looks = _looks(made)
        sheet = made.add_worksheet(fields.register_label(kind))
        derived = [(f"derived.{number}", name, Shape.TEXT) for number, name in enumerate(_derived_names(kind))]
        _head(sheet, looks, [*((f"{kind.value}.{c.name}", c.label, c.shape) for c in columns), *derived])
        for row, line in enumerate(lines, 2):
            _entry(sheet, looks, row, _told(line, columns, book, owners), columns)
            for column, text in enumerate(_derived(line, book), len(columns)):
                sheet.write_string(row, column, text, looks.cell)
    return out.getvalue()


def list_csv(book: Book, lines: Sequence[Line], kind: RegisterKind) -> bytes:
    """The same as text with semicolons, that Excel opens with a double click."""
    owners = people.names(book)
    columns = (fields.CODE, *fields.of(kind))
    head = [*(about.label for about in columns), *_derived_names(kind)]
    rows = ([*_told(line, columns, book, owners), *_derived(line, book)] for line in lines)
    return spreadsheets.for_excel([head, *rows])


def _told(entry: Entry | Line, columns: Sequence[Field], book: Book, owners: Mapping[int, str]) -> list[str]:
    return [
        entry.code if about is fields.CODE else values.written(about, entry.values[about.name], book.scale, owners)
        for about in columns
    ]


def _derived_names(kind: RegisterKind) -> list[str]:
    if kind is not RegisterKind.SYSTEM:
        return []
    aspects = [fields.BY_NAME[aspect.value].label for aspect in Aspect]
    return [
        *(_("%(field)s die geldt") % {"field": aspect} for aspect in aspects),
        _("Uitval die geldt"),
        _("Gegevensverlies dat geldt"),
    ]


def _derived(line: Line, book: Book) -> list[str]:
    if line.kind is not RegisterKind.SYSTEM:
        return []
    limits = [values.duration(limit.hours) if limit else "" for limit in (line.outage, line.data_loss)]
    return [*(values.level_label(level.place, book.scale) for level in line.levels.values()), *limits]


def _title(organisation: str) -> str:
    return _("Registers van %(organisation)s") % {"organisation": organisation}


def _looks(made: Any) -> _Looks:  # noqa: ANN401 - the package ships no types
    base = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
    line = {**base, "border": 1, "border_color": "#C9D2DA", "text_wrap": True}
    return _Looks(
        title=made.add_format({**base, "bold": True, "font_size": 18}),
        text=made.add_format({**base, "text_wrap": True}),
        code=made.add_format({**base, "font_size": 8, "font_color": "#C9D2DA"}),
        header=made.add_format({**line, "bold": True, "font_color": "#FFFFFF", "bg_color": "#17496B"}),
        cell=made.add_format({**line, "num_format": "@"}),
        number=made.add_format({**line, "num_format": "0.##"}),
    )


def _head(sheet: Any, looks: _Looks, columns: Sequence[tuple[str, str, Shape]]) -> None:  # noqa: ANN401 - no types
    for column, (code, label, shape) in enumerate(columns):
        sheet.set_column(column, column, _WIDTHS.get(shape, 15))
        sheet.write_string(0, column, PREFIX + code, looks.code)
        sheet.write_string(1, column, label, looks.header)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_row(1, 30)
    sheet.freeze_panes(2, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)


def _entry(sheet: Any, looks: _Looks, row: int, told: Sequence[str], columns: Sequence[Field]) -> None:  # noqa: ANN401
    for column, (about, text) in enumerate(zip(columns, told, strict=True)):
        if about.shape is Shape.HOURS and text:
            sheet.write_number(row, column, float(text), looks.number)
        else:
            sheet.write_string(row, column, text, looks.cell)


def _choices(sheet: Any, columns: Sequence[Field], book: Book, n: int) -> None:  # noqa: ANN401 - no types
    words = {
        Shape.YES_NO: [_("ja"), _("nee")],
        Shape.LEVEL: list(book.scale),
        Shape.PERSONAL_DATA: [fields.personal_data_label(data) for data in PersonalData],
    }
    for column, about in enumerate(columns):
        source = words.get(about.shape, [])
        if source and len(",".join(source)) <= _LONGEST_LIST:
            sheet.data_validation(2, column, 1 + n + _SPARE_ROWS, column, {"validate": "list", "source": source})


def _explanation(sheet: Any, looks: _Looks, book: Book, organisation: str) -> None:  # noqa: ANN401 - no types
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, f"{PREFIX}registers", looks.code)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.write_string(1, 0, _title(organisation), looks.title)
    for row, text in enumerate(_steps(book), 3):
        sheet.write_string(row, 0, text, looks.text)


def _steps(book: Book) -> list[str]:
    return [
        _("1. Elk register heeft een eigen blad. Eén rij is één onderdeel, locatie, proces of systeem."),
        _("2. De code herkent een rij. Een bekende code wijzigt, een nieuwe voegt toe. Wat hier niet staat, blijft."),
        _("3. Een lege cel maakt het veld leeg. Een kolom die je weghaalt, blijft zoals hij was."),
        _("4. Schrijf bij Eigenaar een naam of e-mailadres. Wie nog ontbreekt, voeg je toe op het blad Mensen."),
        _("5. Noem bij Processen de codes van de processen die op het systeem leunen, met komma's ertussen."),
        _("6. Laat de BIV van een systeem leeg om te erven van zijn processen. Kies uit: %(labels)s.")
        % {"labels": ", ".join(book.scale)},
        _("7. Uitval en gegevensverlies staan in uren. '4 uur', '30 minuten' en '5 dagen' mag ook."),
        _("8. Lees je het blad in, dan zie je eerst wat er verandert. Pas daarna wordt het bewaard, en je kunt terug."),
    ]
