"""Whether a sheet is about the norm that it is read for, and what it looks like otherwise, and how sure that is.

Numbers alone do not tell: 5.1 is a clause, a control and a chapter. So the words before them, the titles beside them,
the words above the table and the share that fits elsewhere are looked at too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop

from waarborg.apps.assessments.importers import look_alikes, number_cells, numbering
from waarborg.apps.assessments.importers.candidates import Candidate
from waarborg.apps.assessments.importers.numbering import Numbered
from waarborg.apps.assessments.importers.places import Places
from waarborg.apps.assessments.shapes import Column
from waarborg.apps.base.formats.headings import fold_heading
from waarborg.apps.base.importers.grids import Cell, as_text
from waarborg.apps.norms.models import Edition

_FITS_WELL = 0.6  # below this share of known numbers the sheet was made for another edition
_CLEARLY_BETTER = 0.15
_NEARLY_ALL = 0.9
_MANY = 20  # numbers, before their share alone tells a list that is written like this norm
_ENOUGH = 5  # rows, before notation and titles say something
_TITLED_HERE, _TITLED_THERE = 0.34, 0.5
_STEM, _SHORTEST = 6, 4
_SPOILED = frozenset({"number-became-date", "number-became-decimal", "several-numbers"})  # told row by row
_CHAPTER, _MOSTLY = 2, 0.5
# in most titles, so that they tell nothing
_COMMON = frozenset(
    word[:_STEM]
    for word in "informatie information security beveiliging management beheer control policy beleid".split()  # noqa: SIM905
)

_FITS_ELSEWHERE = gettext_noop(
    "Dit blad past niet bij %(edition)s: %(here)s van de nummers komt daarin voor. Het past bij %(other)s (%(there)s)."
)
_LOOKS = gettext_noop(
    "Dit blad lijkt gemaakt voor %(other)s: %(there)s van de nummers past daarbij, bij %(edition)s is dat %(here)s. "
    "Dezelfde nummers betekenen daar iets anders."
)
_WRITTEN = gettext_noop(
    "Dit blad lijkt gemaakt voor %(other)s: %(there)s van de nummers past daarbij en is geschreven als daar "
    "(%(example)s). Dezelfde nummers betekenen daar iets anders."
)
_CHAPTERS = gettext_noop(
    "Dit blad lijkt te gaan over de hoofdstukken van %(other)s: %(there)s van de nummers is daar een hoofdstuk. "
    "Een hoofdstuk is geen maatregel van %(edition)s."
)
_TITLES = gettext_noop(
    "Dit blad lijkt gemaakt voor %(other)s: bij %(there)s van de nummers past de titel daarbij, bij %(edition)s "
    "is dat %(here)s."
)
_NOWHERE = gettext_noop(
    "Geen enkel nummer in dit blad hoort bij %(edition)s of een andere norm op de plank%(example)s."
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the sheet does not seem to be about the edition. `other` is what it looks like, "" for nothing known."""

    sentence: str
    other: str
    here: float = 0
    there: float = 0
    example: str = ""

    def parts(self, edition: Edition) -> dict[str, str]:
        """What stands at the open places of the sentence."""
        shares = {"here": f"{self.here:.0%}", "there": f"{self.there:.0%}", "example": self.example}
        return {"edition": str(edition), "other": self.other, **shares}


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well the rows fit one edition: as what it asks, and as anything that it numbers, headings included."""

    edition: Edition
    places: Places
    asked: float
    known: float


class _Shelf:
    """The other editions, looked at only when there is reason to: each is a whole norm to fetch."""

    def __init__(self, chosen: Sequence[Candidate], edition: Edition, others: Iterable[Edition]) -> None:
        self.chosen, self.edition = chosen, edition
        self._others = [other for other in others if other != edition]
        self._found: list[_Fit] | None = None

    @property
    def fits(self) -> list[_Fit]:
        """How each fits; never a law, which nobody is sent to because of numbers."""
        if self._found is None:
            places = [(other, Places(other)) for other in self._others]
            self._found = [_fit(self.chosen, other, there) for other, there in places if not there.is_law]
        return self._found


def doubt(
    chosen: Sequence[Candidate], edition: Edition, places: Places, others: Iterable[Edition], *, made_for: str = ""
) -> Doubt | None:
    """What speaks against reading the sheets as this edition. Our own template (`made_for`) says itself what it is."""
    here, shelf = _fit(chosen, edition, places), _Shelf(chosen, edition, others)
    if made_for:
        return _misfit(here, shelf, made_for)
    return (
        _look_alike(chosen, here)
        or _chapters(here, shelf)
        or _misfit(here, shelf, made_for)
        or _neighbour(here, shelf)
        or _titles(here, shelf)
    )


def _rows(chosen: Sequence[Candidate]) -> list[Numbered]:
    return [row for candidate in chosen for row in candidate.rows]


def _fit(chosen: Sequence[Candidate], edition: Edition, places: Places) -> _Fit:
    rows = [replace(row, found=places.find(row.value)) for row in _rows(chosen)]
    cells = [row for row in rows if row.found.spot or row.found.code in {"unknown-number", "other-norm-number"}]
    known = sum(row.found.spot is not None for row in cells) / len(cells) if cells else 0.0
    return _Fit(edition, places, _share(rows), known)


def _share(rows: Sequence[Numbered]) -> float:
    about = [row for row in rows if row.fits or row.does_not_fit]
    return sum(row.fits for row in about) / len(about) if about else 0.0


def _look_alike(chosen: Sequence[Candidate], here: _Fit) -> Doubt | None:
    """A list that is not on the shelf: named in the workbook, or told by its numbers and how they are written."""
    texts = [as_text(row.value) for row in _rows(chosen)]
    places = [place for text in texts if (place := number_cells.read(text).place) and len(place) > _CHAPTER]
    named = " ".join([*(one.grid.name for one in chosen), *_above(chosen)])
    for one in look_alikes.every():
        share = sum(place in one.numbers for place in places) / len(places) if places else 0.0
        written = sum(map(one.has_notation, texts)) / len(texts) if texts else 0.0
        is_written = len(places) >= _ENOUGH and written >= _NEARLY_ALL
        is_named = one.is_named_in(named) and share >= _FITS_WELL
        fits_better = len(places) >= _MANY and share >= _NEARLY_ALL and here.known < 1 - _CLEARLY_BETTER
        if is_named or fits_better:
            return Doubt(_LOOKS, one.title, here.known, share)
        if is_written and share >= _NEARLY_ALL:
            return Doubt(_WRITTEN, one.title, here.known, share, example=texts[0])
    return None


def _above(chosen: Sequence[Candidate]) -> Iterator[str]:
    """What stands above the headings."""
    for candidate in chosen:
        for row in range(candidate.head.row):
            yield from (candidate.grid.text(row, at) for at in range(len(candidate.grid.rows[row])))


def _chapters(here: _Fit, shelf: _Shelf) -> Doubt | None:
    """Answers per chapter: the numbers are headings, of this norm or of another."""
    if here.asked >= _FITS_WELL:
        return None
    if here.known >= _NEARLY_ALL and here.asked == 0:
        return Doubt(_CHAPTERS, _chapters_of(here.edition), here.known, here.known)
    as_chapters = [
        fit
        for fit in shelf.fits
        if fit.known >= _NEARLY_ALL and fit.asked < _MOSTLY and fit.known > here.known + _CLEARLY_BETTER
    ]
    if not as_chapters or any(fit.asked >= _NEARLY_ALL for fit in shelf.fits):
        return None
    best = max(as_chapters, key=lambda fit: (fit.known, _same_family(fit.edition, here.edition)))
    return Doubt(_CHAPTERS, _chapters_of(best.edition), here.known, best.known)


def _chapters_of(edition: Edition) -> str:
    """What people call the norm whose chapters these are: the controls of ISO 27002 are Annex A of ISO 27001."""
    name, _, year = str(edition).partition("@")
    return f"ISO 27001:{year} bijlage A ({edition})" if name == "iso27002" else str(edition)


def _same_family(one: Edition, other: Edition) -> bool:
    return one.catalogue_id == other.catalogue_id


def _misfit(here: _Fit, shelf: _Shelf, made_for: str) -> Doubt | None:
    """Most numbers are not in this edition; the edition that has them is named."""
    if here.asked >= _FITS_WELL:
        return None
    if max((fit.asked for fit in shelf.fits), default=0.0) > here.asked + _CLEARLY_BETTER:
        better, name = _best_fit(shelf.chosen, shelf.fits)
        return Doubt(_FITS_ELSEWHERE, made_for or name, here.asked, better)
    codes = {row.found.code for row in _rows(shelf.chosen)} - {""}
    if here.asked > 0 or (codes and codes <= _SPOILED):
        return None
    return Doubt(_NOWHERE, "", example=_example(shelf.chosen))


def _neighbour(here: _Fit, shelf: _Shelf) -> Doubt | None:
    """Another norm fits nearly all of the numbers, and this one clearly fewer."""
    if here.known > 1 - _CLEARLY_BETTER or len(_rows(shelf.chosen)) < _ENOUGH:
        return None
    better = [
        fit
        for fit in shelf.fits
        if not _same_family(fit.edition, here.edition)
        and fit.known >= max(_NEARLY_ALL, here.known + _CLEARLY_BETTER)
        and fit.asked >= _MOSTLY
    ]
    best = max(better, key=lambda fit: (fit.known, fit.asked), default=None)
    return Doubt(_LOOKS, str(best.edition), here.known, best.known) if best else None


def _titles(here: _Fit, shelf: _Shelf) -> Doubt | None:
    """The titles beside the numbers are not those of this norm, and are those of another."""
    titled = list(_titled(shelf.chosen))
    if len(titled) < _ENOUGH:
        return None
    share = _title_share(titled, here.places)
    if share >= _TITLED_HERE:
        return None
    found = [(_title_share(titled, fit.places), fit) for fit in shelf.fits if fit.known >= _NEARLY_ALL]
    best, fit = max(found, key=lambda one: (one[0], _same_family(one[1].edition, here.edition)), default=(0.0, here))
    if best < _TITLED_THERE:
        return None
    if fit.asked < _MOSTLY:
        return Doubt(_CHAPTERS, _chapters_of(fit.edition), here.known, fit.known)
    return Doubt(_TITLES, str(fit.edition), share, best)


def _titled(chosen: Sequence[Candidate]) -> Iterator[tuple[Cell, str]]:
    """The number cells with the title beside them."""
    for candidate in chosen:
        columns = [*candidate.head.columns.get(Column.CONTROL, ()), *candidate.head.columns.get(Column.SUMMARY, ())]
        for row in candidate.rows:
            title = next((text for at in columns if (text := candidate.grid.text(row.row, at))), "")
            if _stems(title):
                yield row.value, title


def _title_share(titled: Sequence[tuple[Cell, str]], places: Places) -> float:
    spots = [(places.find(value).spot, title) for value, title in titled]
    same = [any(_is_like(title, own) for own in places.titles[spot.number]) for spot, title in spots if spot]
    return sum(same) / len(titled)


def _is_like(one: str, other: str) -> bool:
    """Whether two titles share a word that says something, in any form of it."""
    return bool(_stems(one) & _stems(other))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in fold_heading(text).split() if len(word) >= _SHORTEST} - _COMMON


def _example(chosen: Sequence[Candidate]) -> str:
    """What stands where a number was expected, so that people see which column was taken for it."""
    for candidate in chosen:
        for row in candidate.rows:
            if text := candidate.grid.text(row.row, row.column):
                where = candidate.grid.cell_name(row.row, row.column)
                return f"; in {where} staat bijvoorbeeld '{text[:40]}'"
    return ""


def _best_fit(chosen: Sequence[Candidate], others: Sequence[_Fit]) -> tuple[float, str]:
    """The edition to name: of those that fit about as well the one with most different numbers in the sheet.

    The controls of BIO 1.04 are those of ISO 27002, so a column beside them with measures must weigh.
    """

    def fit(other: _Fit) -> tuple[float, int, float, str]:
        rows = [row for one in chosen for row in numbering.numbered(one.grid, one.head, other.places)]
        share = _share(rows)
        numbers = {spot.number for row in rows if row.fits for spot in row.found.spots}
        return (round(share, 1), len(numbers), share, str(other.edition))

    _, _, share, name = max(fit(other) for other in others)
    return share, name
