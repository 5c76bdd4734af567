"""The pages of a sheet with people: what it would do, and what it did."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import client, member, organisation
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member
from waarborg.domain.permissions import Role


@pytest.mark.django_db
def test_the_preview_shows_people_before_they_are_there() -> None:
    org = organisation("Veldermeer")
    browser = client(member(org, Role.CISO))
    book = openpyxl.Workbook()
    book.active.title = "Mensen"
    for row in (("Naam", "Functie"), ("Bas Kok", "beheer van zaken")):
        book.active.append(row)
    made = BytesIO()
    book.save(made)
    sent = browser.post("/organisatie/importeren", {"bestand": SimpleUploadedFile("r.xlsx", made.getvalue())})
    shown = browser.get(sent.url)
    assert "Mensen die erbij komen (1)" in shown.content.decode()
    assert "beheer van zaken" in shown.content.decode()
    done = browser.post(sent.url, {"neem-over": "1", "gezien": shown.context["plan"].digest}, follow=True)
    assert "Bas Kok" in done.content.decode()
    with within(org.pk):
        assert Member.objects.get(name="Bas Kok").function == "beheer van zaken"
