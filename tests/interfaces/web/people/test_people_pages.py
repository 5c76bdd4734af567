"""The list of people, one person, adding, changing and leaving, as an administrator sees it."""

import pytest

from tests import people
from tests.apps.assessments.answered import asked_round
from tests.cast import TODAY
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member, System
from waarborg.domain.permissions import Role

LIST = "/beheer/mensen"


def fields(**changed):
    return {"name": "Eline Bos", "function": "teamleider", "email": "eline@veldermeer.test", **changed}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def found(here, **wanted) -> Member:
    with within(here.pk):
        return Member.objects.get(**wanted)


def test_the_menu_leads_to_the_people(client):
    assert client.get("/beheer/").headers["Location"] == LIST


def test_the_list_tells_roles_account_and_second_step(client, noor):
    page = text(client.get(LIST))

    assert "<strong>2</strong> personen" in page
    assert "CISO" in page
    assert "zonder tweede stap" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?rol=ciso", ["Noor de Wit"]),
        ("?zoek=visser", ["Daan Visser"]),
        ("?stand=left", ["Weg Gegaan"]),
        ("?account=nee", ["Zonder Account"]),
        ("?rol=ciso&rol=administrator", ["Daan Visser", "Noor de Wit"]),
        ("?zoek=niemand", []),
    ],
)
def test_filters_in_the_address_narrow_the_list(client, here, noor, join, query, names):
    join(Role.ISO, name="Weg Gegaan", left_on=TODAY)
    with within(here.pk):
        Member.objects.create(organisation=here, name="Zonder Account")
    page = text(client.get(LIST + query)).partition('id="resultaten"')[2]

    assert [
        name for name in ("Daan Visser", "Noor de Wit", "Weg Gegaan", "Zonder Account") if f">{name}<" in page
    ] == names


def test_who_left_stands_in_the_list_only_when_asked_for(client, join):
    join(Role.ISO, name="Weg Gegaan", left_on=TODAY)

    assert "Weg Gegaan" not in text(client.get(LIST))


def test_somebody_is_added_without_an_account(client, here):
    response = client.post(LIST + "/nieuw", fields(email="", roles=["process_owner"]))
    added = found(here, name="Eline Bos")

    assert response.headers["Location"] == f"{LIST}/{added.pk}"
    assert (added.person, added.roles) == (None, ["process_owner"])


def test_without_an_address_there_is_no_invitation_and_nothing_typed_is_lost(client):
    response = client.post(LIST + "/nieuw", fields(email="", invite="on", roles=["iso"]))

    assert response.status_code == 400
    assert "Vul een e-mailadres in voor de uitnodiging" in text(response)
    assert 'value="Eline Bos"' in text(response)
    assert 'value="iso" id="id_roles_iso" checked' in text(response)


def test_a_supervisor_needs_a_last_day_and_the_form_says_why(client):
    response = client.post(LIST + "/nieuw", fields(roles=["supervisor"]))

    assert response.status_code == 400
    assert "TG-01" in text(response)
    assert 'href="#id_until_on"' in text(response)


def test_the_role_of_the_command_line_is_not_in_the_form_and_not_taken(client):
    assert "command_line" not in text(client.get(LIST + "/nieuw"))
    assert client.post(LIST + "/nieuw", fields(roles=["command_line"])).status_code == 400


def test_roles_are_changed_and_hold_at_once(client, here, noor):
    changed = {"name": noor.name, "email": noor.email, "roles": ["board"], "reason": "andere baan"}
    client.post(f"{LIST}/{noor.pk}/wijzig", changed)

    assert found(here, pk=noor.pk).roles == ["board"]
    assert people.client(noor).get("/beheer/toegang").status_code == 403


def test_the_last_administrator_cannot_give_up_the_role(client, here, daan):
    response = client.post(f"{LIST}/{daan.pk}/wijzig", {"name": daan.name, "email": daan.email})

    assert response.status_code == 400
    assert "TG-06" in text(response)
    assert found(here, pk=daan.pk).roles == ["administrator"]


