"""What may be a round, how deep it asks, and when it takes verdicts."""

from dataclasses import replace
from datetime import date

import pytest

from waarborg.domain.assessments import Level
from waarborg.domain.basis import check_all
from waarborg.domain.rounds import RULES, Depth, Plan, asked_levels, shown_levels

GOOD = Plan(
    title="Nulmeting 2027",
    slug="nulmeting-2027",
    reference_on=date(2027, 2, 1),
    today=date(2027, 1, 15),
    n_items=157,
    n_subjects=1,
)


def broken(**changes):
    return [problem.code for problem in check_all(RULES, replace(GOOD, **changes), about="")]


def test_a_good_plan_breaks_nothing():
    assert broken() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "RO-01"),
        ({"slug": ""}, "RO-02"),
        ({"slug": "start"}, "RO-02"),
        ({"is_slug_free": False}, "RO-02"),
        ({"n_subjects": 0}, "RO-03"),
        ({"reference_on": date(2028, 2, 1)}, "RO-04"),
        ({"n_items": 0}, "RO-05"),
    ],
)
def test_each_rule_finds_who_breaks_it(changes, code):
    assert broken(**changes) == [code]


def test_a_deeper_round_also_asks_what_a_shallow_one_asks():
    assert asked_levels(Depth.OPZET) == (Level.OPZET,)
    assert asked_levels(Depth.BESTAAN) == (Level.OPZET, Level.BESTAAN)
    assert asked_levels(Depth.WERKING) == tuple(Level)


@pytest.mark.parametrize(
    ("depth", "answered", "deepest"),
    [
        (Depth.OPZET, (), Level.OPZET),
        (Depth.BESTAAN, (Level.OPZET,), Level.BESTAAN),
        (Depth.BESTAAN, (Level.WERKING,), Level.WERKING),
        (Depth.OPZET, (Level.WERKING,), Level.WERKING),
        (Depth.WERKING, (), Level.WERKING),
    ],
)
def test_what_is_shown_is_what_is_asked_and_never_less_than_what_was_answered(depth, answered, deepest):
    assert shown_levels(depth, answered) == asked_levels(Depth(deepest.value))
