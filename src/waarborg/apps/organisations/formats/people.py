"""Who is meant by a name or email address in a sheet."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from waarborg.apps.base.formats import whole_numbers
from waarborg.apps.organisations.formats.book import Book
from waarborg.apps.organisations.formats.values import ValueFaultError

NEW, NOBODY = "new", "nobody"  # make this person, or leave the owner open
_LONGEST_NAME = 200
_ADDRESS = re.compile(r"[^<>()\s@]+@[^<>()\s]*[^<>()\s@]")
_EMAIL = re.compile(r"[^<>()\s@,;]+@[^<>()\s@,;]+\.[^<>()\s@,;]+")


@dataclass(slots=True)
class Unknown:
    """Somebody who is not in the organisation, where the sheet names them, and what was chosen to do."""

    text: str
    choice: str
    places: list[str] = field(default_factory=list)


@dataclass(slots=True)
class People:
    """The people of the organisation, and those who would be made."""

    book: Book
    choices: Mapping[str, str]  # text in lower case -> NEW, NOBODY or the id of a member
    newcomers: dict[int, tuple[str, str]] = field(default_factory=dict)
    former: Mapping[int, str] = field(default_factory=dict)  # names before the same sheet changed them
    _unknown: dict[str, Unknown] = field(default_factory=dict)

    @property
    def unknown(self) -> list[Unknown]:
        return list(self._unknown.values())

    def find(self, text: str, place: str) -> int | None:
        """The member that is meant; somebody unknown becomes a newcomer, with an id below zero, or what was chosen.

        Raises ValueFaultError when more than one person has this name, or when it cannot be a name.
        """
        told = " ".join(text.split())
        if not told:
            return None
        name, email = _parts(told)
        if email and (found := [pk for pk, known in self.book.emails.items() if known.lower() == email.lower()]):
            return found[0]
        found = _called(name, self.book.people) or _called(name, self.former)
        if len(found) > 1:
            raise ValueFaultError(
                _("Meer dan één persoon heet “%(name)s”. Zet het e-mailadres in deze cel.") % {"name": name}
            )
        return found[0] if found else self._newcomer(told, name, email, place)

    def _newcomer(self, told: str, name: str, email: str, place: str) -> int | None:
        if len(told) > _LONGEST_NAME:
            raise ValueFaultError(_("Dit is te lang voor een naam. Zet in deze cel alleen een naam of e-mailadres."))
        key = told.lower()
        choice = self.choices.get(key, NEW)
        chosen = whole_numbers.read(choice)
        if chosen is not None and chosen not in self.book.people:
            chosen, choice = None, NEW
        unknown = self._unknown.setdefault(key, Unknown(told, choice))
        unknown.places.append(place)
        if chosen is not None or choice == NOBODY:
            return chosen
        identity = -list(self._unknown).index(key) - 1
        self.newcomers[identity] = (name or email, email)
        return identity


def _called(name: str, people: Mapping[int, str]) -> list[int]:
    return [pk for pk, known in people.items() if name and known.lower() == name.lower()]


def _parts(told: str) -> tuple[str, str]:
    """Name and email address of `Noor de Wit <noor@voorbeeld.test>`, or of one of the two."""
    if told.endswith((">", ")")):
        opening = max(told.rfind("<"), told.rfind("("))
        address = told[opening + 1 : -1].strip()
        if opening >= 0 and _ADDRESS.fullmatch(address):
            return told[:opening].strip(), address
    return ("", told) if _EMAIL.fullmatch(told) else (told, "")


def names(book: Book) -> dict[int, str]:
    """How people stand in a sheet, so that each is found again: the name, with the email where two share one."""
    times = Counter(name.lower() for name in book.people.values())
    return {
        pk: f"{name} <{book.emails[pk]}>" if times[name.lower()] > 1 and book.emails[pk] else name
        for pk, name in book.people.items()
    }
