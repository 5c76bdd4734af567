"""Vandaag, as each role finds it."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast, people
from tests.apps.assessments.town import build
from tests.apps.reports import rounds
from waarborg.apps.assessments.models import Judgement
from waarborg.apps.assessments.queries import nobodys
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Role
from waarborg.domain.rounds import Depth


@pytest.fixture
def at(norms):
    return people.organisation(cast.VELDERMEER)


def page_of(at, *roles, **fields):
    answer = people.client(people.member(at, *roles, **fields)).get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_an_account_it_says_what_waarborg_is(at, client):
    assert "Van norm naar verantwoording" in client.get("/").content.decode()


def test_a_ciso_who_has_nothing_yet_is_told_how_to_begin(at):
    page = page_of(at, Role.CISO)

    assert "Start de nulmeting" in page
    assert "Vul het profiel in" in page


def test_a_manager_sees_how_many_questions_wait_and_no_figures_of_others(at):
    round_ = rounds.veldermeer()
    manager = people.member(at, Role.PROCESS_OWNER)
    open_ones = Judgement.objects.filter(assessment=round_, ask="verdict", opzet="not_assessed")
    Judgement.objects.filter(pk__in=open_ones[:2]).update(assignee=manager)
    page = people.client(manager).get("/").content.decode()

    assert "Beantwoord 2 vragen" in page
    assert f"/stand/{round_.slug}/vragen" in page
    assert "wb-round__bars" not in page


@pytest.mark.parametrize("role", [Role.CISO, Role.ISO])
def test_who_divides_is_told_how_many_questions_are_nobodys_and_where_to_divide_them(at, role):
    round_ = rounds.veldermeer()
    (_round, n), *_others = nobodys(at)
    some_open_row = Judgement.objects.filter(assessment=round_, ask="verdict", opzet="not_assessed").first()
    Judgement.objects.filter(pk=some_open_row.pk).update(assignee=people.member(at, Role.PROCESS_OWNER))
    browser = people.client(people.member(at, role))
    page = browser.get("/").content.decode()
    listed = browser.get(f"/stand/{round_.slug}/toewijzen?wie=-&stand=open")

    assert n > 1
    assert f'href="/stand/{round_.slug}/toewijzen?wie=-&amp;stand=open">Verdeel {n - 1} vra' in page
    assert listed.context["page"].paginator.count == n - 1


def test_questions_of_nobody_are_told_to_who_divides_only_and_only_in_an_open_round(at):
    round_ = rounds.veldermeer()
    assert "toewijzen" not in page_of(at, Role.BOARD)
    assert "toewijzen" not in page_of(at, Role.PROCESS_OWNER)

    type(round_).objects.filter(pk=round_.pk).update(status="hearing")
    assert "toewijzen" not in page_of(at, Role.CISO)


def test_a_board_member_sees_how_it_stands_and_has_nothing_to_do(at):
    rounds.veldermeer()
    page = page_of(at, Role.BOARD)

    assert "Er wacht niets op je" in page
    assert "wb-round__bars" in page


def test_who_has_nothing_to_do_is_told_what_the_role_is_and_where_to_go_on(at):
    round_ = rounds.veldermeer()
    divided = people.member(at, Role.PROCESS_OWNER)
    Judgement.objects.filter(assessment=round_).update(assignee=divided)
    goes_on = {
        Role.ISO: f"/stand/{round_.slug}/invullen",
        Role.AUDITOR: f"/stand/{round_.slug}/",
        Role.BUYER: "/systemen/",
    }

    for role, address in goes_on.items():
        page = page_of(at, role)
        assert f'nl-button--primary" href="{address}"' in page
    assert "Jouw rol is inkoper of contractmanager. Beantwoordt de eigen vragen" in page


def test_who_reads_nothing_is_led_to_the_norms(at):
    rounds.veldermeer()
    page = page_of(at, Role.EMPLOYEE)

    assert "Bekijk de normen" in page
    assert "nl-button--primary" not in page


def test_a_board_member_finds_what_is_asked_of_the_board(at):
    round_ = rounds.veldermeer()

    assert f"/stand/{round_.slug}/#bestuur" in page_of(at, Role.BOARD)
    assert "#bestuur" not in page_of(at, Role.AUDITOR)


def test_an_administrator_sees_who_cannot_come_in_well(at):
    people.member(at, Role.ISO)
    page = page_of(at, Role.ADMINISTRATOR)

    assert "Wie heeft hulp nodig bij aanmelden?" in page
    assert "/beheer/mensen?account=onzeker" in page
    assert "Wie heeft hulp nodig bij aanmelden?" not in page_of(at, Role.CISO)


def test_a_closed_round_says_when(at):
    round_ = rounds.veldermeer()
    type(round_).objects.filter(pk=round_.pk).update(status="closed", closed_at=datetime(2027, 2, 1, 12, tzinfo=UTC))

    assert "afgesloten op 1 februari 2027" in page_of(at, Role.SUPERVISOR)


def test_an_employee_is_shown_the_way_to_the_norm(at):
    assert "Wil je weten wat de norm van je werk vraagt?" in page_of(at, Role.EMPLOYEE)


def test_a_first_review_is_due_now_and_was_not_missed(at):
    page = page_of(at, Role.CISO)

    assert "Kijk alle rechten na" in page
    assert "te laat" not in page


def test_a_consultant_can_go_to_the_other_client(at):
    one = people.member(at, Role.ADVISER)
    other = people.organisation("Gemeente Elders")
    people.member(other, Role.ADVISER, email=one.email)

    assert "Je andere organisaties" in people.client(one).get("/").content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COMMAND_LINE])
def test_the_day_takes_few_queries_for_every_role(at, role, django_assert_max_num_queries):
    rounds.veldermeer()
    browser = people.client(people.member(at, role))
    browser.get("/")

    with django_assert_max_num_queries(40):
        assert browser.get("/").status_code == 200


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EMPLOYEE])
def test_who_reads_no_content_finds_none(at, role):
    rounds.veldermeer()

    assert "Nulmeting BIO2" not in page_of(at, role)


def test_a_supervisor_is_told_that_access_ends(at):
    from waarborg.interfaces.web.clock import today

    assert "Je toegang loopt af" in page_of(at, Role.SUPERVISOR, until_on=today())


def test_the_day_is_complete_in_english(at):
    rounds.veldermeer()
    browser = people.client(people.member(at, Role.CISO))
    browser.cookies["taal"] = "en"
    page = browser.get("/").content.decode()

    assert "To do" in page
    assert "Te doen" not in page


def test_somebody_without_an_organisation_is_told_what_to_do(at):
    gone = people.member(at, Role.ISO)
    browser = people.client(gone)
    type(gone).objects.filter(pk=gone.pk).update(left_on=cast.TODAY)

    assert browser.get("/").status_code == 302  # a second step first: nobody is at work in a demo


def test_the_questions_of_rounds_that_ask_different_levels_are_each_counted_by_their_own(norms):
    """One query for all of them, by their keys: joined with their table, sixteen thousand rows were read one by one."""
    town = build()
    deep, shallow = town.start(), town.start(slug="opzet", depth=Depth.OPZET)
    for round_ in (deep, shallow):
        row = town.row(round_, "5.01.01")
        Judgement.objects.filter(pk=row.pk).update(opzet="meets")
    n = Judgement.objects.filter(assessment=deep, ask__in=["verdict", "guideline"]).count()

    with within(town.organisation.pk), CaptureQueriesContext(connection) as captured:
        found = dict(nobodys(town.organisation))

    assert found == {deep: n, shallow: n - 1}
    assert len(captured) == 2
    assert "JOIN" not in captured.captured_queries[-1]["sql"]
