"""A municipality with registers, and a round to work in. Django can be imported only inside the fixtures."""

import pytest


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    """Readers work in this process: hundreds of sheets are read here, and the child has tests of its own.

    What they find still goes through the same JSON.
    """
    from waarborg.apps.base.importers import child, untrusted, wire
    from waarborg.apps.base.shapes import UnreadableFileError

    def ask(reader, data, arguments):
        try:
            return child.Ending.READ, wire.encode(child.find(reader)(data, *arguments))
        except UnreadableFileError as refusal:
            return child.Ending.REFUSED, wire.encode(str(refusal))

    monkeypatch.setattr(untrusted, "_ask", ask)


@pytest.fixture
def veldermeer(norms):
    """The municipality with its CISO, a line manager, and two systems and a process of that manager."""
    from tests.apps.assessments import town

    return town.build()
