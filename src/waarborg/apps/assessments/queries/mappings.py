"""The mappings that an organisation keeps for layouts of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Max

from waarborg.apps.assessments.models import SavedMapping, SheetImport
from waarborg.apps.assessments.shapes.mapping_files import InvalidMappingError, from_document
from waarborg.apps.assessments.shapes.mappings import FileMapping
from waarborg.apps.organisations.models import Organisation

__all__ = ["SavedMapping", "Used", "every", "named", "one", "read", "readable", "saved", "unreadable", "used"]


def every(organisation: Organisation) -> Sequence[SavedMapping]:
    """All of them, the newest first."""
    return tuple(SavedMapping.objects.filter(organisation=organisation))


def one(organisation: Organisation, pk: int) -> SavedMapping | None:
    """One of them; None for one of another organisation."""
    return SavedMapping.objects.filter(organisation=organisation, pk=pk).first()


@dataclass(frozen=True, slots=True)
class Used:
    """How many sheets were read with a mapping, and when the last one."""

    times: int
    last_at: datetime


def used(organisation: Organisation) -> dict[int, Used]:
    """By the number of a mapping, of those that were used. One query."""
    found = SheetImport.objects.filter(organisation=organisation, mapping__isnull=False).order_by()
    counted = found.values_list("mapping").annotate(times=Count("pk"), last_at=Max("at"))
    return {pk: Used(times, last_at) for pk, times, last_at in counted}


def named(organisation: Organisation, name: str) -> SavedMapping | None:
    """The one with this name, if there is one."""
    return SavedMapping.objects.filter(organisation=organisation, name=name).first()


def read(kept: SavedMapping) -> FileMapping:
    """What is kept as a mapping, by the name that it has now. Raises InvalidMappingError, see `unreadable`."""
    return replace(from_document(kept.mapping), name=kept.name)


def saved(organisation: Organisation) -> Sequence[FileMapping]:
    """What a reader chooses from, the newest first; without those of `unreadable`."""
    return tuple(mapping for kept in every(organisation) if (mapping := readable(kept)))


def unreadable(organisation: Organisation) -> Sequence[SavedMapping]:
    """Those that this version cannot read, such as one that a later version kept: no sheet waits for them."""
    return tuple(kept for kept in every(organisation) if readable(kept) is None)


def readable(kept: SavedMapping) -> FileMapping | None:
    """As `read`; None for one of `unreadable`."""
    try:
        return read(kept)
    except InvalidMappingError:
        return None
