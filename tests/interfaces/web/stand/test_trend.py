"""How we stood before: closed rounds in a row, from their snapshots, on the pages of a later round."""

from datetime import date, timedelta

import pytest

from tests import people
from tests.apps.assessments.answered import answer, close, start
from tests.cast import AT
from waarborg.apps.assessments.models import Judgement
from waarborg.apps.base.tenancy import within
from waarborg.apps.reports.queries.frozen import kept_report
from waarborg.apps.reports.queries.trend import trend
from waarborg.domain.assessments import Level, Verdict, counts
from waarborg.domain.permissions import Role
from waarborg.domain.rounds import Depth

NOTHING = counts([])


@pytest.fixture
def town(norms):
    """An organisation and its CISO, who is signed in."""
    organisation = people.organisation("Gemeente Terugblik")
    with within(organisation.pk):
        ciso = people.member(organisation, Role.CISO)
        yield organisation, people.actor(ciso), people.client(ciso)


def _closed(organisation, by, title, year, verdict, **how):
    round_ = start(organisation, by, title=title, on=date(year, 1, 31), **how)
    answer(round_, "5.17.01", by, opzet=verdict, evidence="Beleid")
    close(round_, by, at=AT + timedelta(days=year - 2020))
    return round_


def _now(organisation, by, **how):
    round_ = start(organisation, by, title="Nu", on=date(2027, 2, 1), **how)
    answer(round_, "5.17.01", by, opzet="meets", evidence="Beleid")
    return round_


def test_closed_rounds_stand_in_the_order_of_time_with_what_was_frozen(town):
    organisation, by, _client = town
    _closed(organisation, by, "Tweede", 2026, "partly")
    first = _closed(organisation, by, "Eerste", 2025, "fails")
    start(organisation, by, title="Nooit gesloten", on=date(2026, 6, 1))

    found = trend(_now(organisation, by), "", NOTHING)

    assert [one.title for one in found] == ["Eerste", "Tweede", "Nu"]
    assert [one.is_now for one in found] == [False, False, True]
    assert found[0].counts == kept_report(first, language="nl").totals
    assert found[0].counts[Level.OPZET][Verdict.FAILS] == 1
    assert found[1].counts[Level.OPZET][Verdict.PARTLY] == 1
    assert found[0].counts[Level.OPZET][Verdict.MEETS] == 0


def test_another_edition_of_the_norm_is_shown_and_says_so(town):
    organisation, by, client = town
    _closed(organisation, by, "Oude norm", 2025, "meets", edition="bio2@1.2")
    round_ = _now(organisation, by)

    (then, _current) = trend(round_, "", NOTHING)
    page = client.get(f"/stand/{round_.slug}/").content.decode()

    assert then.is_other_edition
    assert then.total > 0
    assert "andere editie" in page
    assert f"{then.total} rijen" in page


def test_both_pages_show_the_drawing_and_a_row_per_round_that_leads_on(town):
    organisation, by, client = town
    _closed(organisation, by, "Eerste", 2025, "fails")
    round_ = _now(organisation, by)

    for page in ("", "resultaten"):
        text = client.get(f"/stand/{round_.slug}/{page}").content.decode()
        assert "Hoe stonden we vorige keer?" in text
        assert 'href="/stand/eerste/"' in text
        assert f'href="/stand/{round_.slug}/vergelijk?met=eerste"' in text
        assert "0% voldoet, 0% voldoet deels, 100% voldoet niet" in text
        assert "100% voldoet, 0% voldoet deels, 0% voldoet niet" in text


def test_without_an_earlier_round_or_with_a_part_of_the_round_nothing_is_said(town):
    organisation, by, client = town
    round_ = _now(organisation, by)
    assert "vorige keer" not in client.get(f"/stand/{round_.slug}/").content.decode()

    _closed(organisation, by, "Eerste", 2025, "fails")

    narrowed = f"/stand/{round_.slug}/resultaten?per=thema&eigenaar=-"
    assert "vorige-keer" not in client.get(narrowed).content.decode()


def test_who_sees_only_own_rows_sees_no_figures_of_the_whole(town):
    organisation, by, _client = town
    _closed(organisation, by, "Eerste", 2025, "fails")
    round_ = _now(organisation, by)
    manager = people.member(organisation, Role.PROCESS_OWNER)
    Judgement.objects.filter(assessment=round_, item__number="5.17.01").update(assignee=manager.pk)

    assert "vorige-keer" not in people.client(manager).get(f"/stand/{round_.slug}/").content.decode()


def test_a_system_is_set_beside_the_same_system(town):
    organisation, by, _client = town
    before = start(organisation, by, title="Eerste", on=date(2025, 1, 31), systems=2)
    Judgement.objects.filter(assessment=before, subject__code="s1", item__number="5.17.01").update(opzet="fails")
    close(before, by)
    round_ = _now(organisation, by, systems=2)

    failing = [trend(round_, code, NOTHING)[0].counts[Level.OPZET][Verdict.FAILS] for code in ("s0", "s1", "")]

    assert failing == [0, 1, 0]
    assert trend(round_, "s9", NOTHING) == ()


def test_a_level_that_an_earlier_round_did_not_ask_is_no_zero(town):
    organisation, by, client = town
    _closed(organisation, by, "Ondiep", 2025, "meets", depth=Depth.OPZET)
    round_ = _now(organisation, by)

    assert "niet gevraagd" in client.get(f"/stand/{round_.slug}/").content.decode()


def test_it_takes_as_many_queries_for_three_rounds_as_for_one(town, django_assert_num_queries):
    organisation, by, _client = town
    round_ = _now(organisation, by)
    for year in (2024, 2025, 2026):
        _closed(organisation, by, f"Ronde {year}", year, "meets", depth=Depth.BESTAAN)
        with django_assert_num_queries(3):
            assert len(trend(round_, "", NOTHING)) == year - 2022
