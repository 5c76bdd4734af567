"""A browser tab as the server sees one: it shows a page, fills in the form that stands there, and sends just that."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from tests import people
from waarborg.apps.organisations.models import Member


@dataclass
class Form:
    """A form on a page: what it carries, and where it goes."""

    address: str
    fields: list[tuple[str, str]]
    files: list[str]

    def data(self, **typed: Any) -> dict[str, Any]:
        """What a browser sends: every field, with what was typed or chosen over it."""
        sent: dict[str, Any] = {}
        for name, value in self.fields:
            sent.setdefault(name, []).append(value)
        return sent | typed


class Tab:
    """One of the tabs of a browser; tabs share the session. It checks tokens as a real server does."""

    def __init__(self, of: Member) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.cookies.load(people.client(of).cookies.output().replace("Set-Cookie: ", ""))

    def form(self, address: str) -> Form:
        """The form of a page that is opened now."""
        return form_of(self.client.get(address), address)

    def send(self, form: Form, **typed: Any) -> HttpResponse:
        """Send that form, whatever happened since it was opened."""
        return self.client.post(form.address, form.data(**typed))

    def switch(self, to: int) -> None:
        """Go to work in another organisation, in another tab."""
        form = self.form(reverse("people:organisations"))
        assert self.client.post(reverse("people:switch"), form.data(organisatie=to)).status_code == 302

    def works_at(self) -> str:
        """The organisation that the pages tell."""
        return re.findall(r'data-organisation="([^"]+)"', self.client.get("/organisaties").content.decode())[0]


def form_of(response: HttpResponse, address: str) -> Form:
    """The form of the page itself, not those of the frame around it."""
    found = html.fromstring(response.content.decode()).xpath("//main//form[@method='post']")[0]
    files = found.xpath(".//input[@type='file']/@name")
    # a browser reads every end of a line as one character, and sends it as two
    fields = [(str(name), str(value).replace("\n", "\r\n")) for name, value in found.form_values() if name not in files]
    return Form(found.get("action") or address, fields, files)
