"""Starting a round and dividing its questions, in the pages."""

import pytest

from tests import people
from waarborg.apps.assessments.models import Assessment, Judgement
from waarborg.apps.base.models import JournalLine


@pytest.fixture
def town(norms):
    from tests.apps.assessments import town

    return town.build()


@pytest.fixture
def ciso(town):
    return people.client(town.ciso)


def wish(**changes):
    return {
        "edition": "bio2@1.3",
        "title": "Nulmeting 2027",
        "reference_on": "2027-02-01",
        "depth": "werking",
        "organisation": "on",
        "to_owners": "on",
        "slug": "",
        "scope": "",
        **changes,
    }


def test_a_round_is_started_with_one_form(ciso, town):
    response = ciso.post("/stand/start", wish(systems=["s01"], team=[str(town.ciso.pk)]))

    round_ = Assessment.objects.get()
    assert response.url == "/stand/nulmeting-2027/toewijzen"
    assert [subject.code for subject in round_.subjects.all()] == ["", "s01"]
    assert [one.member for one in round_.team.all()] == [town.ciso]


def test_the_form_proposes_the_newest_bio2_and_offers_the_registers(ciso):
    page = ciso.get("/stand/start").content.decode()

    assert '<option value="bio2@1.3" selected>' in page
    assert "s02 Zaaksysteem" in page


def test_what_cannot_start_is_said_at_the_field_and_nothing_typed_is_lost(ciso):
    response = ciso.post("/stand/start", {**wish(title="Mijn ronde", slug="start"), "organisation": ""})

    page = response.content.decode()
    assert response.status_code == 422
    assert "minstens één onderwerp" in page
    assert 'value="Mijn ronde"' in page
    assert not Assessment.objects.exists()


def test_a_line_manager_starts_and_assigns_nothing(town):
    manager = people.client(town.manager)

    assert manager.get("/stand/start").status_code == 403


def test_a_round_is_changed_and_gets_more_subjects(ciso, town):
    round_ = town.start()
    ciso.post(
        f"/stand/{round_.slug}/ronde",
        {"title": "Nulmeting najaar", "reference_on": "2027-09-01", "depth": "opzet", "scope": "Alles", "team": []},
    )
    ciso.post(f"/stand/{round_.slug}/onderwerpen", {"meer-processes": ["p01"], "meer-to_owners": "on"})

    round_.refresh_from_db()
    assert (round_.title, round_.depth, round_.about["scope"]) == ("Nulmeting najaar", "opzet", "Alles")
    assert Judgement.objects.filter(assessment=round_, assignee=town.manager).count() == 158
    assert JournalLine.objects.filter(action="assessment.change").exists()


@pytest.fixture
def round_(town):
    return town.start()


def divide(client, round_, query="", **data):
    return client.post(f"/stand/{round_.slug}/toewijzen{query}", data)


def test_a_filter_is_assigned_whole_after_a_preview_and_undone(ciso, town, round_):
    choice = {"keuze": "alle", "wie": str(town.manager.pk)}
    preview = divide(ciso, round_, "?thema=access", **choice).content.decode()
    assert "vragen voor Anke Jansen" in preview
    assert not Judgement.objects.filter(assignee=town.manager).exists()

    done = divide(ciso, round_, "?thema=access", stap="doe", **choice)
    mine = Judgement.objects.filter(assignee=town.manager)
    assert set(mine.values_list("item__theme", flat=True)) == {"access"}

    page = ciso.get(done.url)
    ciso.post(f"/stand/{round_.slug}/toewijzen/ongedaan", {"batch": str(page.context["done"])})
    assert not mine.exists()


def test_only_what_was_ticked_is_assigned(ciso, town, round_):
    row = town.row(round_, "5.17.01")
    divide(ciso, round_, keuze="gekozen", vraag=[str(row.pk)], wie=str(town.manager.pk), stap="doe")

    assert list(Judgement.objects.filter(assignee=town.manager)) == [row]


@pytest.mark.parametrize(("data", "said"), [({"keuze": "alle"}, "Kies eerst een persoon"), ({}, "Kies")])
def test_an_incomplete_choice_is_refused_in_words(ciso, round_, data, said):
    response = divide(ciso, round_, **data)

    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.parametrize("query", ["?over=-", "?hoofdstuk=5", "?rol=ciso", "?wie=-", "?stand=open", "?thema=access"])
def test_every_filter_narrows_and_stays_in_the_address(ciso, round_, query):
    page = ciso.get(f"/stand/{round_.slug}/toewijzen{query}")

    assert page.status_code == 200
    assert 0 < page.context["page"].paginator.count <= 157


def test_pages_over_several_subjects_show_every_row_once_in_the_order_of_the_questions(ciso, town, round_):
    ciso.post(f"/stand/{round_.slug}/onderwerpen", {"meer-processes": ["p01"]})
    pages = [ciso.get(f"/stand/{round_.slug}/toewijzen?pagina={n}").context["page"] for n in (1, 2, 3, 4)]

    shown = [row.pk for page in pages for row in page]
    asked = Judgement.objects.filter(assessment=round_, ask__in=("verdict", "guideline"))
    assert shown == list(asked.order_by("subject__position", "item__position").values_list("pk", flat=True))
    assert len({row.subject_id for row in pages[1]}) == 2, (
        "the second page has the end of one and the beginning of another"
    )


def test_one_of_several_subjects_is_filtered_by_its_code(ciso, town, round_):
    ciso.post(f"/stand/{round_.slug}/onderwerpen", {"meer-processes": ["p01"]})
    page = ciso.get(f"/stand/{round_.slug}/toewijzen?over=p01")

    assert page.context["page"].paginator.count == 157
    assert {row.subject.code for row in page.context["page"]} == {"p01"}


def test_somebody_without_an_account_can_be_chosen_with_a_warning(ciso, town, round_):
    from waarborg.apps.organisations.models import Member

    guest = Member.objects.create(organisation=town.organisation, name="Zonder Account")
    page = divide(ciso, round_, keuze="alle", wie=str(guest.pk)).content.decode()

    assert "Zonder Account kan nog geen vragen beantwoorden" in page
