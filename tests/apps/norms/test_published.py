"""The items of an edition are read once per process, and never again than when they are others."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from django.db import connection

from tests.apps.norms import bakery
from tests.cast import AT, ciso
from waarborg.apps.norms import queries
from waarborg.apps.norms.actions import import_norm
from waarborg.apps.norms.importers import detect
from waarborg.apps.norms.models import Edition, Item
from waarborg.apps.norms.queries.published import official_texts, published

pytestmark = pytest.mark.django_db
kept = import_module("waarborg.apps.norms.queries.published")  # the package has a function of that name


def test_the_items_are_read_once(django_assert_num_queries):
    bakery.load()
    edition = queries.edition("brood@1")

    with django_assert_num_queries(1):
        first = published(edition)
        assert published(edition) is first
    assert [item.number for item in first.items] == list(bakery.FIRST)
    assert {pk: item.number for pk, item in first.by_pk.items()} == dict(edition.items.values_list("pk", "number"))


def test_the_same_edition_loaded_into_another_database_is_another_one():
    """As after putting back the copy of another installation: same name, same words, other rows."""
    bakery.load()
    edition = queries.edition("brood@1")
    before = published(edition)
    pk, digest = edition.pk, edition.digest
    edition.delete()
    bakery.load()
    other = queries.edition("brood@1").pk
    Edition.objects.filter(pk=other).update(id=pk)
    Item.objects.filter(edition=other).update(edition=pk)

    again = queries.edition("brood@1")

    assert (again.pk, again.digest) == (pk, digest)
    assert set(published(again).by_pk) == set(Item.objects.filter(edition=pk).values_list("pk", flat=True))
    assert set(published(again).by_pk).isdisjoint(before.by_pk)


def test_what_is_kept_has_a_bound_and_what_was_used_last_stays(monkeypatch, django_assert_num_queries):
    bakery.load(second=True)
    monkeypatch.setattr(kept, "ITEMS_AT_MOST", len(bakery.FIRST))
    one, two = queries.edition("brood@1"), queries.edition("brood@2")
    published(one)
    published(two)

    with django_assert_num_queries(0):
        published(two)
    with django_assert_num_queries(1):
        published(one)


def test_one_that_is_larger_than_the_bound_is_not_kept_at_all(monkeypatch, django_assert_num_queries):
    bakery.load()
    monkeypatch.setattr(kept, "ITEMS_AT_MOST", 1)

    edition = queries.edition("brood@1")

    with django_assert_num_queries(2):
        assert published(edition).by_pk.keys() == published(edition).by_pk.keys()


@pytest.mark.django_db(transaction=True)
def test_what_another_process_reads_in_is_here_at_once():
    bakery.load()
    edition = queries.edition("brood@1")
    items = {item.number: item.pk for item in published(edition).items}
    assert official_texts(edition) == {}

    def elsewhere():
        """On a connection of its own: texts for this edition, and an edition that is new."""
        try:
            bakery.load(second=True)
            read = detect.read(bakery.markdown(bakery.FIRST), "norm.md")
            import_norm(read, as_edition="brood@1", dry_run=False, by=ciso, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as other:
        other.submit(elsewhere).result(timeout=60)

    assert official_texts(edition) == {items[number]: text for number, text in bakery.FIRST.items()}
    assert official_texts([items["5.01.02"]]) == {items["5.01.02"]: bakery.WEIGH}
    assert [item.number for item in published(queries.edition("brood@2")).items] == list(bakery.SECOND)
