"""A sheet that comes back: keep what it proposes, take it over in one act, and take that back in one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from waarborg.apps.assessments.actions.judge import Clash, ConflictError, Edit, Saved, save_judgements, undo_batch
from waarborg.apps.assessments.models import Assessment, Judgement, SavedMapping, SheetImport, SheetUpload, Subject
from waarborg.apps.assessments.queries.sheets import plain
from waarborg.apps.assessments.shapes import Proposal
from waarborg.apps.base.actions import Actor, require, write_journal
from waarborg.apps.organisations.models import Organisation
from waarborg.domain.permissions import Act

ORIGIN = "sheet"


class SheetGoneError(LookupError):
    """The sheet is not there any more: it was read otherwise meanwhile, in another window."""


class SheetDoneError(Exception):
    """The sheet was taken over already, or what it did was taken back."""


def tell_sheet_went_out(*, round_: Assessment, subjects: Sequence[Subject], by: Actor, at: datetime) -> None:
    """Somebody took the answers of these subjects along as a file; the journal knows who and which."""
    require(by, Act.EXCHANGE_SHEET, organisation_id=round_.organisation_id)
    _journal(round_, "assessment.sheet_written", by, at, {"subjects": [subject.pk for subject in subjects]})


@transaction.atomic
def keep_proposal(
    *,
    organisation: Organisation,
    round_: Assessment,
    proposal: Proposal,
    mapping: SavedMapping | None = None,
    by: Actor,
    at: datetime,
) -> SheetImport:
    """Keep what a sheet would change, to look at. No answer changes.

    `mapping` is the one of the organisation with which it was read.
    """
    require(by, Act.EXCHANGE_SHEET, organisation_id=round_.organisation_id)
    if mapping is not None:  # nobody deletes it from here on; one that went meanwhile was still read with
        mapping = SavedMapping.objects.filter(organisation=organisation, pk=mapping.pk).select_for_update().first()
    kept = SheetImport.objects.create(
        organisation=organisation,
        assessment=round_,
        subject_id=proposal.subject,
        mapping=mapping,
        base=proposal.base.value,
        at=at,
        by=by.name,
        file_name=proposal.file_name,
        file_sha256=proposal.file_sha256,
        changes=[asdict(change) for change in proposal.changes],
        readings=[asdict(reading) for reading in proposal.readings],
        batch=uuid4(),
    )
    detail: dict[str, Any] = {"import": kept.pk, "sha256": kept.file_sha256, "changes": len(kept.changes)}
    if mapping is not None:
        detail["mapping"] = mapping.name
    _journal(round_, "assessment.sheet_read", by, at, detail)
    return kept


@transaction.atomic
def apply_sheet(
    *, organisation: Organisation, sheet: int, own_wins: Collection[str], by: Actor, at: datetime
) -> list[Saved]:
    """Take over what the sheet changes; where it clashes only the cells in `own_wins` (`cell_key`).

    When more changed in the meantime nothing is taken over: the new clashes are kept with the sheet and ConflictError
    tells them. Raises SheetDoneError, SheetGoneError and as `save_judgements`.
    """
    kept = _locked(organisation, sheet)
    require(by, Act.EXCHANGE_SHEET, organisation_id=kept.organisation_id)
    if kept.applied_at is not None:
        raise SheetDoneError
    taken = [change for change in kept.changes if not change["clashes"] or cell_key(change) in own_wins]
    saved = save_judgements(
        organisation=organisation, edits=list(_edits(taken)), by=by, at=at, origin=ORIGIN, batch=kept.batch
    )
    kept.applied_at = at
    kept.save(update_fields=["applied_at"])
    SheetUpload.objects.filter(organisation=organisation, found=kept).delete()  # nobody reads it otherwise now
    detail = {
        "import": kept.pk,
        "batch": str(kept.batch),
        "changes": len(taken),
        "left": len(kept.changes) - len(taken),
    }
    _journal(kept.assessment, Act.EXCHANGE_SHEET.value, by, at, detail)
    return saved


@transaction.atomic
def mark_clashes(*, organisation: Organisation, sheet: int, clashes: Sequence[Clash], by: Actor) -> None:
    """Show the cells that somebody changed while the sheet was looked at as clashes, with what stands there now."""
    kept = _locked(organisation, sheet)
    require(by, Act.EXCHANGE_SHEET, organisation_id=kept.organisation_id)
    ids = [row.pk for row, _fields in clashes]  # read again: what the refused act did to its rows was taken back
    rows = {row.pk: row for row in Judgement.objects.filter(organisation=organisation, pk__in=ids)}
    clashing = {(row.pk, field) for row, fields in clashes for field in fields}
    for change in kept.changes:
        if (change["judgement"], change["field"]) in clashing:
            row = rows[change["judgement"]]
            moment = row.changed_at.isoformat() if row.changed_at else ""
            told = {"clashes": True, "by": row.changed_by, "at": moment, "version": row.version}
            change.update(told, now=plain(getattr(row, change["field"])))
    kept.save(update_fields=["changes"])


@transaction.atomic
def undo_sheet(*, organisation: Organisation, sheet: int, by: Actor, at: datetime) -> list[Saved]:
    """Take back everything that the sheet changed. Raises ConflictError, SheetDoneError and SheetGoneError."""
    kept = _locked(organisation, sheet)
    require(by, Act.EXCHANGE_SHEET, organisation_id=kept.organisation_id)
    if kept.applied_at is None or kept.undone_at is not None:
        raise SheetDoneError
    undone = undo_batch(organisation=organisation, batch=kept.batch, by=by, at=at)
    kept.undone_at = at
    kept.save(update_fields=["undone_at"])
    _journal(kept.assessment, "assessment.sheet_undone", by, at, {"import": kept.pk, "batch": str(kept.batch)})
    return undone


def cell_key(change: dict[str, Any]) -> str:
    """The name of a cell in a form."""
    return f"{change['judgement']}-{change['field']}"


def _locked(organisation: Organisation, sheet: int) -> SheetImport:
    found = SheetImport.objects.filter(organisation=organisation, pk=sheet).select_related("assessment")
    kept = found.select_for_update(of=("self",)).first()
    if kept is None:
        raise SheetGoneError(sheet)
    return kept


def _edits(changes: Sequence[dict[str, Any]]) -> Iterator[Edit]:
    """One edit per row and version that was seen."""
    by_row: dict[tuple[int, int], dict[str, str]] = {}
    for change in changes:
        by_row.setdefault((change["judgement"], change["version"]), {})[change["field"]] = change["becomes"]
    for (judgement, version), values in by_row.items():
        yield Edit(judgement, values, version)


def _journal(round_: Assessment, action: str, by: Actor, at: datetime, detail: dict[str, Any]) -> None:
    write_journal(action=action, about=round_.slug, by=by, at=at, organisation_id=round_.organisation_id, detail=detail)


__all__ = [
    "ConflictError",
    "SheetDoneError",
    "apply_sheet",
    "cell_key",
    "keep_proposal",
    "mark_clashes",
    "tell_sheet_went_out",
    "undo_sheet",
]
