"""The registers from a sheet: upload, see what would change, take it over, and take it back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.base.shapes import UnreadableFileError
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions import register_imports as acts
from waarborg.apps.organisations.actions.register_people import ChangedSinceError
from waarborg.apps.organisations.exporters import register_sheets as out
from waarborg.apps.organisations.formats import fields, member_rows, people
from waarborg.apps.organisations.formats.book import Book, Change
from waarborg.apps.organisations.formats.member_rows import PersonChange
from waarborg.apps.organisations.formats.plan import Plan
from waarborg.apps.organisations.importers import register_sheets
from waarborg.apps.organisations.queries import registers
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.downloads import file_response
from waarborg.interfaces.web.organisation.registers import shown

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 500  # changes on the page; all of them are taken over
_OWNER = "eigenaar-"


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change as a table shows it: the entry, and per field what it was and what it becomes."""

    register: str
    code: str
    name: str
    fields: tuple[tuple[str, ...], ...]  # heading, before, after


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.IMPORT_REGISTERS)
def imports(request: HttpRequest) -> HttpResponse:
    """Upload a sheet, and the sheets that were read before."""
    error = ""
    if request.method == "POST":
        try:
            kept = _keep(request)
            return redirect("registers:import" if kept.rows else "registers:columns", kept.pk)
        except UnreadableFileError as refused:
            error = str(refused)
    context = {
        "error": error,
        "imports": registers.imports(organisation_of(request)),
        "crumbs": [(_("Organisatie"), "/organisatie/"), (_("Importeren"), "")],
    }
    return render(request, "organisation/registers/imports.html", context, status=422 if error else 200)


def _keep(request: HttpRequest) -> registers.RegisterImport:
    """Raises UnreadableFileError."""
    sent = request.FILES.get("bestand")
    if sent is None:
        raise UnreadableFileError(_("Kies eerst een bestand."))
    if (sent.size or 0) > register_sheets.MAX_BYTES:
        text = _("Het bestand is groter dan %(most)s MB. Haal plaatjes en lege rijen weg.")
        raise UnreadableFileError(text % {"most": register_sheets.MAX_BYTES >> 20})
    data = sent.read()
    name = sent.name or "registers.xlsx"
    read = register_sheets.read(data, name)
    file = acts.SheetFile(
        name,
        hashlib.sha256(data).hexdigest(),
        [*read.people, *read.rows],
        read.notes,
        register_sheets.kept(read.open) if read.open else (),
    )
    return acts.keep_import(organisation=organisation_of(request), file=file, by=actor_of(request), at=now())


@require_safe
@may(Act.READ_ORGANISATION)
def template(request: HttpRequest) -> HttpResponse:
    """Our own sheet with what is in the registers now; empty registers are sheets to fill in."""
    organisation = organisation_of(request)
    data = out.workbook(registers.book(organisation), organisation=organisation.name)
    return file_response(data, name="registers.xlsx", media_type=_XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.IMPORT_REGISTERS)
def preview(request: HttpRequest, import_id: int) -> HttpResponse:
    """What the sheet would change now; on POST the good rows are taken over as they were shown."""
    found = _found(request, import_id)
    if found.applied_at is not None:
        return _done(request, found)
    choices = _choices(request.POST)
    if request.method == "POST" and "neem-over" in request.POST:
        answer = _take_over(request, found, choices)
        if answer is not None:
            return answer
    book = registers.book(organisation_of(request))
    plan = acts.preview(found, book, choices)
    return render(request, "organisation/registers/import.html", _context(request, found, book, plan))


def _take_over(
    request: HttpRequest, found: registers.RegisterImport, choices: Mapping[str, str]
) -> HttpResponse | None:
    try:
        acts.apply_import(
            organisation=organisation_of(request),
            import_id=found.pk,
            choices=choices,
            seen=request.POST.get("gezien", ""),
            by=actor_of(request),
            at=now(),
        )
    except acts.PlanChangedError:
        text = _("Er is nog niets bewaard: je keuze of de registers zijn veranderd. Kijk opnieuw en bevestig dan.")
        messages.warning(request, text)
        return None
    except acts.AlreadyDoneError:
        messages.info(request, _("Dit blad was al overgenomen."))
    else:
        messages.success(request, _("Overgenomen. Klopt het niet? Je kunt het hieronder ongedaan maken."))
    return redirect("registers:import", found.pk)


