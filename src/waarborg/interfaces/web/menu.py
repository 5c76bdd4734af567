"""The menu: the circle of the BIO, from norm to account. Everyone sees only what the own roles can use."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from waarborg.domain.permissions import Act, Extent
from waarborg.interfaces.web.access import actor_of, membership_of


@dataclass(frozen=True, slots=True)
class Place:
    """A subject and its address. Shown to who may do one of `acts`, to everyone without them."""

    label: str
    url: str
    acts: tuple[Act, ...] = ()
    below: tuple["Place", ...] = ()
    also: tuple[str, ...] = ()  # other addresses that belong to this subject


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A subject in the menu; `current_kind` is what `aria-current` says when the visitor is in it."""

    label: str
    url: str
    is_current: bool
    current_kind: str


TODAY = Place(gettext_noop("Vandaag"), "/", (Act.READ_ORGANISATION, Act.READ_MEMBERS))
PLACES: tuple[Place, ...] = (
    Place(gettext_noop("Norm"), "/norm/"),
    Place(
        gettext_noop("Organisatie"),
        "/organisatie/",
        (Act.READ_ORGANISATION,),
        (
            Place(gettext_noop("Overzicht"), "/organisatie/"),
            Place(gettext_noop("Plichten"), "/organisatie/plichten"),
            Place(gettext_noop("Cbw"), "/organisatie/cbw"),
            Place(gettext_noop("Registratie"), "/organisatie/registratie"),
            Place(gettext_noop("Onderdelen"), "/organisatie/onderdelen"),
            Place(gettext_noop("Processen"), "/processen/"),
            Place(gettext_noop("Systemen"), "/systemen/"),
            Place(gettext_noop("Locaties"), "/organisatie/locaties"),
            Place(gettext_noop("Reikwijdte"), "/organisatie/reikwijdte"),
        ),
        ("/processen/", "/systemen/"),
    ),
    Place(gettext_noop("Stand"), "/stand/", (Act.READ_ASSESSMENT,), (), ("/sjablonen/",)),
    Place(gettext_noop("Bewijs"), "/bewijs/", (Act.READ_EVIDENCE,)),
    Place(
        gettext_noop("Beheer"),
        "/beheer/",
        (Act.MANAGE_MEMBERS, Act.MANAGE_SETTINGS, Act.READ_JOURNAL, Act.READ_ACCESS_JOURNAL, Act.REVIEW_ACCESS),
        (
            Place(gettext_noop("Mensen"), "/beheer/mensen", (Act.READ_MEMBERS,)),
            Place(gettext_noop("Toegang"), "/beheer/toegang", (Act.REVIEW_ACCESS,)),
            Place(gettext_noop("Logboek"), "/beheer/logboek", (Act.READ_JOURNAL, Act.READ_ACCESS_JOURNAL)),
            Place(gettext_noop("Aanmelden"), "/beheer/aanmelden", (Act.MANAGE_SETTINGS,)),
            Place(gettext_noop("Uiterlijk"), "/beheer/uiterlijk", (Act.MANAGE_SETTINGS,)),
        ),
    ),
)


def menu(request: HttpRequest) -> list[MenuEntry]:
    """The subjects that this visitor can use."""
    entries = [_entry(place, request.path) for place in PLACES if _is_for(place, request)]
    if membership_of(request) is not None:
        entries.insert(0, _entry(TODAY, request.path, exact=True))
    return entries


def below(request: HttpRequest) -> list[MenuEntry]:
    """The parts of the subject that the visitor is in."""
    here = next((place for place in PLACES if _is_in(place, request.path)), None)
    if here is None or not _is_for(here, request):
        return []
    deepest = max((part.url for part in here.below if request.path.startswith(part.url)), key=len, default="")
    return [
        MenuEntry(gettext(part.label), part.url, part.url == deepest, "page" if request.path == part.url else "true")
        for part in here.below
        if _is_for(part, request)
    ]


def _entry(place: Place, path: str, *, exact: bool = False) -> MenuEntry:
    is_here = path == place.url if exact else _is_in(place, path)
    return MenuEntry(gettext(place.label), place.url, is_here, "page" if path == place.url else "true")


def _is_in(place: Place, path: str) -> bool:
    return path.startswith((place.url, *place.also))


def _is_for(place: Place, request: HttpRequest) -> bool:
    if not place.acts:
        return True
    return any(actor_of(request).extent(act) is not Extent.NONE for act in place.acts)
