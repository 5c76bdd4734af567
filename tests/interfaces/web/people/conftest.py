"""An organisation with an administrator, a CISO and some others, each in a browser."""

import pytest


@pytest.fixture
def here(db):
    from tests import cast, people

    return people.organisation(cast.VELDERMEER)


@pytest.fixture
def elsewhere(db):
    from tests import cast, people

    return people.organisation(cast.ELSEWHERE)


@pytest.fixture
def join(here):
    """Make somebody with these roles a member, of Veldermeer unless `at` says otherwise."""
    from tests import people
    from waarborg.apps.base.tenancy import within

    def joined(*roles, at=here, **fields):
        with within(at.pk):
            return people.member(at, *roles, **fields)

    return joined


@pytest.fixture
def daan(join):
    from waarborg.domain.permissions import Role

    return join(Role.ADMINISTRATOR)


@pytest.fixture
def noor(join):
    from waarborg.domain.permissions import Role

    return join(Role.CISO)


@pytest.fixture
def client(daan):
    """The browser of the administrator."""
    from tests import people

    return people.client(daan)


@pytest.fixture
def count_queries():
    """How many queries it takes to answer an address."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(client, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    return count
