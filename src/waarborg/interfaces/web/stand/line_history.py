"""How a judgement became what it is, in words: who changed what, and what can be taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _

from waarborg.apps.base import labels
from waarborg.domain.assessments import Level
from waarborg.interfaces.web.stand import table_columns

UNDOABLE = frozenset({"page", "table", "question", "interview", "sheet", "undo"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What somebody did at once."""

    pk: int
    at: datetime
    by: str
    origin: str
    changes: tuple[Change, ...]
    can_undo: bool
    batch: UUID


@dataclass(frozen=True, slots=True)
class Names:
    """What codes in changes stand for: people and evidence that this visitor may see."""

    people: Mapping[int, str]
    evidence: Mapping[int, str]


def told(changes: Iterable[Any], names: Names) -> list[Moment]:
    """The changes of one judgement, newest first, as a page tells them."""
    words = _Words(names)
    return [
        Moment(
            pk=one.pk,
            at=one.at,
            by=one.by,
            origin=_origins().get(one.origin, ""),
            changes=tuple(words.changes(one)),
            can_undo=one.origin in UNDOABLE,
            batch=one.batch,
        )
        for one in changes
    ]


def evidence_keys(changes: Iterable[Any]) -> set[int]:
    """The evidence that these changes tell of."""
    return {(one.after or one.before)["proof"] for one in changes if one.origin == "proof"}


def tells_of_people(changes: Iterable[Any]) -> bool:
    """Whether one of these changes gave the question to somebody else."""
    return any("assignee" in one.after for one in changes)


def value_words(field: str, value: Any) -> str:  # noqa: ANN401 - each field has its own
    """The value of a field as people read it."""
    column = next((one for one in table_columns.every() if one.field == field), None)
    if value in {None, ""}:
        return _("leeg")
    if column is not None and (known := {option.value: option.label for option in column.options}.get(str(value))):
        return known
    if field == "due_on":
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        return formats.date_format(day, "j F Y")
    return str(value)


def field_label(field: str) -> str:
    return next((one.label for one in table_columns.every() if one.field == field), field)


@dataclass(frozen=True, slots=True)
class _Words:
    names: Names

    def changes(self, one: Any) -> Iterable[Change]:  # noqa: ANN401 - a row
        if one.origin == "proof":
            yield self._attached(one)
            return
        for field in one.after:
            before, after = one.before.get(field), one.after[field]
            if field == "assignee":
                yield Change(_("Toegewezen aan"), self._person(before), self._person(after))
            else:
                yield Change(field_label(field), value_words(field, before), value_words(field, after))

    def _person(self, pk: int | None) -> str:
        return self.names.people.get(pk, _("iemand die weg is")) if pk else _("niemand")

    def _attached(self, one: Any) -> Change:  # noqa: ANN401 - a row
        added = bool(one.after)
        told_of = one.after or one.before
        title = self.names.evidence.get(told_of["proof"], _("vertrouwelijk bewijsstuk"))
        levels = ", ".join(labels.level(Level(level)) for level in told_of["levels"])
        what = f"{title} ({levels})"
        return Change(_("Bewijs"), "" if added else what, what if added else _("losgemaakt"))


def _origins() -> dict[str, str]:
    return {
        "page": "",
        "table": _("in de tabel"),
        "question": _("bij de vragen"),
        "interview": _("in een gesprek"),
        "sheet": _("uit een werkblad"),
        "undo": _("teruggedraaid"),
        "assign": "",
        "proof": "",
    }
