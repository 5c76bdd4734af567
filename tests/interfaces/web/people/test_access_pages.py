"""Access reviews on the screen: begin, decide, close, and take the list along."""

import io
import re

import openpyxl
import pytest

from tests import people
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import AccessReview, Member
from waarborg.domain.permissions import Role


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def tim(join):
    return join(Role.ISO, Role.ENSIA_COORDINATOR, name="=cmd|' /C calc'!A0")


@pytest.fixture
def review(client, noor, tim):
    """The address of a review of everyone."""
    return client.post("/beheer/toegang", {"wie": "iedereen"}).headers["Location"]


def decide(client, review, name, **fields):
    page = client.get(review).content.decode()
    block = next(part for part in page.split('<li class="wb-review__one"')[1:] if name in part.partition("</h2>")[0])
    return client.post(re.search(r'action="([^"]+/regels/\d+)"', block).group(1), fields)


def test_the_overview_says_that_it_was_never_done(client):
    assert text(client.get("/beheer/toegang")).count("Nu aan de beurt") == 2


def test_a_decision_holds_at_once_and_leads_to_the_next_person(client, review, here, noor):
    response = decide(client, review, noor.name, besluit="intrekken", opmerking="met pensioen")

    assert "#regel-" in response.headers["Location"]
    with within(here.pk):
        assert Member.objects.get(pk=noor.pk).roles == []
    assert "Ingetrokken" in text(client.get(review))


def test_some_roles_stay(client, review, here, tim):
    decide(client, review, "calc", besluit="aanpassen", rol=["iso"])

    with within(here.pk):
        assert Member.objects.get(pk=tim.pk).roles == ["iso"]
    assert "Aangepast" in text(client.get(review))


def test_own_rights_are_refused_with_the_remark_kept(client, review, daan):
    response = decide(client, review, daan.name, besluit="houden", opmerking="ben ik zelf")

    assert response.status_code == 400
    assert "TG-08" in text(response)
    assert 'value="ben ik zelf"' in text(response)


def test_a_review_closes_when_all_is_decided(client, review, here, noor, daan):
    client.post(f"{review}/sluiten")
    with within(here.pk):
        assert AccessReview.objects.get().closed_at is None
    for browser, name in ((client, noor.name), (client, "calc"), (people.client(noor), daan.name)):
        assert decide(browser, review, name, besluit="houden").status_code == 302
    client.post(f"{review}/sluiten")

    page = text(client.get("/beheer/toegang"))
    assert "Nu aan de beurt" not in page
    assert "3 van 3" in page
    assert 'name="besluit"' not in text(client.get(review))


def test_the_list_comes_out_as_excel_and_as_csv_without_formulas(client, review):
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{review}/lijst.xlsx").content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:3] == ["Naam", "Functie", "Rollen"]
    assert len(rows) == 4
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}

    csv = client.get(f"{review}/lijst.csv").content.decode("utf-8-sig")
    assert csv.count("\r\n") == 4
    assert "'=cmd|" in csv
    assert client.get(f"{review}/lijst.exe").status_code == 404


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.CISO, Role.COMMAND_LINE}]
)
def test_only_administrator_and_ciso_review_access(join, review, role):
    someone = people.client(join(role))

    for address in ("/beheer/toegang", review, f"{review}/lijst.csv"):
        assert someone.get(address).status_code == 403


def test_a_review_of_another_organisation_is_not_there(review, join, elsewhere):
    stranger = people.client(join(Role.CISO, at=elsewhere))

    assert stranger.get(review).status_code == 404
    assert stranger.get(f"{review}/lijst.csv").status_code == 404
    assert stranger.post(f"{review}/sluiten").status_code == 404
    assert stranger.post(f"{review}/regels/1", {"besluit": "intrekken"}).status_code == 404
