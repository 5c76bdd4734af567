"""Words for what people can be in an organisation."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as n

from waarborg.domain.permissions import Role

_ROLES: Mapping[Role, str] = {
    Role.BOARD: n("bestuurder of directie"),
    Role.CISO: n("CISO"),
    Role.ISO: n("ISO"),
    Role.PROCESS_OWNER: n("proceseigenaar of lijnmanager"),
    Role.AUDITOR: n("interne auditor"),
    Role.PRIVACY_OFFICER: n("FG of privacy officer"),
    Role.ENSIA_COORDINATOR: n("ENSIA-coördinator"),
    Role.BUYER: n("inkoper of contractmanager"),
    Role.ADVISER: n("adviseur"),
    Role.EMPLOYEE: n("medewerker"),
    Role.ADMINISTRATOR: n("beheerder"),
    Role.SUPERVISOR: n("toezichthouder of externe auditor"),
    Role.COMMAND_LINE: n("opdrachtregel"),
}
_MEANINGS: Mapping[Role, str] = {
    Role.BOARD: n("Leest alles en reageert op het concept. Verandert geen oordelen."),
    Role.CISO: n("Doet en sluit nulmetingen, vult het profiel in, en ziet het logboek."),
    Role.ISO: n("Doet nulmetingen en werkt de registers bij."),
    Role.PROCESS_OWNER: n("Beantwoordt de eigen vragen en beheert de eigen processen en systemen."),
    Role.AUDITOR: n("Leest alles en ziet het logboek. Verandert geen oordelen, want die toetst de auditor zelf."),
    Role.PRIVACY_OFFICER: n("Leest alles, ook het logboek, en geeft commentaar."),
    Role.ENSIA_COORDINATOR: n("Leest alles en maakt rapporten."),
    Role.BUYER: n("Beantwoordt de eigen vragen, bijvoorbeeld over leveranciers."),
    Role.ADVISER: n("Doet nulmetingen voor deze organisatie, maar sluit ze niet."),
    Role.EMPLOYEE: n("Hoort bij de organisatie en ziet nog geen gegevens."),
    Role.ADMINISTRATOR: n("Beheert mensen, rollen en instellingen. Leest geen inhoud."),
    Role.SUPERVISOR: n("Leest alles tot de einddatum. Verandert niets."),
    Role.COMMAND_LINE: n("Wie op de machine zelf werkt."),
}


def role(code: Role | str) -> str:
    """The role in words, as it stands in a sentence."""
    return gettext(_ROLES[Role(code)])


def role_meaning(code: Role | str) -> str:
    """What somebody with this role does and does not do, in one or two sentences."""
    return gettext(_MEANINGS[Role(code)])
