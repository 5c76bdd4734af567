"""The mappings that an organisation keeps for layouts of its own."""

from collections.abc import Sequence
from dataclasses import replace

from waarborg.apps.assessments.models import SavedMapping
from waarborg.apps.assessments.shapes.mapping_files import from_document
from waarborg.apps.assessments.shapes.mappings import FileMapping
from waarborg.apps.organisations.models import Organisation

__all__ = ["SavedMapping", "every", "one", "read", "saved"]


def every(organisation: Organisation) -> Sequence[SavedMapping]:
    """All of them, the newest first."""
    return tuple(SavedMapping.objects.filter(organisation=organisation))


def one(organisation: Organisation, pk: int) -> SavedMapping | None:
    """One of them; None for one of another organisation."""
    return SavedMapping.objects.filter(organisation=organisation, pk=pk).first()


def read(kept: SavedMapping) -> FileMapping:
    """What is kept as a mapping, by the name that it has now."""
    return replace(from_document(kept.mapping), name=kept.name)


def saved(organisation: Organisation) -> Sequence[FileMapping]:
    """What a reader chooses from, the newest first."""
    return tuple(read(kept) for kept in every(organisation))
