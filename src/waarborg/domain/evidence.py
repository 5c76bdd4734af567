"""Evidence: what may be kept as such, how confidential it is, and who may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waarborg.domain.basis import Rule
from waarborg.domain.permissions import Role


class Confidentiality(StrEnum):
    """Who may see a piece of evidence, besides who judges with it."""

    OPEN = "open"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105 - a marking, not a password


# Who added it, and whoever has to answer a row that rests on it, may always see it. Besides those, by marking.
# Sources: BIO2 5.12 and 5.13 (classify and label), 5.15 (access by need to know), 8.12.
_EVERYBODY = frozenset(Role) - {Role.ADMINISTRATOR, Role.EMPLOYEE}
READERS: Mapping[Confidentiality, frozenset[Role]] = {
    Confidentiality.OPEN: _EVERYBODY,
    Confidentiality.INTERNAL: _EVERYBODY,
    Confidentiality.CONFIDENTIAL: frozenset(
        {Role.BOARD, Role.CISO, Role.ISO, Role.AUDITOR, Role.PRIVACY_OFFICER, Role.SUPERVISOR, Role.COMMAND_LINE}
    ),
    Confidentiality.SECRET: frozenset({Role.CISO}),
}


# Whose titles say too much for a list that others read, such as the journal (BIO2 8.15.02).
DISCREET = frozenset({Confidentiality.CONFIDENTIAL, Confidentiality.SECRET})


def spoken_of(reference: str, title: str, marking: Confidentiality) -> str:
    """How a piece is called in the journal: by its title, or only by its reference and its marking."""
    return f"{reference} [{marking.value}]" if marking in DISCREET else f"{reference}: {title}"


def markings_for(roles: Iterable[Role]) -> frozenset[Confidentiality]:
    """The markings that these roles may see of evidence that is not their own."""
    held = frozenset(roles)
    return frozenset(marking for marking, readers in READERS.items() if held & readers)


class Scan(StrEnum):
    """What the malware scanner said of a file."""

    OFF = "off"  # none is configured
    CLEAN = "clean"
    INFECTED = "infected"
    DOWN = "down"  # configured, and does not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something offered as evidence. `media_type` is what its content is; empty when that is nothing we keep."""

    title: str
    is_file: bool
    url: str = ""
    size: int = 0
    limit: int = 0
    media_type: str = ""
    scan: Scan = Scan.OFF
    period_from: date | None = None
    period_until: date | None = None


def _is_one_thing(piece: Piece) -> bool:
    return piece.is_file is not bool(piece.url)


def _period_runs_forward(piece: Piece) -> bool:
    return not (piece.period_from and piece.period_until) or piece.period_from <= piece.period_until


def _has_title(piece: Piece) -> bool:
    return bool(piece.title.strip())


def _is_a_kind_we_keep(piece: Piece) -> bool:
    return not piece.is_file or bool(piece.media_type)


def _has_a_size_we_keep(piece: Piece) -> bool:
    return not piece.is_file or 0 < piece.size <= piece.limit


def _link_leads_to_a_site(piece: Piece) -> bool:
    return not piece.url or piece.url.startswith(("https://", "http://"))


def _is_not_infected(piece: Piece) -> bool:
    return piece.scan is not Scan.INFECTED


def _was_looked_at(piece: Piece) -> bool:
    return piece.scan is not Scan.DOWN


RULES: tuple[Rule[Piece], ...] = (
    Rule(
        "EV-01",
        "Bewijs heeft een titel, zodat een ander weet wat het is.",
        "BIO2 deel 1 §4: opzet, bestaan en werking zijn aantoonbaar",
        _has_title,
    ),
    Rule(
        "EV-02",
        "Bewijs is een bestand of een link: één van de twee.",
        "werkwijze: één bewijsstuk, één vindplaats",
        _is_one_thing,
    ),
    Rule(
        "EV-03",
        "Bewaard worden documenten, tabellen, afbeeldingen en e-mail; geen programma's, webpagina's of macro's.",
        "BIO2 8.07: bescherming tegen schadelijke software",
        _is_a_kind_we_keep,
    ),
    Rule(
        "EV-04",
        "Een bestand is niet leeg en niet groter dan de grens die is ingesteld.",
        "BIO2 8.06: capaciteit",
        _has_a_size_we_keep,
    ),
    Rule(
        "EV-05",
        "Een link begint met https:// of http://.",
        "BIO2 8.07: bescherming tegen schadelijke software",
        _link_leads_to_a_site,
    ),
    Rule(
        "EV-06",
        "De periode van bewijs begint niet na haar einde.",
        "BIO2 deel 1 §4: werking blijkt over een periode",
        _period_runs_forward,
    ),
    Rule(
        "EV-08",
        "De virusscanner vindt niets schadelijks in het bestand.",
        "BIO2 8.07: bescherming tegen schadelijke software",
        _is_not_infected,
    ),
    Rule(
        "EV-09",
        "Is er een virusscanner ingesteld, dan bekijkt die elk bestand voordat het wordt bewaard.",
        "BIO2 8.07: bescherming tegen schadelijke software",
        _was_looked_at,
    ),
)


def _carries_nothing(n_resting: int) -> bool:
    return n_resting == 0


# about the number of things that rest on it
WITHDRAWAL: Rule[int] = Rule(
    "EV-07",
    "Bewijs waar iets op rust, wordt niet ingetrokken.",
    "BIO2 deel 1 §4: opzet, bestaan en werking zijn aantoonbaar",
    _carries_nothing,
)
