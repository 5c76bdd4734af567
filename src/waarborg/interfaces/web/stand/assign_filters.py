"""Which rows to assign: filters that stand in the address and are answered by the database, however many rows."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.queries import Assessment
from waarborg.apps.assessments.queries.progress import SHARED_BY
from waarborg.apps.base import labels
from waarborg.apps.base.formats import whole_numbers
from waarborg.domain import numbers
from waarborg.interfaces.web.facets import Choice, Facet, values

NONE = "-"  # in the address: nobody, no theme, no usual owner; also the organisation as a subject
OPEN, DONE = "open", "klaar"
_OF_ITEM = {"item": 0, "item__theme": 2, "item__owner": 3}  # their places among what is counted per item
_OF_ROW = {"subject": 0, "assignee": 1, "is_done": 3}  # the same, of what is counted per subject and person


@dataclass(frozen=True, slots=True)
class Field:
    """One filter: its name in the address, the column that it compares, its heading, and the words of its values."""

    name: str
    column: str
    heading: str
    word: Callable[[str], str]


class AssignFilters:
    """The rows of a round that somebody must answer, narrowed by what the address says."""

    def __init__(self, rows: Any, params: QueryDict, *, round_: Assessment) -> None:  # noqa: ANN401 - rows
        self.all = queries.asked(rows, [round_])
        self.params = params
        self._items = self._counted("item", "item__number", "item__theme", "item__owner")
        self._groups = self._counted("subject", *SHARED_BY)
        self._chapter_of = {pk: str((numbers.parts(number) or (number,))[0]) for pk, number, *_rest in self._items}
        self._subjects = queries.subjects(round_)
        self._code_of = {one.pk: one.code for one in self._subjects}
        self._names = self._words()
        self.rows = self._narrowed()

    @property
    def is_empty(self) -> bool:
        return not any(values(self.params, field.name) for field in self._fields())

    def in_turn(self) -> queries.Turns:
        """What is left of the rows, in the order in which they are asked."""
        return queries.Turns(self.rows.select_related("item", "subject", "assignee"), self._subjects)

    def shares(self) -> Sequence[queries.Share]:
        """Who has how much of the round, whatever the filters."""
        return queries.shares_of(row[1:] for row in self._groups)

    def facets(self) -> list[Facet]:
        """Every filter that has at least two choices."""
        found = [self._facet(field) for field in self._fields()]
        return [facet for facet in found if len(facet.choices) > 1 or facet.n_chosen]

    def _fields(self) -> Sequence[Field]:
        return (
            Field("over", "subject", _("Over"), lambda code: self._names.get(("over", code), code)),
            Field("hoofdstuk", "item", _("Hoofdstuk"), self._chapter_word),
            Field("thema", "item__theme", _("Thema"), lambda code: labels.theme(code) if code else _("zonder thema")),
            Field("rol", "item__owner", _("Gebruikelijke eigenaar"), _role_word),
            Field("wie", "assignee", _("Toegewezen aan"), lambda pk: self._names.get(("wie", pk), _("niemand"))),
            Field("stand", "is_done", _("Status"), lambda done: _("beantwoord") if done == DONE else _("open")),
        )

    def _narrowed(self) -> Any:  # noqa: ANN401 - rows
        found = self.all
        for field in self._fields():
            wanted = values(self.params, field.name)
            if not wanted:
                continue
            if field.name == "hoofdstuk":
                found = found.filter(item__in=[pk for pk, chapter in self._chapter_of.items() if chapter in wanted])
            elif field.name == "stand":
                found = found.filter(is_done__in=[one == DONE for one in wanted])  # type: ignore[misc]  # annotated
            elif field.name == "over":
                codes = {one.removeprefix(NONE) for one in wanted}
                found = found.filter(subject__in=[pk for pk, code in self._code_of.items() if code in codes])
            elif field.name == "wie":
                found = _of_people(found, wanted)
            else:
                found = found.filter(**{f"{field.column}__in": [one.removeprefix(NONE) for one in wanted]})
        return found

    def _facet(self, field: Field) -> Facet:
        counts: Counter[str] = Counter()
        for value, n in self._values(field):
            counts[self._code(field, value)] += n
        chosen = values(self.params, field.name)
        codes = [*counts, *(one for one in chosen if one not in counts)]
        choices = [
            Choice(code, field.word(code.removeprefix(NONE)), counts[code], code in chosen) for code in _sorted(codes)
        ]
        return Facet(field.name, field.heading, tuple(choices))

    def _code(self, field: Field, value: Any) -> str:  # noqa: ANN401 - of any column
        if field.name == "hoofdstuk":
            return self._chapter_of.get(value, NONE)
        if field.name == "over":
            return self._code_of.get(value) or NONE
        if field.name == "stand":
            return DONE if value else OPEN
        return str(value) if value not in {None, ""} else NONE

    def _counted(self, *columns: str) -> list[tuple[Any, ...]]:
        """The values of these columns together, each with its number of rows; several filters need them."""
        return list(self.all.order_by().values_list(*columns).annotate(n=Count("pk")))

    def _values(self, field: Field) -> Iterable[tuple[Any, int]]:
        """The values of a column with their numbers of rows; a value can come more than once."""
        if field.column in _OF_ITEM:
            return ((row[_OF_ITEM[field.column]], row[-1]) for row in self._items)
        return ((row[_OF_ROW[field.column]], row[-1]) for row in self._groups)

    def _chapter_word(self, chapter: str) -> str:
        return _("hoofdstuk %(number)s") % {"number": chapter}

    def _words(self) -> dict[tuple[str, str], str]:
        people = {("wie", str(pk)): name for _subject, pk, name, *_rest in self._groups if pk is not None}
        return {("over", one.code): one.name for one in self._subjects} | people


def still_open(round_: Assessment) -> str:
    """The address of the questions that are open, under who has how many."""
    return f"{reverse('stand:assign', args=[round_.slug])}?stand={OPEN}"


def to_divide(round_: Assessment) -> str:
    """The address of the questions that are open and nobody's."""
    return f"{reverse('stand:assign', args=[round_.slug])}?wie={NONE}&stand={OPEN}"


def _of_people(rows: Any, wanted: Iterable[str]) -> Any:  # noqa: ANN401 - rows
    chosen = [found for one in wanted if (found := whole_numbers.read(one)) is not None]
    theirs = rows.filter(assignee__in=chosen)
    return theirs | rows.filter(assignee__isnull=True) if NONE in wanted else theirs


def _role_word(code: str) -> str:
    return labels.owner(code) if code else _("geen")


def _sorted(codes: Iterable[str]) -> list[str]:
    def place(code: str) -> tuple[bool, bool, int, str]:
        number = whole_numbers.read(code)
        return code == NONE, number is None, number or 0, code

    return sorted(codes, key=place)
