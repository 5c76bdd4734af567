"""Every item says where it came from and where it went, and identity is never the number."""

import shutil
from collections import Counter

import pytest

from tests.content import shelf
from waarborg.apps.norms.importers import content
from waarborg.apps.norms.shapes import UnreadableFileError
from waarborg.domain.norms import KEEPS_IDENTITY
from waarborg.machine import folders


def steps(old: str, new: str):
    return [s for s in shelf.norm().successions if s.old_edition == old and s.new_edition == new]


def test_the_step_from_1_2_to_1_3_counts_as_the_change_facts_do():
    found = Counter(step.change.value for step in steps("bio2@1.2", "bio2@1.3"))

    assert found == {"unchanged": 86, "reworded": 52, "cosmetic": 12, "moved": 6, "withdrawn": 4, "split": 2}


def test_every_measure_of_1_3_has_an_origin_and_every_measure_of_1_2_a_destination():
    found = steps("bio2@1.2", "bio2@1.3")
    old = {item.number for item in shelf.edition("bio2@1.2").items if item.kind == "measure"}
    signposts = {i.number for i in shelf.edition("bio2@1.3").items if i.status in {"moved", "withdrawn", "reference"}}
    new = {item.number for item in shelf.edition("bio2@1.3").items if item.kind == "measure"} - signposts

    assert {step.old for step in found if step.old} == old
    assert {step.new for step in found if step.new} >= new


def test_every_item_of_bio_1_goes_somewhere_or_is_withdrawn():
    found = {step.old for step in steps("bio1@1.04zv", "bio2@1.2") if step.old}
    items = {i.number for i in shelf.edition("bio1@1.04zv").items if i.kind in {"measure", "control"}}

    assert found == items


@pytest.mark.parametrize("old", ["bio1@1.04zv", "bio2@1.2", "iso27002@2013"])
def test_lineage_points_at_items_that_exist(old):
    numbers = {edition.id: {item.number for item in edition.items} for edition in shelf.norm().editions}
    for step in shelf.norm().successions:
        if step.old_edition == old:
            assert not step.old or step.old in numbers[step.old_edition]
            assert not step.new or step.new in numbers[step.new_edition]


def test_a_requirement_that_moved_keeps_its_identity():
    key = {(e.id, i.number): i.key for e in shelf.norm().editions for i in e.items if i.kind == "measure"}

    assert key["bio2@1.2", "5.24.06"] == key["bio2@1.3", "5.21.05"]
    assert key["bio2@1.2", "8.08.06"] == key["bio2@1.3", "5.24.08"]
    assert key["bio2@1.3", "6.03.04"] not in {k for (e, _), k in key.items() if e == "bio2@1.2"}


def test_relations_point_at_items_that_exist():
    numbers = {edition.id: {item.number for item in edition.items} for edition in shelf.norm().editions}
    for relation in shelf.norm().relations:
        assert relation.source_number in numbers[relation.source_edition]
        assert relation.target_number in numbers[relation.target_edition]


def test_what_only_changed_words_or_number_keeps_its_identity_within_a_catalogue():
    keys = {(edition.id, item.number): item.key for edition in shelf.norm().editions for item in edition.items}
    told = [
        (keys[step.old_edition, step.old], keys[step.new_edition, step.new], step.change in KEEPS_IDENTITY)
        for step in shelf.norm().successions
        if step.old and step.new and step.old_edition.split("@")[0] == step.new_edition.split("@")[0]
    ]

    assert told
    assert all((old == new) is keeps for old, new, keeps in told)


def test_a_lineage_that_contradicts_identity_is_refused(tmp_path):
    copy = tmp_path / "content"
    shutil.copytree(folders.content(), copy)
    file = copy / "bio2/1.3/5-organisatorisch-1.yaml"
    text = file.read_text(encoding="utf-8")
    key = next(item.key for item in shelf.edition("bio2@1.3").items if item.number == "5.01.02")
    file.write_text(text.replace(f"id: {key}\n", "id: bio2-iets-anders\n"), encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=r"5\.01\.02 .* niet hetzelfde id"):
        content.read(copy)
