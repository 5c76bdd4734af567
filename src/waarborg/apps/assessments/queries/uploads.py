"""Sheets that wait to be read: only of the member who sent them, and for a day."""

from datetime import datetime, timedelta

from waarborg.apps.assessments.models import Assessment, SheetImport, SheetUpload
from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.models import Organisation

__all__ = ["KEPT_FOR", "SheetUpload", "upload", "upload_of", "uploads"]

KEPT_FOR = timedelta(days=1)


def uploads(organisation: Organisation, round_: Assessment, by: Actor, *, at: datetime) -> list[SheetUpload]:
    """The own sheets that wait to be read in a round, newest first, without their bytes."""
    found = SheetUpload.objects.filter(
        organisation=organisation, assessment=round_, member=by.member_id, at__gte=at - KEPT_FOR
    )
    return list(found.select_related("subject", "assessment").defer("content"))


def upload(organisation: Organisation, round_: Assessment, pk: int, by: Actor, *, at: datetime) -> SheetUpload | None:
    """One of the own sheets with its bytes; somebody else's, or one from before yesterday, is not there."""
    found = SheetUpload.objects.filter(
        organisation=organisation, assessment=round_, member=by.member_id, pk=pk, at__gte=at - KEPT_FOR
    )
    return found.select_related("subject", "assessment", "found").first()


def upload_of(found: SheetImport, by: Actor, *, at: datetime) -> SheetUpload | None:
    """The own sheet that this is read from, when it can still be read otherwise."""
    waiting = SheetUpload.objects.filter(
        organisation=found.organisation_id, found=found, member=by.member_id, at__gte=at - KEPT_FOR
    )
    return waiting.defer("content").first()
