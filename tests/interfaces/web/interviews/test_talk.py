"""The pages of a conversation."""

import re
from uuid import uuid4

import pytest

from tests import people
from tests.apps.reports import rounds
from waarborg.domain.permissions import Role
from waarborg.interfaces.web.made_for import HEADER, MadeFor, seal

PLAN = {"title": "Toegang", "on": "2027-01-12", "participants": "A. Jansen, teamleider", "themes": ["access"]}


@pytest.fixture
def round_(norms):
    made = rounds.veldermeer()
    people.organisation(made.organisation.name)
    return made


@pytest.fixture
def ciso(round_):
    return people.client(people.member(round_.organisation, Role.CISO))


@pytest.fixture
def talk(ciso, round_):
    """The address of a conversation about access."""
    return ciso.post(f"/stand/{round_.slug}/interviews/nieuw", PLAN).headers["Location"]


def note(talk, client, **fields):
    data = {"key": str(uuid4()), "number": "5.17.01", "said_by": "A. Jansen", "text": "Alleen kantoor", **fields}
    return client.post(f"{talk}notities", data, headers={"Accept": fields.pop("accept", "application/json")})


def test_planning_prepares_the_questions_of_the_theme(ciso, talk):
    page = ciso.get(talk).content.decode()

    assert 'id="v5.17.01"' in page
    assert re.search(r'data-member="\d+"', page)  # keeps apart what two people typed on one device
    assert "A. Jansen (teamleider)" in page


def test_without_a_theme_the_form_says_so_and_keeps_what_was_typed(ciso, round_):
    answer = ciso.post(f"/stand/{round_.slug}/interviews/nieuw", {**PLAN, "themes": []})

    assert answer.status_code == 400
    assert 'value="Toegang"' in answer.content.decode()


def test_a_note_without_script_leads_back_to_its_question(ciso, talk):
    key = str(uuid4())
    answer = ciso.post(f"{talk}notities", {"key": key, "number": "5.17.01", "text": "Alleen kantoor"})

    assert answer.headers["Location"].endswith("#v5.17.01")
    assert "Alleen kantoor" in ciso.get(talk).content.decode()


def test_a_colleague_sees_the_note_in_the_next_look(ciso, talk, round_):
    note(talk, ciso)
    colleague = people.client(people.member(round_.organisation, Role.ISO))
    seen = colleague.get(f"{talk}sinds").json()

    assert [one["text"] for one in seen["notes"]] == ["Alleen kantoor"]
    assert colleague.get(f"{talk}sinds", {"na": seen["moment"]}).json()["notes"] == []


def test_a_note_that_changed_in_the_meantime_gives_409_and_the_other_text(ciso, talk):
    key = str(uuid4())
    note(talk, ciso, key=key)
    note(talk, ciso, key=key, text="van Bram", version="1")
    refused = note(talk, ciso, key=key, text="van Noor", version="1")

    assert refused.status_code == 409
    assert refused.json()["note"]["text"] == "van Bram"


def test_a_page_that_was_made_for_a_colleague_keeps_and_shows_nothing(ciso, talk):
    data = {"key": str(uuid4()), "number": "5.17.01", "said_by": "", "text": "van een ander"}
    theirs = {HEADER: seal(MadeFor(0, None)), "Accept": "application/json"}
    refused = ciso.post(f"{talk}notities", data, headers=theirs)

    assert (refused.status_code, refused.json()["is_another"]) == (409, True)
    assert ciso.get(f"{talk}sinds", headers=theirs).status_code == 409
    assert ciso.get(f"{talk}sinds").json()["notes"] == []


def test_verdicts_are_saved_from_the_conversation(ciso, talk, round_):
    from waarborg.apps.assessments.models import Judgement

    row = Judgement.objects.get(assessment=round_, item__number="5.17.01")
    asked = {"judgement": row.pk, "version": row.version, "number": "5.17.01", "opzet": "fails"}
    ciso.post(f"{talk}oordeel", asked)

    assert Judgement.objects.get(pk=row.pk).opzet == "fails"


@pytest.mark.parametrize("role", [Role.PROCESS_OWNER, Role.AUDITOR, Role.EMPLOYEE])
def test_who_may_not_interview_does_not_come_in(talk, round_, role):
    assert people.client(people.member(round_.organisation, role)).get(talk).status_code == 403


def test_somebody_elsewhere_finds_nothing(talk, ciso):
    elsewhere = people.client(people.member(people.organisation("Waterschap De Overkant"), Role.CISO))

    assert elsewhere.get(talk).status_code == 404


def test_a_conversation_takes_the_same_queries_however_many_notes(ciso, talk, django_assert_max_num_queries):
    for _ in range(3):
        note(talk, ciso)
    with django_assert_max_num_queries(16):
        assert ciso.get(talk).status_code == 200


def test_the_list_teaches_when_it_is_empty_and_names_what_is_planned(ciso, round_):
    address = f"/stand/{round_.slug}/interviews/"
    assert "Begin met één gesprek per thema" in ciso.get(address).content.decode()

    ciso.post(f"{address}nieuw", PLAN)
    assert "A. Jansen" in ciso.get(address).content.decode()
