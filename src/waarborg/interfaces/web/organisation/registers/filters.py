"""The filters and orders of a register; they live in the address, so that a link shows the same entries."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.formats.values import level_label
from waarborg.apps.organisations.queries.registers import Book, Line
from waarborg.domain.biv import Aspect, PersonalData
from waarborg.domain.registers import CLASSIFIED, RegisterKind
from waarborg.interfaces.web.facets import Choice, Facet, search_text, values

NONE = "-"
_FLAGS = {"ot": "is_ot", "cloud": "is_cloud", "internet": "is_internet_facing", "kritiek": "is_critical"}
ORDER = "volgorde"


@dataclass(frozen=True, slots=True)
class Field:
    """One filter: its name in the address, its heading, the values of an entry, and every value with its word."""

    name: str
    heading: str
    codes: Callable[[Line], tuple[str, ...]]
    words: Mapping[str, str]


def _fields(book: Book, kind: RegisterKind, mine: int | None) -> list[Field]:
    owners = {str(pk): name for pk, name in sorted(book.people.items(), key=lambda person: person[1].lower())}
    found = [
        Field("eigenaar", _("Eigenaar"), _owner, {NONE: _("geen eigenaar")} | owners),
        Field("reikwijdte", _("Reikwijdte"), _scope, {"binnen": _("binnen"), "buiten": _("buiten")}),
        Field("letop", _("Let op"), _problems, {"ja": _("met een opmerking"), "nee": _("zonder opmerking")}),
        Field("status", _("Status"), _status, {"actief": _("in gebruik"), "archief": _("gearchiveerd")}),
    ]
    if mine is not None:
        told = {"ja": _("van mij"), "nee": _("van anderen")}
        found.insert(0, Field("mijn", _("Van wie"), lambda line: ("ja" if line.owner_id == mine else "nee",), told))
    return [*_classified(book, kind), *found] if kind in CLASSIFIED else found


def _classified(book: Book, kind: RegisterKind) -> list[Field]:
    units = {entry.code: entry.name for entry in book.of(RegisterKind.UNIT)} | {NONE: _("geen onderdeel")}
    labels = {str(place): label for place, label in reversed([*enumerate(book.scale, 1)])}
    levels = labels | {NONE: level_label(None, book.scale)}
    found = [Field("onderdeel", _("Organisatieonderdeel"), lambda line: (line.values["unit"] or NONE,), units)]
    found += [Field(aspect.value, fields.BY_NAME[aspect.value].label, _level(aspect), levels) for aspect in Aspect]
    flags = {word: fields.BY_NAME[name].label for word, name in _FLAGS.items() if kind in fields.BY_NAME[name].kinds}
    data = {code or NONE: fields.personal_data_label(code) for code in ("", *PersonalData)}
    found.append(Field("kenmerk", _("Kenmerk"), _flags, flags))
    found.append(Field("gegevens", _("Persoonsgegevens"), lambda line: (line.values["personal_data"] or NONE,), data))
    return found


def _owner(line: Line) -> tuple[str, ...]:
    return (str(line.owner_id) if line.owner_id else NONE,)


def _scope(line: Line) -> tuple[str, ...]:
    return ("binnen" if line.values["in_scope"] else "buiten",)


def _problems(line: Line) -> tuple[str, ...]:
    return ("ja" if line.problems else "nee",)


def _status(line: Line) -> tuple[str, ...]:
    return ("archief" if line.archived_at else "actief",)


def _flags(line: Line) -> tuple[str, ...]:
    return tuple(word for word, name in _FLAGS.items() if line.values.get(name))


def _level(aspect: Aspect) -> Callable[[Line], tuple[str, ...]]:
    return lambda line: (str(line.levels[aspect].place or NONE),)


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """What a register is narrowed by. Without a choice of status, what is archived stays out."""

    fields: tuple[Field, ...]
    text: str
    chosen: Mapping[str, tuple[str, ...]]
    order: str

    @classmethod
    def read(cls, params: QueryDict, book: Book, kind: RegisterKind, mine: int | None) -> "RegisterFilters":
        known = tuple(_fields(book, kind, mine))
        found = {field.name: values(params, field.name) for field in known}
        orders = [name for name, _label in orders_of(kind)]
        order = params.get(ORDER, "")
        chosen = {name: given for name, given in found.items() if given}
        return cls(known, search_text(params), chosen, order if order in orders else "")

    def apply(self, lines: Iterable[Line]) -> list[Line]:
        """The entries that answer to every filter, in the chosen order."""
        wanted = {"status": ("actief",)} | dict(self.chosen)
        active = [(field.codes, set(wanted[field.name])) for field in self.fields if field.name in wanted]
        found = [line for line in lines if all(set(codes(line)) & given for codes, given in active)]
        return sorted((line for line in found if _has_text(line, self.text)), key=_ORDERS.get(self.order, _as_is))

    def facets(self, lines: Iterable[Line]) -> list[Facet]:
        """The filters for which this register gives reason."""
        lines = list(lines)
        found = (self._facet(field, lines) for field in self.fields)
        return [facet for facet in found if len(facet.choices) > 1 or facet.n_chosen]

    def _facet(self, field: Field, lines: Iterable[Line]) -> Facet:
        counts = Counter(code for line in lines for code in field.codes(line))
        chosen = self.chosen.get(field.name, ())
        known = {code: field.words.get(code, code) for code in (*field.words, *counts, *chosen)}
        choices = (Choice(code, word, counts[code], code in chosen) for code, word in known.items())
        return Facet(field.name, field.heading, tuple(c for c in choices if c.count or c.is_chosen))


def orders_of(kind: RegisterKind) -> list[tuple[str, str]]:
    """In what order a register can stand: the value in the address and its word."""
    usual = [("", _("code")), ("naam", _("naam")), ("eigenaar", _("eigenaar"))]
    return (
        [*usual, ("biv", _("hoogste BIV eerst")), ("uitval", _("kortste uitval eerst"))]
        if kind in CLASSIFIED
        else usual
    )


def _as_is(_line: Line) -> Any:  # noqa: ANN401 - something to sort by
    return 0


def _highest(line: Line) -> list[int]:
    return sorted(-(level.place or 0) for level in line.levels.values())


def _shortest(line: Line) -> Decimal:
    hours = line.outage.hours if line.outage else None
    return Decimal("Infinity") if hours is None else hours


_ORDERS: Mapping[str, Callable[[Line], Any]] = {
    "naam": lambda line: line.name.lower(),
    "eigenaar": lambda line: (not line.owner, line.owner.lower()),
    "biv": _highest,
    "uitval": _shortest,
}


def _has_text(line: Line, text: str) -> bool:
    told = ("supplier", "address", "note")
    everything = " ".join((line.code, line.name, line.owner, *(str(line.values.get(name, "")) for name in told)))
    return all(word in everything.lower() for word in text.lower().split())
