"""The check of pinned versions against what is known of them: fails on a weakness, tells of what it cannot know."""

from datetime import date, timedelta

import pytest
from tools import advisories

TODAY = date(2026, 11, 29)
PINS = {"python": {"django": "5.2.1"}}
WEAK = {"id": "CVE-2026-1", "summary": "Iets lekt", "fixed_in": ["5.2.2"]}
ACCEPTED = {"package": "django", "advisory": "CVE-2026-1", "reason": "niet gebruikt", "until": TODAY}


def known(*weak, version="5.2.1", days=0, unavailable="", **about):
    looked_up = (TODAY - timedelta(days=days)).isoformat()
    pins = {"django": {"version": version, "advisories": list(weak), **about}}
    return {"python": {"looked_up": looked_up, "advisories_unavailable": unavailable, "pins": pins}}


def check(told, *accepted):
    return advisories.check(told, accepted, PINS, TODAY)


def test_a_pin_without_a_known_weakness_is_fine():
    assert check(known()) == advisories.Found((), ())


def test_a_pin_with_a_weakness_that_nobody_accepted_is_wrong():
    assert check(known(WEAK)).wrong == ("django 5.2.1: CVE-2026-1 Iets lekt; fixed in 5.2.2",)


def test_what_is_accepted_with_a_reason_and_an_end_date_is_fine():
    assert check(known(WEAK), ACCEPTED).wrong == ()


@pytest.mark.parametrize(
    "change", [{"reason": ""}, {"until": TODAY - timedelta(days=1)}, {"advisory": "CVE-2026-2"}, {"package": "jwt"}]
)
def test_what_is_accepted_without_reason_too_long_or_for_something_else_is_not(change):
    assert len(check(known(WEAK), {**ACCEPTED, **change}).wrong) == 1


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "nothing was looked up"),
        (known(days=31), "looked up 31 days ago"),
        (known(version="5.2.0"), "not looked up: django"),
        (known(unavailable="HTTP 404"), "no advisories could be had"),
        (known(patch="5.2.2"), "5.2.2 is out"),
    ],
)
def test_what_it_cannot_know_is_told(told, words):
    found = check(told)
    assert found.wrong == ()
    assert words in found.warned[0]


def test_an_index_tells_what_was_withdrawn_and_what_is_newer():
    files = [
        {"filename": "a_b-1.2.3.tar.gz", "yanked": "kapot"},
        {"filename": "a_b-1.2.4-py3-none-any.whl", "yanked": False},
        {"filename": "a_b-1.2.9-py3-none-any.whl", "yanked": True},
    ]
    page = {"files": files, "versions": ["1.2.3", "1.2.4", "1.2.9", "1.2.10rc1", "1.3.0"]}

    found = advisories._withdrawn_and_newer(page, "1.2.3")
    assert [one["id"] for one in found["advisories"]] == [advisories.YANKED]
    assert found["patch"] == "1.2.4"
    assert advisories._withdrawn_and_newer(page, "1.2.4") == {"advisories": []}


def test_the_file_of_this_repository_covers_what_is_pinned():
    told = advisories.read_known()
    for ecosystem, pins in (("python", advisories.python_pins()), ("npm", advisories.npm_pins())):
        looked_up = {name: about["version"] for name, about in told[ecosystem]["pins"].items()}
        assert looked_up == dict(pins), f"{ecosystem}: run `make lock`"
