"""Keeping how a layout is read, so that nobody is asked twice: save, rename, delete, and take over from a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from waarborg.apps.assessments.models import SavedMapping
from waarborg.apps.assessments.shapes.mapping_files import as_document, from_document, from_text
from waarborg.apps.assessments.shapes.mappings import FileMapping
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.permissions import Act

_LONGEST_NAME = 200


class NamelessMappingError(ValueError):
    """A mapping has a name."""


class MappingNameTakenError(ValueError):
    """Another layout of this organisation has that name."""


class MappingGoneError(LookupError):
    """The mapping was deleted meanwhile, in another window."""


@transaction.atomic
def save_mapping(
    *, organisation: Organisation, mapping: FileMapping, name: str, by: Actor, at: datetime
) -> SavedMapping:
    """Keep it for its layout; what was kept for the same layout is replaced.

    Raises NamelessMappingError, MappingNameTakenError, NotAllowedError, and InvalidMappingError for one that could
    not be read back: every sheet that comes in looks through what is kept.
    """
    require(by, Act.EXCHANGE_SHEET, organisation_id=organisation.pk)
    document = as_document(mapping)
    from_document(document)
    kept_name = _free_name(organisation, name, mapping.signature)
    with _refusing_a_taken_name(kept_name):
        kept, is_new = SavedMapping.objects.update_or_create(
            organisation=organisation,
            signature=mapping.signature,
            defaults={"name": kept_name, "mapping": document, "at": at, "by": by.name},
        )
    _journal(kept, "assessment.mapping_saved", by, at, {"replaced": not is_new})
    return kept


def import_mapping(
    *, organisation: Organisation, content: bytes, name: str = "", by: Actor, at: datetime
) -> SavedMapping:
    """Keep what stands in a file, under the name in it unless another is given.

    Raises InvalidMappingError and as `save_mapping`.
    """
    mapping = from_text(content)
    return save_mapping(organisation=organisation, mapping=mapping, name=name or mapping.name, by=by, at=at)


@transaction.atomic
def rename_mapping(*, organisation: Organisation, mapping: int, name: str, by: Actor, at: datetime) -> SavedMapping:
    """Call it otherwise. Raises MappingGoneError and as `save_mapping`."""
    kept = _locked(organisation, mapping)
    require(by, Act.EXCHANGE_SHEET, organisation_id=kept.organisation_id)
    was, kept.name = kept.name, _free_name(organisation, name, kept.signature)
    with _refusing_a_taken_name(kept.name):
        kept.save(update_fields=["name"])
    _journal(kept, "assessment.mapping_renamed", by, at, {"was": was})
    return kept


@transaction.atomic
def delete_mapping(*, organisation: Organisation, mapping: int, by: Actor, at: datetime) -> None:
    """Forget it; what was read with it stays. Raises MappingGoneError, NotAllowedError."""
    kept = _locked(organisation, mapping)
    require(by, Act.EXCHANGE_SHEET, organisation_id=kept.organisation_id)
    _journal(kept, "assessment.mapping_deleted", by, at, {})
    kept.delete()


def _free_name(organisation: Organisation, name: str, signature: str) -> str:
    kept = name.replace("\x00", "").strip()[:_LONGEST_NAME]
    if not kept:
        raise NamelessMappingError
    if SavedMapping.objects.filter(organisation=organisation, name=kept).exclude(signature=signature).exists():
        raise MappingNameTakenError(kept)
    return kept


@contextmanager
def _refusing_a_taken_name(name: str) -> Iterator[None]:
    """The name can be taken between looking and keeping: then the constraint says so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise MappingNameTakenError(name) from error


def _locked(organisation: Organisation, mapping: int) -> SavedMapping:
    kept = SavedMapping.objects.filter(organisation=organisation, pk=mapping).select_for_update().first()
    if kept is None:
        raise MappingGoneError(mapping)
    return kept


def _journal(kept: SavedMapping, action: str, by: Actor, at: datetime, detail: dict[str, Any]) -> None:
    told = {"mapping": kept.pk, "signature": kept.signature, **detail}
    write_journal(action=action, about=kept.name, by=by, at=at, organisation_id=kept.organisation_id, detail=told)
