"""Rounds to open in the pages. Django can be imported only once its settings are known, so inside the fixtures."""

from datetime import date

import pytest


@pytest.fixture
def client(db):
    """A browser in which the CISO of Veldermeer is signed in."""
    from tests import cast, people
    from waarborg.domain.permissions import Role

    return people.client(people.member(people.organisation(cast.VELDERMEER), Role.CISO))


@pytest.fixture
def veldermeer(norms):
    """The round of gemeente Veldermeer is in the database."""
    from tests.apps.reports import rounds

    return rounds.veldermeer()


@pytest.fixture
def read(client):
    """Open an address and return the text of the page, in Dutch unless `language` says otherwise."""

    def open_page(address: str, *, language: str = "nl", status: int = 200, **headers: str) -> str:
        client.cookies["taal"] = language
        response = client.get(address, headers=headers)
        assert response.status_code == status
        return response.content.decode()

    return open_page


@pytest.fixture
def count_queries(client):
    """How many queries it takes to answer an address, once the session is as it will be."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    return count


@pytest.fixture
def at_work(client):
    """The CISO of Veldermeer does the same for other organisations, and is at work in this one now."""
    from tests import people
    from tests.cast import VELDERMEER
    from waarborg.apps.organisations.models import Member
    from waarborg.domain.permissions import Role

    mine = Member.objects.get(organisation__name=VELDERMEER, roles=[Role.CISO.value])

    def go(name):
        there = people.organisation(name)
        if not Member.objects.filter(organisation=there, person=mine.person).exists():
            people.member(there, Role.CISO, email=mine.email)
        session = client.session
        session["organisation"] = there.pk
        session.save()

    return go


@pytest.fixture
def store(norms, at_work):
    """Keep a round of an organisation with these answers, and be at work there."""
    from tests.cast import AT, ciso
    from waarborg.apps.assessments.actions import store_assessment
    from waarborg.apps.assessments.shapes import Round, Sheet
    from waarborg.apps.norms import queries
    from waarborg.domain.organisations import Layer

    def keep(organisation, *answers, edition="bio2@1.3", **sheet):
        round_ = Round(organisation=organisation, layer=Layer.MUNICIPALITY, reference_on=date(2027, 1, 31))
        found = queries.edition(edition)
        kept = store_assessment(round_=round_, edition=found, sheet=Sheet(answers=answers, **sheet), by=ciso, at=AT)
        at_work(organisation)
        return kept

    return keep
