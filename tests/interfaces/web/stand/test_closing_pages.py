"""Closing in the pages: a yes, how far it is, what went wrong and what to do then, and the reports."""

import pytest

from tests import people
from tests.apps.assessments.answered import asked_round, freeze
from waarborg.apps.base.tenancy import within
from waarborg.apps.reports.actions import freeze as freezing
from waarborg.apps.reports.models import Closing
from waarborg.domain.permissions import Role

POLL = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def at_work(norms):
    """The round that its CISO wants closed, and browsers of the CISO and of Bram."""
    round_, ciso, bram = asked_round()
    browser = people.client(ciso)
    browser.post(f"/stand/{round_.slug}/sluiten", {"begrepen": "ja"})
    return round_, browser, people.client(bram)


def _page(client, round_, page, status=200, **headers):
    response = client.get(f"/stand/{round_.slug}/{page}", **headers)
    assert response.status_code == status
    return response.content.decode()


def _worker(round_):
    with within(round_.organisation_id):
        closing = Closing.objects.get()
        freeze(closing)


def _fail(round_, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(freezing, "nulmeting_report", refuse)
        _worker(round_)


@pytest.mark.parametrize("page", ["sluiten", "", "resultaten"])
def test_while_it_is_closed_the_page_says_so_and_looks_again(at_work, page):
    round_, ciso, _bram = at_work
    text = _page(ciso, round_, page)

    assert "Deze nulmeting wordt afgesloten." in text
    assert f'hx-get="/stand/{round_.slug}/sluiten/stand"' in text
    assert '<noscript><meta http-equiv="refresh"' in text
    assert "Deze nulmeting wordt afgesloten." in _page(ciso, round_, "sluiten/stand", **POLL)


@pytest.mark.parametrize(
    "page", ["invullen", "vragen", "ronde", "5.17.01", "regels", "wederhoor", "vergelijk", "excel"]
)
def test_every_other_page_opens_and_takes_nothing(at_work, page):
    round_, ciso, _bram = at_work

    text = _page(ciso, round_, page).partition("<main")[2]
    assert text
    assert 'method="post"' not in text
    assert 'id="tabel"' not in text


def test_when_it_is_done_the_page_is_shown_anew_with_the_reports(at_work):
    round_, ciso, _bram = at_work
    _worker(round_)

    assert ciso.get(f"/stand/{round_.slug}/sluiten/stand", **POLL)["HX-Refresh"] == "true"
    response = ciso.get(f"/stand/{round_.slug}/sluiten", follow=True)
    assert response.redirect_chain == [(f"/stand/{round_.slug}/rapporten/", 302)]
    assert "Deze nulmeting is afgesloten op" in response.content.decode()


def test_what_went_wrong_can_be_tried_again(at_work, monkeypatch):
    round_, ciso, bram = at_work
    _fail(round_, monkeypatch)
    text = _page(ciso, round_, "sluiten")
    assert "Het afsluiten ging mis." in text
    assert "hx-get" not in text.partition('id="afsluiten"')[2].partition(">")[0]
    assert "Probeer opnieuw" not in _page(bram, round_, "")

    ciso.post(f"/stand/{round_.slug}/sluiten/wijzig", {"doe": "opnieuw"})
    _worker(round_)
    _page(ciso, round_, "sluiten", status=302)


def test_what_went_wrong_can_be_left(at_work, monkeypatch):
    round_, ciso, _bram = at_work
    _fail(round_, monkeypatch)
    response = ciso.post(f"/stand/{round_.slug}/sluiten/wijzig", {"doe": "open"}, follow=True)

    assert "De nulmeting is weer open." in response.content.decode()
    assert 'id="tabel"' in _page(ciso, round_, "invullen")


def test_only_who_may_close_changes_it(at_work):
    round_, _ciso, bram = at_work
    outsider = people.client(people.member(people.organisation("Elders"), Role.CISO, email="ik@elders.test"))

    assert bram.post(f"/stand/{round_.slug}/sluiten/wijzig", {"doe": "open"}).status_code == 403
    assert outsider.post(f"/stand/{round_.slug}/sluiten/wijzig", {"doe": "open"}).status_code == 404
    assert "wordt afgesloten" in _page(bram, round_, "sluiten/stand", **POLL)
    _page(outsider, round_, "sluiten/stand", status=404, **POLL)


def test_a_cell_that_comes_too_late_is_refused_with_words(at_work):
    round_, ciso, _bram = at_work
    from waarborg.apps.assessments.models import Judgement

    with within(round_.organisation_id):
        row = Judgement.objects.get(item__number="5.17.01")
    edit = {"row": row.pk, "seen": row.version, "values": {"opzet": "fails"}}
    steps = {"steps": [{"batch": "7b2f3f43-7c58-4a1e-9b7f-2f0a36b8f0c1", "edits": [edit]}]}
    answer = ciso.post(f"/stand/{round_.slug}/invullen/cellen", steps, content_type="application/json")

    assert answer.status_code == 409
    assert "gesloten" in answer.json()["message"]
