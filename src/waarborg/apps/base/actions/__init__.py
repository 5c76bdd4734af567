"""Who acts and what that allows, the line that every act leaves, and how the lines are kept."""

from waarborg.apps.base.actions.acting import (
    Actor,
    JournalEntry,
    NotAllowedError,
    require,
    require_installation,
    wait_for_turn,
    write_journal,
    write_journal_lines,
)
from waarborg.apps.base.actions.purging import Purged, purge_journal
from waarborg.apps.base.actions.sealing import seal_all, seal_journal
from waarborg.apps.base.actions.statistics import refresh_statistics

__all__ = [
    "Actor",
    "JournalEntry",
    "NotAllowedError",
    "Purged",
    "purge_journal",
    "refresh_statistics",
    "require",
    "require_installation",
    "seal_all",
    "seal_journal",
    "wait_for_turn",
    "write_journal",
    "write_journal_lines",
]
