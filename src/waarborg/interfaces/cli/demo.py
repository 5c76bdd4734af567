"""The whole of the demo: gemeente Veldermeer with its people, registers, nulmeting, and the work that goes on."""

from collections.abc import Sequence
from dataclasses import replace

from waarborg.apps.organisations.queries import find
from waarborg.interfaces.cli import bootstrap, demo_data, demo_people, demo_registers, demo_together


def ensure() -> Sequence[demo_people.Account]:
    """Everything is there; what people changed since stays. The accounts, to print."""
    by, at = replace(bootstrap.actor(), name="waarborg demo"), bootstrap.now()
    accounts = demo_people.ensure()
    demo_data.ensure()
    veldermeer = find(demo_data.organisation())
    if veldermeer is None:
        raise LookupError(demo_data.organisation())
    demo_registers.ensure_registers(veldermeer, by, at)
    demo_together.ensure(veldermeer, demo_data.edition_id(), by, at)
    bootstrap.count_tables()
    return accounts
