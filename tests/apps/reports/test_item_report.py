"""One item says what the whole report says of it, word for word; only it is not made for that."""

import pytest

from tests import people
from tests.apps.assessments.answered import asked_round, close
from tests.apps.reports.rounds import veldermeer
from tests.cast import TODAY
from waarborg.apps.assessments.models import Assessment, Judgement
from waarborg.apps.base.tenancy import within
from waarborg.apps.norms.models import Item
from waarborg.apps.reports.queries import View, report_data
from waarborg.apps.reports.queries.item import UnknownLineError, item_report
from waarborg.domain.permissions import Role

pytestmark = pytest.mark.usefixtures("norms")


def every_item(round_, *, language="nl", view=None, every=7):
    """What the pages of items say, and what the whole report says of the same: of each seventh, and of a reference."""
    view = view or View()
    whole = report_data(round_, language=language, today=TODAY, view=view)
    lines = [line for n, line in enumerate(whole.lines) if n % every == 0 or line.follows]
    gaps = {gap.line.number: gap for gap in whole.gaps}
    expected = [
        (line, gaps.get(line.number), [hit for hit in whole.hits if hit.number == line.number]) for line in lines
    ]
    alone = [item_report(round_, line.number, language=language, today=TODAY, view=view) for line in lines]
    assert {(one.n_gaps, one.levels, one.organisation, one.reference_on, one.file_name) for one in alone} == {
        (len(whole.gaps), whole.levels, whole.organisation, whole.reference_on, whole.file_name)
    }
    assert {tuple((h.number, h.title) for h in one.headings) for one in alone} == {
        tuple((line.number, line.title) for line in whole.lines)
    }
    return [(one.line, one.gap, list(one.hits)) for one in alone], expected


@pytest.mark.parametrize(("edition", "language"), [("bio2@1.3", "en"), ("bio1@1.04zv", "nl")])
def test_every_item_of_a_round_says_what_the_whole_report_says(edition, language):
    alone, expected = every_item(veldermeer(edition), language=language)

    assert len(alone) > 20
    assert alone == expected


def test_who_sees_only_own_rows_is_told_of_those(veldermeer_member):
    round_, member = veldermeer_member

    alone, expected = every_item(round_, view=View(member=member.pk), every=1)

    assert [line.number for line, _gap, _hits in alone] == ["5.01.01", "8.08.06"]
    assert alone == expected


@pytest.fixture
def veldermeer_member():
    """The round, and somebody who answers two of its questions: one that refers to a number of somebody else."""
    round_ = veldermeer()
    member = people.member(round_.organisation, Role.PROCESS_OWNER)
    with within(round_.organisation_id):
        mine = Judgement.objects.filter(assessment=round_, item__number__in=["5.01.01", "8.08.06"])
        mine.update(assignee=member)
    return round_, member


def test_an_item_of_a_closed_round_says_what_was_frozen_whatever_is_called_otherwise_since(norms):
    round_, ciso, _bram = asked_round()
    with within(round_.organisation_id):
        close(round_, people.actor(ciso))
        closed = Assessment.objects.select_related("organisation", "edition__catalogue").get(pk=round_.pk)
        closed.organisation.name = "Gemeente Nieuwmeer"
        Item.objects.filter(edition=closed.edition).update(title_nl="Heet nu anders")

        alone, expected = every_item(closed, every=40)

    assert alone == expected
    assert not any("anders" in line.title for line, _gap, _hits in alone)


def test_a_number_in_another_notation_is_the_same_item_and_an_unknown_one_tells_what_there_is():
    round_ = veldermeer()

    def found(number):
        return item_report(round_, number, language="nl", today=TODAY, view=View())

    assert found("05.17.1") == found("5.17.01")
    with pytest.raises(UnknownLineError) as unknown:
        found("9.99.99")
    assert unknown.value.headings == found("5.17.01").headings
