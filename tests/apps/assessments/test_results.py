"""Live figures: grouped by the database, counted by the domain, and only over what somebody may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import people
from tests.apps.assessments.answered import asked_round, start
from tests.cast import AT
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.models import Judgement, Remark
from waarborg.apps.assessments.queries import results, visible_judgements
from waarborg.apps.base.tenancy import within
from waarborg.domain.assessments import Ask, Level, Verdict, counts


@pytest.fixture
def seen(norms):
    round_, ciso, bram = asked_round()
    with within(round_.organisation_id):
        yield round_, people.actor(ciso), people.actor(bram)


def test_the_groups_add_up_to_what_the_domain_counts(seen):
    round_, ciso, _bram = seen
    from waarborg.apps.assessments.queries import as_domain, judgements

    counted = counts(as_domain(row) for row in judgements(round_).filter(ask=Ask.VERDICT.value))
    for key in ("item__theme", "item_id", "owner", "assignee", "subject__code"):
        assert results.total(results.figures(round_, ciso, key)).counts == counted


def test_who_sees_only_own_rows_gets_figures_of_those(seen):
    round_, _ciso, bram = seen

    whole = results.total(results.figures(round_, bram, "item__theme"))

    assert whole.total == visible_judgements(round_.organisation, round_, bram).count() == 1
    assert whole.counts[Level.OPZET][Verdict.MEETS] == 1


def test_figures_take_one_query_however_many_systems(seen):
    round_, ciso, _bram = seen
    large = start(round_.organisation, ciso, systems=5, title="Groot")
    numbers = []
    for one in (round_, large):
        with CaptureQueriesContext(connection) as captured:
            results.figures(one, ciso, "subject_id", "item__theme")
        numbers.append(len(captured))

    assert numbers == [1, 1]


def test_shares_tell_who_answered_how_much_and_what_is_nobodys(seen):
    round_, ciso, bram = seen
    table = {one.name: (one.n_done, one.n_total) for one in queries.shares(round_, ciso)}

    assert table[bram.name] == (1, 1)
    asked = Judgement.objects.filter(assessment=round_, ask__in=("verdict", "guideline")).count()
    assert table[""] == (0, asked - 1)
    assert [one.member_id for one in queries.shares(round_, bram)] == [bram.member_id]


def test_what_lacks_a_verdict_is_counted_also_where_somebody_asked_for_help(seen):
    round_, ciso, _bram = seen
    row = Judgement.objects.filter(assessment=round_, ask="verdict", assignee=None).first()
    open_before = queries.unjudged(round_)
    Remark.objects.create(organisation=round_.organisation, judgement=row, text="Help", at=AT, by="B", asks_help=True)

    assert queries.unjudged(round_) == open_before == 156
    assert sum(one.n_open for one in queries.shares(round_, ciso)) == 155


@pytest.mark.parametrize(
    ("narrowed", "total"),
    [
        (results.Narrowed(theme="access"), None),
        (results.Narrowed(chapter="5"), None),
        (results.Narrowed(assignee=0), None),
        (results.Narrowed(subject=""), None),
        (results.Narrowed(owner="bestaat niet"), 0),
    ],
)
def test_figures_can_be_narrowed(seen, narrowed, total):
    round_, ciso, _bram = seen
    whole = results.total(results.figures(round_, ciso, "item_id")).total
    found = results.total(results.figures(round_, ciso, "item_id", narrowed=narrowed)).total

    assert found == total if total is not None else 0 < found <= whole
