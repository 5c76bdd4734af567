"""The scope of the ISMS: what is out says why, and what is critical is not out without an objection."""

import pytest

from waarborg.domain import scope
from waarborg.domain.scope import Scoped


@pytest.mark.parametrize(
    ("entry", "broken"),
    [
        (Scoped("P01", is_in=True, carries=("P01",)), []),
        (Scoped("GRI", is_in=False, because="eigen verantwoordelijkheid"), []),
        (Scoped("GRI", is_in=False, because="  "), ["RW-01"]),
        (Scoped("P01", is_in=False, because="later", carries=("P01",)), ["RW-02"]),
        (Scoped("S01", is_in=False, carries=("P01",)), ["RW-01", "RW-02"]),
    ],
)
def test_rw_01_and_rw_02_object_to_what_is_left_out(entry, broken):
    assert [problem.code for problem in scope.problems(entry)] == broken


def test_leaving_out_what_is_critical_is_objected_to_but_not_forbidden():
    assert {"RW-01"} == scope.REFUSES
