"""The mappings that an organisation keeps: look one over, call it otherwise, hand it on, take one over, delete it."""

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waarborg.apps.assessments.actions import mappings as acts
from waarborg.apps.assessments.queries import mappings as reads
from waarborg.apps.assessments.shapes.mapping_files import InvalidMappingError, as_document
from waarborg.apps.assessments.shapes.mappings import FileMapping, NumberScale
from waarborg.apps.base import labels
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.downloads import file_response
from waarborg.interfaces.web.stand import mapping_words as words

MOST_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One column of a kept mapping: what it means, and what its texts count as."""

    heading: str
    meaning: str
    numbers: str
    texts: tuple[tuple[str, str], ...]


@require_safe
@may(Act.EXCHANGE_SHEET)
def shelf(request: HttpRequest) -> HttpResponse:
    """Every kept mapping, with who kept it and how often it was used; and the form for one from a file."""
    return _shelf(request)


@require_POST
@may(Act.EXCHANGE_SHEET)
def add(request: HttpRequest) -> HttpResponse:
    """Take over a mapping that somebody handed on."""
    sent = request.FILES.get("bestand")
    if sent is None:
        return _shelf(request, error=_("Kies een bestand."))
    if (sent.size or 0) > MOST_BYTES:
        return _shelf(request, error=_("Dit bestand is te groot voor een indeling. Kies een ander bestand."))
    try:
        kept = acts.import_mapping(
            organisation=organisation_of(request),
            content=sent.read(),
            name=request.POST.get("naam", ""),
            by=actor_of(request),
            at=now(),
        )
    except (InvalidMappingError, acts.NamelessMappingError, acts.MappingNameTakenError) as error:
        return _shelf(request, error=_why(error))
    messages.success(request, _("De indeling ‘%(name)s’ is bewaard.") % {"name": kept.name})
    return redirect("stand:kept_mapping", kept.pk)


@require_safe
@may(Act.EXCHANGE_SHEET)
def one(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """What a mapping says, column by column."""
    return _one(request, _found(request, mapping_id))


@require_safe
@may(Act.EXCHANGE_SHEET)
def download(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """The mapping as a file, for another organisation or the command line."""
    kept = _found(request, mapping_id)
    mapping = reads.readable(kept)  # one that we cannot read, another version can
    document = json.dumps(as_document(mapping) if mapping else kept.mapping, ensure_ascii=False, indent=2)
    name = f"indeling-{slugify(kept.name) or kept.pk}.json"
    return file_response(document.encode(), name=name, media_type="application/json")


@require_POST
@may(Act.EXCHANGE_SHEET)
def change(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """Call it otherwise, or delete it."""
    kept = _found(request, mapping_id)
    try:
        return _delete(request, kept) if request.POST.get("doe") == "verwijder" else _rename(request, kept)
    except acts.MappingGoneError:  # it was there a moment ago
        messages.info(request, _("De indeling ‘%(name)s’ was al verwijderd.") % {"name": kept.name})
        return redirect("stand:mappings")


def _delete(request: HttpRequest, kept: reads.SavedMapping) -> HttpResponse:
    """Raises MappingGoneError."""
    acts.delete_mapping(organisation=organisation_of(request), mapping=kept.pk, by=actor_of(request), at=now())
    messages.success(request, _("De indeling ‘%(name)s’ is verwijderd.") % {"name": kept.name})
    return redirect("stand:mappings")


def _rename(request: HttpRequest, kept: reads.SavedMapping) -> HttpResponse:
    """Raises MappingGoneError."""
    name, by = request.POST.get("naam", ""), actor_of(request)
    try:
        acts.rename_mapping(organisation=organisation_of(request), mapping=kept.pk, name=name, by=by, at=now())
    except (acts.NamelessMappingError, acts.MappingNameTakenError) as error:
        return _one(request, kept, error=_why(error), name=name)
    messages.success(request, _("De naam is gewijzigd."))
    return redirect("stand:kept_mapping", kept.pk)


def _shelf(request: HttpRequest, *, error: str = "") -> HttpResponse:
    organisation = organisation_of(request)
    used = reads.used(organisation)
    context = {
        "mappings": [(kept, used.get(kept.pk)) for kept in reads.every(organisation)],
        "error": error,
        "name": request.POST.get("naam", ""),
        "crumbs": [(_("Stand"), reverse("stand:list")), (_("Indelingen"), "")],
    }
    return render(request, "stand/mappings.html", context, status=422 if error else 200)


def _one(request: HttpRequest, kept: reads.SavedMapping, *, error: str = "", name: str = "") -> HttpResponse:
    mapping = reads.readable(kept)
    context = {
        "kept": kept,
        "used": reads.used(organisation_of(request)).get(kept.pk),
        "unreadable": "" if mapping else words.unreadable(kept.name),
        "norm": mapping.norm if mapping else "",
        "means": mapping.status_means if mapping else None,
        "sheets": _sheets(mapping) if mapping else [],
        "error": error,
        "name": name if error else kept.name,
        "crumbs": [
            (_("Stand"), reverse("stand:list")),
            (_("Indelingen"), reverse("stand:mappings")),
            (kept.name, ""),
        ],
    }
    return render(request, "stand/kept_mapping.html", context, status=422 if error else 200)


def _found(request: HttpRequest, mapping_id: int) -> reads.SavedMapping:
    found = reads.one(organisation_of(request), mapping_id)
    if found is None:
        raise Http404(str(mapping_id))
    return found


def _sheets(mapping: FileMapping) -> list[dict[str, Any]]:
    return [
        {
            "name": sheet.sheet,
            "is_read": sheet.read,
            "columns": [
                ShownColumn(
                    heading=column.heading,
                    meaning=_("een kruisje betekent: %(verdict)s") % {"verdict": labels.verdict(column.marks)}
                    if column.marks
                    else words.column(column.meaning),
                    numbers="" if column.numbers is NumberScale.NONE else words.scale(column.numbers),
                    texts=tuple((text, words.value_words(value)) for text, value in column.words.items()),
                )
                for column in sheet.columns
                if column.heading
            ],
        }
        for sheet in mapping.sheets
    ]


def _why(error: Exception) -> str:
    """What is wrong with a name or a file, and what to do."""
    if isinstance(error, acts.NamelessMappingError):
        return _("Geef de indeling een naam.")
    if isinstance(error, acts.MappingNameTakenError):
        return _("Een andere indeling heet al zo. Kies een andere naam.")
    return str(error)
