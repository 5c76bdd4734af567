"""The organisation and what it consists of. Every table but the first belongs to one organisation."""

from waarborg.apps.organisations.models.members import (
    AccessReview,
    AccessReviewLine,
    GroupRole,
    Invitation,
    Member,
)
from waarborg.apps.organisations.models.organisation import Organisation
from waarborg.apps.organisations.models.profile import CbwTask, Correction, Profile, Registration
from waarborg.apps.organisations.models.registers import (
    Location,
    Process,
    ProcessSystem,
    RegisterChange,
    RegisterImport,
    Scope,
    System,
    Unit,
)

__all__ = [
    "AccessReview",
    "AccessReviewLine",
    "CbwTask",
    "Correction",
    "GroupRole",
    "Invitation",
    "Location",
    "Member",
    "Organisation",
    "Process",
    "ProcessSystem",
    "Profile",
    "RegisterChange",
    "RegisterImport",
    "Registration",
    "Scope",
    "System",
    "Unit",
]
