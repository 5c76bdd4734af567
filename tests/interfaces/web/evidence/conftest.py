"""Evidence to open in the pages. Django can be imported only once its settings are known, so inside the fixture."""

import pytest


@pytest.fixture
def town(norms):
    """Gemeente Veldermeer with its CISO and a line manager."""
    from tests.apps.assessments import town

    return town.build()
