"""BIV: what a system takes over from its processes, what overrides it, and which rules object."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.domain import biv
from waarborg.domain.biv import Aspect, Floors, Leaning, Origin, Rated


def rated(code="P01", b=None, i=None, v=None, **fields):
    return Rated({Aspect.AVAILABILITY: b, Aspect.INTEGRITY: i, Aspect.CONFIDENTIALITY: v}, code=code, **fields)


def codes(leaning):
    return [problem.code for problem in biv.problems(leaning)]


PLACES = st.none() | st.integers(1, 4)


@given(st.lists(st.tuples(PLACES, PLACES, PLACES), max_size=6))
def test_a_system_inherits_the_highest_of_every_aspect(asked):
    leaning = Leaning(rated("S01"), [rated(f"P{n}", *levels) for n, levels in enumerate(asked)])

    for column, aspect in enumerate(Aspect):
        known = [levels[column] for levels in asked if levels[column] is not None]
        assert biv.levels(leaning)[aspect].place == max(known, default=None)
    assert codes(leaning) == []


def test_what_nobody_classified_stays_unclassified():
    found = biv.levels(Leaning(rated("S01", personal_data="special"), [rated()]))

    assert {level.origin for level in found.values()} == {Origin.NOTHING}


@pytest.mark.parametrize(("own", "because", "broken"), [(1, "", ["BIV-01"]), (4, "", ["BIV-01"]), (1, "kopie", [])])
def test_biv_01_an_override_up_or_down_says_why(own, because, broken):
    leaning = Leaning(rated("S01", b=own, override_because=because), [rated(b=3)])

    assert codes(leaning) == broken
    assert biv.levels(leaning)[Aspect.AVAILABILITY].origin is Origin.OVERRIDDEN


def test_the_same_level_as_the_processes_needs_no_reason():
    leaning = Leaning(rated("S01", b=3), [rated(b=3)])

    assert codes(leaning) == []
    assert biv.levels(leaning)[Aspect.AVAILABILITY].origin is Origin.OWN


def test_biv_02_special_personal_data_is_kept_from_others():
    assert codes(Leaning(rated("P04", v=2, personal_data="special"))) == ["BIV-02"]
    assert codes(Leaning(rated("P04", v=3, personal_data="special"))) == []
    assert codes(Leaning(rated("P04", v=1, personal_data="ordinary"))) == []
    assert codes(Leaning(rated("P04", v=1, personal_data="ordinary"), floors=Floors(ordinary=2))) == ["BIV-02"]


def test_a_system_with_special_personal_data_is_raised_to_the_floor():
    found = biv.levels(Leaning(rated("S01", personal_data="special"), [rated(v=1)]))[Aspect.CONFIDENTIALITY]

    assert (found.place, found.origin, found.inherited) == (3, Origin.FLOOR, 1)


def test_biv_03_a_system_that_is_back_later_than_a_process_allows_is_shown():
    asked = [rated("P01", max_outage_hours=Decimal(8)), rated("P10", max_outage_hours=Decimal(1))]

    assert biv.outage(Leaning(rated("S01"), asked)).hours == Decimal(1)
    assert biv.outage(Leaning(rated("S01"), asked)).asked_by == ("P10",)
    assert codes(Leaning(rated("S12", max_outage_hours=Decimal(24)), asked)) == ["BIV-03"]
    assert "BIV-03" not in biv.REFUSES


def test_biv_04_a_system_that_loses_more_than_a_process_allows_is_shown():
    asked = [rated(max_data_loss_hours=Decimal(1))]

    assert codes(Leaning(rated("S12", max_data_loss_hours=Decimal(24)), asked)) == ["BIV-04"]


def test_a_mapping_between_scales_loses_nothing_and_keeps_the_order():
    assert biv.vanished(4, {1: 1, 2: 2, 3: 3}, 3) == [4]
    assert biv.vanished(4, {1: 1, 2: 2, 3: 3, 4: 3}, 3) == []
    assert biv.keeps_order({1: 1, 2: 1, 3: 2})
    assert not biv.keeps_order({1: 2, 2: 1})
