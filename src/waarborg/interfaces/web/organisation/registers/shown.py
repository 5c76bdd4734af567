"""Entries as pages show them: words for levels, limits and what objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from waarborg.apps.organisations.formats import fields
from waarborg.apps.organisations.formats.values import duration, level_label, written
from waarborg.apps.organisations.queries.registers import Book, Line
from waarborg.domain import biv
from waarborg.domain import scope as scope_rules
from waarborg.domain.basis import Rule
from waarborg.domain.biv import Aspect, Level, Limit, Origin
from waarborg.domain.registers import CLASSIFIED, RegisterKind
from waarborg.interfaces.web.organisation.registers import addresses

RULES: Mapping[str, Rule[Any]] = {
    **{rule.code: rule for rule in biv.RULES},
    **{rule.code: rule for rule in scope_rules.RULES},
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in a list, with its heading for a narrow screen."""

    heading: str
    text: str
    aside: str = ""
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in a list."""

    line: Line
    url: str
    aside: str
    cells: tuple[Cell, ...]
    n_problems: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading and what is known under it; `links` are other entries."""

    heading: str
    text: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """One line of the BIV of an entry: what counts and where that comes from."""

    heading: str
    text: str
    why: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Objection:
    """A rule that is broken: its code, sentence and source."""

    code: str
    sentence: str
    source: str


def headings(kind: RegisterKind) -> tuple[str, ...]:
    """The columns of a list after code and name."""
    if kind in CLASSIFIED:
        return (_("Eigenaar"), *(letter(aspect) for aspect in Aspect), _("Uitval"), _("Verlies"))
    first = _("Valt onder") if kind is RegisterKind.UNIT else _("Adres")
    return (first, _("Eigenaar"), _("Reikwijdte"))


def letter(aspect: Aspect) -> str:
    """The word above a column; the letters alone say nothing to who is new."""
    return fields.BY_NAME[aspect.value].label


def row(book: Book, line: Line) -> Row:
    """One entry for a list."""
    owner = Cell(_("Eigenaar"), line.owner or _("geen eigenaar"), is_quiet=not line.owner)
    if line.kind in CLASSIFIED:
        cells = (owner, *(_level_cell(book, level) for level in line.levels.values()), *_limits(line))
        aside = " · ".join(_marks(book, line))
    else:
        inside = Cell(_("Reikwijdte"), _("binnen") if line.values["in_scope"] else _("buiten"))
        about = _unit(book, line) if line.kind is RegisterKind.UNIT else str(line.values["address"])
        cells = (Cell(headings(line.kind)[0], about), owner, inside)
        aside = _("gearchiveerd") if line.archived_at else ""
    return Row(line, addresses.of(line.kind, line.code), aside, cells, len(line.problems))


def _limits(line: Line) -> tuple[Cell, Cell]:
    outage = duration(line.outage.hours) if line.outage else ""
    loss = duration(line.data_loss.hours) if line.data_loss else ""
    return Cell(_("Uitval"), outage or "–", is_quiet=not outage), Cell(_("Verlies"), loss or "–", is_quiet=not loss)


def _level_cell(book: Book, level: Level) -> Cell:
    aside = {Origin.OVERRIDDEN: _("afwijkend"), Origin.FLOOR: _("ondergrens")}.get(level.origin, "")
    text = level_label(level.place, book.scale)
    return Cell(letter(level.aspect), text, aside, is_quiet=level.place is None)


def _marks(book: Book, line: Line) -> list[str]:
    told = [_unit(book, line)]
    told += [
        fields.BY_NAME[name].label for name in ("is_ot", "is_cloud", "is_internet_facing") if line.values.get(name)
    ]
    if line.values.get("is_critical"):
        told.append(_("kritiek"))
    if not line.values["in_scope"]:
        told.append(_("buiten de reikwijdte"))
    if line.archived_at:
        told.append(_("gearchiveerd"))
    return [word for word in told if word]


def _unit(book: Book, line: Line) -> str:
    code = line.values.get("unit") or line.values.get("parent") or ""
    found = book.get(RegisterKind.UNIT, code) if code else None
    return found.name if found else ""


