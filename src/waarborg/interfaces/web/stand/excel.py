"""The Excel way: the sheet of a round out, filled in offline, and back with a preview of every change."""

import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import ConflictError, InvalidValueError, RoundClosedError, uploads
from waarborg.apps.assessments.actions import sheets as acts
from waarborg.apps.assessments.actions.uploads import SheetFile
from waarborg.apps.assessments.exporters import round_sheet as exporter
from waarborg.apps.assessments.queries import Assessment, mappings
from waarborg.apps.assessments.queries import sheets as reads
from waarborg.apps.assessments.queries import table as subjects_of
from waarborg.apps.assessments.queries import uploads as upload_reads
from waarborg.apps.assessments.shapes import Base
from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.domain.permissions import Act
from waarborg.interfaces.web import language as languages
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.downloads import file_response
from waarborg.interfaces.web.stand import mapping_words as words
from waarborg.interfaces.web.stand import reading, table_columns
from waarborg.interfaces.web.stand.excel_upload import UploadForm
from waarborg.interfaces.web.stand.mapping_choices import from_mapping
from waarborg.interfaces.web.stand.round_page import frame, round_or_404

EVERY = "*"
NO_CODE = "-"
MOST_AT_ONCE = 5  # subjects in one zip: a fifth of a second each, and nobody waits longer than a second
IMPORTS_SHOWN = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Shown:
    """One change as a row of the preview."""

    key: str
    number: str
    where: str
    column: str
    now: str
    becomes: str
    was: str
    clashes: bool
    by: str
    at: Any


