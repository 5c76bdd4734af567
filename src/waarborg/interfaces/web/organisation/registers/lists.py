"""A register as a list: narrowed by filters in the address, and out as a file exactly as it is shown."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from waarborg.apps.organisations.exporters import register_sheets
from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.queries import registers
from waarborg.domain.permissions import Act, Extent
from waarborg.domain.registers import CLASSIFIED, RegisterKind
from waarborg.interfaces.web.access import actor_of, extent_of, may, organisation_of
from waarborg.interfaces.web.downloads import file_response
from waarborg.interfaces.web.facets import chips
from waarborg.interfaces.web.htmx import wants_results
from waarborg.interfaces.web.organisation.registers import addresses, shown
from waarborg.interfaces.web.organisation.registers.filters import ORDER, RegisterFilters, orders_of

PER_PAGE = 100
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
@vary_on_headers("HX-Request", "HX-History-Restore-Request")
@may(Act.READ_ORGANISATION)
def entries(request: HttpRequest, kind: RegisterKind) -> HttpResponse:
    """Every entry that answers to the filters."""
    book = registers.book(organisation_of(request))
    everything = registers.lines(book, kind, archived=True)
    filters = RegisterFilters.read(request.GET, book, kind, _mine(request))
    facets = filters.facets(everything)
    page = Paginator(filters.apply(everything), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "kind": kind,
        "title": fields.register_label(kind),
        "headings": shown.headings(kind),
        "rows": [shown.row(book, line) for line in page],
        "page": page,
        "is_empty": not everything,
        "filters": filters,
        "facets": facets,
        "chips": list(chips(request.GET, facets)),
        "orders": orders_of(kind),
        "is_classified": kind in CLASSIFIED,
        "urls": _urls(request, kind),
        "may_add": extent_of(request, Act.EDIT_REGISTERS) is Extent.ALL,
        "may_import": extent_of(request, Act.IMPORT_REGISTERS) is Extent.ALL,
        "crumbs": [(_("Organisatie"), "/organisatie/"), (fields.register_label(kind), "")],
    }
    template = "parts/results.html" if wants_results(request) else "list.html"
    return render(request, f"organisation/registers/{template}", context)


@require_safe
@may(Act.READ_ORGANISATION)
def export(request: HttpRequest, kind: RegisterKind, form: str) -> HttpResponse:
    """The same entries in the same order, all of them, as a workbook or as text."""
    if form not in _TYPES:
        raise Http404(form)
    book = registers.book(organisation_of(request))
    filters = RegisterFilters.read(request.GET, book, kind, _mine(request))
    lines = filters.apply(registers.lines(book, kind, archived=True))
    write = register_sheets.list_workbook if form == "xlsx" else register_sheets.list_csv
    name = f"{fields.register_label(kind).lower()}.{form}"
    return file_response(write(book, lines, kind), name=name, media_type=_TYPES[form])


def _mine(request: HttpRequest) -> int | None:
    """Who is here, when that person keeps own entries only: then there is a filter for them."""
    return actor_of(request).member_id if extent_of(request, Act.EDIT_REGISTERS) is Extent.OWN else None


def _urls(request: HttpRequest, kind: RegisterKind) -> dict[str, str]:
    params = request.GET.copy()
    params.pop("pagina", None)
    tail = f"?{params.urlencode()}" if params else ""
    return {
        "list": addresses.of_list(kind),
        "new": addresses.of_new(kind),
        "xlsx": addresses.of_export(kind, "xlsx") + tail,
        "csv": addresses.of_export(kind, "csv") + tail,
        "order": ORDER,
    }
