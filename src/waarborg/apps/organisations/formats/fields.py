"""Every field of every register, once: for the form, the list, the sheet and the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as n

from waarborg.domain.biv import PersonalData
from waarborg.domain.registers import CLASSIFIED, RegisterKind


class Shape(StrEnum):
    """What a value looks like. In a book: str, str, bool, int or None, hours as text or None, code, id, codes."""

    TEXT = "text"
    LONG = "long"
    YES_NO = "yes_no"
    LEVEL = "level"
    HOURS = "hours"
    PERSONAL_DATA = "personal_data"
    OWNER = "owner"  # id of a member
    ONE = "one"  # code of another entry
    MANY = "many"  # codes of other entries


PREFIX = "wb:"  # in the hidden row of our own sheets, before register and field

_ALL = frozenset(RegisterKind)
_SYSTEM = frozenset({RegisterKind.SYSTEM})


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `also` are other headings under which it stands in sheets, after folding to lower case."""

    name: str
    heading: str
    shape: Shape
    kinds: frozenset[RegisterKind] = _ALL
    longest: int = 200
    refers_to: RegisterKind | None = None
    hint: str = ""
    also: str = ""

    @property
    def label(self) -> str:
        return gettext(self.heading)

    @property
    def explanation(self) -> str:
        return gettext(self.hint) if self.hint else ""


FIELDS: tuple[Field, ...] = (
    Field("name", n("Naam"), Shape.TEXT, also="name|titel|title|omschrijving|systeemnaam|procesnaam|applicatie"),
    Field(
        "owner",
        n("Eigenaar"),
        Shape.OWNER,
        also="owner|verantwoordelijke|proceseigenaar|systeemeigenaar|eigenaar systeem|eigenaar proces",
    ),
    Field(
        "parent",
        n("Valt onder"),
        Shape.ONE,
        frozenset({RegisterKind.UNIT}),
        refers_to=RegisterKind.UNIT,
        also="parent|part of|hoort bij|bovenliggend",
    ),
    Field(
        "address",
        n("Adres"),
        Shape.TEXT,
        frozenset({RegisterKind.LOCATION}),
        longest=300,
        also="address|straat|vestigingsadres",
    ),
    Field(
        "unit",
        n("Organisatieonderdeel"),
        Shape.ONE,
        CLASSIFIED,
        refers_to=RegisterKind.UNIT,
        also="unit|onderdeel|afdeling|department|team",
    ),
    Field(
        "location",
        n("Locatie"),
        Shape.ONE,
        _SYSTEM,
        refers_to=RegisterKind.LOCATION,
        also="location|standplaats|plaats|site",
    ),
    Field("supplier", n("Leverancier"), Shape.TEXT, _SYSTEM, also="supplier|vendor|leverancier naam"),
    Field(
        "processes",
        n("Processen"),
        Shape.MANY,
        _SYSTEM,
        refers_to=RegisterKind.PROCESS,
        hint=n("De processen die op dit systeem leunen. Het systeem erft hun BIV."),
        also="processes|proces|process|ondersteunt proces|ondersteunt",
    ),
    Field(
        "is_critical",
        n("Kritiek voor de dienstverlening"),
        Shape.YES_NO,
        frozenset({RegisterKind.PROCESS}),
        hint=n("Zonder dit proces stopt de dienstverlening aan inwoners of bedrijven."),
        also="critical|kritiek|is critical|kritisch|cruciaal|critical to service delivery",
    ),
    Field("availability", n("Beschikbaarheid"), Shape.LEVEL, CLASSIFIED, also="availability|b|a|beschikbaar"),
    Field("integrity", n("Integriteit"), Shape.LEVEL, CLASSIFIED, also="integrity|i"),
    Field("confidentiality", n("Vertrouwelijkheid"), Shape.LEVEL, CLASSIFIED, also="confidentiality|v|c"),
    Field(
        "override_because",
        n("Waarom afwijkende BIV"),
        Shape.LONG,
        _SYSTEM,
        hint=n("Alleen nodig als de BIV anders is dan wat de processen vragen."),
        also="why different biv|reason for different biv|motivatie biv|reden afwijking biv",
    ),
    Field(
        "max_outage_hours",
        n("Maximale uitval"),
        Shape.HOURS,
        CLASSIFIED,
        hint=n("Hoe lang het weg mag zijn (RTO), zoals '4 uur' of '5 dagen'."),
        also="maximum outage|rto|max uitval|uitvalsduur|maximale uitvalsduur|mtd",
    ),
    Field(
        "max_data_loss_hours",
        n("Maximaal gegevensverlies"),
        Shape.HOURS,
        CLASSIFIED,
        hint=n("Van hoeveel tijd het werk verloren mag gaan (RPO), zoals '30 minuten' of '1 dag'."),
        also="maximum data loss|rpo|max gegevensverlies|gegevensverlies|dataverlies",
    ),
    Field(
        "personal_data",
        n("Persoonsgegevens"),
        Shape.PERSONAL_DATA,
        CLASSIFIED,
        also="personal data|avg|gdpr|privacy",
    ),
    Field("is_ot", n("OT"), Shape.YES_NO, _SYSTEM, also="operational technology|ics|scada|procesautomatisering"),
    Field("is_cloud", n("Cloud"), Shape.YES_NO, _SYSTEM, also="saas|in de cloud|in the cloud|cloud service"),
    Field(
        "is_internet_facing",
        n("Aan internet"),
        Shape.YES_NO,
        _SYSTEM,
        also="internet facing|internetfacing|via internet bereikbaar|extern bereikbaar|op internet",
    ),
    Field(
        "in_scope",
        n("Binnen de reikwijdte"),
        Shape.YES_NO,
        also="in scope|scope|binnen reikwijdte|binnen scope|reikwijdte",
    ),
    Field(
        "out_of_scope_because",
        n("Waarom buiten de reikwijdte"),
        Shape.LONG,
        hint=n("Alleen nodig als het buiten de reikwijdte van het ISMS valt."),
        also="why out of scope|reason out of scope|reden buiten scope|reden buiten reikwijdte",
    ),
    Field("note", n("Opmerking"), Shape.LONG, also="note|notes|opmerkingen|toelichting|remark|remarks|notitie"),
    Field("archived", n("Gearchiveerd"), Shape.YES_NO, also="archived|vervallen|niet meer in gebruik|archief"),
)
CODE = Field(
    "code", n("Code"), Shape.TEXT, longest=40, also="id|nr|nummer|number|kenmerk|reference|referentie|afkorting"
)

