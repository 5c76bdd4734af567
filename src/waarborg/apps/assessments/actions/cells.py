"""Typing in a table: many small edits at once, where one that clashes must not stop the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from waarborg.apps.assessments.actions.judge import (
    ConflictError,
    Edit,
    InvalidValueError,
    read_value,
    save_judgements,
    undo_batch,
)
from waarborg.apps.assessments.models import JudgementChange
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
    """Which (judgement, field) were saved, which somebody else had changed, and which hold no possible value."""

    batches: dict[UUID, UUID] = field(default_factory=dict)  # what the browser called it -> what it is called here
    saved: set[tuple[int, str]] = field(default_factory=set)
    clashes: set[tuple[int, str]] = field(default_factory=set)
    refused: set[tuple[int, str]] = field(default_factory=set)


def save_cells(*, organisation: Organisation, steps: Sequence[Step], by: Actor, at: datetime) -> Outcome:
    """Save every cell that can be saved, step by step. The same steps sent again change nothing.

    Raises RoundClosedError, NotAllowedError, and LookupError for a judgement that is not there.
    """
    outcome = Outcome()
    for step in steps:
        batch = _own_batch(organisation, step.batch, by)
        outcome.batches[step.batch] = batch
        _save_step(organisation, step, batch, outcome, by, at)
    return outcome


def undo_cells(*, organisation: Organisation, batch: UUID, by: Actor, at: datetime) -> UUID:
    """Take back a step of one's own; the batch of taking it back, so that this can be taken back too.

    Raises ConflictError, and LookupError when this person made no such step.
    """
    made = JudgementChange.objects.filter(organisation=organisation, batch=batch)
    if not made.filter(member=by.member_id).exists():
        raise LookupError(str(batch))
    return undo_batch(organisation=organisation, batch=batch, by=by, at=at)[0].batch


def _save_step(organisation: Organisation, step: Step, batch: UUID, outcome: Outcome, by: Actor, at: datetime) -> None:
    edits = [_readable(edit, outcome) for edit in step.edits]
    while edits := [edit for edit in edits if edit.values]:
        try:
            save_judgements(organisation=organisation, edits=edits, by=by, at=at, origin=ORIGIN, batch=batch)
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


def _own_batch(organisation: Organisation, wanted: UUID, by: Actor) -> UUID:
    """The batch that the browser chose, unless somebody else's act has it already."""
    others = JudgementChange.objects.filter(organisation=organisation, batch=wanted).exclude(member=by.member_id)
    return uuid4() if others.exists() else wanted
