"""The page that asks what a sheet holds: filled in as far as it is known, and read as it is told."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import people
from tests.cast import VELDERMEER
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member, RegisterImport, System
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.django_db
READ = {"lees": "1", "blad-0": "system", "was-0": "system", "koppen-0": "1"}


@pytest.fixture
def veldermeer():
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        people.member(organisation, Role.CISO)
        people.member(organisation, Role.PROCESS_OWNER)
    return organisation


@pytest.fixture
def ciso(veldermeer):
    return people.client(Member.objects.get(organisation=veldermeer, roles=["ciso"]))


@pytest.fixture
def page(ciso):
    """The address of the page for a workbook with one sheet whose name says nothing for sure."""
    answer = ciso.post("/organisatie/importeren", {"bestand": assets()})
    return answer.headers["Location"]


def assets(title="Asset register") -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in (("Asset ID", "Asset Name", "Owner", "Wat"), ("A1", "Kassa", "", "x"), ("A2", "Weegschaal", "", "y")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("assets.xlsx", out.getvalue())


def shown(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_a_sheet_that_was_not_recognised_leads_to_the_question_with_what_it_seems_to_be(ciso, page):
    text = shown(ciso.get(page))

    assert page.endswith("/kolommen")
    assert '<option value="system" selected>Systemen</option>' in text
    assert '<option value="code" selected>Code</option>' in text
    assert "<td>Weegschaal</td>" in text


def test_a_preview_of_nothing_says_that_nothing_was_read(ciso, page):
    text = shown(ciso.get(page.removesuffix("/kolommen")))

    assert "Er is nog niets gelezen." in text
    assert "Niets gewijzigd" not in text
    assert page in text


def test_the_sheet_is_read_as_it_was_told_and_taken_over(ciso, page, veldermeer):
    answer = ciso.post(page, READ | {"kolom-0-0": "code", "kolom-0-3": "name"}, follow=True)

    assert "Neem 2 regels over" in shown(answer)
    seen = answer.context["plan"].digest
    ciso.post(page.removesuffix("/kolommen"), {"neem-over": "1", "gezien": seen})
    with within(veldermeer.pk):
        assert [(s.code, s.name) for s in System.objects.order_by("code")] == [("A1", "x"), ("A2", "y")]
        assert RegisterImport.objects.get().sheets == []
    assert ciso.get(page).headers["Location"] == page.removesuffix("/kolommen")


def test_another_register_shows_its_own_columns_before_anything_is_read(ciso, page):
    told = READ | {"blad-0": "person", "kolom-0-0": "code"}

    text = shown(ciso.post(page, told), 422)

    assert "Kijk bij Asset register of de kolommen kloppen" in text
    assert '<option value="email"' in text


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"blad-0": "", "was-0": ""}, "Kies bij ten minste één blad welk register het is."),
        ({"kolom-0-1": "name"}, "Kies bij Asset register in welke kolom Code staat."),
        ({"kolom-0-0": "code", "kolom-0-1": "code"}, "staat Code bij meer dan één kolom"),
    ],
)
def test_what_is_not_told_yet_is_asked(ciso, page, told, message):
    assert message in shown(ciso.post(page, READ | told), 422)


def test_a_second_sheet_that_was_not_recognised_is_offered_beside_what_was_read(ciso):
    book = openpyxl.load_workbook(io.BytesIO(assets().read()))
    sheet = book.create_sheet("Systemen")
    sheet.append(("Code", "Naam"))
    sheet.append(("S1", "BRP"))
    out = io.BytesIO()
    book.save(out)

    answer = ciso.post(
        "/organisatie/importeren", {"bestand": SimpleUploadedFile("a.xlsx", out.getvalue())}, follow=True
    )
    page = answer.redirect_chain[-1][0] + "/kolommen"
    told = ciso.post(page, READ | {"kolom-0-0": "code", "kolom-0-1": "name"}, follow=True)

    assert "Zeg wat er op het blad staat dat niet is gelezen" in shown(answer)
    assert "Neem 3 regels over" in shown(told)


def test_who_may_not_import_is_told_nothing(veldermeer, page):
    anke = people.client(Member.objects.get(organisation=veldermeer, roles=["process_owner"]))

    assert anke.get(page).status_code == 403
