"""Loading editions: once is enough, a published edition stays what it is, and identity is never the number."""

from dataclasses import replace

import pytest

from tests.apps.norms import next_edition
from tests.cast import AT, ciso
from tests.content import shelf
from waarborg.apps.base.models import JournalLine
from waarborg.apps.norms import actions, queries
from waarborg.apps.norms.models import Item, Succession
from waarborg.domain.norms import Change

pytestmark = pytest.mark.django_db


def load(norm):
    return actions.load_norms(norm, shipped=True, by=ciso, at=AT)


def test_loading_twice_changes_nothing(norms):
    before = (Item.objects.count(), Succession.objects.count(), JournalLine.objects.count())

    loaded = load(shelf.norm())

    assert loaded.added == ()
    assert set(loaded.present) == {edition.id for edition in shelf.norm().editions}
    assert (Item.objects.count(), Succession.objects.count(), JournalLine.objects.count()) == before


def test_every_loaded_edition_leaves_a_journal_line(norms):
    lines = JournalLine.objects.filter(action="norms.edition_loaded").values_list("object", flat=True)

    assert set(lines) >= {edition.id for edition in shelf.norm().editions}


def test_a_published_edition_that_says_something_else_is_refused_and_stays_as_it_was(norms):
    old = shelf.edition("bio2@1.3")
    changed = replace(old, items=(*old.items[:-1], replace(old.items[-1], source="elders")))

    with pytest.raises(actions.PublishedEditionChangedError, match=r"bio2@1\.3"):
        load(replace(shelf.norm(), editions=(changed,)))

    assert queries.edition("bio2@1.3").digest == actions.digest(old)


def test_a_number_that_is_used_again_is_never_taken_for_the_old_requirement(norms):
    load(next_edition.norm())
    old, new = queries.edition(next_edition.OLD), queries.edition(next_edition.NEW)

    for before, after in next_edition.MOVES.items():
        was, becomes = queries.item(old, before), queries.item(new, after)
        assert was.requirement_id == becomes.requirement_id


def test_the_same_number_in_both_editions_is_another_requirement(norms):
    load(next_edition.norm())
    old, new = queries.edition(next_edition.OLD), queries.edition(next_edition.NEW)

    for number in ("8.07.02", "8.07.03"):
        assert queries.item(old, number).requirement_id != queries.item(new, number).requirement_id


def test_the_lineage_of_a_used_again_number_follows_the_requirement(norms):
    load(next_edition.norm())
    now = queries.item(queries.edition(next_edition.NEW), "8.07.02")

    came_from, _ = queries.lineage(now)

    assert [(step.old.number, step.change) for step in came_from] == [("8.07.03", Change.MOVED)]


def test_what_the_next_edition_withdraws_says_so_on_the_old_item(norms):
    load(next_edition.norm())
    old = queries.item(queries.edition(next_edition.OLD), "5.26.02")

    _, went_to = queries.lineage(old)

    assert [(step.new, step.change) for step in went_to] == [(None, Change.WITHDRAWN)]
