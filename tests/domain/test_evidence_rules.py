"""What may be kept as evidence, and which roles see which marking."""

from dataclasses import replace
from datetime import date

import pytest

from waarborg.domain.basis import check_all
from waarborg.domain.evidence import RULES, WITHDRAWAL, Confidentiality, Piece, Scan, markings_for
from waarborg.domain.permissions import Role

FILE = Piece(title="Besluit", is_file=True, size=10, limit=100, media_type="application/pdf")
LINK = Piece(title="Zaak", is_file=False, url="https://zaak.example/1")


def broken(piece, **changes):
    return [problem.code for problem in check_all(RULES, replace(piece, **changes), about="")]


def test_a_good_file_and_a_good_link_break_nothing():
    assert broken(FILE) == broken(LINK) == []


@pytest.mark.parametrize(
    ("piece", "changes", "code"),
    [
        (FILE, {"title": ""}, "EV-01"),
        (FILE, {"url": "https://zaak.example/1"}, "EV-02"),
        (LINK, {"url": ""}, "EV-02"),
        (FILE, {"media_type": ""}, "EV-03"),
        (FILE, {"size": 0}, "EV-04"),
        (FILE, {"size": 101}, "EV-04"),
        (LINK, {"url": "javascript:alert(1)"}, "EV-05"),
        (LINK, {"period_from": date(2027, 2, 1), "period_until": date(2027, 1, 1)}, "EV-06"),
        (FILE, {"scan": Scan.INFECTED}, "EV-08"),
        (FILE, {"scan": Scan.DOWN}, "EV-09"),
    ],
)
def test_each_rule_finds_who_breaks_it(piece, changes, code):
    assert broken(piece, **changes) == [code]


def test_evidence_that_carries_something_is_not_withdrawn():
    assert WITHDRAWAL.code == "EV-07"
    assert WITHDRAWAL.holds(0)
    assert not WITHDRAWAL.holds(1)


def test_roles_add_up_and_who_runs_the_system_reads_nothing():
    assert markings_for([Role.CISO]) == frozenset(Confidentiality)
    assert markings_for([Role.ADVISER]) == {Confidentiality.OPEN, Confidentiality.INTERNAL}
    assert markings_for([Role.ADVISER, Role.AUDITOR]) == frozenset(Confidentiality) - {Confidentiality.SECRET}
    assert markings_for([Role.ADMINISTRATOR]) == frozenset()