@require_safe
@may(Act.EXCHANGE_SHEET)
def excel(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the sheet along, read it in, and see what was read in before."""
    return _page(request, slug, UploadForm(**_choices(request, slug)))


@require_safe
@may(Act.EXCHANGE_SHEET)
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet of one subject with its answers, or a zip with a sheet for each."""
    round_, every = round_or_404(request, slug), _subjects(request, slug)
    wanted = request.GET.get("over", NO_CODE)
    if wanted == EVERY and len(every) <= MOST_AT_ONCE:
        chosen = every
    else:
        chosen = [subject for subject in every if (subject.code or NO_CODE) == wanted] or every[:1]
    acts.tell_sheet_went_out(round_=round_, subjects=chosen, by=actor_of(request), at=now())
    files = [(_file_name(slug, subject), _workbook(round_, subject)) for subject in chosen]
    if len(files) == 1:
        return file_response(files[0][1], name=files[0][0], media_type=_XLSX)
    return file_response(_zipped(files), name=f"{slug}.zip", media_type="application/zip")


@require_POST
@may(Act.EXCHANGE_SHEET)
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a sheet and show what it would change, or first ask what it means; nothing changes yet."""
    round_ = round_or_404(request, slug)
    form = UploadForm(request.POST, request.FILES, **_choices(request, slug))
    if not form.is_valid():
        return _page(request, slug, form, status=422)
    try:
        return _read(request, round_, form.file)
    except UnreadableFileError as error:
        form.add_error("bestand", str(error))
        return _page(request, slug, form, status=422)


def _read(request: HttpRequest, round_: Assessment, file: SheetFile) -> HttpResponse:
    """What is certain is read at once; somebody's own sheet is kept, to say how it is read.

    Raises UnreadableFileError.
    """
    organisation, by = organisation_of(request), actor_of(request)
    for passed in mappings.unreadable(organisation):
        messages.warning(request, words.unreadable(passed.name))
    draft = reading.recognised(file, round_, reading.saved(organisation))
    if not draft.sheets:
        return redirect("stand:excel_sheet", round_.slug, reading.read(request, round_, file).pk)
    kept = uploads.keep_upload(organisation=organisation, round_=round_, file=file, by=by, at=now())
    if draft.mapping.name:
        uploads.keep_choices(upload=kept, choices=from_mapping(draft.mapping, draft), by=by)
    if not reading.is_certain(draft):
        return redirect("stand:mapping", round_.slug, kept.pk)
    found = reading.read(request, round_, file, used=draft.mapping.name)
    uploads.tie_upload(upload=kept, found=found, by=by)
    return redirect("stand:excel_sheet", round_.slug, found.pk)


@require_safe
@may(Act.EXCHANGE_SHEET)
def sheet(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Every change that a sheet would make, or made: where, what stands there, what it becomes."""
    round_, kept = round_or_404(request, slug), _kept(request, slug, pk)
    changes = list(_shown(kept.changes))
    context = {
        **frame(request, round_, "excel", (_("Excel"), reverse("stand:excel", args=[slug])), (kept.file_name, "")),
        "kept": kept,
        "is_open": not round_.is_closed,
        "clashes": [change for change in changes if change.clashes],
        "changes": [change for change in changes if not change.clashes],
        "problems": [queries.told(r) for r in kept.readings if r["level"] == "problem"],
        "notes": [queries.told(r) for r in kept.readings if r["level"] != "problem"],
        "about_base": _about_base(Base(kept.base or Base.NONE)),
        "upload": upload_reads.upload_of(kept, actor_of(request), at=now()),
    }
    return render(request, "stand/excel_sheet.html", context)


@require_POST
@may(Act.EXCHANGE_SHEET)
def take_over(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write what the sheet changes, in one act that can be undone."""
    kept = _kept(request, slug, pk)
    own_wins = set(request.POST.getlist("blad"))
    if request.POST.get("botsingen") == "blad":
        own_wins = {acts.cell_key(change) for change in kept.changes}
    if request.POST.get("botsingen") == "app":
        own_wins = set()
    organisation, by = organisation_of(request), actor_of(request)
    try:
        saved = acts.apply_sheet(organisation=organisation, sheet=pk, own_wins=own_wins, by=by, at=now())
        messages.success(
            request, _("Overgenomen. Gewijzigde rijen: %(n)s.") % {"n": sum(bool(s.changed) for s in saved)}
        )
    except ConflictError as conflict:
        acts.mark_clashes(organisation=organisation, sheet=pk, clashes=conflict.clashes, by=by)
        messages.error(request, _("Niets overgenomen: er is intussen meer gewijzigd. Kijk de botsingen opnieuw na."))
    except acts.SheetDoneError:
        messages.info(request, _("Dit blad was al overgenomen."))
    except acts.SheetGoneError:
        messages.error(request, _("Niets overgenomen: dit blad is intussen anders ingelezen. Kijk dat eerst na."))
        return redirect("stand:excel", slug)
    except RoundClosedError:
        messages.error(request, _("Niets overgenomen: deze ronde is gesloten."))
    except InvalidValueError as error:
        said = {"value": str(error.value)[:60], "column": _column_words().get(error.field, error.field)}
        messages.error(request, _("Niets overgenomen: ‘%(value)s’ past niet bij %(column)s.") % said)
    return redirect("stand:excel_sheet", slug, pk)


@require_POST
@may(Act.EXCHANGE_SHEET)
def undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back everything that a sheet changed."""
    _kept(request, slug, pk)
    try:
        undone = acts.undo_sheet(organisation=organisation_of(request), sheet=pk, by=actor_of(request), at=now())
        messages.success(request, _("Teruggedraaid. Rijen die weer zijn zoals ze waren: %(n)s.") % {"n": len(undone)})
    except ConflictError as conflict:
        numbers = ", ".join(sorted({row.item.number for row, _fields in conflict.clashes})[:10])
        said = _("Niet teruggedraaid: %(numbers)s is daarna gewijzigd. Pas dat eerst aan.") % {"numbers": numbers}
        messages.error(request, said)
    except acts.SheetDoneError:
        messages.info(request, _("Er is niets terug te draaien."))
    except RoundClosedError:
        messages.error(request, _("Niet teruggedraaid: deze ronde is gesloten."))
    return redirect("stand:excel_sheet", slug, pk)


def _page(request: HttpRequest, slug: str, form: UploadForm, *, status: int = 200) -> HttpResponse:
    round_, subjects = round_or_404(request, slug), _subjects(request, slug)
    context = {
        **frame(request, round_, "excel", (_("Excel"), "")),
        "form": form,
        "is_open": not round_.is_closed,
        "subjects": [(subject.code or NO_CODE, subject.name) for subject in subjects],
        "all_fit": 1 < len(subjects) <= MOST_AT_ONCE,
        "waiting": upload_reads.uploads(organisation_of(request), round_, actor_of(request), at=now()),
        "imports": list(reads.sheet_imports(organisation_of(request), round_)[:IMPORTS_SHOWN]),
    }
    return render(request, "stand/excel.html", context, status=status)


def _choices(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What can be chosen when a sheet is sent in."""
    return {"subjects": _subjects(request, slug)}


def _subjects(request: HttpRequest, slug: str) -> list[reads.Subject]:
    return subjects_of.subjects(organisation_of(request), round_or_404(request, slug), actor_of(request))


def _kept(request: HttpRequest, slug: str, pk: int) -> reads.SheetImport:
    found = reads.sheet_import(organisation_of(request), round_or_404(request, slug), pk)
    if found is None:
        raise Http404
    return found


def _workbook(round_: Assessment, subject: reads.Subject) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "blad.xlsx"
        exporter.write(file, round_, subject, reads.subject_rows(subject), language=languages.current())
        return file.read_bytes()


def _zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # workbooks are packed already
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()


def _file_name(slug: str, subject: reads.Subject) -> str:
    code = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in subject.code)
    return str(PurePath(f"{slug}-{code}" if code else slug).with_suffix(".xlsx"))


def _shown(changes: Sequence[dict[str, Any]]) -> Iterator[Shown]:
    columns = {column.field: column for column in table_columns.every()}

    def words(field: str, value: str) -> str:
        return " ".join(filter(None, table_columns.shown(columns[field], value)))

    for change in changes:
        field = change["field"]
        told = {name: words(field, change[name]) for name in ("now", "becomes", "was")}
        yield Shown(
            key=acts.cell_key(change),
            number=change["number"],
            where=queries.place(change["where"]),
            column=columns[field].label,
            clashes=change["clashes"],
            by=change["by"],
            at=parse_datetime(change["at"]) if change["at"] else None,
            **told,
        )


def _column_words() -> dict[str, str]:
    return {column.field: column.label for column in table_columns.every()}


def _about_base(base: Base) -> str:
    return {
        Base.KNOWN: "",
        Base.OTHER: _(
            "Dit blad is van een andere ronde of een ander onderwerp. Het is vergeleken met wat er nu staat; "
            "lege cellen wissen niets."
        ),
        Base.DAMAGED: _(
            "Het verborgen blad met de uitgangsstand is veranderd. Het is vergeleken met wat er nu staat; lege cellen "
            "wissen niets."
        ),
        Base.NONE: _(
            "Dit blad zegt niet op welke stand het is gebaseerd. Het is vergeleken met wat er nu staat; lege cellen "
            "wissen niets."
        ),
    }[base]