def facts(book: Book, line: Line) -> list[Fact]:
    """Everything about an entry besides its BIV and limits; what is empty is left out."""
    found = []
    for about in fields.of(line.kind):
        value = line.values[about.name]
        if about.shape in {fields.Shape.LEVEL, fields.Shape.HOURS} or about.name in _ELSEWHERE:
            continue
        if about.refers_to is not None:
            found.append(Fact(about.label, links=_links(book, about.refers_to, _codes(value))))
        elif about.shape is fields.Shape.OWNER:
            found.append(Fact(about.label, line.owner or _("geen eigenaar")))
        elif about.shape is fields.Shape.PERSONAL_DATA:
            found.append(Fact(about.label, fields.personal_data_label(value)))
        elif about.shape is fields.Shape.YES_NO:
            found.append(Fact(about.label, _("ja") if value else _("nee")))
        else:
            found.append(Fact(about.label, value))
    return [fact for fact in found if fact.text or fact.links]


def word(book: Book, owners: Mapping[int, str], about: fields.Field, value: Any) -> str:  # noqa: ANN401 - of any shape
    """Any value of any field in words, also what is not filled in."""
    if about.shape is fields.Shape.HOURS:
        return duration(value) or _("leeg")
    if about.refers_to is not None:
        named = [_named(book, about.refers_to, code) for code in _codes(value)]
        return ", ".join(named) or _("leeg")
    return written(about, value, book.scale, owners) or _("leeg")


_ELSEWHERE = frozenset({"name", "archived", "override_because"})


def _links(book: Book, kind: RegisterKind, codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    known = [code for code in codes if book.get(kind, code) is not None]
    return tuple((_named(book, kind, code), addresses.of(kind, code)) for code in known)


def _codes(value: Any) -> list[str]:  # noqa: ANN401 - one code, several, or nothing
    return value if isinstance(value, list) else [value] if value else []


def _named(book: Book, kind: RegisterKind, code: str) -> str:
    """An entry with its name; of one that is gone the code is left."""
    entry = book.get(kind, code)
    return f"{entry.code} {entry.name}" if entry else code


def ratings(book: Book, line: Line) -> list[Rating]:
    """BIV and limits of an entry, each with where it comes from."""
    found = [
        Rating(letter(aspect), level_label(level.place, book.scale), _why(book, line, level), level.place is not None)
        for aspect, level in line.levels.items()
    ]
    for name, limit in (("max_outage_hours", line.outage), ("max_data_loss_hours", line.data_loss)):
        if limit is not None:
            text = duration(limit.hours) or _("niet bepaald")
            found.append(Rating(fields.BY_NAME[name].label, text, _why_so_long(line, limit), limit.hours is not None))
    return found


def _why(book: Book, line: Line, level: Level) -> str:
    asked = {"level": level_label(level.inherited, book.scale), "codes": ", ".join(level.given_by)}
    if level.origin is Origin.INHERITED:
        return _("Geërfd van %(codes)s.") % asked
    if level.origin is Origin.FLOOR:
        return _("Opgehoogd naar de ondergrens voor %(data)s.") % {
            "data": fields.personal_data_label(line.values["personal_data"])
        }
    if level.origin is Origin.OVERRIDDEN:
        because = line.values["override_because"] or _("er staat geen reden bij")
        return _("Afwijkend gekozen; %(codes)s vraagt %(level)s. Waarom: %(because)s") % {**asked, "because": because}
    if level.origin is Origin.NOTHING:
        return _("Nog niemand koos hier een niveau.") if line.kind is RegisterKind.PROCESS else _NO_LEVEL()
    return _("Hier gekozen.")


def _NO_LEVEL() -> str:  # noqa: N802 - a text that is looked up when it is shown
    return _("Geen van de processen heeft hier een niveau, en het systeem zelf ook niet.")


def _why_so_long(line: Line, limit: Limit) -> str:
    if line.kind is RegisterKind.PROCESS or limit.asked is None:
        return _("Hier gekozen.") if limit.is_own else ""
    asked = {"time": duration(limit.asked), "codes": ", ".join(limit.asked_by)}
    if not limit.is_own:
        return _("Zo weinig als %(codes)s toestaat.") % asked
    if limit.is_too_slow:
        return _("Te lang: %(codes)s staat ten hoogste %(time)s toe.") % asked
    return _("Hier gekozen; %(codes)s staat %(time)s toe.") % asked


def objections(line: Line) -> list[Objection]:
    """The rules that an entry breaks, in words."""
    return [
        Objection(problem.code, _(RULES[problem.code].sentence), _(RULES[problem.code].source))
        for problem in line.problems
    ]
