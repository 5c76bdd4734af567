"""Lineage over several editions: the steps between neighbours, joined."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.domain import lineage
from waarborg.domain.norms import Change, Succession

TWO_ENDED = [Change.UNCHANGED, Change.COSMETIC, Change.REWORDED, Change.MOVED, Change.SPLIT, Change.MERGED]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        (Change.UNCHANGED, Change.UNCHANGED, Change.UNCHANGED),
        (Change.UNCHANGED, Change.MOVED, Change.MOVED),
        (Change.COSMETIC, Change.REWORDED, Change.REWORDED),
        (Change.REWORDED, Change.MOVED, Change.MOVED),
        (Change.MERGED, Change.UNCHANGED, Change.MERGED),
        (Change.SPLIT, Change.MOVED, Change.SPLIT),
    ],
)
def test_two_changes_in_a_row_are_told_as_the_heavier_one(first, second, whole):
    assert lineage.combine(first, second) is whole
    assert lineage.combine(second, first) is whole


@given(st.sampled_from(TWO_ENDED), st.sampled_from(TWO_ENDED), st.sampled_from(TWO_ENDED))
def test_it_does_not_matter_which_steps_are_joined_first(a, b, c):
    assert lineage.combine(lineage.combine(a, b), c) is lineage.combine(a, lineage.combine(b, c))


def test_a_requirement_is_followed_through_the_edition_between():
    first = [Succession("5.1", "6.1", Change.REWORDED)]
    second = [Succession("6.1", "7.1", Change.MOVED)]

    [step] = lineage.compose(first, second)

    assert step == Succession("5.1", "7.1", Change.MOVED)
    assert step.via == ("6.1",)


def test_a_number_that_is_used_again_never_ties_two_requirements():
    """The next BIO2 gives 8.07.02 to what was 8.07.03, and what was 8.07.02 becomes 6.03.05 (pull request 474)."""
    first = [
        Succession("8.07.02", "8.07.02", Change.UNCHANGED),
        Succession("8.07.03", "8.07.03", Change.UNCHANGED),
    ]
    second = [Succession("8.07.02", "6.03.05", Change.MOVED), Succession("8.07.03", "8.07.02", Change.MOVED)]

    assert lineage.compose(first, second) == [
        Succession("8.07.02", "6.03.05", Change.MOVED),
        Succession("8.07.03", "8.07.02", Change.MOVED),
    ]


def test_what_was_withdrawn_on_the_way_is_withdrawn():
    first = [Succession("5.1", "6.1", Change.UNCHANGED), Succession("5.2", "", Change.WITHDRAWN)]
    second = [Succession("6.1", "", Change.WITHDRAWN)]

    assert lineage.compose(first, second) == [
        Succession("5.1", "", Change.WITHDRAWN),
        Succession("5.2", "", Change.WITHDRAWN),
    ]


def test_what_came_in_between_is_new():
    first = [Succession("", "6.1", Change.NEW)]
    second = [Succession("6.1", "7.1", Change.MOVED), Succession("", "7.2", Change.NEW)]

    assert lineage.compose(first, second) == [Succession("", "7.1", Change.NEW), Succession("", "7.2", Change.NEW)]


def test_what_came_and_went_in_between_leaves_no_trace():
    assert lineage.compose([Succession("", "6.1", Change.NEW)], [Succession("6.1", "", Change.WITHDRAWN)]) == []


def test_a_requirement_of_which_one_half_lives_on_is_not_withdrawn():
    first = [Succession("5.1", "6.1", Change.SPLIT), Succession("5.1", "6.2", Change.SPLIT)]
    second = [Succession("6.1", "7.1", Change.UNCHANGED), Succession("6.2", "", Change.WITHDRAWN)]

    assert lineage.compose(first, second) == [Succession("5.1", "7.1", Change.SPLIT)]


def test_a_requirement_that_took_up_something_new_is_not_new():
    first = [Succession("5.1", "6.1", Change.UNCHANGED), Succession("", "6.2", Change.NEW)]
    second = [Succession("6.1", "7.1", Change.MERGED), Succession("6.2", "7.1", Change.MERGED)]

    assert lineage.compose(first, second) == [Succession("5.1", "7.1", Change.MERGED)]


def test_two_ways_between_the_same_two_items_are_one_step():
    first = [Succession("5.1", "6.1", Change.SPLIT), Succession("5.1", "6.2", Change.SPLIT)]
    second = [Succession("6.1", "7.1", Change.MERGED), Succession("6.2", "7.1", Change.MERGED)]

    assert lineage.compose(first, second) == [Succession("5.1", "7.1", Change.MERGED)]


def test_an_item_the_second_lineage_is_silent_about_goes_on_under_its_identity():
    first = [Succession("5.1", "6.1", Change.MOVED)]

    assert lineage.compose(first, [], same={"6.1": "9.9"}) == [Succession("5.1", "9.9", Change.MOVED)]


def test_without_lineage_or_identity_nothing_is_guessed():
    assert lineage.compose([Succession("5.1", "6.1", Change.MOVED)], []) == []


def test_the_way_between_editions_is_the_shortest():
    steps = [("a@1", "b@1"), ("b@1", "c@1"), ("a@1", "c@1"), ("c@1", "d@1")]

    assert lineage.route(steps, "a@1", "d@1") == ["a@1", "c@1", "d@1"]


@pytest.mark.parametrize(("start", "goal"), [("b@1", "a@1"), ("a@1", "z@1"), ("a@1", "a@1")])
def test_there_is_no_way_back_to_a_stranger_or_to_itself(start, goal):
    assert lineage.route([("a@1", "b@1")], start, goal) == []
