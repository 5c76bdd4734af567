"""Who is here, in which organisation, as what; and the wall around it for the whole request."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from waarborg.apps.base.actions import Actor, NotAllowedError
from waarborg.apps.base.tenancy import narrow, within
from waarborg.apps.organisations import queries
from waarborg.apps.organisations.shapes import Membership
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.access import refused
from waarborg.interfaces.web.accounts import events, pinned
from waarborg.interfaces.web.clock import today

SESSION_KEY = "organisation"
_BROKEN = 500


class PresenceMiddleware:
    """Sets `request.actor`, `request.membership` (None when nobody is at work) and `request.memberships`.

    The request is one transaction inside the wall of the chosen organisation; a page that breaks changes nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with within(None, person_id=request.user.pk):
            memberships = _memberships(request)
            chosen = _chosen(request, memberships)
            request.memberships = memberships  # type: ignore[attr-defined]  # what this middleware is for
            _enter(request, chosen)
            response = self.get_response(request)
            if response.status_code >= _BROKEN:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal by an act becomes a page that explains it."""
        return refused(request, exception) if isinstance(exception, NotAllowedError) else None


def work_at(request: HttpRequest, membership: Membership) -> None:
    """From now on the visitor works there, one of the own organisations: in this request, and in those to come."""
    request.session[SESSION_KEY] = membership.organisation.pk
    _enter(request, membership)
    messages.success(request, _("Je werkt nu in %(name)s.") % {"name": membership.organisation.name})


def _enter(request: HttpRequest, chosen: Membership | None) -> None:
    request.membership = chosen  # type: ignore[attr-defined]
    request.actor = _actor(request, chosen)  # type: ignore[attr-defined]
    if chosen:
        narrow(chosen.organisation.pk)


def _memberships(request: HttpRequest) -> Sequence[Membership]:
    if not request.user.is_authenticated:
        return ()
    found = queries.memberships(person_id=request.user.pk, on=today())
    pin = pinned.of(request)
    return found if pin is None else tuple(one for one in found if one.organisation.pk == pin.organisation_id)


def _chosen(request: HttpRequest, memberships: Sequence[Membership]) -> Membership | None:
    wanted = request.session.get(SESSION_KEY) if memberships else None
    return next((m for m in memberships if m.organisation.pk == wanted), memberships[0] if memberships else None)


def _actor(request: HttpRequest, membership: Membership | None) -> Actor:
    origin = events.origin_of(request)
    if not request.user.is_authenticated:
        return Actor("niet aangemeld", origin)
    return Actor(
        name=membership.name if membership else request.user.name,
        origin=origin,
        roles=membership.roles if membership else frozenset[Role](),
        organisation_id=membership.organisation.pk if membership else None,
        person_id=request.user.pk,
        member_id=membership.member_id if membership else None,
        runs_installation=request.user.is_operator and pinned.of(request) is None,
    )
