"""What stands around the tasks of the day: fresh reports, the people who need a hand, and the other clients."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from waarborg.apps.organisations import labels
from waarborg.apps.organisations.queries.people import colleagues
from waarborg.apps.organisations.shapes import Presence
from waarborg.apps.reports.queries.files import ready
from waarborg.domain.permissions import Act, Extent, Role
from waarborg.domain.rounds import RoundStatus, is_closed
from waarborg.interfaces.web.access import extent_of, membership_of, organisation_of
from waarborg.interfaces.web.clock import now, today

_REPORTS = 3


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody for whom nothing waits can go on."""

    word: str
    url: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people, and where they are listed."""

    word: str
    n: int
    url: str


def reports(request: HttpRequest) -> tuple[Any, ...]:
    """The newest reports that can be read, for who may."""
    if extent_of(request, Act.READ_REPORT) is Extent.NONE:
        return ()
    return tuple(ready(organisation_of(request), latest=_REPORTS))


def people(request: HttpRequest) -> tuple[Tally, ...]:
    """For who manages people: who cannot come in yet, and who comes in with a password alone."""
    if extent_of(request, Act.MANAGE_MEMBERS) is Extent.NONE:
        return ()
    found = [
        one
        for one in colleagues(organisation_of(request), at=now(), on=today())
        if one.presence in {Presence.HERE, Presence.SOON}
    ]
    invited = sum(one.invited_until is not None for one in found)
    without = sum(not one.has_account and one.invited_until is None for one in found)
    weak = sum(one.has_account and not one.has_second_step for one in found)
    return (
        Tally(_("uitgenodigd, nog niet binnen"), invited, "/beheer/mensen?account=uitgenodigd"),
        Tally(_("zonder account of geldige uitnodiging"), without, "/beheer/mensen?account=nee"),
        Tally(_("zonder tweede stap"), weak, "/beheer/mensen?account=onzeker"),
    )


def step(request: HttpRequest, rounds: Sequence[Any]) -> Step | None:
    """The way on from an empty day, so that no home page is a dead end. None for who reads nothing here."""
    working = next((one for one in rounds if not is_closed(RoundStatus(one.status))), None)
    if working and extent_of(request, Act.JUDGE) is Extent.ALL:
        return Step(
            _("Vul %(title)s verder in") % {"title": working.title}, reverse("stand:table", args=[working.slug])
        )
    if rounds and extent_of(request, Act.READ_ASSESSMENT) is Extent.ALL:
        return Step(_("Bekijk hoe het ervoor staat"), reverse("stand:round", args=[rounds[0].slug]))
    if extent_of(request, Act.READ_ORGANISATION) is not Extent.NONE:
        return Step(_("Bekijk de systemen en hun leveranciers"), reverse("registers:system-list"))
    return None


def elsewhere(request: HttpRequest) -> list[tuple[Any, list[str]]]:
    """The other organisations of this person, with the roles there: a consultant's clients."""
    here = membership_of(request)
    others = [one for one in getattr(request, "memberships", ()) if here and one.member_id != here.member_id]
    return [(one, [labels.role(role) for role in Role if role in one.roles]) for one in others]
