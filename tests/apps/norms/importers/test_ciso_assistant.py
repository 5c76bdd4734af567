"""Libraries of CISO Assistant, with the oddities that the real ones have. All content is of our own making."""

import time
from typing import Any

import pytest
import yaml

from waarborg.apps.norms.importers import ciso_assistant
from waarborg.apps.norms.shapes import ParsedItem, ParsedNorm, UnreadableFileError
from waarborg.domain.norms import ItemKind, RelationKind


def library(objects: dict[str, Any], **fields: Any) -> bytes:
    whole = {"urn": "urn:bakker:risk:library:brood", "locale": "en", "ref_id": "brood", "version": 1, **fields}
    return yaml.safe_dump({**whole, "objects": objects}, allow_unicode=True, sort_keys=False).encode()


def framework(*nodes: dict[str, Any], **fields: Any) -> dict[str, Any]:
    whole = {"urn": "urn:bakker:risk:framework:brood", "ref_id": "BROOD", "requirement_nodes": list(nodes)}
    return {"framework": {**whole, **fields}}


def node(tail: str, **fields: Any) -> dict[str, Any]:
    return {"urn": f"urn:bakker:risk:req_node:brood:{tail}", "assessable": True, "depth": 1, **fields}


def read(objects: dict[str, Any], **fields: Any) -> ParsedNorm:
    return ciso_assistant.read(library(objects, **fields), "brood.yaml")


def items(*nodes: dict[str, Any], **fields: Any) -> tuple[ParsedItem, ...]:
    return read(framework(*nodes), **fields).editions[0].items


def test_nodes_become_items_with_parents_and_both_languages():
    top, heading, leaf = items(
        node("a", assessable=False, ref_id="A", name="Oven"),
        node("a.1", assessable=False, ref_id="A.1", name="Heat", parent_urn="urn:bakker:risk:req_node:brood:a"),
        node("a.1.1", ref_id="A.1.1", description="Count.", parent_urn="urn:bakker:risk:req_node:brood:a.1",
             translations={"nl": {"description": "Tel."}}),
    )  # fmt: skip

    assert [top.kind, heading.kind, leaf.kind] == [ItemKind.THEME, ItemKind.CLAUSE, ItemKind.CONTROL]
    assert (leaf.parent, leaf.summary.nl, leaf.summary.en) == ("A.1", "Tel.", "Count.")


def test_a_reference_that_looks_like_a_decimal_keeps_its_digits():
    data = library(framework(node("x", ref_id="REF"))).replace(b"REF", b"5.10")

    assert ciso_assistant.read(data, "x").editions[0].items[0].number == "5.10"


def test_urns_are_lower_case_and_keep_their_letters():
    upper, accents = items(node("A-ONE", ref_id="1"), node("règle(2)", ref_id="2"))

    assert upper.key == "urn:bakker:risk:req_node:brood:a-one"
    assert accents.key == "urn:bakker:risk:req_node:brood:règle(2)"


def test_nodes_without_reference_name_or_description_are_still_told_apart():
    heading, asked, empty = items(
        node("oven-(art.-2)", assessable=False, name="Oven"),
        node("7", questions={"urn:q": {"type": "text", "text": "Is the oven warm?"}}),
        node("8"),
    )

    assert [heading.number, asked.number, empty.number] == ["oven-(art.-2)", "#2", "#3"]
    assert (asked.title.en, empty.title.nl) == ("Is the oven warm?", "Onderdeel 3")


def test_typical_evidence_is_kept_where_pages_look_for_examples():
    (found,) = items(node("a", ref_id="A", typical_evidence="Photo of the oven\nLog book", annotation="Bake well."))

    lines = ["Photo of the oven", "Log book"]
    assert found.content["evidence"] == {"examples": {"nl": lines, "en": lines}}
    assert found.content["note"] == {"nl": "Bake well.", "en": "Bake well."}


def test_assessable_nodes_may_have_children():
    parent, child = items(node("a", ref_id="A"), node("b", ref_id="B", parent_urn="urn:bakker:risk:req_node:brood:A"))

    assert (parent.kind, child.kind, child.parent) == (ItemKind.CONTROL, ItemKind.CONTROL, "A")


def test_a_reference_that_comes_twice_is_kept_and_reported():
    norm = read(framework(node("a", ref_id="A"), node("b", ref_id="A")))

    assert [item.number for item in norm.editions[0].items] == ["A", "A (2)"]
    assert len(norm.problems) == 1


def test_groups_are_compared_trimmed_and_in_any_case_and_unknown_ones_reported():
    groups = [{"ref_id": "warm", "name": "Warm"}]
    norm = read(framework(node("a", implementation_groups=[" Warm", "koud"]), implementation_groups_definition=groups))

    assert norm.editions[0].items[0].categories == ("warm", "koud")
    assert "koud" in norm.notes[0].what


