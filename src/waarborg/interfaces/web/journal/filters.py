"""The filters of the journal: they live in the address, so that a link shows the same lines."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from waarborg.apps.base.formats import whole_numbers
from waarborg.apps.base.queries.lines import Choices, Place, Wanted
from waarborg.interfaces.web.facets import Choice, Facet, search_text, values
from waarborg.interfaces.web.journal import words

ACTOR, ACTION, RESULT = "wie", "handeling", "uitkomst"
SINCE, UNTIL, BEFORE = "van", "tot", "voor"


def read(params: QueryDict, *, access_only: bool, discreet: tuple[str, ...] = ()) -> Wanted:
    """The filters in an address; what makes no sense is ignored. `discreet`: what the reader may not see named."""
    terms = tuple(search_text(params).split())
    last = day(params, UNTIL)
    return Wanted(
        words=terms,
        spoken=tuple(words.spoken(term) for term in terms),
        actors=values(params, ACTOR),
        actions=values(params, ACTION),
        results=values(params, RESULT),
        since=_midnight(day(params, SINCE)),
        until=_midnight(last + timedelta(days=1) if last and last < date.max else last),
        access_only=access_only,
        discreet=discreet,
    )


def day(params: QueryDict, name: str) -> date | None:
    """A day in the address, if it is one."""
    try:
        return date.fromisoformat(params.get(name, ""))
    except ValueError:
        return None


def before(params: QueryDict) -> Place | None:
    """From where to look further back."""
    moment, _at, number = params.get(BEFORE, "").partition("~")
    place = whole_numbers.read(number)
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    return Place(at, place) if at and place is not None and timezone.is_aware(at) else None


def address(place: Place) -> str:
    """The place as it stands in an address."""
    return f"{place.at.isoformat()}~{place.id}"


def facets(params: QueryDict, found: Choices) -> list[Facet]:
    """Who, what and how it ended, as far as the newest lines give reason for it."""
    return [
        _facet(params, ACTOR, _("Wie"), found.actors, str),
        _facet(params, ACTION, _("Handeling"), found.actions, words.action),
        _facet(params, RESULT, _("Uitkomst"), found.results, words.result),
    ]


def _facet(params: QueryDict, name: str, label: str, counts: Mapping[str, int], word: Callable[[str], str]) -> Facet:
    chosen = values(params, name)
    known = {**counts, **{value: counts.get(value, 0) for value in chosen}}
    choices = (Choice(value, word(value), None, value in chosen) for value in known)
    return Facet(name, label, tuple(sorted(choices, key=lambda choice: choice.label.lower())))


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
