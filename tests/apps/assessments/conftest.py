"""A municipality with registers, and a round to work in. Django can be imported only inside the fixtures."""

import pytest


@pytest.fixture
def veldermeer(norms):
    """The municipality with its CISO, a line manager, and two systems and a process of that manager."""
    from tests.apps.assessments import town

    return town.build()
