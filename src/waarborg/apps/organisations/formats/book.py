"""The registers of one organisation in memory: to look things up, to hang them together, to try changes first."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.formats.fields import Field, Shape
from waarborg.domain import biv, scope
from waarborg.domain.basis import Problem
from waarborg.domain.biv import Aspect, Floors, Leaning, Rated
from waarborg.domain.registers import CLASSIFIED, RegisterKind, same_code

Key = tuple[RegisterKind, str]


@dataclass(slots=True)
class Entry:
    """One line of a register, with its values by the names of `fields`. Without `id` it is not stored yet."""

    kind: RegisterKind
    code: str
    values: dict[str, Any]
    id: int | None = None
    archived_at: datetime | None = None
    version: int = 0  # of the row as it was read; every change makes it one more

    @property
    def key(self) -> Key:
        return self.kind, same_code(self.code)

    @property
    def stored_id(self) -> int:
        """Of an entry that is stored. Raises LookupError for one that is not."""
        if self.id is None:
            raise LookupError(self.code)
        return self.id

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def owner_id(self) -> int | None:
        owner: int | None = self.values["owner"]
        return owner

    @property
    def is_archived(self) -> bool:
        return bool(self.values["archived"])


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for some fields of one entry; `is_new` when it may not be there yet, False when it must be.

    `seen_version` is the one on which the values were based; with None they hold whatever somebody else did.
    """

    kind: RegisterKind
    code: str
    values: Mapping[str, Any]
    is_new: bool | None = None  # None: either
    seen_version: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit really changes: the values before (None for a new entry) and after, only of what differs."""

    kind: RegisterKind
    code: str
    name: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]

    @property
    def key(self) -> Key:
        return self.kind, same_code(self.code)

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_archiving(self) -> bool:
        return bool(self.before is not None and self.after.get("archived"))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something cannot be saved: the field and a sentence that says what to do. `rule` when a rule refuses."""

    field: str
    message: str
    rule: str = ""


@dataclass(slots=True)
class Book:
    """Every entry of every register, the people by id, and the scale."""

    entries: dict[Key, Entry] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    emails: dict[int, str] = field(default_factory=dict)
    functions: dict[int, str] = field(default_factory=dict)
    roles: dict[int, tuple[str, ...]] = field(default_factory=dict)
    fixed_emails: set[int] = field(default_factory=set)  # an account or role hangs on it
    gone: set[int] = field(default_factory=set)  # who left
    scale: tuple[str, ...] = biv.DEFAULT_SCALE
    floors: Floors = field(default_factory=Floors)

    def get(self, kind: RegisterKind, code: str) -> Entry | None:
        return self.entries.get((kind, same_code(code)))

    def of(self, kind: RegisterKind, *, archived: bool = False) -> list[Entry]:
        """One register by code, without what is archived unless that is asked for."""
        found = (entry for entry in self.entries.values() if entry.kind is kind)
        return sorted((entry for entry in found if archived or not entry.is_archived), key=_by_code)

    def copy(self) -> "Book":
        """To try changes on."""
        return replace(self, entries=deepcopy(self.entries), people=dict(self.people), emails=dict(self.emails))

    def apply(self, edit: Edit) -> Change | None:
        """Change the entry in memory; None when everything is as it was. Raises LookupError."""
        entry = self.get(edit.kind, edit.code)
        if (entry is None and edit.is_new is False) or (entry is not None and edit.is_new):
            raise LookupError(edit.code)
        if entry is None:
            entry = Entry(edit.kind, edit.code, {**fields.blank(edit.kind), **edit.values})
            self.entries[entry.key] = entry
            return Change(entry.kind, entry.code, entry.name, None, dict(entry.values))
        before = {name: entry.values[name] for name, value in edit.values.items() if entry.values[name] != value}
        if not before:
            return None
        entry.values.update({name: edit.values[name] for name in before})
        return Change(entry.kind, entry.code, entry.name, before, {name: entry.values[name] for name in before})

    # what hangs together

    def processes_of(self, system: Entry) -> list[Entry]:
        """The processes that lean on the system, without those that are archived."""
        found = (self.get(RegisterKind.PROCESS, code) for code in system.values.get("processes", ()))
        return [process for process in found if process is not None and not process.is_archived]

    def leaning(self, entry: Entry) -> Leaning:
        """The entry as the rules of BIV see it; a process leans on nothing."""
        asking = [rated(process) for process in self.processes_of(entry)]
        return Leaning(rated(entry), asking, self.floors)

    def scoped(self, entry: Entry) -> scope.Scoped:
        """The entry as the rules of the scope see it."""
        around = [entry] if entry.kind is RegisterKind.PROCESS else self.processes_of(entry)
        critical = tuple(process.code for process in around if process.values["is_critical"])
        return scope.Scoped(entry.code, entry.values["in_scope"], entry.values["out_of_scope_because"], critical)

    def problems(self, entry: Entry) -> list[Problem]:
        """Every rule that the entry breaks."""
        found = scope.problems(self.scoped(entry))
        return [*(biv.problems(self.leaning(entry)) if entry.kind in CLASSIFIED else ()), *found]

    # what cannot be saved

    def faults(self, entry: Entry) -> list[Fault]:
        """Why the entry cannot be saved as it stands now."""
        found = [*self._missing(entry), *self._dangling(entry)]
        return found or [
            Fault(_FIELD_OF_RULE[problem.code], _refusal(problem.code), problem.code)
            for problem in self.problems(entry)
            if problem.code in biv.REFUSES | scope.REFUSES
        ]

    def _missing(self, entry: Entry) -> Iterator[Fault]:
        if not entry.name:
            yield Fault("name", _("De naam ontbreekt. Schrijf hoe jullie dit noemen."))
        owner = entry.owner_id
        if owner is not None and owner not in self.people:
            yield Fault("owner", _("Deze eigenaar hoort niet bij jullie organisatie. Kies iemand uit de lijst."))

    def _dangling(self, entry: Entry) -> Iterator[Fault]:
        for about in fields.of(entry.kind):
            if about.refers_to is None:
                continue
            for code in _codes(about, entry.values[about.name]):
                if self.get(about.refers_to, code) is None:
                    yield Fault(about.name, _not_there(about.refers_to, code))
        if entry.kind is RegisterKind.UNIT and self._goes_round(entry):
            yield Fault("parent", _("Een onderdeel kan niet onder zichzelf vallen. Kies een ander onderdeel."))

    def _goes_round(self, unit: Entry) -> bool:
        seen = {unit.key}
        above = unit
        while above.values["parent"]:
            found = self.get(RegisterKind.UNIT, above.values["parent"])
            if found is None:
                return False
            if found.key in seen:
                return True
            seen.add(found.key)
            above = found
        return False

    def tidy(self, edit: Edit) -> Edit:
        """The edit with codes of other entries written as those entries write them: s01 becomes S01."""
        told = dict(edit.values)
        for about in fields.of(edit.kind):
            if about.refers_to is not None and about.name in told:
                told[about.name] = self._as_written(about, told[about.name])
        return replace(edit, values=told)

    def _as_written(self, about: Field, value: Any) -> Any:  # noqa: ANN401 - a code or codes
        kind = about.refers_to
        if kind is None:
            return value
        codes = [found.code if (found := self.get(kind, code)) else code for code in _codes(about, value)]
        if about.shape is Shape.MANY:
            return sorted(set(codes))
        return codes[0] if codes else ""


