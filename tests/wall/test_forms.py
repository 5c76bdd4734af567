"""Every address, sent what was made elsewhere, for nobody, or by somebody else: refused before anything happens.

The visitor may do everything in both organisations and PostgreSQL is asked for the one at work, so neither the table of
roles nor the wall in the database would refuse: only the check of for whom a form was made can.
"""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.people import client, member
from tests.wall import samples
from tests.wall.test_addresses import ACTS, ROUTES, told, undone, written
from tests.wall.world import ROLES, World, build
from waarborg.interfaces.web.access import PUBLIC, SIGNED_IN
from waarborg.interfaces.web.made_for import HEADER, MadeFor, seal

pytestmark = pytest.mark.usefixtures("norms")
CONFLICT = 409
TOKEN = "a" * 32
# addresses that take forms and belong to no organisation; all others say `may`
FOR_NOBODY = set(
    """
    aanmelden/ aanmelden/af aanmelden/gesloten aanmelden/tweede-stap aanmelden/sleutel aanmelden/wachtwoord
    aanmelden/wachtwoord/verstuurd aanmelden/wachtwoord/<uid:uidb36>-<str:key>/ aanmelden/wachtwoord/klaar
    aanmelden/via/afgebroken aanmelden/via/mislukt aanmelden/via/<slug:provider_id>
    aanmelden/via/<slug:provider_id>/terug inrichten/ uitnodiging/<str:token>
    """.split()  # noqa: SIM905 - read as a list of addresses
)
FOR_A_PERSON = set(
    """
    aanmelden/opnieuw aanmelden/opnieuw/code aanmelden/opnieuw/sleutel account/ account/wachtwoord
    account/wachtwoord/nieuw account/apparaten account/apparaten/<int:session_id>/af account/apparaten/andere/af
    account/tweede-stap/ account/tweede-stap/app account/tweede-stap/app/weg account/tweede-stap/sleutels
    account/tweede-stap/sleutels/nieuw account/tweede-stap/sleutels/<int:pk>/weg
    account/tweede-stap/sleutels/<int:pk>/naam account/tweede-stap/codes account/tweede-stap/codes/nieuw
    wissel organisaties/nieuw
    """.split()  # noqa: SIM905
)
TAKES_NO_FORM = 405


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def stranger(world):
    """May do everything here and elsewhere; the form was made elsewhere, the session is at work here."""
    elsewhere = world.visitors["stranger"]
    here = member(world.rows["organisations.Organisation"], *ROLES, email=elsewhere.email)
    return here, seal(MadeFor(elsewhere.person_id, elsewhere.organisation_id))


def sending(of) -> Client:
    """As a browser and not as our tests: with the check of tokens, and no seal but what is given."""
    opened = Client(enforce_csrf_checks=True, headers={"X-CSRFToken": TOKEN, "content-type": "application/json"})
    opened.cookies.load(client(of).cookies.output().replace("Set-Cookie: ", ""))
    opened.cookies["csrftoken"] = TOKEN
    return opened


def statuses(opened: Client, routes, world: World, sealed: str | None) -> Iterator[str]:
    """What came back from each address, for as far as it is not our refusal or anything was written."""
    headers = {} if sealed is None else {HEADER: sealed}
    cookies = opened.cookies.output().replace("Set-Cookie: ", "")
    for route, _pattern in routes:
        opened.cookies.load(cookies)
        before = written()
        with undone():
            answer = opened.post(samples.address(route, world), "{}", "application/json", headers=headers)
            wrote = written() != before
        if answer.status_code != CONFLICT or not answer.json().get("is_another") or wrote:
            yield f"{route}: {answer.status_code}{', wrote' if wrote else ''}"


@pytest.mark.parametrize("kind", ["of another organisation", "missing", "forged", "of somebody else"])
def test_what_was_not_made_for_here_is_refused_at_every_address_of_an_organisation(world, stranger, kind):
    here, elsewhere = stranger
    good = seal(MadeFor(here.person_id, here.organisation_id))
    sealed = {
        "of another organisation": elsewhere,
        "missing": None,
        "forged": f"{here.person_id}.{here.organisation_id}:{elsewhere.partition(':')[2]}",
        "of somebody else": seal(MadeFor(here.person_id + 1, here.organisation_id)),
    }[kind]
    assert sealed != good

    wrong = list(statuses(sending(here), ACTS, world, sealed))

    assert not wrong, told(wrong)


def test_what_was_made_for_here_is_never_refused(world, stranger):
    here, _elsewhere = stranger
    good = seal(MadeFor(here.person_id, here.organisation_id))

    some = ACTS[::8]  # all other tests of pages send this too

    assert len(list(statuses(sending(here), some, world, good))) == len(some)


def test_what_is_somebodys_own_goes_on_wherever_one_works_and_for_nobody_else(world, stranger):
    here, elsewhere = stranger
    own = [(route, p) for route, p in ROUTES if p.callback.access == SIGNED_IN]
    theirs = seal(MadeFor(here.person_id + 1, here.organisation_id))

    assert not (wrong := list(statuses(sending(here), own, world, theirs))), told(wrong)
    assert len(list(statuses(sending(here), own, world, elsewhere))) == len(own)


def test_no_address_escapes_the_check_that_is_not_listed_here(world, stranger):
    """A new page of which forms belong to no organisation is a decision; most belong to one and say `may`."""
    here, _elsewhere = stranger
    visitor = client(here)
    visitor.raise_request_exception = False
    free = [(r, p) for r, p in ROUTES if p.callback.access in {PUBLIC, SIGNED_IN}]
    takes_form = set()
    for route, pattern in free:
        with undone():
            if visitor.post(samples.address(route, world)).status_code != TAKES_NO_FORM:
                takes_form.add((route, pattern.callback.access))

    assert sorted({route for route, access in takes_form if access == PUBLIC} - FOR_NOBODY) == []
    assert sorted({route for route, access in takes_form if access == SIGNED_IN} - FOR_A_PERSON) == []
