"""OSCAL catalogs and mappings of others."""

import json

import pytest
import yaml

from tests.shared import shared
from waarborg.apps.norms.formats.oscal import NS
from waarborg.apps.norms.importers import oscal
from waarborg.apps.norms.shapes import FileKind, UnreadableFileError
from waarborg.domain.norms import ItemKind, ItemStatus, RelationKind

METADATA = {"title": "Proef Catalogus", "version": "2.0", "oscal-version": "1.1.2", "published": "2026-01-02T00:00:00Z"}


def control(number, **more):
    return {"id": number.lower(), "title": f"Titel {number}", "props": [{"name": "label", "value": number}], **more}


def read(**catalog):
    return oscal.read(json.dumps({"catalog": {"metadata": METADATA, **catalog}}).encode(), "proef.json")


def items(**catalog):
    return {item.number: item for item in read(**catalog).editions[0].items}


def test_groups_controls_and_controls_in_controls_keep_their_place():
    found = items(
        groups=[
            {"id": "ac", "title": "Toegang", "controls": [control("AC-1", controls=[control("AC-1(1)")])]},
            {"title": "Zonder id", "groups": [{"id": "s1.1", "title": "Dieper", "controls": [control("Z-1")]}]},
        ],
        controls=[control("LOS-1")],
    )

    assert {number: item.parent for number, item in found.items()} == {
        "AC": "",
        "AC-1": "AC",
        "AC-1(1)": "AC-1",
        "Zonder id": "",
        "S1.1": "Zonder id",
        "Z-1": "S1.1",
        "LOS-1": "",
    }
    assert found["AC"].kind is ItemKind.THEME
    assert found["AC-1(1)"].kind is ItemKind.CONTROL
    assert found["AC-1"].key == "ac-1"


def test_the_edition_is_named_after_title_and_version():
    edition = read(controls=[control("A-1")]).editions[0]

    assert (edition.id, edition.published_on) == ("proef-catalogus@2.0", "2026-01-02")


@pytest.mark.parametrize("inserted", ["{{ insert: param, p1 }}", "{{ param: p1 }}", "{{p1}}"])
@pytest.mark.parametrize(
    ("parameter", "shown"),
    [
        ({"label": "een termijn"}, "[een termijn]"),
        ({"values": ["30 dagen"]}, "30 dagen"),
        ({"select": {"how-many": "one-or-more", "choice": ["a", "{{ insert: param, p2 }}"]}}, "a; [diep]"),
        ({}, "[p1]"),
    ],
)
def test_parameters_stand_in_the_prose(inserted, parameter, shown):
    parts = [{"name": "statement", "prose": f"Binnen {inserted} klaar."}]
    params = [{"id": "p1", **parameter}, {"id": "p2", "label": "diep"}]

    found = items(controls=[control("A-1", params=params, parts=parts)])["A-1"]

    assert shown in found.summary.en
    assert "{{" not in found.summary.en


def test_a_parameter_that_refers_to_itself_does_not_hang():
    params = [{"id": "p1", "label": "{{ insert: param, p1 }}"}]
    parts = [{"name": "statement", "prose": "{{ insert: param, p1 }}"}]

    assert items(controls=[control("A-1", params=params, parts=parts)])["A-1"].summary.en


def test_the_items_of_a_statement_stand_under_it_with_their_labels():
    a = {"name": "item", "prose": "eerst", "props": [{"name": "label", "value": "a."}]}
    parts = [{"name": "statement", "prose": "De organisatie:", "parts": [a]}, {"name": "guidance", "prose": "Uitleg"}]

    found = items(controls=[control("A-1", parts=parts)])["A-1"]

    assert found.summary.en == "De organisatie:\na. eerst"
    assert found.content["note"]["en"] == "Uitleg"


@pytest.mark.parametrize(
    ("rel", "status"), [("moved-to", ItemStatus.MOVED), ("incorporated-into", ItemStatus.WITHDRAWN)]
)
def test_a_withdrawn_control_names_its_successor_also_when_the_link_goes_to_a_part(rel, status):
    gone = control("A-1", links=[{"href": "#a-2_smt.b", "rel": rel}])
    gone["props"].append({"name": "status", "value": "Withdrawn"})
    stays = control(
        "A-2", parts=[{"id": "a-2_smt", "name": "statement", "parts": [{"id": "a-2_smt.b", "name": "item"}]}]
    )

    found = items(controls=[gone, stays])["A-1"]

    assert (found.status, found.moved_to) == (status, ("A-2",))


def test_related_controls_are_relations_and_what_is_not_in_the_catalog_is_left_out():
    links = [{"href": "#a-2", "rel": "related"}, {"href": "#b-9", "rel": "related"}]

    found = read(controls=[control("A-1", links=links), control("A-2")]).relations

    assert [(r.source_number, r.target_number, r.kind) for r in found] == [("A-1", "A-2", RelationKind.RELATED)]


def test_two_controls_with_one_label_get_their_ids_as_numbers():
    twin = {**control("A-1"), "id": "a-1-bis"}

    found = read(controls=[control("A-1"), twin])

    assert [item.number for item in found.editions[0].items] == ["A-1", "a-1-bis"]
    assert [note.what for note in found.notes] == ["'A-1' komt vaker voor; dit onderdeel heet hier 'a-1-bis'."]