def rated(entry: Entry) -> Rated:
    """The entry as the rules of BIV read it."""
    hours = {name: entry.values.get(name) for name in ("max_outage_hours", "max_data_loss_hours")}
    return Rated(
        set_levels={aspect: entry.values.get(aspect.value) for aspect in Aspect},
        personal_data=entry.values.get("personal_data", ""),
        override_because=entry.values.get("override_because", ""),
        code=entry.code,
        **{name: Decimal(told) if told is not None else None for name, told in hours.items()},
    )


# the field in which a broken rule can be mended
_FIELD_OF_RULE = {
    "BIV-01": "override_because",
    "BIV-02": "confidentiality",
    "RW-01": "out_of_scope_because",
}


def _refusal(rule: str) -> str:
    return {
        "BIV-01": _("De BIV wijkt af van wat de processen vragen. Schrijf waarom, of laat de BIV leeg om te erven."),
        "BIV-02": _("Voor deze persoonsgegevens is dit te laag. Kies ten minste de ondergrens van jullie schaal."),
        "RW-01": _("Dit valt buiten de reikwijdte. Schrijf waarom."),
    }[rule]


def _not_there(kind: RegisterKind, code: str) -> str:
    return {
        RegisterKind.UNIT: _("Onderdeel “%(code)s” staat niet in het register. Voeg het toe of kies een ander."),
        RegisterKind.LOCATION: _("Locatie “%(code)s” staat niet in het register. Voeg haar toe of kies een andere."),
        RegisterKind.PROCESS: _("Proces “%(code)s” staat niet in het register. Voeg het toe of haal de code weg."),
        RegisterKind.SYSTEM: _("Systeem “%(code)s” staat niet in het register. Voeg het toe of haal de code weg."),
    }[kind] % {"code": code[:60]}


def _codes(about: Field, value: Any) -> Sequence[str]:  # noqa: ANN401 - a code or codes
    if about.shape is Shape.MANY:
        return tuple(value)
    return (value,) if value else ()


def _by_code(entry: Entry) -> tuple[Any, ...]:
    """S2 before S10: letters as letters, digits as numbers."""
    parts: list[tuple[int, int | str]] = []
    number = ""
    for sign in f"{entry.code.lower()} ":
        if sign.isascii() and sign.isdigit():
            number += sign
            continue
        if number:
            parts.append((0, int(number)))
            number = ""
        parts.append((1, sign))
    return tuple(parts)
