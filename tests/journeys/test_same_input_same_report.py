"""The same sheet on the same day gives the same report, so that two people can compare what they hold."""

import zipfile

import pytest

from tests.journeys.conftest import run_veldermeer
from tests.journeys.runs import FILES


@pytest.fixture(scope="module")
def twice(veldermeer, django_db_blocker, tmp_path_factory):
    """The folders of the Dutch run and of one more."""
    again, _ = run_veldermeer("nl", django_db_blocker, tmp_path_factory)
    return veldermeer["nl"][0], again


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_the_same_sheet_gives_the_same_file(twice, name):
    first, again = (made.folder / name for made in twice)

    if name.endswith(".docx"):  # its package notes the second at which it was packed
        assert parts(first) == parts(again)
    else:
        assert first.read_bytes() == again.read_bytes()


@pytest.mark.django_db
def test_the_same_sheet_gives_the_same_answer_and_pages(twice):
    first, again = twice

    assert {**first.document, "files": []} == {**again.document, "files": []}
    assert first.pages == again.pages


def parts(file):
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}