def test_leaving_shows_what_there_is_and_hands_it_over(client, here, noor, daan):
    with within(here.pk):
        System.objects.create(organisation=here, code="S1", name="Zaaksysteem", owner=noor)
    page = text(client.get(f"{LIST}/{noor.pk}/uit-dienst"))
    assert "Systemen als eigenaar" in page
    assert "Zaaksysteem" not in page  # an administrator reads no content
    client.post(f"{LIST}/{noor.pk}/uit-dienst", {"all": daan.pk})

    with within(here.pk):
        assert System.objects.get().owner_id == daan.pk
    assert found(here, pk=noor.pk).left_on is not None
    assert "uit dienst" in text(client.get(f"{LIST}/{noor.pk}"))


def test_who_left_is_taken_back_without_roles(client, here, noor):
    client.post(f"{LIST}/{noor.pk}/uit-dienst")
    client.post(f"{LIST}/{noor.pk}/terug")

    back = found(here, pk=noor.pk)
    assert (back.left_on, back.roles) == (None, [])


def test_every_role_is_explained_in_both_languages(client):
    page = text(client.get("/beheer/rollen"))
    assert "Leest geen antwoorden, bewijs of rapporten." in page
    client.cookies["taal"] = "en"
    assert "Reads no answers, evidence or reports." in text(client.get("/beheer/rollen"))


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.COMMAND_LINE, Role.ADMINISTRATOR}])
def test_only_an_administrator_changes_people(join, daan, role):
    someone = people.client(join(role, until_on=None))

    for address in (f"{LIST}/nieuw", f"{LIST}/{daan.pk}/wijzig", f"{LIST}/{daan.pk}/uit-dienst"):
        assert someone.get(address).status_code == 403
        assert someone.post(address).status_code == 403


def test_who_reads_the_list_does_not_read_when_colleagues_signed_in(join):
    page = text(people.client(join(Role.BOARD)).get(LIST))

    assert "Laatst aangemeld" not in page
    assert "Voeg iemand toe" not in page


def test_a_person_of_another_organisation_is_not_there(client, join, elsewhere):
    stranger = join(Role.CISO, at=elsewhere)
    for address in ("", "/wijzig", "/uit-dienst"):
        assert client.get(f"{LIST}/{stranger.pk}{address}").status_code == 404
    for address in ("/uitnodigen", "/uitnodiging-intrekken", "/terug"):
        assert client.post(f"{LIST}/{stranger.pk}{address}").status_code == 404


def test_the_list_takes_as_many_queries_for_many_people(client, here, count_queries):
    client.get(LIST)  # the first visit writes the session
    few = count_queries(client, LIST)
    with within(here.pk):
        Member.objects.bulk_create(Member(organisation=here, name=f"Persoon {n}") for n in range(60))

    assert count_queries(client, LIST) == few


def test_questions_go_to_who_cannot_answer_them_only_after_a_warning(norms):
    """As when they are assigned: both know who can."""
    round_, _ciso, bram = asked_round()
    here = round_.organisation
    heir = people.member(here, Role.ADMINISTRATOR)
    browser, address = people.client(heir), f"{LIST}/{bram.pk}/uit-dienst"

    page = text(browser.post(address, {"all": heir.pk}))
    assert "kan nog geen vragen beantwoorden" in page
    assert found(here, pk=bram.pk).left_on is None
    assert browser.post(address, {"all": heir.pk, "toch": heir.pk}).status_code == 302
    assert found(here, pk=bram.pk).left_on is not None


def test_questions_go_to_who_can_answer_them_at_once(norms):
    round_, ciso, bram = asked_round()
    administrator = people.client(people.member(round_.organisation, Role.ADMINISTRATOR))

    assert administrator.post(f"{LIST}/{bram.pk}/uit-dienst", {"all": ciso.pk}).status_code == 302
