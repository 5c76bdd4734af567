"""Typing in a table: many small edits at once, where one that clashes must not stop the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from waarborg.apps.assessments.actions.judge import (
    ConflictError,
    Edit,
    InvalidValueError,
    Saved,
    locked,
    read_value,
    save_in,
    undo_batch,
)
from waarborg.apps.assessments.models import Assessment, Judgement
from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.models import Organisation

ORIGIN = "table"


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did in one go, such as pasting a block: undone in one go too. `batch` comes from the browser."""

    batch: UUID
    edits: tuple[Edit, ...]


@dataclass(slots=True)
class Outcome:
    """The rows as they stand now; which (judgement, field) were saved, clash, or hold no possible value."""

    rows: Mapping[int, Judgement]
    saved: set[tuple[int, str]] = field(default_factory=set)
    clashes: set[tuple[int, str]] = field(default_factory=set)  # somebody else had changed them
    refused: set[tuple[int, str]] = field(default_factory=set)


@transaction.atomic
def save_cells(
    *, organisation: Organisation, round_: Assessment, steps: Sequence[Step], by: Actor, at: datetime
) -> Outcome:
    """Save every cell that can be saved, step by step. The same steps sent again change nothing.

    Raises RoundClosedError, NotAllowedError, and LookupError for a judgement that this person does not see in the
    round: then nothing is saved.
    """
    ids = {edit.judgement_id for step in steps for edit in step.edits}
    outcome = Outcome(locked(organisation, ids, by=by, of=round_))
    for step in steps:
        _save_step(step, outcome, by, at)
    return outcome


def undo_cells(*, organisation: Organisation, batch: UUID, by: Actor, at: datetime) -> list[Saved]:
    """Take back a step of one's own; under a batch of its own, so that this can be taken back too.

    Raises ConflictError, and LookupError when this person made no such step.
    """
    if by.member_id is None:
        raise LookupError(str(batch))
    return undo_batch(organisation=organisation, batch=batch, by=by, at=at, member_id=by.member_id)


def _save_step(step: Step, outcome: Outcome, by: Actor, at: datetime) -> None:
    edits = [_readable(edit, outcome) for edit in step.edits]
    while edits := [edit for edit in edits if edit.values]:
        try:
            save_in(outcome.rows, edits, by=by, at=at, origin=ORIGIN, batch=step.batch)
        except ConflictError as conflict:
            clashing = {(row.pk, name) for row, fields in conflict.clashes for name in fields}
            outcome.clashes |= clashing
            edits = [_without(edit, clashing) for edit in edits]
            continue
        outcome.saved |= {cell for edit in edits for cell in _cells(edit)}
        return


def _readable(edit: Edit, outcome: Outcome) -> Edit:
    bad = {(edit.judgement_id, name) for name, value in edit.values.items() if not _is_readable(name, value)}
    outcome.refused |= bad
    return _without(edit, bad)


def _is_readable(name: str, value: object) -> bool:
    try:
        read_value(name, value)
    except InvalidValueError:
        return False
    return True


def _without(edit: Edit, cells: Iterable[tuple[int, str]]) -> Edit:
    left_out = {name for pk, name in cells if pk == edit.judgement_id}
    values: Mapping[str, Any] = {name: value for name, value in edit.values.items() if name not in left_out}
    return Edit(edit.judgement_id, values, edit.seen_version)


def _cells(edit: Edit) -> set[tuple[int, str]]:
    return {(edit.judgement_id, name) for name in edit.values}
