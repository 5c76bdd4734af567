"""Acts on rounds. One file per act; what other parts call is named here."""

from waarborg.apps.assessments.actions.assign import Assigned, assign_rows, undo_assignment
from waarborg.apps.assessments.actions.attached import attach_evidence, detach_evidence, follow_newer_version
from waarborg.apps.assessments.actions.cells import Outcome, Step, save_cells, undo_cells
from waarborg.apps.assessments.actions.change import RoundDetails, change_round
from waarborg.apps.assessments.actions.judge import (
    FIELDS,
    ConflictError,
    Edit,
    InvalidValueError,
    RoundClosedError,
    Saved,
    save_judgement,
    save_judgements,
    undo_batch,
)
from waarborg.apps.assessments.actions.remark import NothingSaidError, add_remark
from waarborg.apps.assessments.actions.start import (
    NewRound,
    RoundRefusedError,
    Subjects,
    add_subjects,
    start_round,
)
from waarborg.apps.assessments.actions.store import store_assessment

__all__ = [
    "FIELDS",
    "Assigned",
    "ConflictError",
    "Edit",
    "InvalidValueError",
    "NewRound",
    "NothingSaidError",
    "Outcome",
    "RoundClosedError",
    "RoundDetails",
    "RoundRefusedError",
    "Saved",
    "Step",
    "Subjects",
    "add_remark",
    "add_subjects",
    "assign_rows",
    "attach_evidence",
    "change_round",
    "detach_evidence",
    "follow_newer_version",
    "save_cells",
    "save_judgement",
    "save_judgements",
    "start_round",
    "store_assessment",
    "undo_assignment",
    "undo_batch",
    "undo_cells",
]
