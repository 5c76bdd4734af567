"""A published edition never changes: an erratum gets an edition of its own."""

import json

import pytest

from tests.content import golden, shelf


@pytest.mark.parametrize("edition_id", [edition.id for edition in shelf.norm().editions])
def test_a_published_edition_still_says_what_it_said(edition_id):
    was = json.loads(golden.file_of(edition_id).read_text(encoding="utf-8"))
    now = golden.fingerprint(shelf.edition(edition_id))

    gone = sorted(was["items"].keys() - now["items"].keys())
    added = sorted(now["items"].keys() - was["items"].keys())
    changed = sorted(key for key in was["items"].keys() & now["items"].keys() if was["items"][key] != now["items"][key])
    assert (gone, added, changed) == ([], [], []), f"{edition_id}: removed {gone}, added {added}, changed {changed}"
    assert was["about"] == now["about"]


def test_no_fingerprint_is_kept_of_an_edition_that_is_gone():
    kept = {file.stem for file in golden.FOLDER.glob("*.json")}

    assert kept == {edition.id for edition in shelf.norm().editions}