def test_two_controls_with_one_id_stay_two_and_that_is_told():
    twins = [{"id": "x-1", "title": "Een"}, {"id": "x-1", "title": "Twee"}]

    found = read(controls=twins)

    assert [(item.number, item.key) for item in found.editions[0].items] == [("x-1", "x-1"), ("x-1 (2)", "x-1 (2)")]
    assert [problem.where for problem in found.problems] == ["catalog/controls/1"]
    assert "'x-1' komt vaker voor" in found.problems[0].what


def test_groups_with_one_title_and_no_id_are_both_kept():
    groups = [{"title": title, "groups": [{"title": "Opleiding", "controls": [control(number)]}]}
              for title, number in (("Beleid", "X-1"), ("Beheer", "X-2"))]  # fmt: skip

    found = items(groups=groups)

    assert list(found) == ["Beleid", "Opleiding", "X-1", "Beheer", "Opleiding (2)", "X-2"]
    assert (found["X-2"].parent, found["Opleiding (2)"].parent) == ("Opleiding (2)", "Beheer")


@pytest.mark.parametrize("odd", [["statement"], {"statement": 1}, 7, None])
def test_a_part_with_another_name_than_a_text_is_passed_over(odd):
    about = {**METADATA, "props": [{"name": "edition", "ns": NS, "value": "proef@1"}]}
    kinds = [{"name": "kind", "ns": NS, "value": "control"}, {"name": "item-status", "ns": NS, "value": "live"}]
    ours = {"metadata": about, "controls": [{"id": "a", "props": kinds, "parts": [{"name": odd}]}]}

    assert [item.number for item in read(**ours).editions[0].items] == ["a"]


def test_a_catalog_in_yaml_says_the_same_as_in_json():
    catalog = {"metadata": METADATA, "controls": [control("5.10", parts=[{"name": "statement", "prose": "yes"}])]}
    text = yaml.safe_dump({"catalog": catalog}).replace("'5.10'", "5.10").replace("'yes'", "yes")

    found = oscal.read(f"---\n# van ons\n{text}".encode(), "proef.json")

    assert found == oscal.read(json.dumps({"catalog": catalog}).encode(), "proef.json")
    assert (found.editions[0].items[0].number, found.editions[0].items[0].summary.en) == ("5.10", "yes")


def test_a_control_without_any_name_is_a_problem_and_the_rest_is_read():
    found = read(controls=[{"props": "geen lijst"}, control("A-2"), "geen object"])

    assert [problem.where for problem in found.problems] == ["catalog/controls/0"]
    assert [item.number for item in found.editions[0].items] == ["A-2"]


def test_endless_nesting_is_cut_off_with_a_problem():
    deep = control("D-99")
    for level in range(98, 0, -1):
        deep = control(f"D-{level}", controls=[deep])

    assert "dieper genest" in read(controls=[deep]).problems[0].what


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "geen leesbare JSON"),
        (b"[1]", "geen OSCAL"),
        (b'{"profile": {}}', "profile"),
        (b'{"catalog": {"metadata": 7}}', "geen groepen"),
        (b"[" * 100_000, "geen leesbare JSON"),
        (b"\xff\xfe", "geen leesbare JSON"),
    ],
)
def test_what_is_no_catalog_is_refused_with_what_it_is(data, message):
    with pytest.raises(UnreadableFileError, match=message):
        oscal.read(data, "proef.json")


def test_a_mapping_of_others_gives_relations_between_their_ids():
    end = {"type": "control", "id-ref": "a-1"}
    maps = [
        {"relationship": "subset-of", "sources": [end], "targets": [{"type": "control", "id-ref": "b-1"}]},
        {"relationship": "vaag", "sources": [end], "targets": [end]},
    ]

    found = oscal.read(json.dumps({"mapping-collection": {"mappings": [{"maps": maps}]}}).encode(), "m.json")

    assert found.kind is FileKind.OSCAL_MAPPING
    assert [(r.source_number, r.target_number, r.kind) for r in found.relations] == [
        ("a-1", "b-1", RelationKind.NARROWER)
    ]
    assert [p.where for p in found.problems] == ["mapping-collection/mappings/0/maps/1"]


def test_nists_low_baseline_is_read_whole():
    path = shared("interop", "oscal", "NIST_SP-800-53_rev4_LOW_catalog.json")

    found = oscal.read(path.read_bytes(), path.name)

    kinds = [item.kind for item in found.editions[0].items]
    assert (kinds.count(ItemKind.THEME), kinds.count(ItemKind.CONTROL)) == (17, 124)
    assert found.problems == ()
    assert not [item.number for item in found.editions[0].items if "{{" in item.summary.en]
    assert {item.number for item in found.editions[0].items} >= {"AC", "AC-1", "SI-12"}


def test_nists_sample_catalog_is_read_whole():
    path = shared("interop", "oscal", "basic-catalog.json")

    found = oscal.read(path.read_bytes(), path.name)

    numbers = {item.number: item.parent for item in found.editions[0].items}
    assert numbers["2.1.1"] == "2.1"
    assert numbers["1.1.1"] == "1.1"
    assert (numbers["1.1"], numbers["2.1"]) == ("1", "2")
    assert found.problems == ()
