"""A sheet that somebody sent in: kept until it is taken over, for its uploader only, a day at most."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from waarborg.apps.assessments.models import Assessment, SheetImport, SheetUpload, Subject
from waarborg.apps.assessments.queries.uploads import KEPT_FOR
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.base.formats.lines import storable
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.permissions import Act

MOST_OF_A_MEMBER, MOST_OF_AN_ORGANISATION = 5, 50  # files of 10 MB at most: the oldest makes room


class UploadGoneError(LookupError):
    """The sheet was taken over or thrown away meanwhile, in another window."""


@dataclass(frozen=True, slots=True)
class SheetFile:
    """What was sent in: its name, its bytes, and the subject that it is about."""

    name: str
    content: bytes
    subject: Subject


def file_of(upload: SheetUpload) -> SheetFile:
    """The kept sheet as it was sent in."""
    return SheetFile(upload.file_name, bytes(upload.content), upload.subject)


@transaction.atomic
def keep_upload(
    *, organisation: Organisation, round_: Assessment, file: SheetFile, by: Actor, at: datetime
) -> SheetUpload:
    """Keep a sheet, so that its uploader can say how it must be read. Older ones make room.

    Raises NotAllowedError, and LookupError when the actor is no member.
    """
    require(by, Act.EXCHANGE_SHEET, organisation_id=organisation.pk)
    kept = SheetUpload.objects.create(
        organisation=organisation,
        assessment=round_,
        member_id=_member(by),
        subject=file.subject,
        at=at,
        file_name=storable(file.name)[:300],
        content=file.content,
    )
    _make_room(organisation, kept.member_id, at)
    sha256 = hashlib.sha256(file.content).hexdigest()
    _journal(kept, "assessment.sheet_uploaded", by, at, {"upload": kept.pk, "sha256": sha256})
    return kept


@transaction.atomic
def keep_choices(*, upload: SheetUpload, choices: dict[str, str], by: Actor) -> None:
    """Remember what was chosen so far for a sheet: names and values of the form."""
    require(by, Act.EXCHANGE_SHEET, organisation_id=upload.organisation_id)
    _require_own(upload, by)
    _update(upload, choices=choices)


@transaction.atomic
def tie_upload(*, upload: SheetUpload, found: SheetImport, by: Actor) -> None:
    """Say that this is what the sheet would change now; what it would have changed as it was read before, goes."""
    require(by, Act.EXCHANGE_SHEET, organisation_id=upload.organisation_id)
    _require_own(upload, by)
    before = SheetImport.objects.filter(organisation=upload.organisation_id, pk__in=[upload.found_id])
    _update(upload, found=found)
    before.filter(applied_at__isnull=True).exclude(pk=found.pk).delete()


@transaction.atomic
def forget_upload(*, upload: SheetUpload, by: Actor, at: datetime) -> None:
    """Throw away a sheet that somebody does not want to read after all."""
    require(by, Act.EXCHANGE_SHEET, organisation_id=upload.organisation_id)
    _require_own(upload, by)
    _journal(upload, "assessment.sheet_removed", by, at, {"upload": upload.pk})
    upload.delete()


def forget_old_uploads(at: datetime) -> int:
    """Remove what nobody took over within a day, of every organisation; returns how many.

    No permission is asked: this is upkeep by the system itself, of what was never part of a round.
    """
    with within(None, registry=True):
        organisations = list(Organisation.objects.values_list("pk", flat=True))
    removed = 0
    for organisation_id in organisations:
        with within(organisation_id):
            old = SheetUpload.objects.filter(organisation=organisation_id, at__lt=at - KEPT_FOR)
            removed += old.delete()[0]
    return removed


def _make_room(organisation: Organisation, member_id: int, at: datetime) -> None:
    there = SheetUpload.objects.filter(organisation=organisation)
    too_old = there.filter(at__lt=at - KEPT_FOR).values_list("pk", flat=True)
    of_member = there.filter(member=member_id).values_list("pk", flat=True)[MOST_OF_A_MEMBER:]
    of_all = there.values_list("pk", flat=True)[MOST_OF_AN_ORGANISATION:]
    there.filter(pk__in=[*too_old, *of_member, *of_all]).delete()


def _journal(upload: SheetUpload, action: str, by: Actor, at: datetime, detail: dict[str, Any]) -> None:
    about, organisation_id = upload.assessment.slug, upload.organisation_id
    write_journal(action=action, about=about, by=by, at=at, organisation_id=organisation_id, detail=detail)


def _member(by: Actor) -> int:
    if by.member_id is None:
        raise LookupError("a sheet is kept for the member who sent it")
    return by.member_id


def _update(upload: SheetUpload, **values: Any) -> None:  # noqa: ANN401 - values of fields
    if not SheetUpload.objects.filter(organisation=upload.organisation_id, pk=upload.pk).update(**values):
        raise UploadGoneError(str(upload.pk))
    for name, value in values.items():
        setattr(upload, name, value)


def _require_own(upload: SheetUpload, by: Actor) -> None:
    if upload.member_id != by.member_id:
        raise LookupError(str(upload.pk))
