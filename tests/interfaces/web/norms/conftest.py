import pytest


@pytest.fixture
def trial(db):
    """The trial norm is in the database."""
    from tests.interfaces.web.norms import shelf

    shelf.load()


@pytest.fixture
def read(client, trial):
    """Open an address and return the text of the page, in Dutch unless `language` says otherwise."""

    def open_page(address: str, *, language: str = "nl", status: int = 200) -> str:
        client.cookies["taal"] = language
        response = client.get(address)
        assert response.status_code == status
        return response.content.decode()

    return open_page
