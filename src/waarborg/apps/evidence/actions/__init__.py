"""Acts on evidence. One file per act; what other parts call is named here."""

from waarborg.apps.base.importers.office import Content
from waarborg.apps.evidence.actions.add import (
    Added,
    Details,
    EvidenceRefusedError,
    NewerVersionError,
    Upload,
    add_file,
    add_link,
)
from waarborg.apps.evidence.actions.withdraw import withdraw_evidence

__all__ = [
    "Added",
    "Content",
    "Details",
    "EvidenceRefusedError",
    "NewerVersionError",
    "Upload",
    "add_file",
    "add_link",
    "withdraw_evidence",
]
