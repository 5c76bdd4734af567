"""What a sheet would change in the registers: tried on a copy, so that a preview and the real thing are the same."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.organisations.formats import fields, member_rows, values
from waarborg.apps.organisations.formats.book import Book, Change, Edit, Key
from waarborg.apps.organisations.formats.member_rows import PersonChange, PersonFault, PersonRow
from waarborg.apps.organisations.formats.people import NEW, NOBODY, People, Unknown
from waarborg.domain.registers import RegisterKind, same_code


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it was read: its code and the text and place of every cell under a known heading."""

    kind: RegisterKind
    sheet: str
    number: int  # as people count
    code: str
    code_cell: str
    cells: Mapping[str, tuple[str, str]]  # field -> text and cell

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.value,
            "sheet": self.sheet,
            "number": self.number,
            "code": self.code,
            "code_cell": self.code_cell,
            "cells": {name: list(cell) for name, cell in self.cells.items()},
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "SheetRow":
        return cls(
            RegisterKind(told["kind"]),
            told["sheet"],
            told["number"],
            told["code"],
            told["code_cell"],
            {name: (cell[0], cell[1]) for name, cell in told["cells"].items()},
        )


@dataclass(frozen=True, slots=True)
class RowFault:
    """A cell for which its row is left out: where it is, what is wrong, what to do."""

    sheet: str
    number: int
    cell: str
    code: str
    heading: str
    message: str
    rule: str = ""


@dataclass(slots=True)
class Plan:
    """What taking over a sheet does: changes in the order of the registers, rows left out, people to make."""

    changes: list[Change] = field(default_factory=list)
    people: list[PersonChange] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    newcomers: dict[int, tuple[str, str]] = field(default_factory=dict)  # id below zero -> name and email
    n_rows: int = 0
    n_same: int = 0
    book: Book = field(default_factory=Book)

    @property
    def n_refused(self) -> int:
        return len({(fault.sheet, fault.number) for fault in self.faults})

    @property
    def n_changes(self) -> int:
        return len(self.changes) + len(self.people)

    @property
    def people_added(self) -> list[PersonChange]:
        return [change for change in self.people if change.is_new]

    @property
    def people_changed(self) -> list[PersonChange]:
        return [change for change in self.people if not change.is_new]

    @property
    def added(self) -> list[Change]:
        return [change for change in self.changes if change.is_new]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if not change.is_new and not change.is_archiving]

    @property
    def archived(self) -> list[Change]:
        return [change for change in self.changes if change.is_archiving]

    @property
    def digest(self) -> str:
        """Tells two plans apart, so that nobody confirms something else than was shown."""
        told = [[c.kind, c.code, dict(c.before) if c.before is not None else None, dict(c.after)] for c in self.changes]
        names = sorted(self.newcomers.values())
        people = [change.as_json() for change in self.people]
        return hashlib.sha256(json.dumps([told, names, people], default=str, sort_keys=True).encode()).hexdigest()[:24]


def plan(
    book: Book, rows: Sequence[SheetRow], choices: Mapping[str, str], about_people: Sequence[PersonRow] = ()
) -> Plan:
    """What the rows change in the book, without changing it. `choices` say who an unknown owner is.

    A row with a fault is left out, and then also what refers to what it would have added.
    """
    told = member_rows.told(book, about_people)
    found = Plan(n_rows=len(rows) + len(about_people), people=told.changes, faults=[*map(_of_person, told.faults)])
    former, book = book.people, member_rows.with_people(book, told.changes)
    people = People(book, choices, former=former)
    edits = list(_edits(rows, book, people, found))
    while True:
        trial = book.copy()
        trial.people |= {identity: name for identity, (name, _email) in people.newcomers.items()}
        changes = _tried(trial, edits)
        refused = _refused(trial, changes)
        if not refused:
            break
        found.faults += [fault for row, edit in edits for fault in _faults_of(row, refused.get(_key(edit), ()))]
        edits = [(row, edit) for row, edit in edits if _key(edit) not in refused]
    found.changes, found.book = changes, trial
    found.n_same = len(edits) - len(changes) + len(about_people) - len(told.changes) - len(told.faults)
    _people(found, people)
    found.faults.sort(key=lambda fault: (fault.sheet, fault.number))
    return found


