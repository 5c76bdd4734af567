"""The shipped editions are complete: the counts that the publications themselves give."""

from collections import Counter

import pytest

from tests.content import shelf

COUNTS = {
    "bio2@1.3": {
        ("theme", "live"): 4,
        ("control", "live"): 93,
        ("measure", "live"): 117,
        ("measure", "none"): 40,
        ("measure", "moved"): 5,
        ("measure", "withdrawn"): 4,
        ("measure", "reference"): 1,
    },
    "bio2@1.2": {("theme", "live"): 4, ("control", "live"): 93, ("measure", "live"): 120, ("measure", "none"): 40},
    "bio1@1.04zv": {
        ("theme", "live"): 14,
        ("clause", "live"): 35,
        ("control", "live"): 112,
        ("control", "withdrawn"): 2,
        ("measure", "live"): 138,
    },
    "iso27002@2022": {("theme", "live"): 4, ("control", "live"): 93},
    "iso27002@2013": {("theme", "live"): 14, ("clause", "live"): 35, ("control", "live"): 114},
    "iso27001@2022": {("theme", "live"): 7, ("clause", "live"): 34},
    "cbw@2026": {("article", "live"): 18, ("theme", "live"): 17, ("control", "live"): 27},
}


@pytest.mark.parametrize("edition", COUNTS)
def test_an_edition_holds_exactly_what_its_publication_counts(edition):
    found = Counter((item.kind.value, item.status.value) for item in shelf.edition(edition).items)

    assert dict(found) == COUNTS[edition]


def test_the_shelf_holds_these_editions_and_no_others():
    assert {edition.id for edition in shelf.norm().editions} == set(COUNTS)


def test_bio1_measures_have_71_times_level_1_and_67_times_level_2():
    measures = [item for item in shelf.edition("bio1@1.04zv").items if item.kind == "measure"]

    assert Counter(item.bbn for item in measures) == {"1": 71, "2": 67}
    assert {role for item in measures for role in item.roles} == {"SG", "PE", "DL"}


def test_bio2_1_2_measures_carry_their_categories():
    measures = [i for i in shelf.edition("bio2@1.2").items if i.kind == "measure" and i.status == "live"]
    found = Counter("+".join(item.categories) for item in measures)

    assert found == {
        "basishygiene": 70,
        "basishygiene+ketenhygiene": 32,
        "overheidsrisico": 12,
        "ketenhygiene": 3,
        "basishygiene+overheidsrisico": 3,
    }


def test_the_reference_points_at_the_measure_that_holds_its_duty():
    references = [item for item in shelf.edition("bio2@1.3").items if item.status == "reference"]

    assert [(item.number, item.refers_to) for item in references] == [("8.08.06", "5.24.08")]


def test_moved_numbers_point_at_items_of_the_same_edition():
    items = {item.number: item for item in shelf.edition("bio2@1.3").items}
    moved = {number: item.moved_to for number, item in items.items() if item.status == "moved"}

    assert moved == {
        "5.04.02": ("5.10.02",),
        "5.04.03": ("5.10.03",),
        "5.24.06": ("5.21.05",),
        "5.25.01": ("5.26.02",),
        "5.26.01": ("5.25.02",),
    }
    assert all(target in items for targets in moved.values() for target in targets)


def test_only_the_grey_items_fall_outside_the_cbw():
    outside = [item.number for item in shelf.edition("bio2@1.3").items if item.cbw_scope == "outside"]

    assert outside == ["5.32", "5.32.01", "5.33", "5.33.01", "5.34", "5.34.01"]


def test_where_sources_disagree_the_item_says_so():
    items = {item.number: item for item in shelf.edition("bio2@1.3").items if item.kind == "measure"}
    doubted = {number for number, item in items.items() if item.doubts}

    assert doubted >= {"5.25.02", "8.16.03", "5.32.01", "5.33.01", "5.34.01", "8.08.06", "5.20.03"}
    assert all(doubt["source"] for item in items.values() for doubt in item.doubts)


def test_8_16_03_keeps_the_right_text_and_not_the_copy_of_8_16_02():
    items = {item.number: item for item in shelf.edition("bio2@1.3").items if item.kind == "measure"}

    assert items["8.16.03"].sha256 == "101ea97231fe887da5eb347d43edb688b3044373e00dcca687557c75f6ff71ac"
    assert items["8.16.03"].summary.nl != items["8.16.02"].summary.nl
