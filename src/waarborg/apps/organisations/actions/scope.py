"""The scope of the ISMS in words, and the scale of the BIV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from waarborg.apps.base.actions import Actor, require, wait_for_turn, write_journal
from waarborg.apps.organisations.actions.overtaking import catch_up
from waarborg.apps.organisations.actions.register_rows import store
from waarborg.apps.organisations.actions.registers import tell
from waarborg.apps.organisations.formats.book import Book, Edit
from waarborg.apps.organisations.models import Organisation, Scope
from waarborg.apps.organisations.queries import registers
from waarborg.domain import biv
from waarborg.domain.biv import Aspect, Floors
from waarborg.domain.permissions import Act
from waarborg.domain.registers import CLASSIFIED, RegisterKind

LONGEST_LABEL = 30
FEWEST, MOST = min(biv.SCALES), max(biv.SCALES)


class ScaleRefusedError(ValueError):
    """The scale cannot be like this; the reason is one of labels, mapping, floors and overtaken."""

    def __init__(self, reason: str, places: Sequence[int] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.places = tuple(places)


@dataclass(frozen=True, slots=True)
class Scale:
    """Labels from low to high, what each old place becomes, and the floors on the new scale.

    `seen` is the scale that the form showed: what each old place becomes can only be said of the scale as it stands.
    """

    labels: Sequence[str]
    mapping: Mapping[int, int] = field(default_factory=dict)
    floors: Floors = field(default_factory=Floors)
    seen: Mapping[str, Any] | None = None


@transaction.atomic
def set_statement(
    *, organisation: Organisation, statement: str, seen: Mapping[str, Any] | None = None, by: Actor, at: datetime
) -> Scope:
    """What the ISMS is about, in words; `seen` is what the form showed. Raises OvertakenError, NotAllowedError."""
    require(by, Act.EDIT_REGISTERS, organisation_id=organisation.pk)
    wait_for_turn(f"registers.{organisation.pk}")
    found = registers.scope(organisation)
    sent = {"statement": statement.replace("\x00", "").strip()}
    told = catch_up(seen, {"statement": found.statement}, sent, by=found.changed_by, at=found.changed_at)
    was, found.statement = found.statement, told["statement"]
    if was == found.statement:
        return found
    _save(found, by, at)
    write_journal(
        action="organisation.scope_stated",
        about=organisation.name,
        by=by,
        at=at,
        organisation_id=organisation.pk,
        detail={"before": was, "after": found.statement},
    )
    return found


@transaction.atomic
def change_scale(*, organisation: Organisation, scale: Scale, by: Actor, at: datetime) -> int:
    """Other labels; every level in use moves with them. How many entries moved. Raises ScaleRefusedError.

    The journal keeps the old level of every entry that moved, so that nothing is lost.
    """
    require(by, Act.EDIT_REGISTERS, organisation_id=organisation.pk)
    wait_for_turn(f"registers.{organisation.pk}")
    book = registers.book(organisation)
    labels = [label.strip() for label in scale.labels]
    before = as_shown(book)
    if scale.seen is not None and scale.seen != before:
        raise ScaleRefusedError("overtaken")
    _check(book, labels, scale)
    found = registers.scope(organisation)
    found.biv_labels = labels
    found.floor_ordinary, found.floor_special = scale.floors.ordinary, scale.floors.special
    _save(found, by, at)
    changes = [change for edit in moves(book, scale.mapping) if (change := book.apply(edit))]
    store(organisation, book, changes, by, at, scale=labels)
    write_journal(
        action="organisation.scale_changed",
        about=organisation.name,
        by=by,
        at=at,
        organisation_id=organisation.pk,
        detail={
            "before": before,
            "after": {"labels": labels, "floors": [scale.floors.ordinary, scale.floors.special]},
            "mapping": {str(old): new for old, new in scale.mapping.items()},
            "moved": len(changes),
        },
    )
    tell(organisation, changes, by, at)
    return len(changes)


def as_shown(book: Book) -> dict[str, list[Any]]:
    """The scale as a form and the journal hold it."""
    return {"labels": list(book.scale), "floors": [book.floors.ordinary, book.floors.special]}


def moves(book: Book, mapping: Mapping[int, int]) -> list[Edit]:
    """Every entry with the levels that it would have on the new scale."""
    found = []
    for kind in (kind for kind in RegisterKind if kind in CLASSIFIED):
        for entry in book.of(kind, archived=True):
            now = {aspect.value: entry.values[aspect.value] for aspect in Aspect}
            then = {name: mapping.get(place, place) if place else None for name, place in now.items()}
            found.append(Edit(kind, entry.code, then, is_new=False))
    return found


def _check(book: Book, labels: Sequence[str], scale: Scale) -> None:
    too_few_or_many = not FEWEST <= len(labels) <= MOST
    same = len({label.lower() for label in labels}) < len(labels)
    if too_few_or_many or same or any(not label or len(label) > LONGEST_LABEL for label in labels):
        raise ScaleRefusedError("labels")
    lost = biv.vanished(len(book.scale), scale.mapping, len(labels))
    if lost or not biv.keeps_order(scale.mapping):
        raise ScaleRefusedError("mapping", lost)
    floors = [floor for floor in (scale.floors.ordinary, scale.floors.special) if floor is not None]
    if any(not 1 <= floor <= len(labels) for floor in floors):
        raise ScaleRefusedError("floors")


def _save(found: Scope, by: Actor, at: datetime) -> None:
    found.changed_at, found.changed_by = at, by.name
    found.save()