@pytest.mark.parametrize(
    ("ref", "name", "expected"),
    [
        ("NIST-BROOD-1.1", "x", "nist-brood@1.1"),
        ("Cbw_Brood", "Cbw Brood (v1.2)", "cbw-brood@1.2"),
        ("brood", "Brood", "brood@3"),
        ("Référentiel", "x", "referentiel@3"),
    ],
)
def test_the_version_of_a_norm_hides_in_its_names(ref, name, expected):
    objects = framework(node("a"), name=name)
    objects["framework"]["ref_id"] = ref

    assert read(objects, version="3").editions[0].id == expected


@pytest.mark.parametrize("when", [None, "2024-02-30", "ooit", "2024-05-06", 20240506])
def test_a_publication_date_may_be_anything(when):
    edition = read(framework(node("a")), publication_date=when).editions[0]

    assert edition.published_on == ("2024-05-06" if when == "2024-05-06" else "")


def mapping(*rows: dict[str, Any]) -> dict[str, Any]:
    return {
        "urn": "urn:bakker:risk:req_mapping_set:een-twee",
        "source_framework_urn": "urn:een",
        "target_framework_urn": "urn:twee",
        "requirement_mappings": list(rows),
    }


def row(one: str, other: str, relationship: str = "intersect") -> dict[str, Any]:
    return {"source_requirement_urn": one, "target_requirement_urn": other, "relationship": relationship}


@pytest.mark.parametrize(
    "objects",
    [{"requirement_mapping_set": mapping(row("urn:A", "urn:b", "subset"))},
     {"requirement_mapping_sets": [mapping(row("urn:a", "urn:B", "subset"))]}])  # fmt: skip
def test_one_mapping_set_or_many(objects):
    [relation] = read(objects).relations

    assert (relation.source_number, relation.target_number, relation.kind) == ("urn:a", "urn:b", RelationKind.NARROWER)


def test_double_unrelated_and_broken_mappings_are_told():
    rows = (row("urn:a", "urn:b"), row("urn:a", "urn:b"), row("urn:a", "urn:c", "not_related"), row("", "urn:d"))

    norm = read({"requirement_mapping_set": mapping(*rows)})

    assert (len(norm.relations), len(norm.notes), len(norm.problems)) == (1, 2, 1)


def test_matrices_threats_and_controls_are_kept_whole():
    norm = read(
        {
            "risk_matrix": [{"urn": "urn:m", "name": "5x5", "grid": [[0, 1], [1, 2]]}],
            "threats": [{"urn": "urn:t", "name": "Muis"}],
            "reference_controls": [{"urn": "urn:c", "name": "Kat"}, {"name": "naamloos"}],
        }
    )

    assert [(found.kind, found.key) for found in norm.objects] == [
        ("risk_matrix", "urn:m"), ("threat", "urn:t"), ("reference_control", "urn:c"),
    ]  # fmt: skip
    assert norm.objects[0].data["grid"] == [[0, 1], [1, 2]]
    assert len(norm.problems) == 1


def test_html_and_long_texts_are_made_safe_and_reported():
    norm = read(
        framework(node("a", description="<script>x</script><b>Brood</b> &lt;"), node("b", description="x" * 32_767))
    )

    assert norm.editions[0].items[0].summary.en == "Brood <"
    assert "32767" in norm.problems[0].what


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("urn: u\nobjects:\n  x: !!python/object/apply:os.system ['echo']", "YAML-tag"),
        ("urn: u\nobjects: {a: &a [1], b: [*a, *a]}", "verwijzingen"),
        ("urn: u\nobjects: " + "[" * 100_000, "niveaus|Geen geldige"),
        ("urn: u\nobjects:\n  " + "- " * 50_000 + "a", "niveaus"),
        ("urn: u\nobjects: {a: 1", "Geen geldige YAML: regel"),
        ("urn: u\nobjects: []", "geen bibliotheek"),
        ("urn: u\nobjects: {}", "bevat geen"),
        ("a: 1\n--- \nb: 2", "Geen geldige YAML"),
    ],
)
def test_malicious_or_broken_yaml_is_refused(text, message):
    with pytest.raises(UnreadableFileError, match=message):
        ciso_assistant.read(text.encode(), "kwaad.yaml")


def test_a_framework_of_5880_nodes_is_read_well_within_its_budget():
    nodes = [node(f"n{n}", ref_id=f"N.{n}", description=f"Requirement {n}. " * 12) for n in range(5_880)]
    data = library(framework(*nodes))

    start = time.perf_counter()
    found = ciso_assistant.read(data, "groot.yaml").editions[0].items

    assert len(found) == 5_880
    assert time.perf_counter() - start < 30  # a guard against quadratic work, not the budget of 3 seconds