def _people(found: Plan, people: People) -> None:
    used = {change.after["owner"] for change in found.changes if "owner" in change.after}
    found.newcomers = {identity: who for identity, who in people.newcomers.items() if identity in used}
    found.unknown = people.unknown


def _edits(rows: Iterable[SheetRow], book: Book, people: People, found: Plan) -> Iterable[tuple[SheetRow, Edit]]:
    seen: set[Key] = set()
    order = list(RegisterKind)
    for row in sorted(rows, key=lambda row: order.index(row.kind)):
        told, faults = _read(row, book, people)
        key = (row.kind, same_code(row.code))
        if not faults and key in seen:
            message = _("Code %(code)s staat hier twee keer. De eerste rij telt; haal een van de twee weg.")
            faults = [_fault(row, "code", row.code_cell, message % {"code": row.code})]
        found.faults += faults
        if not faults:
            seen.add(key)
            yield row, Edit(row.kind, row.code, told)


def _read(row: SheetRow, book: Book, people: People) -> tuple[dict[str, Any], list[RowFault]]:
    told: dict[str, Any] = {}
    faults = []
    try:
        values.code(row.code)
    except values.ValueFaultError as error:
        faults.append(_fault(row, "code", row.code_cell, str(error)))
    for name, (text, cell) in row.cells.items():
        try:
            read = values.read(fields.BY_NAME[name], text, book.scale)
            told[name] = people.find(read, f"{row.sheet}, {cell}") if name == "owner" else read
        except values.ValueFaultError as error:
            faults.append(_fault(row, name, cell, str(error)))
    if told.get("in_scope") is False and row.cells["in_scope"][0] == "":  # an empty cell says nothing about this
        told["in_scope"] = True
    return told, faults


def _tried(trial: Book, edits: Iterable[tuple[SheetRow, Edit]]) -> list[Change]:
    """First everything is added, so that rows may refer to rows below them; then codes are written the same way."""
    edits = list(edits)
    found = {_key(edit): change for _row, edit in edits if (change := trial.apply(edit))}
    for _row, edit in edits:
        tidy = trial.tidy(edit)
        change = found.get(_key(edit))
        if tidy.values == edit.values:
            continue
        entry = trial.entries[_key(edit)]
        entry.values.update(tidy.values)
        if change is not None:
            found[_key(edit)] = _again(change, entry.values)
    return [change for change in found.values() if change.is_new or change.after]


def _again(change: Change, now: Mapping[str, Any]) -> Change:
    if change.before is None:
        return Change(change.kind, change.code, change.name, None, dict(now))
    differs = [name for name in change.before if change.before[name] != now[name]]
    before = {name: change.before[name] for name in differs}
    return Change(change.kind, change.code, change.name, before, {name: now[name] for name in differs})


def _refused(trial: Book, changes: Iterable[Change]) -> dict[Key, Sequence[Any]]:
    return {change.key: faults for change in changes if (faults := trial.faults(trial.entries[change.key]))}


def _faults_of(row: SheetRow, faults: Iterable[Any]) -> list[RowFault]:
    return [
        _fault(row, fault.field, row.cells.get(fault.field, ("", row.code_cell))[1], fault.message, fault.rule)
        for fault in faults
    ]


def _of_person(fault: PersonFault) -> RowFault:
    _text, cell = fault.row.cells.get(fault.about.name, ("", ""))
    name = fault.row.text("name")
    return RowFault(fault.row.sheet, fault.row.number, cell, name, fault.about.label, fault.message)


def _fault(row: SheetRow, name: str, cell: str, message: str, rule: str = "") -> RowFault:
    return RowFault(row.sheet, row.number, cell, row.code, fields.BY_NAME[name].label, message, rule)


def _key(edit: Edit) -> Key:
    return edit.kind, same_code(edit.code)


__all__ = ["NEW", "NOBODY", "Plan", "RowFault", "SheetRow", "plan"]
