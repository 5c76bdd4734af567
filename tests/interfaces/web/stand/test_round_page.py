"""The page of a round: its name, and the one next thing to do in every state."""

import re

import pytest

from tests import people
from tests.apps.assessments import town
from tests.apps.assessments.answered import AT, TODAY, answer, asked_round, close
from waarborg.apps.assessments.actions import Subjects
from waarborg.apps.assessments.actions import hearing as acts
from waarborg.apps.assessments.models import Judgement
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Role


@pytest.fixture
def at_work(norms):
    """The round, its CISO, and Bram."""
    return asked_round()


def page_of(who, round_, page=""):
    response = people.client(who).get(f"/stand/{round_.slug}/{page}")
    assert response.status_code == 200
    return response.content.decode()


def main_action(page):
    """The words of the one primary button of a page."""
    (found,) = re.findall(r'nl-button--primary"[^>]*>([^<]*)<', page.partition("<main")[2])
    return found


def test_it_is_called_as_the_round_and_starts_with_dividing(at_work):
    round_, ciso, _bram = at_work
    page = page_of(ciso, round_)

    assert f'level-1">{round_.title}</h1>' in page
    assert f"<title>{round_.title} · " in page
    assert main_action(page) == "Verdeel de vragen"


def test_it_counts_what_is_nobodys_as_the_page_it_leads_to(at_work):
    round_, ciso, _bram = at_work
    with within(round_.organisation_id):
        answer(round_, "5.01.01", people.actor(ciso), opzet="meets")  # of three levels: still open
    listed = people.client(ciso).get(f"/stand/{round_.slug}/toewijzen?wie=-&stand=open")

    assert f"{listed.context['page'].paginator.count} open vragen zijn nog van niemand." in page_of(ciso, round_)


def test_when_all_is_divided_it_leads_to_what_is_still_open(at_work):
    round_, ciso, bram = at_work
    Judgement.objects.filter(assessment=round_).update(assignee=bram)
    page = page_of(ciso, round_)
    listed = people.client(ciso).get(f"/stand/{round_.slug}/toewijzen?stand=open")

    assert f"{listed.context['page'].paginator.count} vragen zijn nog open." in page
    assert 'toewijzen?stand=open">Bekijk wie nog bezig is' in page


def test_during_the_hearing_the_reactions_come_first(at_work):
    round_, ciso, bram = at_work
    by = people.actor(ciso)
    with within(round_.organisation_id):
        heard = acts.open_hearing(round_=round_, until_on=TODAY, message="", invite=[bram.pk], by=by, at=AT)
    assert main_action(page_of(ciso, round_)) == "Bekijk de reacties"

    with within(round_.organisation_id):
        acts.react(hearing=heard, judgement_id=None, agrees=False, text="Nee.", by=people.actor(bram), at=AT)
    page = page_of(ciso, round_)
    assert "1 reactie wacht op jullie antwoord." in page
    assert main_action(page) == "Behandel de reacties"


def test_of_a_closed_round_the_report_comes_first(at_work):
    round_, ciso, _bram = at_work
    with within(round_.organisation_id):
        close(round_, people.actor(ciso))

    assert main_action(page_of(ciso, round_)) == "Bekijk de rapporten"


def test_who_only_reads_is_led_to_what_falls_short(at_work):
    round_, _ciso, _bram = at_work
    board = people.member(round_.organisation, Role.BOARD)

    assert main_action(page_of(board, round_)) == "Bekijk de tekortkomingen"


def test_a_round_over_more_systems_opens_under_its_own_name_too(norms):
    veldermeer = town.build()
    round_ = veldermeer.start(title="Systemen", subjects=Subjects(organisation=False, systems=("s01", "s02")))
    page = page_of(veldermeer.ciso, round_)

    assert 'level-1">Systemen</h1>' in page
    assert f'<a href="/stand/{round_.slug}/" aria-current="page">Beeld</a>' in page
    assert 'level-1">Resultaten</h1>' in page_of(veldermeer.ciso, round_, "resultaten")
