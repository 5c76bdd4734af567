"""What each role may do and may not, and what a reviewer looks at twice, in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as n

from waarborg.apps.organisations import labels
from waarborg.apps.organisations.shapes import Presence
from waarborg.domain.permissions import NOT_FOR_PEOPLE, PRIVILEGED, TIME_BOXED, Role

_MAY: Mapping[Role, tuple[str, str]] = {
    Role.BOARD: (
        n("Leest alles over de organisatie, de nulmetingen, het bewijs en de rapporten, en reageert op concepten."),
        n("Beoordeelt niet en verandert geen gegevens."),
    ),
    Role.CISO: (
        n("Start, verdeelt, beoordeelt en sluit nulmetingen, beheert het profiel en de registers, beoordeelt toegang."),
        n("Nodigt niemand uit en geeft geen rollen."),
    ),
    Role.ISO: (
        n("Start, verdeelt en beoordeelt nulmetingen en beheert de registers."),
        n("Sluit geen nulmeting en verandert het profiel niet."),
    ),
    Role.PROCESS_OWNER: (
        n("Beantwoordt wat is toegewezen, en beheert de eigen processen en systemen."),
        n("Ziet geen antwoorden, bewijs of rapporten van anderen."),
    ),
    Role.AUDITOR: (
        n("Leest alles, ook het logboek, reageert op concepten en maakt rapporten."),
        n("Beoordeelt niet: wie audit, toetst niet het eigen werk."),
    ),
    Role.PRIVACY_OFFICER: (
        n("Leest alles, ook het logboek, en reageert op concepten."),
        n("Beoordeelt niet en verandert geen gegevens."),
    ),
    Role.ENSIA_COORDINATOR: (
        n("Leest alles, plaatst opmerkingen en maakt rapporten."),
        n("Beoordeelt niet en verandert geen gegevens."),
    ),
    Role.BUYER: (
        n("Leest het profiel en de registers, en beantwoordt wat is toegewezen."),
        n("Ziet geen antwoorden van anderen."),
    ),
    Role.ADVISER: (
        n("Doet nulmetingen samen met de organisatie, en beheert profiel en registers."),
        n("Sluit geen nulmeting, leest het logboek niet en beoordeelt geen toegang."),
    ),
    Role.EMPLOYEE: (n("Meldt zich aan en zoekt op wat de norm vraagt."), n("Ziet niets van de organisatie.")),
    Role.ADMINISTRATOR: (
        n("Nodigt mensen uit, geeft en neemt rollen, en regelt aanmelden en uiterlijk."),
        n("Leest geen antwoorden, bewijs of rapporten."),
    ),
    Role.SUPERVISOR: (
        n("Leest alles, tot en met de laatste dag. Voor de RDI of een externe auditor."),
        n("Verandert niets. Na de laatste dag is alles dicht."),
    ),
}
GIVEN: tuple[Role, ...] = tuple(role for role in Role if role not in NOT_FOR_PEOPLE)  # in a screen

_FLAGS = {
    "left": n("uit dienst, maar heeft nog rollen"),
    "ended": n("de laatste dag is voorbij"),
    "never": n("heeft zich nog nooit aangemeld"),
    "idle": n("al 90 dagen niet aangemeld"),
    "no_account": n("heeft geen account"),
}
_PRESENCES = {
    Presence.HERE: n("aan het werk"),
    Presence.SOON: n("begint later"),
    Presence.ENDED: n("rollen afgelopen"),
    Presence.LEFT: n("uit dienst"),
}


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role as a page explains it."""

    code: str
    label: str
    may: str
    may_not: str
    is_privileged: bool
    needs_last_day: bool
    is_chosen: bool = False


def explained(role: Role, *, is_chosen: bool = False) -> RoleWords:
    """One role with what it may do and may not."""
    may, may_not = _MAY[role]
    return RoleWords(
        role.value, labels.role(role), _(may), _(may_not), role in PRIVILEGED, role in TIME_BOXED, is_chosen
    )


def explanations(roles: Iterable[Role]) -> list[RoleWords]:
    """These roles in the order of the table of permissions."""
    chosen = set(roles)
    return [explained(role, is_chosen=True) for role in GIVEN if role in chosen]


def names(roles: Iterable[Role]) -> list[str]:
    """The words for these roles."""
    chosen = set(roles)
    return [labels.role(role) for role in Role if role in chosen]


def flag(code: str) -> str:
    """What a reviewer should look at."""
    return _(_FLAGS[code])


def presence(code: Presence) -> str:
    """Whether somebody's roles count."""
    return _(_PRESENCES[code])
