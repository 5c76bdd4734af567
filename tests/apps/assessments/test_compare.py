"""A later round beside an earlier one: by what is asked, also over editions."""

from datetime import date

import pytest

from tests import people
from tests.apps.assessments.answered import answer, start
from tests.cast import VELDERMEER
from waarborg.apps.assessments.queries.compare import Turn, compare, earlier_rounds
from waarborg.apps.base.tenancy import within
from waarborg.domain.assessments import Level
from waarborg.domain.permissions import Role


@pytest.fixture
def by(norms):
    organisation = people.organisation(VELDERMEER)
    with within(organisation.pk):
        yield people.actor(people.member(organisation, Role.CISO))


def _rounds(by, edition="bio2@1.3", later="bio2@1.3"):
    organisation = people.organisation(VELDERMEER)
    before = start(organisation, by, edition=edition, on=date(2026, 1, 31), title="Eerst")
    after = start(organisation, by, edition=later, on=date(2027, 1, 31), title="Later")
    return before, after


def _turns(found, number, level=Level.OPZET):
    return [change.turn(level) for change in found.changes if change.place.number == number]


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        ("fails", "partly", Turn.IMPROVED),
        ("partly", "meets", Turn.IMPROVED),
        ("meets", "fails", Turn.WORSENED),
        ("partly", "partly", Turn.SAME),
        ("not_assessed", "fails", Turn.NEW),
        ("fails", "not_assessed", Turn.GONE),
        ("not_assessed", "not_assessed", Turn.SAME),
        ("not_applicable", "meets", Turn.NEW),
    ],
)
def test_a_verdict_improves_worsens_appears_or_goes(by, before, after, turn):
    earlier, later = _rounds(by)
    answer(earlier, "5.17.01", by, opzet=before, justification="kan niet")
    answer(later, "5.17.01", by, opzet=after)

    assert _turns(compare(earlier, later, language="nl"), "5.17.01") == [turn]


def test_levels_are_compared_apart(by):
    earlier, later = _rounds(by)
    answer(earlier, "5.17.01", by, opzet="fails", bestaan="meets")
    answer(later, "5.17.01", by, opzet="meets", bestaan="fails")
    found = compare(earlier, later, language="nl")

    assert found.tally(Level.OPZET)[Turn.IMPROVED] == found.tally(Level.BESTAAN)[Turn.WORSENED] == 1
    assert found.tally(Level.WERKING)[Turn.SAME] == len(found.changes)


def test_over_editions_the_lineage_finds_what_a_number_became(by):
    earlier, later = _rounds(by, edition="bio1@1.04zv", later="bio2@1.3")
    for round_, verdict in ((earlier, "fails"), (later, "meets")):
        for row in round_.judgements.filter(ask="verdict").select_related("item")[:400]:
            answer(round_, row.item.number, by, opzet=verdict)
    found = compare(earlier, later, language="nl")

    assert found.is_related
    assert found.tally(Level.OPZET)[Turn.IMPROVED] > 40
    assert any(change.number_before for change in found.changes)


def test_the_rounds_to_compare_with_are_the_earlier_ones(by):
    earlier, later = _rounds(by)

    assert earlier_rounds(later) == [earlier]
    assert earlier_rounds(earlier) == []
