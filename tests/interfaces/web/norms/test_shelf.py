"""The shelf of editions."""

from tests.people import WALL
from waarborg.apps.norms.models import Edition


def test_the_shelf_shows_every_edition_with_its_counts(read):
    page = read("/norm/")
    assert 'href="/norm/proef/2/"' in page
    assert 'href="/norm/proef/1/"' in page
    assert "<strong>2</strong> overheidsmaatregelen" in page
    assert "<strong>1</strong> verplaatst" in page


def test_the_shelf_links_editions_that_can_be_compared(read):
    assert 'href="/norm/vergelijk?van=proef@1&amp;naar=proef@2"' in read("/norm/")


def test_an_empty_shelf_says_how_norms_come_here(client, db):
    Edition.objects.all().delete()  # another test may have loaded them for the whole run

    assert "Er zijn nog geen normen geladen" in client.get("/norm/").content.decode()


def test_the_shelf_takes_the_same_queries_however_many_editions(client, trial, django_assert_num_queries):
    with django_assert_num_queries(4 + WALL):
        client.get("/norm/")


def test_an_edition_that_does_not_exist_names_those_that_do(read):
    page = read("/norm/proef/9/", status=404)

    assert "proef@9 is er niet" in page
    assert "Proef twee" in page
