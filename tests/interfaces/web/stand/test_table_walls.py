"""Who may fill in what: the table of a process owner, of who only reads, and of an outsider."""

import json
from uuid import uuid4

import pytest
from django.test import Client

TABLE = "/stand/gemeente-veldermeer-nulmeting-2027/invullen"
EXCEL = "/stand/gemeente-veldermeer-nulmeting-2027/excel"


@pytest.fixture(autouse=True)
def no_second_step(veldermeer):
    """As in the demo: the second step has its own tests."""
    from tests import people

    people.organisation(veldermeer.organisation.name)
    veldermeer.organisation.refresh_from_db()


@pytest.fixture
def bram(veldermeer):
    """A process owner with one row, as a signed-in client; and that row."""
    from tests import people
    from waarborg.apps.assessments.models import Judgement
    from waarborg.domain.permissions import Role

    member = people.member(veldermeer.organisation, Role.PROCESS_OWNER)
    own = Judgement.objects.get(assessment=veldermeer, item__number="5.01.01")
    own.assignee = member
    own.save()
    return people.client(member), own


def send(client, row):
    step = {"batch": str(uuid4()), "edits": [{"row": row.pk, "seen": row.version, "values": {"opzet": "partly"}}]}
    return client.post(f"{TABLE}/cellen", json.dumps({"steps": [step]}), content_type="application/json")


def test_a_process_owner_sees_and_changes_only_own_rows(bram, veldermeer):
    from waarborg.apps.assessments.models import Judgement

    client, own = bram
    page = client.get(TABLE).content.decode()
    other = Judgement.objects.get(assessment=veldermeer, item__number="5.01.02")

    assert page.count("<tr id=") == 1
    assert EXCEL not in page
    assert send(client, own).status_code == 200
    assert send(client, other).status_code == 404
    assert client.get(EXCEL).status_code == 403


@pytest.mark.parametrize("role", ["board", "auditor", "privacy_officer", "supervisor", "administrator", "employee"])
def test_who_may_not_judge_gets_no_table_and_no_sheet(role, veldermeer):
    from tests import people
    from waarborg.apps.assessments.models import Judgement
    from waarborg.domain.permissions import Role

    client = people.client(people.member(veldermeer.organisation, Role(role)))
    row = Judgement.objects.filter(assessment=veldermeer).first()

    assert client.get(TABLE).status_code == 403
    assert send(client, row).status_code == 403
    assert client.get(EXCEL).status_code == 403
    assert client.get(f"{EXCEL}/blad").status_code == 403


def test_to_another_organisation_the_round_is_not_there(veldermeer):
    from tests import cast, people
    from waarborg.apps.assessments.models import Judgement
    from waarborg.domain.permissions import Role

    client = people.client(people.member(people.organisation(cast.ELSEWHERE), Role.CISO))
    row = Judgement.objects.filter(assessment=veldermeer).first()

    for address in (TABLE, f"{TABLE}/sinds?na=2027-01-01T00:00:00Z", EXCEL, f"{EXCEL}/blad", f"{EXCEL}/1"):
        assert client.get(address).status_code == 404, address
    assert send(client, row).status_code == 404


def test_a_closed_round_takes_nothing_any_more(client, veldermeer):
    from waarborg.apps.assessments.models import Judgement

    veldermeer.status = "closed"
    veldermeer.save()
    row = Judgement.objects.filter(assessment=veldermeer).first()

    assert "Deze ronde is gesloten" in client.get(TABLE).content.decode()
    assert send(client, row).status_code == 409
    assert "kan geen blad meer worden ingelezen" in client.get(EXCEL).content.decode()


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"steps": [{"batch": "6f1d1b0e-0000-4000-8000-000000000000", "edits": [{"row": 1e400, "values": {}}]}]}',
        '{"steps": 1}',
        "geen JSON",
    ],
)
def test_nonsense_is_refused_and_breaks_nothing(bram, body):
    client, _own = bram
    assert client.post(f"{TABLE}/cellen", body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(("field", "value"), [("maturity", "1e400"), ("explanation", r'"\ud800"'), ("opzet", "{}")])
def test_what_no_field_can_hold_is_refused_for_that_cell(bram, field, value):
    client, own = bram
    edit = f'{{"row": {own.pk}, "seen": {own.version}, "values": {{"{field}": {value}}}}}'
    body = f'{{"steps": [{{"batch": "{uuid4()}", "edits": [{edit}]}}]}}'
    answer = client.post(f"{TABLE}/cellen", body, content_type="application/json")
    assert answer.json()["refused"] == [[own.pk, field]]


def test_a_form_where_data_belongs_is_refused(bram):
    """Read as a form already, by the middleware that looks for its token."""
    client, _own = bram
    strict = Client(enforce_csrf_checks=True, headers={"X-Waarborg-Made-For": client.sealed})
    strict.cookies = client.cookies
    strict.cookies["csrftoken"] = token = "a" * 32
    assert strict.post(f"{TABLE}/cellen", {"csrfmiddlewaretoken": token, "steps": "x"}).status_code == 400


def test_a_number_or_a_moment_that_cannot_be_breaks_nothing(bram):
    client, _own = bram
    assert client.post(f"{TABLE}/rij", {"rij": "9" * 5000, "gezien": "1"}).status_code == 400
    assert client.get(f"{TABLE}/sinds", {"na": "2027-13-45T99:00:00Z"}).status_code == 400


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "²"])
def test_a_number_that_no_row_has_breaks_no_page(bram, number):
    client, own = bram
    line = f"{TABLE.removesuffix('/invullen')}/regel/{own.pk}"
    assert client.post(f"{line}/koppel", {"bewijs": number, "niveau": "opzet"}).status_code == 302
    assert client.post(f"{line}/maak-los", {"bewijs": number}).status_code in {302, 404}
