"""Sending and withdrawing invitations."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from waarborg.apps.organisations.actions.invitations import (
    CannotInviteError,
    Letter,
    invite,
    withdraw_invitation,
)
from waarborg.apps.organisations.queries import Organisation
from waarborg.domain.permissions import Act
from waarborg.interfaces.web.access import actor_of, may, organisation_of
from waarborg.interfaces.web.clock import now
from waarborg.interfaces.web.people import post


@require_POST
@may(Act.MANAGE_MEMBERS)
def send_again(request: HttpRequest, member_id: int) -> HttpResponse:
    """A new link, by mail or to hand over; the old one stops working."""
    return send_letter(request, member_id)


@require_POST
@may(Act.MANAGE_MEMBERS)
def withdraw(request: HttpRequest, member_id: int) -> HttpResponse:
    """No link to this person works any more."""
    try:
        withdraw_invitation(organisation=organisation_of(request), member_id=member_id, by=actor_of(request), at=now())
    except LookupError as error:
        raise Http404 from error
    messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect("people:person", member_id)


def send_letter(request: HttpRequest, member_id: int) -> HttpResponse:
    """Invite this person and say how the letter went."""
    organisation = organisation_of(request)
    try:
        letter = invite(organisation=organisation, member_id=member_id, by=actor_of(request), at=now())
    except LookupError as error:
        raise Http404 from error
    except CannotInviteError:
        messages.error(
            request,
            _("Uitnodigen kan alleen met een e-mailadres, en niet voor wie al een account heeft of uit dienst is."),
        )
        return redirect("people:person", member_id)
    return say_how_it_went(request, letter, organisation, reverse("people:person", args=[member_id]))


def say_how_it_went(request: HttpRequest, letter: Letter, organisation: Organisation, then: str) -> HttpResponse:
    """Sent by mail, or the link on the screen: once, because only its hash is kept."""
    if post.send(request, letter, organisation):
        messages.success(
            request,
            _("De uitnodiging is gemaild naar %(email)s. De link werkt zeven dagen.") % {"email": letter.member.email},
        )
        return redirect(then)
    context = {
        "link": post.link_of(request, letter),
        "letter": letter,
        "member": letter.member,
        "then": then,
        "crumbs": [(_("Uitnodiging"), "")],
    }
    response = render(request, "people/hand_over_link.html", context)
    response["Cache-Control"] = "no-store"
    return response
