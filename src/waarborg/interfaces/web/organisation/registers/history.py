"""How an entry became what it is, in words: who changed what and when, and what two people both changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.organisations.actions.registers import ConflictError
from waarborg.apps.organisations.formats import fields, people
from waarborg.apps.organisations.queries.registers import Book, RegisterChange
from waarborg.domain.registers import RegisterKind
from waarborg.interfaces.web.organisation.conflict import Clash, sent
from waarborg.interfaces.web.organisation.registers import shown
from waarborg.interfaces.web.organisation.registers.forms import EntryForm


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What somebody did at once."""

    at: datetime
    by: str
    is_new: bool
    differences: tuple[Difference, ...]


def told(book: Book, kind: RegisterKind, changes: Iterable[RegisterChange]) -> list[Moment]:
    """The changes of one entry, as a page tells them."""
    owners = _Owners(people.names(book))
    return [Moment(one.at, one.by, one.before is None, tuple(_differences(book, owners, kind, one))) for one in changes]


class _Owners(dict[int, str]):
    """Who somebody was, also when nothing more is known."""

    def get(self, key: int, default: Any = None) -> str:  # noqa: ANN401, ARG002 - as a dict
        return super().get(key, _("iemand die weg is"))


def _differences(
    book: Book, owners: Mapping[int, str], kind: RegisterKind, one: RegisterChange
) -> Iterable[Difference]:
    before = fields.blank(kind) if one.before is None else one.before
    for about in fields.of(kind):
        name = about.name
        if name not in one.after or one.after[name] == before[name]:
            continue
        if name in one.labels:
            was, became = (label or _("leeg") for label in one.labels[name])
        else:
            was, became = (shown.word(book, owners, about, side[name]) for side in (before, one.after))
        yield Difference(about.label, was, became)


def clashes(book: Book, form: EntryForm, conflict: ConflictError) -> Sequence[Clash]:
    """What both changed, theirs in words beside what the form holds."""
    owners = _Owners(people.names(book))

    def of(name: str, last: RegisterChange) -> Clash:
        about, now = fields.BY_NAME[name], conflict.entry.values[name]
        theirs, mine = (shown.word(book, owners, about, value) for value in (now, conflict.wanted[name]))
        return Clash(form[name], last.by, last.at, theirs, mine, sent(now))

    return [of(name, last) for name, last in conflict.clashes.items()]
