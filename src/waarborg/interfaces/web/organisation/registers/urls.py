"""Addresses of the registers: `/systemen/`, `/systemen/S13`, `/organisatie/onderdelen`, `/organisatie/importeren`."""

from django.urls import URLPattern, path

from waarborg.domain.registers import RegisterKind
from waarborg.interfaces.web.organisation.registers import columns, entries, imports, lists, scope
from waarborg.interfaces.web.organisation.registers.addresses import PLACES

app_name = "registers"


def _register(kind: RegisterKind, place: str) -> list[URLPattern]:
    below = f"{place.rstrip('/')}/"
    told = {"kind": kind}
    return [
        path(place, lists.entries, told, name=f"{kind.value}-list"),
        path(f"{below}nieuw", entries.add, told, name=f"{kind.value}-new"),
        path(f"{below}export/<slug:form>", lists.export, told, name=f"{kind.value}-export"),
        path(f"{below}<str:code>", entries.entry, told, name=f"{kind.value}-entry"),
        path(f"{below}<str:code>/wijzig", entries.change, told, name=f"{kind.value}-change"),
        path(f"{below}<str:code>/archiveer", entries.archive, told, name=f"{kind.value}-archive"),
        path(f"{below}<str:code>/terug", entries.restore, told, name=f"{kind.value}-restore"),
    ]


urlpatterns: list[URLPattern] = [
    path("organisatie/importeren", imports.imports, name="imports"),
    path("organisatie/importeren/registers.xlsx", imports.template, name="template"),
    path("organisatie/importeren/<int:import_id>", imports.preview, name="import"),
    path("organisatie/importeren/<int:import_id>/kolommen", columns.columns, name="columns"),
    path("organisatie/importeren/<int:import_id>/ongedaan", imports.undo, name="undo"),
    path("organisatie/reikwijdte", scope.scope, name="scope"),
    path("organisatie/biv", scope.scale, name="scale"),
    *(address for kind, place in PLACES.items() for address in _register(kind, place)),
]
