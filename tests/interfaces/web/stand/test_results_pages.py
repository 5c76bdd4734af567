"""Pages of results, hearing, closing, comparing, reports and templates: what they show, and to whom."""

import pytest

from tests import people
from tests.apps.assessments.answered import asked_round, close, start
from waarborg.apps.assessments.models import Judgement
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.apps.organisations.models import Member
from waarborg.apps.reports.actions import make
from waarborg.apps.reports.models import ReportFile
from waarborg.domain.permissions import Role

ALL_PAGES = ("", "resultaten", "resultaten?per=hoofdstuk", "wederhoor", "sluiten", "vergelijk", "rapporten/")


@pytest.fixture
def at_work(norms):
    """The round, and browsers of its CISO and of Bram."""
    round_, ciso, bram = asked_round()
    return round_, people.client(ciso), people.client(bram)


def _page(client, round_, page, status=200):
    response = client.get(f"/stand/{round_.slug}/{page}")
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("page", ALL_PAGES)
def test_the_ciso_opens_every_page_of_an_open_and_a_closed_round(at_work, page):
    round_, ciso, _bram = at_work
    _page(ciso, round_, page)
    with within(round_.organisation_id):
        close(round_, people.actor(people.member(round_.organisation, Role.CISO, email="wie@sluit.test")))

    _page(ciso, round_, page, status=302 if page == "sluiten" else 200)


def test_a_line_manager_sees_only_figures_of_own_rows(at_work):
    round_, _ciso, bram = at_work

    for page in ("", "resultaten"):
        text = _page(bram, round_, page)
        assert "op jouw naam" in text
        assert "1 van 1" in text
    assert 'class="wb-results-count" role="status"><strong>1</strong>' in _page(bram, round_, "regels")
    _page(bram, round_, "vergelijk", status=404)


@pytest.mark.parametrize("page", ["sluiten", "rapporten/"])
def test_a_line_manager_cannot_close_or_take_reports(at_work, page):
    round_, _ciso, bram = at_work

    _page(bram, round_, page, status=403)


@pytest.mark.parametrize("page", ALL_PAGES)
def test_for_an_outsider_the_round_is_not_there(at_work, page):
    round_, _ciso, _bram = at_work
    outsider = people.client(people.member(people.organisation("Elders"), Role.CISO, email="ik@elders.test"))

    assert round_.organisation.name not in _page(outsider, round_, page, status=404)


def test_closing_needs_a_clear_yes(at_work):
    round_, ciso, _bram = at_work
    response = ciso.post(f"/stand/{round_.slug}/sluiten", {})

    assert response.status_code == 400
    assert "Vink aan dat je weet dat afsluiten blijvend is." in response.content.decode()
    assert not ReportFile.objects.exists()


def test_a_report_is_asked_for_made_and_taken_home(at_work):
    round_, ciso, bram = at_work
    ciso.post(f"/stand/{round_.slug}/rapporten/maak", {"vorm": ["rapport.xlsx"], "taal": ["nl"]})
    assert "hx-trigger" in _page(ciso, round_, "rapporten/")
    report = ReportFile.objects.get()
    make.make_report(
        organisation_id=round_.organisation_id, report_id=report.pk, today=round_.reference_on, clock=_moment
    )

    assert "hx-trigger" not in _page(ciso, round_, "rapporten/")
    file = ciso.get(f"/stand/{round_.slug}/rapporten/{report.pk}")
    assert file["Content-Disposition"] == f'attachment; filename="{round_.slug}-rapport-nl.xlsx"'
    assert file.content.startswith(b"PK")
    assert JournalLine.objects.get(action="report.download").object == f"{round_.slug}: rapport.xlsx nl"
    assert bram.get(f"/stand/{round_.slug}/rapporten/{report.pk}").status_code == 403


def test_the_map_of_systems_takes_the_same_queries_however_many(at_work):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    round_, ciso, _bram = at_work
    numbers = []
    for n in (2, 6):
        with within(round_.organisation_id):
            by = people.actor(people.member(round_.organisation, Role.ISO, email=f"iso{n}@voorbeeld.test"))
            made = start(round_.organisation, by, systems=n, title=f"Met {n}")
        _page(ciso, made, "resultaten")
        with CaptureQueriesContext(connection) as captured:
            text = _page(ciso, made, "resultaten")
        assert text.count("wb-heat__unknown") > n
        numbers.append(len(captured))

    assert numbers[0] == numbers[1]


