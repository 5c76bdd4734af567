"""A sheet that does not say what it holds: somebody says which register it is, and what stands in every column."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.apps.base.formats import whole_numbers
from waarborg.apps.base.importers.grids import Grid, letters
from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.apps.organisations.actions import register_imports as acts
from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.importers import register_columns, register_sheets
from waarborg.apps.organisations.importers.register_columns import PERSON, SheetColumns
from waarborg.apps.organisations.queries import registers
from waarborg.domain.permissions import Act
from waarborg.domain.registers import RegisterKind
from waarborg.interfaces.web.access import actor_of, may, organisation_of

_SHOWN_ROWS = 10
_SHOWN_SIGNS = 120  # of a cell


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column with what it is said to hold."""

    place: int
    letter: str
    heading: str
    chosen: str


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A sheet with its columns, what they can be, and its first rows below the headings."""

    place: int
    name: str
    kind: str
    header_row: int
    n_rows: int
    columns: tuple[ShownColumn, ...]
    choices: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.IMPORT_REGISTERS)
def columns(request: HttpRequest, import_id: int) -> HttpResponse:
    """The sheets with what was recognised filled in; on POST they are read as told, and the preview follows."""
    found = registers.one_import(organisation_of(request), import_id)
    if found is None:
        raise Http404(str(import_id))
    grids = register_sheets.opened(found.sheets)
    if not grids or found.applied_at is not None:
        return redirect("registers:import", import_id)
    told = [_told(request.POST, place, grid) for place, grid in enumerate(grids)]
    error = ""
    if "lees" in request.POST:
        error = _wrong(request.POST, told)
        if not error:
            try:
                return _read(request, import_id, grids, told)
            except UnreadableFileError as refused:
                error = str(refused)
    listed = reverse("registers:imports")
    context = {
        "found": found,
        "error": error,
        "sheets": [_shown(place, grid, about) for place, (grid, about) in enumerate(zip(grids, told, strict=True))],
        "kinds": [(kind, _kind_word(kind)) for kind in register_columns.KINDS],
        "crumbs": [(_("Organisatie"), "/organisatie/"), (_("Importeren"), listed), (found.file_name, "")],
    }
    return render(request, "organisation/registers/columns.html", context, status=422 if error else 200)


def _read(request: HttpRequest, import_id: int, grids: list[Grid], told: list[SheetColumns]) -> HttpResponse:
    """Raises UnreadableFileError."""
    chosen = {about.sheet: about for about in told if about.kind}
    read = register_sheets.read_grids([grid for grid in grids if grid.name in chosen], chosen)
    unread = [(about.sheet, _("Dit blad is niet gelezen.")) for about in told if not about.kind]
    try:
        acts.tell_import(
            organisation=organisation_of(request),
            import_id=import_id,
            rows=[*read.people, *read.rows],
            notes=[*read.notes, *unread],
            by=actor_of(request),
        )
    except acts.AlreadyDoneError:
        messages.info(request, _("Dit blad was al overgenomen."))
    return redirect("registers:import", import_id)


def _told(told: Mapping[str, str], place: int, grid: Grid) -> SheetColumns:
    """What was said of the sheet, or what it seems to be as long as nothing was said of this register."""
    if f"blad-{place}" not in told:
        return register_columns.columns(grid, register_columns.likely(grid))
    kind = told[f"blad-{place}"] if told[f"blad-{place}"] in register_columns.KINDS else ""
    seems = register_columns.columns(grid, kind)
    if kind != told.get(f"was-{place}", ""):
        return seems
    row = whole_numbers.read(told.get(f"koppen-{place}"))
    top = min(row, len(grid.rows)) - 1 if row else seems.top
    known = {field.name for field in register_columns.fields_of(kind)} if kind else set()
    chosen = {column: told.get(f"kolom-{place}-{column}", "") for column in range(grid.width)}
    return SheetColumns(grid.name, kind, top, {column: name for column, name in chosen.items() if name in known})


def _wrong(posted: Mapping[str, str], told: list[SheetColumns]) -> str:
    """Why the sheets cannot be read yet, in one sentence; nothing when they can."""
    if not any(about.kind for about in told):
        return _("Kies bij ten minste één blad welk register het is.")
    for place, about in enumerate(told):
        names = list(about.columns.values())
        words = {field.name: field.label for field in register_columns.fields_of(about.kind)} if about.kind else {}
        if about.kind and about.kind != posted.get(f"was-{place}", ""):
            text = _("Kijk bij %(sheet)s of de kolommen kloppen, en ga dan verder.")
            return text % {"sheet": about.sheet}
        if double := next((name for name in names if names.count(name) > 1), ""):
            text = _("Bij %(sheet)s staat %(field)s bij meer dan één kolom. Kies er één.")
            return text % {"sheet": about.sheet, "field": words[double]}
        if about.kind and not about.is_enough:
            text = _("Kies bij %(sheet)s in welke kolom %(field)s staat. Zonder is geen regel te herkennen.")
            return text % {"sheet": about.sheet, "field": words[about.key]}
    return ""


def _shown(place: int, grid: Grid, about: SheetColumns) -> ShownSheet:
    below = range(about.top + 1, min(len(grid.rows), about.top + 1 + _SHOWN_ROWS))
    return ShownSheet(
        place=place,
        name=grid.name,
        kind=about.kind,
        header_row=about.top + 1,
        n_rows=len(grid.rows),
        columns=tuple(
            ShownColumn(column, letters(column), grid.text(about.top, column)[:60], about.columns.get(column, ""))
            for column in range(grid.width)
        ),
        choices=tuple((field.name, field.label) for field in register_columns.fields_of(about.kind))
        if about.kind
        else (),
        rows=tuple(tuple(grid.text(row, column)[:_SHOWN_SIGNS] for column in range(grid.width)) for row in below),
    )


def _kind_word(kind: str) -> str:
    return _("Mensen") if kind == PERSON else fields.register_label(RegisterKind(kind))
