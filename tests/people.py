"""Organisations with people in them, and clients that are signed in as one of those: real rows, real sessions."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.cast import AT, NAMES
from waarborg.apps.accounts.models import Person
from waarborg.apps.base.actions import Actor
from waarborg.apps.organisations.models import Member, Organisation
from waarborg.domain.organisations import Layer
from waarborg.domain.permissions import Role
from waarborg.interfaces.web import made_for

# queries of every request, besides those of the page: a savepoint, the settings of the wall, and both back again
WALL = 4


def organisation(name: str, layer: Layer = Layer.MUNICIPALITY) -> Organisation:
    """An organisation where no second step is asked, as in the demo: tests of that step say so themselves."""
    made, _ = Organisation.objects.get_or_create(name=name, defaults={"layer": layer.value})
    made.is_demo, made.requires_second_step = True, False
    made.save()
    return made


def member(at: Organisation, *roles: Role, email: str = "", **fields) -> Member:
    """Somebody with an account and these roles there; the same person for the same email."""
    email = email or f"{'-'.join(roles) or 'niemand'}.{at.pk}@voorbeeld.test"
    name = fields.pop("name", NAMES[roles[0]] if roles else email)
    person = Person.objects.filter(email=email).first() or Person.objects.create(
        email=email,
        name=name,
        joined_at=AT,
        password="!",  # noqa: S106 - no password matches this
    )
    return Member.objects.create(
        organisation=at, person=person, name=name, email=email, roles=[role.value for role in roles], **fields
    )


def actor(of: Member) -> Actor:
    """The member as the acts see one."""
    return Actor(
        of.name,
        "test",
        roles=frozenset(map(Role, of.roles)),
        organisation_id=of.organisation_id,
        person_id=of.person_id,
        member_id=of.pk,
    )


class Browser(Client):
    """Sends along for whom the page was made that it saw last, as a form or a script on that page does."""

    sealed = ""

    def request(self, **request: Any) -> HttpResponse:
        """One request, as a browser sends it that shows a page of ours."""
        name = f"HTTP_{made_for.HEADER.upper().replace('-', '_')}"
        if self.sealed and request["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            request.setdefault(name, self.sealed)
        response = super().request(**request)
        if hasattr(response.wsgi_request, "membership"):
            self.sealed = made_for.sealed(response.wsgi_request)
        return response


def client(of: Member) -> Browser:
    """A browser in which this member is signed in and at work in the member's organisation."""
    opened = Browser()
    opened.force_login(of.person)
    session = opened.session
    session["organisation"] = of.organisation_id
    session.save()
    opened.sealed = made_for.seal(made_for.MadeFor(of.person_id, of.organisation_id))
    return opened
