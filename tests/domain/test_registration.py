"""Registration for the Cbw: what must be known, which addresses are good, and the two weeks after a change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.domain import registration
from waarborg.domain.basis import check_all
from waarborg.domain.registration import Details, Moment, RangeProblem, State

FULL = Details(
    name="Gemeente Veldermeer",
    address="Plein 1, Veldermeer",
    email="ciso@voorbeeld.test",
    phone="0123 456 789",
    contact="Noor de Wit",
    ip_ranges=("192.0.2.0/24", "2001:db8::/32"),
    sector="overheid",
    member_states=("NL",),
)
DAY, LATER = date(2026, 12, 1), date(2026, 12, 8)


def problems(*lines):
    return [(bad.line, bad.problem, bad.meant) for bad in registration.bad_ranges(lines)]


def test_what_the_register_asks_must_be_there_and_domain_names_may_stay_empty():
    assert registration.missing(FULL) == ()
    assert registration.missing(replace(FULL, ip_ranges=(), phone="")) == ("phone", "ip_ranges")
    assert len(registration.missing(Details())) == 8


@pytest.mark.parametrize("line", ["192.0.2.7", "192.0.2.0/24", "2001:db8::1", "2001:db8::/32", "0.0.0.0/0"])
def test_an_address_or_a_cidr_range_is_good_pr_07(line):
    assert problems(line) == []
    assert check_all(registration.DETAIL_RULES, replace(FULL, ip_ranges=(line,)), about="x") == []


@pytest.mark.parametrize("line", ["192.0.2", "192.0.2.0-192.0.2.9", "192.0.2.0/33", "veldermeer.nl", "2001:db8::/129"])
def test_what_is_no_range_is_refused_with_its_line_pr_07(line):
    assert problems("192.0.2.1", line) == [(2, RangeProblem.NOT_A_RANGE, "")]
    broken = check_all(registration.DETAIL_RULES, replace(FULL, ip_ranges=(line,)), about="x")
    assert [problem.code for problem in broken] == ["PR-07"]


def test_a_range_that_begins_in_its_middle_says_what_was_meant():
    assert problems("192.0.2.5/24") == [(1, RangeProblem.HOST_BITS, "192.0.2.0/24")]
    assert problems("2001:db8::5/64") == [(1, RangeProblem.HOST_BITS, "2001:db8::/64")]


def test_the_same_range_counts_once_however_it_is_written():
    assert problems("2001:db8::/32", "2001:0db8::/32") == [(2, RangeProblem.TWICE, "")]
    assert problems("192.0.2.1", "192.0.2.1/32") == [(2, RangeProblem.TWICE, "")]


@given(st.lists(st.text(max_size=40), max_size=5))
def test_no_text_breaks_the_check_of_ranges(lines):
    bad = registration.bad_ranges(lines)

    assert all(lines[found.line - 1] == found.text for found in bad)
    registration.inner_ranges(lines)


def test_addresses_of_the_own_network_are_pointed_out():
    assert registration.inner_ranges(["10.0.0.0/8", "8.8.8.0/24", "geen reeks"]) == ("10.0.0.0/8",)


def test_a_member_state_is_one_of_the_union_pr_08():
    broken = check_all(registration.DETAIL_RULES, replace(FULL, member_states=("NL", "GB")), about="x")

    assert [problem.code for problem in broken] == ["PR-08"]
    assert len(registration.EU) == 27


def state(changed_on=None, *, reported_on=date(2026, 9, 1), changed=("phone",), today=DAY):
    return State((), changed if changed_on else (), changed_on, reported_on, today)


def test_a_change_is_passed_on_within_two_weeks_pr_09():
    on_the_last_day = state(DAY, today=date(2026, 12, 15))
    too_late = state(DAY, today=date(2026, 12, 16))

    assert on_the_last_day.due_on == date(2026, 12, 15)
    assert check_all((registration.CHANGE_RULE,), on_the_last_day, about="x") == []
    assert [p.code for p in check_all((registration.CHANGE_RULE,), too_late, about="x")] == ["PR-09"]


def test_what_was_never_passed_on_has_no_term_that_we_read():
    assert state(DAY, reported_on=None, today=date(2030, 1, 1)).due_on is None


def test_the_first_change_counts_and_undoing_it_ends_the_term():
    phone, mail = replace(FULL, phone="1"), replace(FULL, phone="1", email="x@voorbeeld.test")

    first = registration.since(FULL, phone, reported=FULL, was=None, on=DAY)
    assert first == DAY
    assert registration.since(phone, mail, reported=FULL, was=first, on=LATER) == DAY
    assert registration.since(mail, FULL, reported=FULL, was=first, on=LATER) is None


def test_the_order_of_a_list_is_no_change():
    turned = replace(FULL, ip_ranges=FULL.ip_ranges[::-1])

    assert registration.changed(FULL, turned) == ()


def test_what_is_reported_has_happened_and_not_before_the_last_time_pr_10():
    def broken(on, before=None):
        moment = Moment(on, DAY, before)
        return [problem.code for problem in check_all((registration.MOMENT_RULE,), moment, about="x")]

    assert broken(DAY) == broken(DAY, DAY) == []
    assert broken(LATER) == ["PR-10"]
    assert broken(date(2026, 11, 1), date(2026, 11, 2)) == ["PR-10"]


def test_only_a_complete_registration_can_be_passed_on_pr_11():
    assert check_all((registration.COMPLETE_RULE,), FULL, about="x") == []
    broken = check_all((registration.COMPLETE_RULE,), replace(FULL, email=""), about="x")
    assert [problem.code for problem in broken] == ["PR-11"]


def test_details_survive_being_kept_and_strange_values_are_left_out():
    assert registration.read(registration.stored(FULL)) == FULL
    assert registration.read({"name": 3, "ip_ranges": "x", "hobby": "y"}) == Details()
