"""The states that a round goes through, and what each lets people do."""

import pytest

from waarborg.domain.rounds import RoundStatus, can_become, is_closed, takes_verdicts

OPEN, HEARING, CLOSING, CLOSED = RoundStatus
STEPS = {(OPEN, HEARING), (OPEN, CLOSING), (HEARING, OPEN), (HEARING, CLOSING), (CLOSING, OPEN), (CLOSING, CLOSED)}


@pytest.mark.parametrize("now", RoundStatus)
@pytest.mark.parametrize("then", RoundStatus)
def test_a_round_moves_only_along_these_steps(now, then):
    assert can_become(now, then) is ((now, then) in STEPS)


@pytest.mark.parametrize("by_team", [True, False])
def test_nobody_changes_a_verdict_from_the_moment_of_closing(by_team):
    assert [takes_verdicts(status, by_team=by_team) for status in RoundStatus] == [True, by_team, False, False]
    assert [is_closed(status) for status in RoundStatus] == [False, False, True, True]
