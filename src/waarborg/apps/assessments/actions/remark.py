"""Saying something about a judgement, or that one does not know."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.assessments.actions.judge import RoundClosedError
from waarborg.apps.assessments.models import Judgement, Remark
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.permissions import Act


class NothingSaidError(ValueError):
    """A remark without words, that does not ask for help either."""


@transaction.atomic
def add_remark(
    *, organisation: Organisation, judgement_id: int, text: str, by: Actor, at: datetime, asks_help: bool = False
) -> Remark:
    """Keep a remark; with `asks_help` it says that the writer cannot answer and somebody else must look.

    Raises LookupError, NotAllowedError, RoundClosedError, NothingSaidError.
    """
    row = _row(organisation, judgement_id)
    require(by, Act.COMMENT, organisation_id=organisation.pk, is_own=row.is_of(by.member_id))
    if row.assessment.is_closed:
        raise RoundClosedError(row.assessment.slug)
    said = text.replace("\x00", "").strip()
    if not said and not asks_help:
        raise NothingSaidError
    remark = Remark.objects.create(
        organisation=organisation,
        judgement=row,
        at=at,
        by=by.name,
        member_id=by.member_id,
        text=said,
        asks_help=asks_help,
    )
    write_journal(
        action=Act.COMMENT.value,
        about=f"{row.assessment.slug}: {row.item.number}",
        by=by,
        at=at,
        organisation_id=organisation.pk,
        detail={"judgement": row.pk, "asks_help": asks_help},
    )
    return remark


def _row(organisation: Organisation, judgement_id: int) -> Judgement:
    rows = Judgement.objects.filter(organisation=organisation, pk=judgement_id)
    found = rows.select_related("item", "assessment").first()
    if found is None:
        raise LookupError(str(judgement_id))
    return found
