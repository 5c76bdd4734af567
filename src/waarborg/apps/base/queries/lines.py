"""Searching the journal of one organisation: quick however long it is, because it looks a stretch at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from waarborg.apps.base.models import JournalLine
from waarborg.domain.journal import ACCESS_ACTIONS

LINES_PER_PAGE = 50
LINES_LOOKED_AT = 50_000  # what one search looks through before it asks whether to go on
_LINES_FOR_CHOICES = 5_000

__all__ = ["Choices", "Found", "JournalLine", "Place", "Wanted", "choices", "search", "told"]


@dataclass(frozen=True, slots=True)
class Place:
    """A line, as the place from where to look further back."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines. `words` must all be in a line; `spoken` gives the actions whose wording has such a word.

    `discreet` is what the reader may not see the titles of: the references with which objects of those lines begin.
    """

    words: tuple[str, ...] = ()
    spoken: Sequence[Sequence[str]] = field(default=())
    actors: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    access_only: bool = False
    discreet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Lines, newest first. `further` is where older ones may be; `is_whole` when all up to there was looked at."""

    lines: Sequence[JournalLine]
    further: Place | None
    stopped: bool  # looked at enough for once: there may be more, further back


@dataclass(frozen=True, slots=True)
class Choices:
    """Who did what with what result in the newest lines, with how often."""

    actors: dict[str, int]
    actions: dict[str, int]
    results: dict[str, int]


def search(organisation_id: int, wanted: Wanted, *, before: Place | None = None, limit: int = LINES_PER_PAGE) -> Found:
    """The newest lines that answer, further back than `before`. At most two queries."""
    stretch, values = _stretch(organisation_id, wanted, before)
    conditions, more = _conditions(wanted)
    query = f"SELECT * FROM ({stretch} LIMIT %s) l WHERE {conditions} ORDER BY at DESC, id DESC LIMIT %s"  # noqa: S608
    rows = list(JournalLine.objects.raw(query, [*values, LINES_LOOKED_AT, *more, limit + 1]))
    if len(rows) > limit:
        last = rows[limit - 1]
        return Found(rows[:limit], Place(last.at, last.pk), stopped=False)
    end = _end(stretch, values) if conditions != _ALL else None
    return Found(rows, end, stopped=end is not None)


def told(line: JournalLine, discreet: Collection[str]) -> str:
    """What the line is about, without a title that its reader may not see. The same as `_TOLD` in the database."""
    reference, colon, _ = line.object.partition(":")
    is_hidden = colon and line.action.startswith(_WITH_TITLES) and reference.rpartition(" ")[2] in discreet
    return reference if is_hidden else line.object


def choices(organisation_id: int, *, access_only: bool) -> Choices:
    """What can be narrowed to, from the newest lines. One query."""
    stretch, values = _stretch(organisation_id, Wanted(access_only=access_only), None)
    conditions, more = _conditions(Wanted(access_only=access_only))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT actor, action, result, count(*) FROM ({stretch} LIMIT %s) l WHERE {conditions} GROUP BY 1, 2, 3",  # noqa: S608
            [*values, _LINES_FOR_CHOICES, *more],
        )
        found = cursor.fetchall()
    tallies: tuple[dict[str, int], ...] = ({}, {}, {})
    for *codes, count in found:
        for tally, code in zip(tallies, codes, strict=True):
            tally[code] = tally.get(code, 0) + count
    return Choices(*tallies)


def _stretch(organisation_id: int, wanted: Wanted, before: Place | None) -> tuple[str, list[Any]]:
    """The lines of the period in order: what the index gives."""
    query = "SELECT * FROM base_journalline WHERE organisation_id = %s"
    values: list[Any] = [organisation_id]
    for condition, value in (("at >= %s", wanted.since), ("at < %s", wanted.until)):
        if value is not None:
            query, values = f"{query} AND {condition}", [*values, value]
    if before is not None:
        query, values = f"{query} AND (at, id) < (%s, %s)", [*values, before.at, before.id]
    return f"{query} ORDER BY at DESC, id DESC", values


_ALL = "true"
_WITH_TITLES = "evidence."
_TOLD = (
    f"CASE WHEN starts_with(action, '{_WITH_TITLES}') AND substring(object FROM '(\\d+):') = ANY(%s) "
    "THEN split_part(object, ':', 1) ELSE object END"
)


def _conditions(wanted: Wanted) -> tuple[str, list[Any]]:
    conditions, values = [_ALL], list[Any]()
    for column, chosen in (("actor", wanted.actors), ("action", wanted.actions), ("result", wanted.results)):
        if chosen:
            conditions.append(f"{column} = ANY(%s)")
            values.append(list(chosen))
    if wanted.access_only:
        conditions.append("action LIKE ANY(%s)")
        values.append([f"{start.replace('_', chr(92) + '_')}%" for start in ACCESS_ACTIONS])
    for word, spoken in zip(wanted.words, wanted.spoken, strict=True):
        conditions.append(f"(concat_ws(' ', actor, {_TOLD}, action, origin) ILIKE %s OR action = ANY(%s))")
        values += [list(wanted.discreet), f"%{_literal(word)}%", list(spoken)]
    return " AND ".join(conditions), values


def _literal(word: str) -> str:
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _end(stretch: str, values: list[Any]) -> Place | None:
    """The last line that was looked at, when there are more behind it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT at, id FROM ({stretch}) l OFFSET %s LIMIT 2",  # noqa: S608
            [*values, LINES_LOOKED_AT - 1],
        )
        rows = cursor.fetchall()
    return Place(*rows[0]) if len(rows) == 2 else None  # noqa: PLR2004 - one more is behind it
