"""What somebody owns in the registers: to be handed over by who leaves."""

from collections.abc import Mapping, Sequence
from typing import Any

from waarborg.apps.organisations.models import Location, Member, Process, System, Unit

# in the order in which a page names them
REGISTERS: Mapping[str, type[System | Process | Unit | Location]] = {
    "systems": System,
    "processes": Process,
    "units": Unit,
    "locations": Location,
}


def owned(member: Member) -> Mapping[str, Sequence[str]]:
    """Per register the code and name of what this person owns and is not archived."""
    return {kind: tuple(map(str, _of(table, member).order_by("code"))) for kind, table in REGISTERS.items()}


def _of(table: type[System | Process | Unit | Location], member: Member) -> Any:  # noqa: ANN401 - rows of either
    return table.objects.filter(organisation=member.organisation_id, owner=member, archived_at=None)
