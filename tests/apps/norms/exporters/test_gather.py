"""What is exported comes from the tables exactly as it went in."""

import pytest

from tests.apps.norms import next_edition
from tests.apps.norms.exporters import shelf
from tests.cast import AT, ciso
from waarborg.apps.norms import actions, queries
from waarborg.apps.norms.exporters import gather, xlsx
from waarborg.apps.norms.importers import table
from waarborg.apps.norms.models import OfficialText
from waarborg.apps.norms.queries import steps
from waarborg.domain.norms import Change, TextMatch

pytestmark = pytest.mark.usefixtures("norms")


@pytest.mark.parametrize("name", shelf.EDITIONS)
def test_an_edition_leaves_the_tables_as_it_entered_them(name):
    row = queries.edition(name)

    assert gather.edition(row) == shelf.edition(name)
    assert sorted(map(repr, gather.relations(row))) == sorted(map(repr, shelf.relations(name)))


@pytest.mark.parametrize(("old", "new"), shelf.LINEAGES)
def test_a_lineage_leaves_the_tables_as_it_entered_them(old, new):
    found = steps.successions(queries.edition(old), queries.edition(new))

    assert sorted(map(repr, found)) == sorted(map(repr, shelf.successions(old, new)))


def test_an_edition_is_read_in_a_number_of_queries_that_does_not_grow(django_assert_num_queries):
    row = queries.edition("bio2@1.3")

    with django_assert_num_queries(3):
        gather.edition(row)
        gather.relations(row)


def test_an_imported_official_text_stands_in_the_workbook_and_comes_back():
    item = queries.item(queries.edition("bio2@1.3"), "5.01.01")
    OfficialText.objects.create(
        item=item, text="Woorden van een ander.", sha256="", match=TextMatch.DIFFERS, file_name="x.md", imported_at=AT
    )

    edition = gather.edition(queries.edition("bio2@1.3"))
    back = table.read(xlsx.export(edition), "terug.xlsx").editions[0]

    assert {i.number: i.official_text for i in back.items if i.official_text} == {"5.01.01": "Woorden van een ander."}


def test_numbers_that_the_next_edition_uses_again_never_tie_two_requirements():
    actions.load_norms(next_edition.norm(), shipped=False, by=ciso, at=AT)

    found = steps.successions(queries.edition("bio2@1.2"), queries.edition(next_edition.NEW))
    ties = {(step.old, step.new): step.change for step in found}

    assert ties["8.07.02", "6.03.05"] is Change.MOVED
    assert ties["8.07.03", "8.07.02"] is Change.MOVED
    assert ("8.07.02", "8.07.02") not in ties
    assert ties["5.25.01", ""] is Change.WITHDRAWN  # 5.26.02 in between, and withdrawn there
    assert "5.26.02" not in {step.new for step in found}


def test_controls_go_on_under_their_identity_where_a_lineage_is_silent():
    found = steps.successions(queries.edition("bio1@1.04zv"), queries.edition("bio2@1.3"))

    assert [step.new for step in found if step.new == "5.01"]


def test_why_something_is_new_is_told_and_not_what_happened_to_its_number_afterwards():
    found = steps.successions(queries.edition("bio1@1.04zv"), queries.edition("bio2@1.3"))

    [step] = [step for step in found if step.new == "5.21.05"]
    assert step.change is Change.NEW
    assert "5.21.05" not in step.note.nl