BY_NAME: Mapping[str, Field] = {field.name: field for field in (CODE, *FIELDS)}

_KINDS: Mapping[RegisterKind, tuple[str, str]] = {
    RegisterKind.UNIT: (n("Organisatieonderdeel"), n("Onderdelen")),
    RegisterKind.LOCATION: (n("Locatie"), n("Locaties")),
    RegisterKind.PROCESS: (n("Proces"), n("Processen")),
    RegisterKind.SYSTEM: (n("Systeem"), n("Systemen")),
}
_PERSONAL_DATA: Mapping[str, str] = {
    "": n("nog niet bekend"),
    PersonalData.NONE: n("geen persoonsgegevens"),
    PersonalData.ORDINARY: n("gewone persoonsgegevens"),
    PersonalData.SPECIAL: n("bijzondere persoonsgegevens"),
}


def of(kind: RegisterKind) -> tuple[Field, ...]:
    """The fields of one register, without its code, in the order of form and sheet."""
    return tuple(field for field in FIELDS if kind in field.kinds)


def kind_label(kind: RegisterKind) -> str:
    """One entry: "Systeem"."""
    return gettext(_KINDS[kind][0])


def register_label(kind: RegisterKind) -> str:
    """The whole register: "Systemen"."""
    return gettext(_KINDS[kind][1])


def personal_data_label(data: str) -> str:
    """What is known about people in it, in words."""
    return gettext(_PERSONAL_DATA.get(data, data))


def blank(kind: RegisterKind) -> dict[str, object]:
    """The values of an entry about which nothing was said yet."""
    empty: dict[Shape, object] = {
        Shape.YES_NO: False,
        Shape.LEVEL: None,
        Shape.HOURS: None,
        Shape.OWNER: None,
        Shape.MANY: [],
    }
    values = {field.name: empty.get(field.shape, "") for field in of(kind)}
    return values | {"in_scope": True}
