"""People in a sheet: who is meant by a row, what it changes about them, and what cannot be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from waarborg.apps.organisations.formats.book import Book
from waarborg.apps.organisations.formats.fields import Field, Shape

KIND = "person"  # where a row or change of a register has the code of its register
NAME = Field("name", n("Naam"), Shape.TEXT, also="name|medewerker|employee|persoon|person|volledige naam")
EMAIL = Field(
    "email", n("E-mailadres"), Shape.TEXT, longest=254, also="email|e mail|mail|mailadres|emailadres|email address"
)
FUNCTION = Field("function", n("Functie"), Shape.TEXT, also="function|job title|functienaam|rol in de organisatie")
FIELDS = (NAME, EMAIL, FUNCTION)
_FIRST_ID = -1_000_000  # below those of owners that a register names and nobody knows


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row about a person: the text and place of every cell under a known heading."""

    sheet: str
    number: int
    cells: Mapping[str, tuple[str, str]]

    def as_json(self) -> dict[str, Any]:
        cells = {name: list(cell) for name, cell in self.cells.items()}
        return {"kind": KIND, "sheet": self.sheet, "number": self.number, "cells": cells}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "PersonRow":
        return cls(told["sheet"], told["number"], {name: (c[0], c[1]) for name, c in told["cells"].items()})

    def text(self, name: str) -> str:
        return " ".join(self.cells.get(name, ("", ""))[0].split())


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What a row changes about a person; `before` is None for somebody new, whose id is below zero."""

    id: int
    name: str
    before: Mapping[str, str] | None
    after: Mapping[str, str]

    @property
    def is_new(self) -> bool:
        return self.before is None

    def as_json(self) -> dict[str, Any]:
        before = None if self.before is None else dict(self.before)
        return {"kind": KIND, "id": self.id, "name": self.name, "before": before, "after": dict(self.after)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "PersonChange":
        return cls(told["id"], told["name"], told["before"], told["after"])


@dataclass(frozen=True, slots=True)
class PersonFault:
    """A cell for which the row is left out."""

    row: PersonRow
    about: Field
    message: str


@dataclass(slots=True)
class Told:
    """What the rows about people come down to."""

    changes: list[PersonChange] = field(default_factory=list)
    faults: list[PersonFault] = field(default_factory=list)


def told(book: Book, rows: Sequence[PersonRow]) -> Told:
    """What the rows change. An email address says who it is; without a known one the name does."""
    found = Told()
    emails = {email.lower(): pk for pk, email in book.emails.items() if email}
    claimed = {emails[email] for row in rows if (email := row.text("email").lower()) in emails}
    seen: set[str] = set()
    for place, row in enumerate(rows):
        fault = _unreadable(row, seen)
        pk = None if fault else emails.get(row.text("email").lower())
        if fault is None and pk is None:
            pk, fault = _of_name(book, row, claimed)
        change = None if fault else _change(book, row, pk, _FIRST_ID - place)
        if change and not change.is_new and "email" in change.after and change.id in book.fixed_emails:
            fault = PersonFault(row, EMAIL, _FIXED() % {"name": book.people[change.id]})
        if fault:
            found.faults.append(fault)
            continue
        claimed |= {pk} if pk is not None else set()
        seen |= {email} if (email := row.text("email").lower()) else set()
        found.changes += [change] if change else []
    return found


def _unreadable(row: PersonRow, seen: Iterable[str]) -> PersonFault | None:
    if not row.text("name"):
        return PersonFault(row, NAME, _("De naam ontbreekt. Schrijf hoe deze persoon heet."))
    for about in FIELDS:
        if len(row.text(about.name)) > about.longest:
            message = _("Dit is %(count)s tekens lang. Maak het korter: %(most)s is het meeste.")
            asked = {"count": len(row.text(about.name)), "most": about.longest}
            return PersonFault(row, about, message % asked)
    email = row.text("email")
    if email.lower() in seen:
        return PersonFault(row, EMAIL, _("Dit e-mailadres staat hier twee keer. De eerste rij telt."))
    try:
        if email:
            validate_email(email)
    except ValidationError:
        message = _("“%(text)s” is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")
        return PersonFault(row, EMAIL, message % {"text": email[:60]})
    return None


def _of_name(book: Book, row: PersonRow, claimed: Iterable[int]) -> tuple[int | None, PersonFault | None]:
    wanted = row.text("name").lower()
    found = [pk for pk, name in book.people.items() if name.lower() == wanted and pk not in claimed]
    same = [pk for pk in found if _change(book, row, pk, 0) is None]
    if len(found) > 1 and not same:
        message = _("Meer dan één persoon heet “%(name)s”. Zet het e-mailadres in deze rij.")
        return None, PersonFault(row, EMAIL if "email" in row.cells else NAME, message % {"name": row.text("name")})
    return next(iter(same or found), None), None


def _change(book: Book, row: PersonRow, pk: int | None, new_id: int) -> PersonChange | None:
    given = {about.name: row.text(about.name) for about in FIELDS if about.name in row.cells}
    if pk is None:
        return PersonChange(new_id, given["name"], None, {about.name: given.get(about.name, "") for about in FIELDS})
    known = {"name": book.people[pk], "email": book.emails[pk], "function": book.functions.get(pk, "")}
    differs = [name for name, text in given.items() if text != known[name] and not _same_email(name, text, known)]
    if not differs:
        return None
    return PersonChange(
        pk, given["name"], {name: known[name] for name in differs}, {name: given[name] for name in differs}
    )


def _same_email(name: str, text: str, known: Mapping[str, str]) -> bool:
    return name == "email" and text.lower() == known["email"].lower()


def with_people(book: Book, changes: Iterable[PersonChange]) -> Book:
    """A copy of the book in which the people are as the sheet says."""
    found = book.copy()
    for change in changes:
        found.people[change.id] = change.after.get("name", book.people.get(change.id, ""))
        found.emails[change.id] = change.after.get("email", book.emails.get(change.id, ""))
    return found


def _FIXED() -> str:  # noqa: N802 - a text that is looked up when it is shown
    return _(
        "%(name)s heeft een account of rollen. Dan wijzigt een blad het e-mailadres niet: het bepaalt wie zich kan "
        "aanmelden. Zet het terug, of vraag de beheerder het bij Mensen te wijzigen."
    )
