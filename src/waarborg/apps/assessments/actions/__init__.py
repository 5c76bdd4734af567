"""Acts on rounds. One file per act; what other parts call is named here."""

from waarborg.apps.assessments.actions.judge import (
    ConflictError,
    Edit,
    InvalidValueError,
    RoundClosedError,
    Saved,
    save_judgement,
    save_judgements,
    undo_batch,
)
from waarborg.apps.assessments.actions.store import store_assessment

__all__ = [
    "ConflictError",
    "Edit",
    "InvalidValueError",
    "RoundClosedError",
    "Saved",
    "save_judgement",
    "save_judgements",
    "store_assessment",
    "undo_batch",
]