def test_a_cell_of_the_map_shows_and_says_what_falls_short_of_what_was_assessed(at_work):
    round_, ciso, _bram = at_work
    with within(round_.organisation_id):
        by = people.actor(people.member(round_.organisation, Role.ISO, email="iso@voorbeeld.test"))
        made = start(round_.organisation, by, systems=2, title="Met systemen")
        rows = Judgement.objects.filter(assessment=made, ask="verdict", item__theme="access", subject__code="s0")
        given = [("applies", verdict) for verdict in ("meets", "partly", "fails", "fails", "not_applicable")]
        for row, (applicability, bestaan) in zip(
            rows, [*given, ("not_applicable", "fails"), ("deviates", "fails")], strict=False
        ):
            Judgement.objects.filter(pk=row.pk).update(applicability=applicability, bestaan=bestaan)

    page = _page(ciso, made, "resultaten?per=systeem&niveau=bestaan")
    assert page.count('aria-label="4 van 5">4<small>/5</small>') == 2  # of the theme, and of all of that system


@pytest.mark.parametrize(("systems", "chips", "choices"), [(2, 3, 0), (9, 0, 10)])
def test_an_item_over_many_systems_offers_a_list_to_choose_from_instead_of_a_cloud(at_work, systems, chips, choices):
    round_, ciso, _bram = at_work
    with within(round_.organisation_id):
        by = people.actor(people.member(round_.organisation, Role.ISO, email="iso@voorbeeld.test"))
        made = start(round_.organisation, by, systems=systems, title="Met systemen")

    text = _page(ciso, made, "5.17.01?over=s1")
    assert text.count('class="wb-chip"') == chips
    assert text.count('<option value="s') == max(0, choices - 1)
    assert ('<option value="s1" selected>' in text) is bool(choices)


def test_reacting_and_answering_work_without_scripts(at_work):
    round_, ciso, bram = at_work
    invited = bram.get(f"/stand/{round_.slug}/wederhoor")
    assert invited.status_code == 200
    member = _member_id(round_, Role.PROCESS_OWNER)
    until = "2099-01-01"
    ciso.post(f"/stand/{round_.slug}/wederhoor/open", {"until_on": until, "message": "Klopt dit?", "invite": [member]})
    page = _page(bram, round_, "wederhoor")
    row = page.partition('name="rij" value="')[2].partition('"')[0]
    bram.post(f"/stand/{round_.slug}/wederhoor/reageer", {"rij": row, "klopt": "nee", "tekst": "<b>Nee</b>"})

    text = _page(ciso, round_, "wederhoor")
    assert "&lt;b&gt;Nee" in text
    reaction = text.partition('id="reactie-')[2].partition('"')[0]
    answer = {"gevolgd": "ja", "antwoord": "Aangepast."}
    ciso.post(f"/stand/{round_.slug}/wederhoor/antwoord/{reaction}", answer)
    assert "Aangepast." in _page(bram, round_, "wederhoor")
    ciso.post(f"/stand/{round_.slug}/wederhoor/afronden")
    assert "Afgerond op" in _page(ciso, round_, "wederhoor")


def test_the_form_of_the_hearing_offers_who_may_react_and_teaches_when_nobody_may(at_work):
    round_, ciso, _bram = at_work
    page = _page(ciso, round_, "wederhoor")
    assert page.count('name="invite"') == 1
    assert f'value="{_member_id(round_, Role.PROCESS_OWNER)}"' in page

    Member.objects.filter(pk=_member_id(round_, Role.PROCESS_OWNER)).update(roles=[Role.SUPERVISOR.value])
    page = _page(ciso, round_, "wederhoor")
    assert 'name="invite"' not in page
    assert "Er is nog niemand die je kunt vragen." in page


def test_templates_without_a_round_say_how_to_begin(at_work):
    _round, ciso, _bram = at_work
    page = ciso.get("/sjablonen/").content.decode()
    assert "Kies hieronder een ronde" in page

    elsewhere = people.client(people.member(people.organisation("Gemeente Elders"), Role.CISO, email="x@elders.test"))
    page = elsewhere.get("/sjablonen/").content.decode()
    assert "Kies hieronder een ronde" not in page
    assert 'href="/stand/start">Start een nulmeting</a>' in page


def test_a_template_is_kept_and_used_in_the_pages(at_work):
    round_, ciso, _bram = at_work
    kept = ciso.post(f"/sjablonen/bewaar/{round_.slug}", {"naam": "Klein"})
    assert "Klein" in ciso.get("/sjablonen/").content.decode()
    used = ciso.post(kept.url, {"title": "Opnieuw", "reference_on": "2027-03-01"})

    assert used.url == "/stand/opnieuw/"
    assert ciso.get(used.url).status_code == 200


def _member_id(round_, role):
    return Member.objects.get(organisation=round_.organisation, roles=[role.value]).pk


def _moment():
    from tests.cast import AT

    return AT
