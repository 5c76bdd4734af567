"""Filters of a list of items: read from the address, shown as choices with counts."""

from collections.abc import Callable, Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from waarborg.apps.base import labels
from waarborg.apps.norms.queries import Filters, Place
from waarborg.interfaces.web.facets import Choice, Facet, search_text, values

# name in the address -> (field of Filters, heading, labels function)
FIELDS: Mapping[str, tuple[str, str, str]] = {
    "status": ("status", gettext_noop("Status"), "status"),
    "soort": ("kind", gettext_noop("Soort"), "kind"),
    "hoofdstuk": ("chapter", gettext_noop("Hoofdstuk"), ""),
    "thema": ("theme", gettext_noop("Thema"), "theme"),
    "eigenaar": ("owner", gettext_noop("Eigenaar"), "owner"),
    "rol": ("role", gettext_noop("Rol"), "role"),
    "bbn": ("bbn", gettext_noop("BBN"), "bbn"),
    "cbw": ("cbw_scope", gettext_noop("Cbw"), "cbw_scope"),
    "categorie": ("category", gettext_noop("Categorie"), "category"),
    "concept": ("concept", gettext_noop("Concept"), "concept"),
}


def read(params: QueryDict, language: str) -> Filters:
    """The filters in an address. Unknown names are ignored; unknown values simply find nothing."""
    chosen = {field: values(params, name) for name, (field, _heading, _labels) in FIELDS.items()}
    return Filters(text=search_text(params), language=language, **chosen)


def facets(filters: Filters, counts: Mapping[str, Mapping[str, int]], chapters: list[Place]) -> list[Facet]:
    """The filters that this edition gives reason for: those with at least two choices, or with one that is chosen."""
    found = []
    for name, (field, heading, words) in FIELDS.items():
        chosen = getattr(filters, field)
        if field == "chapter":
            choices = [
                Choice(place.number, _chapter_label(place, filters.language), None, place.number in chosen)
                for place in chapters
            ]
        else:
            choices = _choices(counts.get(field, {}), getattr(labels, words), chosen)
        if len(choices) > 1 or any(choice.is_chosen for choice in choices):
            found.append(Facet(name, _(heading), tuple(choices)))
    return found


def _choices(counts: Mapping[str, int], words: Callable[[str], str], chosen: tuple[str, ...]) -> list[Choice]:
    missing = {value: 0 for value in chosen if value not in counts}
    found = [Choice(value, words(value), n, value in chosen) for value, n in {**counts, **missing}.items()]
    return sorted(found, key=lambda choice: choice.label.lower())


def _chapter_label(place: Place, language: str) -> str:
    title = place.title_en if language == "en" else place.title_nl
    return f"{place.number} {title or place.title_nl}"
