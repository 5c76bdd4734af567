"""What comes together when two people change the same thing, and what has to be chosen."""

import pytest

from waarborg.domain.merging import merge

SEEN = {"name": "BRP", "note": "", "owner": 1}


@pytest.mark.parametrize(
    ("now", "sent", "wanted", "clashes"),
    [
        ({}, {"note": "nieuw"}, {"note": "nieuw"}, ()),
        ({"name": "Burgers"}, {"note": "nieuw"}, {"note": "nieuw"}, ()),
        ({"note": "van haar"}, {"note": "van hem"}, {"note": "van hem"}, ("note",)),
        ({"note": "hetzelfde"}, {"note": "hetzelfde"}, {"note": "hetzelfde"}, ()),
        ({"note": "van haar"}, {}, {}, ()),
        ({"name": "x", "owner": None}, {"name": "y", "owner": 2}, {"name": "y", "owner": 2}, ("name", "owner")),
    ],
)
def test_only_what_both_changed_to_something_else_has_to_be_chosen(now, sent, wanted, clashes):
    merged = merge(SEEN, {**SEEN, **now}, {**SEEN, **sent})

    assert merged.wanted == wanted
    assert merged.clashes == clashes
