"""One entry of a register: what it is, what hangs together, and the form to change it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.formats import whole_numbers
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.actions import registers as acts
from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.queries import registers
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.registers import CLASSIFIED, RegisterKind, same_code
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.clock import now, today
from waarborg.interfaces.web.organisation.conflict import conflict_page
from waarborg.interfaces.web.organisation.registers import addresses, history, shown
from waarborg.interfaces.web.organisation.registers.forms import EntryForm

_FORM = "organisation/registers/form.html"


@require_safe
@may(Act.READ_ORGANISATION)
def entry(request: HttpRequest, kind: RegisterKind, code: str) -> HttpResponse:
    """One entry with what it inherits, what leans on it and what objects."""
    book = registers.book(organisation_of(request))
    line = registers.line(book, kind, code)
    if line is None:
        return _unknown(request, book, kind, code)
    if line.code != code:
        return redirect(addresses.of(kind, line.code), permanent=True)
    context = {
        "line": line,
        "kind": kind,
        "kind_label": fields.kind_label(kind),
        "facts": shown.facts(book, line),
        "ratings": shown.ratings(book, line),
        "objections": shown.objections(line),
        "related": _related(book, line),
        "history": history.told(book, kind, registers.changes(organisation_of(request), line)),
        "may_change": _may_change(request, line.owner_id),
        "urls": {act: addresses.of(kind, line.code, act) for act in ("change", "archive", "restore")},
        "crumbs": _crumbs(kind, (f"{line.code} {line.name}", "")),
    }
    return render(request, "organisation/registers/entry.html", context)


# the entries that refer to one of a kind: their register, and the field in which they do
_REFERRING = {
    RegisterKind.UNIT: (
        (RegisterKind.UNIT, "parent"),
        (RegisterKind.PROCESS, "unit"),
        (RegisterKind.SYSTEM, "unit"),
    ),
    RegisterKind.LOCATION: ((RegisterKind.SYSTEM, "location"),),
    RegisterKind.PROCESS: ((RegisterKind.SYSTEM, "processes"),),
    RegisterKind.SYSTEM: (),
}


@dataclass(frozen=True, slots=True)
class Related:
    """The entries of one register that refer to the one on the page."""

    title: str
    anchor: str
    headings: tuple[str, ...]
    rows: tuple[shown.Row, ...]


def _related(book: registers.Book, line: registers.Line) -> list[Related]:
    wanted = same_code(line.code)
    found = []
    for kind, tie in _REFERRING[line.kind]:
        near = [one for one in registers.lines(book, kind) if wanted in map(same_code, _codes(one.values[tie]))]
        if near:
            rows = tuple(shown.row(book, one) for one in near)
            found.append(Related(fields.register_label(kind), kind.value, shown.headings(kind), rows))
    return found


def _codes(value: Any) -> list[str]:  # noqa: ANN401 - a code or codes
    return value if isinstance(value, list) else [value] if value else []


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EDIT_REGISTERS)
def add(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    """A new entry; only for who keeps the whole register."""
    if extent_of(request, Act.EDIT_REGISTERS) is not Extent.ALL:
        raise NotAllowedError(Act.EDIT_REGISTERS)
    form = _form(request, kind, registers.book(organisation_of(request)), None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            acts.add_entry(
                organisation=organisation_of(request), kind=kind, code=code, values=form.book_values, **_who(request)
            )
        except acts.RefusedError as error:
            form.show(error.faults[kind, same_code(code)])
        except acts.AlreadyThereError:
            form.add_error("code", _("Deze code is net door iemand anders gebruikt. Kies een andere code."))
        else:
            messages.success(request, _("%(code)s staat in het register.") % {"code": code})
            return redirect(addresses.of(kind, code))
    title = _("Nieuw: %(kind)s") % {"kind": fields.kind_label(kind).lower()}
    return _show(request, form, title, addresses.of_list(kind), _crumbs(kind, (title, "")))


@require_http_methods(["GET", "HEAD", "POST"])
@may(Act.EDIT_REGISTERS)
def change(request: HttpRequest, kind: RegisterKind, code: str) -> HttpResponse:
    """Change an entry, by who keeps the register or by its owner."""
    book = registers.book(organisation_of(request))
    found = book.get(kind, code)
    if found is None:
        return _unknown(request, book, kind, code)
    if not _may_change(request, found.owner_id):
        raise NotAllowedError(Act.EDIT_REGISTERS)
    form = _form(request, kind, book, found)
    if request.method == "POST" and form.is_valid():
        try:
            changed = acts.change_entry(
                organisation=organisation_of(request),
                kind=kind,
                code=found.code,
                values=form.book_values,
                seen_version=form.seen_version,
                **_who(request),
            )
        except acts.ConflictError as conflict:
            return _choose(request, book, conflict)
        except acts.RefusedError as error:
            form.show(error.faults[found.key])
        else:
            messages.success(request, _("Bewaard.") if changed else _("Er is niets veranderd."))
            return redirect(addresses.of(kind, found.code))
    title = _("Wijzig %(code)s %(name)s") % {"code": found.code, "name": found.name}
    here = addresses.of(kind, found.code)
    return _show(request, form, title, here, _crumbs(kind, (found.code, here), (_("Wijzig"), "")))


def _choose(request: HttpRequest, book: registers.Book, conflict: acts.ConflictError) -> HttpResponse:
    """The fields that somebody else changed as well; the form that follows is about the entry as it is now."""
    entry = conflict.entry
    mine = replace(entry, values={**entry.values, **conflict.wanted})
    form = EntryForm(None, kind=entry.kind, book=book, entry=mine, people=_people(request))
    here = addresses.of(entry.kind, entry.code)
    crumbs = _crumbs(entry.kind, (entry.code, here), (_("Wijzig"), ""))
    clashes = history.clashes(book, form, conflict)
    return conflict_page(request, form, clashes, wanted=conflict.wanted, back=here, crumbs=crumbs)


@require_POST
@may(Act.EDIT_REGISTERS)
def archive(request: HttpRequest, kind: RegisterKind, code: str) -> HttpResponse:
    """Out of the lists; the page that follows has the button to put it back."""
    return _move(request, kind, code, archived=True)


@require_POST
@may(Act.EDIT_REGISTERS)
def restore(request: HttpRequest, kind: RegisterKind, code: str) -> HttpResponse:
    """Back in the lists."""
    return _move(request, kind, code, archived=False)


def _move(request: HttpRequest, kind: RegisterKind, code: str, *, archived: bool) -> HttpResponse:
    act = acts.archive_entry if archived else acts.restore_entry
    try:
        act(organisation=organisation_of(request), kind=kind, code=code, **_who(request))
    except LookupError as error:
        raise Http404(code) from error
    except acts.RefusedError as error:
        messages.error(request, " ".join(fault.message for found in error.faults.values() for fault in found))
    else:
        if not archived:
            messages.success(request, _("%(code)s staat weer in de lijst.") % {"code": code})
    return redirect(addresses.of(kind, code))


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": actor_of(request), "at": now()}


def _may_change(request: HttpRequest, owner_id: int | None) -> bool:
    extent = extent_of(request, Act.EDIT_REGISTERS)
    own = owner_id is not None and owner_id == actor_of(request).member_id
    return extent is Extent.ALL or (extent is Extent.OWN and own)


def _form(request: HttpRequest, kind: RegisterKind, book: registers.Book, found: registers.Entry | None) -> EntryForm:
    people = _people(request)
    if request.method != "POST":
        return EntryForm(None, kind=kind, book=book, entry=found, people=people)
    seen = _seen(request, found) if found else None
    return EntryForm(request.POST, kind=kind, book=book, entry=found, people=people, seen=seen)


def _people(request: HttpRequest) -> Sequence[Any]:
    return queries.members(organisation_of(request), on=today())


def _seen(request: HttpRequest, found: registers.Entry) -> dict[str, Any]:
    version = whole_numbers.read(request.POST.get("version")) or 0
    return registers.as_seen(found, registers.changes(organisation_of(request), found, since=version))


def _show(request: HttpRequest, form: EntryForm, title: str, back: str, crumbs: list[tuple[str, str]]) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "crumbs": crumbs, "is_classified": form.kind in CLASSIFIED}
    return render(request, _FORM, context, status=422 if form.errors else 200)


def _unknown(request: HttpRequest, book: registers.Book, kind: RegisterKind, code: str) -> HttpResponse:
    """What is there instead: entries whose code begins the same."""
    near = [entry for entry in book.of(kind) if entry.code[:1].lower() == code[:1].lower()][:12]
    context = {
        "code": code,
        "kind_label": fields.kind_label(kind),
        "near": [(f"{entry.code} {entry.name}", addresses.of(kind, entry.code)) for entry in near],
        "list_url": addresses.of_list(kind),
        "crumbs": _crumbs(kind, (code, "")),
    }
    return render(request, "organisation/registers/unknown.html", context, status=404)


def _crumbs(kind: RegisterKind, *deeper: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Organisatie"), "/organisatie/"), (fields.register_label(kind), addresses.of_list(kind)), *deeper]
