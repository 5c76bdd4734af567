"""Assigning rows: in bulk, undone in one, and what somebody then has to do."""

from datetime import date

import pytest

from tests import people
from tests.cast import AT
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import (
    Edit,
    RoundClosedError,
    add_remark,
    assign_rows,
    save_judgement,
    undo_assignment,
)
from waarborg.apps.assessments.models import Assessment, Judgement, JudgementChange
from waarborg.apps.base.actions import NotAllowedError
from waarborg.apps.base.models import JournalLine
from waarborg.apps.base.tenancy import within
from waarborg.domain.permissions import Role
from waarborg.domain.rounds import Depth


@pytest.fixture
def round_(veldermeer):
    return veldermeer.start()


@pytest.fixture
def assign(veldermeer, round_):
    """Give the rows of these numbers to somebody."""

    def give(*numbers, to, by=None):
        rows = Judgement.objects.filter(assessment=round_, item__number__in=numbers).values_list("pk", flat=True)
        with within(veldermeer.organisation.pk):
            return assign_rows(
                organisation=veldermeer.organisation,
                round_=round_,
                rows=list(rows),
                assignee_id=to.pk if to else None,
                by=people.actor(by or veldermeer.ciso),
                at=AT,
            )

    return give


def assignees(round_, *numbers):
    rows = Judgement.objects.filter(assessment=round_, item__number__in=numbers)
    return [row.assignee for row in rows.select_related("assignee")]


def test_rows_change_hands_and_leave_their_history_and_a_line(veldermeer, round_, assign):
    done = assign("5.17.01", "5.02.02", to=veldermeer.manager)

    assert done.n_rows == 2
    assert assignees(round_, "5.17.01", "5.02.02") == [veldermeer.manager] * 2
    assert JudgementChange.objects.filter(batch=done.batch, origin="assign").count() == 2
    assert JournalLine.objects.get(action="assessment.assign").detail["rows"] == 2


def test_who_has_them_already_counts_not(veldermeer, assign):
    assign("5.17.01", to=veldermeer.manager)

    assert assign("5.17.01", "5.02.02", to=veldermeer.manager).n_rows == 1


def test_assigning_is_undone_except_what_was_given_on(veldermeer, round_, assign):
    other = people.member(veldermeer.organisation, Role.BUYER)
    done = assign("5.17.01", "5.02.02", to=veldermeer.manager)
    assign("5.02.02", to=other)
    with within(veldermeer.organisation.pk):
        back = undo_assignment(
            organisation=veldermeer.organisation,
            round_=round_,
            batch=done.batch,
            by=people.actor(veldermeer.ciso),
            at=AT,
        )

    assert back == 1
    assert (assignees(round_, "5.17.01"), assignees(round_, "5.02.02")) == ([None], [other])


def test_another_round_gives_nothing_back(veldermeer, round_, assign):
    done = assign("5.17.01", to=veldermeer.manager)
    elsewhere = Assessment(pk=round_.pk + 1, organisation=veldermeer.organisation, status="open", slug="elders")
    with within(veldermeer.organisation.pk):
        back = undo_assignment(
            organisation=veldermeer.organisation,
            round_=elsewhere,
            batch=done.batch,
            by=people.actor(veldermeer.ciso),
            at=AT,
        )

    assert back == 0


def test_only_to_people_who_are_there(veldermeer, assign):
    veldermeer.manager.left_on = date(2027, 1, 1)
    veldermeer.manager.save()

    with pytest.raises(LookupError):
        assign("5.17.01", to=veldermeer.manager)


def test_a_line_manager_assigns_nothing(veldermeer, assign):
    with pytest.raises(NotAllowedError):
        assign("5.17.01", to=veldermeer.manager, by=veldermeer.manager)


def test_nothing_is_assigned_in_a_closed_round(veldermeer, round_, assign):
    round_.status = "closed"
    with pytest.raises(RoundClosedError):
        assign("5.17.01", to=veldermeer.manager)


def asked(round_):
    return queries.asked(Judgement.objects.filter(assessment=round_), [round_])


def my_part(town):
    with within(town.organisation.pk):
        found = queries.mine(town.organisation, town.manager.pk)
    return [(part.n_open, part.n_done, part.next_row.item.number if part.next_row else "") for part in found]


def answer(town, number, **values):
    row = Judgement.objects.get(item__number=number)
    with within(town.organisation.pk):
        save_judgement(
            organisation=town.organisation,
            edit=Edit(row.pk, values),
            by=people.actor(town.manager),
            at=AT,
            origin="question",
        )


def test_my_part_tells_what_is_open_and_what_comes_next(veldermeer, assign):
    assert my_part(veldermeer) == []

    assign("5.02.02", "5.17.01", to=veldermeer.manager)
    assert my_part(veldermeer) == [(2, 0, "5.02.02")]

    answer(veldermeer, "5.02.02", opzet="meets", bestaan="partly", werking="fails")
    assert my_part(veldermeer) == [(1, 1, "5.17.01")]


def test_what_is_nobodys_is_counted_per_open_round_in_two_queries(
    veldermeer, round_, assign, django_assert_num_queries
):
    n_items = asked(round_).count()
    assign("5.02.02", "5.17.01", to=veldermeer.manager)
    other, closed = (veldermeer.start(title=f"Ronde {name}") for name in ("twee", "drie"))
    type(closed).objects.filter(pk=closed.pk).update(status="closed")

    with within(veldermeer.organisation.pk), django_assert_num_queries(2):
        found = dict(queries.nobodys(veldermeer.organisation))
    assert found == {round_: n_items - 2, other: n_items}


def test_who_does_not_know_has_said_so_and_is_done(veldermeer, assign):
    assign("5.02.02", "5.17.01", to=veldermeer.manager)
    with within(veldermeer.organisation.pk):
        add_remark(
            organisation=veldermeer.organisation,
            judgement_id=Judgement.objects.get(item__number="5.02.02").pk,
            text="",
            asks_help=True,
            by=people.actor(veldermeer.manager),
            at=AT,
        )

    assert my_part(veldermeer) == [(1, 1, "5.17.01")]


def test_a_shallow_round_is_done_with_one_level(veldermeer):
    round_ = veldermeer.start(title="Quickscan", depth=Depth.OPZET)
    Judgement.objects.filter(assessment=round_, item__number="5.02.02").update(assignee=veldermeer.manager)

    answer(veldermeer, "5.02.02", opzet="meets")

    assert my_part(veldermeer) == [(0, 1, "")]


def test_shares_tell_who_has_how_much():
    found = queries.shares_of(
        [(None, None, False, 150), (7, "Marijke", True, 1), (7, "Marijke", False, 1), (None, None, True, 5)]
    )

    assert [(share.member_id, share.name, share.n_total, share.n_done, share.n_open) for share in found] == [
        (7, "Marijke", 2, 1, 1),
        (None, "", 155, 5, 150),
    ]
