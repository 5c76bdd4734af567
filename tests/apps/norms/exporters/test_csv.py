"""Editions as CSV: safe in a spreadsheet, and every item comes back."""

import csv as reader
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.apps.norms.exporters import shelf
from waarborg.apps.base.formats import spreadsheets
from waarborg.apps.norms.exporters import csv
from waarborg.apps.norms.formats import table as words
from waarborg.apps.norms.importers import table


@pytest.mark.parametrize("name", shelf.EDITIONS)
def test_every_item_comes_back_as_it_was(name):
    found = table.read(csv.export(shelf.edition(name)), "terug.csv")

    assert found.problems == ()
    assert found.editions[0].id == name
    assert found.editions[0].items == shelf.edition(name).items


def test_an_edition_with_everything_strange_in_it_comes_back():
    assert table.read(csv.export(shelf.strange()), "vreemd.csv").editions[0].items == shelf.strange().items


def test_no_cell_begins_as_a_formula():
    text = csv.export(shelf.strange()).decode("utf-8-sig")
    cells = [cell for row in reader.reader(io.StringIO(text, newline="")) for cell in row]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert "'=1+1\n@SUM(A1)" in cells


@given(st.text())
def test_a_guarded_text_never_begins_as_a_formula_and_can_be_undone(text):
    guarded = spreadsheets.guarded(text)

    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert spreadsheets.unguarded(guarded) == text


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(min_size=1), inner, min_size=1),
    max_leaves=12,
)


@given(st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), TREES, min_size=1))
@example({"a": {"A": ""}})  # an empty text inside a branch has no cell of its own
def test_any_content_comes_back_from_its_cells(tree):
    flat = [cell for name, value in tree.items() for cell in words.flatten(name, value)]

    assert words.unflatten(flat) == {name: value for name, value in tree.items() if value != ""}