@require_POST
@may(Act.IMPORT_REGISTERS)
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Everything back as it was before the sheet."""
    found = _found(request, import_id)
    try:
        n = acts.undo_import(organisation=organisation_of(request), import_id=found.pk, by=actor_of(request), at=now())
    except ChangedSinceError as error:
        text = _(
            "Niet ongedaan gemaakt: %(codes)s is daarna gewijzigd of wordt gebruikt. Pas dat eerst zelf aan, "
            "of wijzig alleen wat niet klopt."
        )
        messages.error(request, text % {"codes": ", ".join(error.codes[:20])})
    except acts.AlreadyDoneError:
        messages.info(request, _("Deze import was al ongedaan gemaakt."))
    else:
        text = ngettext("%(n)s regel is weer zoals hij was.", "%(n)s regels zijn weer zoals ze waren.", n)
        messages.success(request, text % {"n": n})
    return redirect("registers:import", import_id)


def _found(request: HttpRequest, import_id: int) -> registers.RegisterImport:
    found = registers.one_import(organisation_of(request), import_id)
    if found is None:
        raise Http404(str(import_id))
    return found


def _choices(told: Mapping[str, Any]) -> dict[str, str]:
    """Who each unknown owner is; the name stands in the field beside the choice."""
    return {
        told[f"naam-{name.removeprefix(_OWNER)}"].lower(): value
        for name, value in told.items()
        if name.startswith(_OWNER) and f"naam-{name.removeprefix(_OWNER)}" in told
    }


def _context(request: HttpRequest, found: registers.RegisterImport, book: Book, plan: Plan) -> dict[str, Any]:
    return {
        **_frame(found),
        "plan": plan,
        "n_added": len(plan.added) + len(plan.people_added),
        "n_changed": len(plan.changed) + len(plan.people_changed),
        "people_added": _shown_people(plan.people_added),
        "people_changed": _shown_people(plan.people_changed),
        "added": _shown(book, plan, plan.added),
        "changed": _shown(book, plan, plan.changed),
        "archived": _shown(book, plan, plan.archived),
        "more": max(0, len(plan.changes) - _SHOWN),
        "people": queries.members(organisation_of(request), on=today()) if plan.unknown else (),
        "new": people.NEW,
        "nobody": people.NOBODY,
    }


def _done(request: HttpRequest, found: registers.RegisterImport) -> HttpResponse:
    """What was taken over, with the button to take it back."""
    book = registers.book(organisation_of(request))
    told, changes = acts.kept_changes(found)
    context = {
        **_frame(found),
        "people": _shown_people(told),
        "changes": _shown(book, Plan(), changes),
        "n": len(found.changes),
    }
    return render(request, "organisation/registers/import_done.html", context)


def _frame(found: registers.RegisterImport) -> dict[str, Any]:
    listed = reverse("registers:imports")
    crumbs = [(_("Organisatie"), "/organisatie/"), (_("Importeren"), listed), (found.file_name, "")]
    return {"found": found, "crumbs": crumbs}


def _shown(book: Book, plan: Plan, changes: list[Change]) -> list[ShownChange]:
    owners = people.names(book) | {pk: name for pk, (name, _email) in plan.newcomers.items()}
    return [
        ShownChange(fields.kind_label(change.kind), change.code, change.name, _differences(book, owners, change))
        for change in changes[:_SHOWN]
    ]


def _shown_people(changes: list[PersonChange]) -> list[ShownChange]:
    return [
        ShownChange(
            _("Persoon"),
            "",
            change.name,
            tuple(
                (about.label, (change.before or {}).get(about.name) or _("leeg"), change.after[about.name] or _("leeg"))
                for about in member_rows.FIELDS
                if change.after.get(about.name, "") or (change.before or {}).get(about.name, "")
            ),
        )
        for change in changes[:_SHOWN]
    ]


def _differences(book: Book, owners: dict[int, str], change: Change) -> tuple[tuple[str, ...], ...]:
    before = change.before or fields.blank(change.kind)
    told = [about for about in fields.of(change.kind) if about.name in change.after]
    if change.is_new:  # its name stands beside it
        told = [about for about in told if about.name != "name"]
    return tuple(
        (about.label, *(shown.word(book, owners, about, side[about.name]) for side in (before, change.after)))
        for about in told
        if change.after[about.name] != before[about.name]
    )
