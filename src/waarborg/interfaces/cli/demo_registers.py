"""The registers of gemeente Veldermeer for `waarborg demo`: units, locations, processes and systems, with BIV."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import yaml

from waarborg.apps.base.actions import Actor
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.actions.registers import save_entries
from waarborg.apps.organisations.actions.scope import set_statement
from waarborg.apps.organisations.queries import Organisation, registers
from waarborg.domain.biv import Aspect
from waarborg.domain.registers import RegisterKind
from waarborg.machine import folders

_REGISTERS = {
    "units": RegisterKind.UNIT,
    "locations": RegisterKind.LOCATION,
    "processes": RegisterKind.PROCESS,
    "systems": RegisterKind.SYSTEM,
}


def ensure_registers(organisation: Organisation, by: Actor, at: datetime) -> None:
    """What Veldermeer consists of is in its registers. What is there already stays as people left it."""
    with within(organisation.pk):
        book = registers.book(organisation)
        people = {name: member for member, name in book.people.items()}
        new = [edit for edit in edits(people) if book.get(edit.kind, edit.code) is None]
        save_entries(organisation=organisation, edits=new, by=by, at=at)
        if not registers.scope(organisation).statement:
            set_statement(organisation=organisation, statement=_load()["scope"], by=by, at=at)


def edits(people: Mapping[str, int]) -> Iterator[registers.Edit]:
    """Every line of the data as an entry to add; `people` are the members by name."""
    data = _load()
    for name, kind in _REGISTERS.items():
        for code, row in data[name].items():
            yield registers.Edit(kind, code, _values(row, people), is_new=True)


def _values(row: Mapping[str, Any], people: Mapping[str, int]) -> dict[str, Any]:
    told = {name: value for name, value in row.items() if name not in {"biv", "owner", "outage", "loss"}}
    told["owner"] = people.get(row.get("owner", ""))
    told |= {aspect.value: place for aspect, place in zip(Aspect, row.get("biv", ()), strict=False)}
    if "outage" in row:
        told["max_outage_hours"] = str(row["outage"])
    if "loss" in row:
        told["max_data_loss_hours"] = str(row["loss"])
    return told


def _load() -> dict[str, Any]:
    file = folders.content() / "demo" / "veldermeer-registers.yaml"
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found
