"""The workbook in which a library of CISO Assistant is written gives what its YAML gives."""

import pytest
import yaml

from tests.apps.norms.importers.workbooks import workbook
from waarborg.apps.norms.importers import detect
from waarborg.apps.norms.shapes import FileKind, ParsedNorm, UnreadableFileError

URN = "urn:bakker:risk"
NODES = [["assessable", "depth", "ref_id", "name", "description", "description[nl]", "implementation_groups",
          "threats"],
         ["", 1, "M", "Flour", "", "", "", ""],
         ["x", 2, "M.1", "", "Weigh it", "Weeg het", "basis", "t:muis"],
         ["x", 2, "", "No number", "", "", "", ""]]  # fmt: skip
THREATS = [["ref_id", "name"], ["muis", "Mouse"]]
TIES = [["source_node_id", "target_node_id", "relationship"], ["M.1", "O.1", "subset"]]
ABOUT = {"urn": f"{URN}:library:brood", "version": 3, "locale": "en", "ref_id": "brood", "name": "Bread",
         "description": "About bread", "copyright": "free", "provider": "Guild", "packager": "bakker"}  # fmt: skip
FRAMEWORK = {"urn": f"{URN}:framework:brood", "ref_id": "brood-1.2", "name": "Bread", "description": "About bread"}
MAPPING = {"source_framework_urn": f"{URN}:framework:brood", "target_framework_urn": f"{URN}:framework:oven",
           "source_node_base_urn": f"{URN}:req_node:brood", "target_node_base_urn": f"{URN}:req_node:oven"}  # fmt: skip


def rows(**about: object) -> list[list[object]]:
    return [[key, value] for key, value in about.items()]


def second() -> bytes:
    return workbook({
        "library_meta": rows(type="library", **ABOUT),
        "brood_meta": rows(type="framework", **FRAMEWORK, base_urn=f"{URN}:req_node:brood",
                           implementation_groups_definition="groepen"),
        "brood_content": NODES,
        "groepen_meta": rows(type="implementation_groups", name="groepen"),
        "groepen_content": [["ref_id", "name"], ["basis", "Basics"]],
        "dreiging_meta": rows(type="threats", base_urn=f"{URN}:threat:brood"),
        "dreiging_content": THREATS,
        "voor_meta": rows(type="urn_prefix"),
        "voor_content": [["prefix_id", "prefix_value"], ["t", f"{URN}:threat:brood"]],
        "koppel_meta": rows(type="requirement_mapping_set", urn=f"{URN}:set", name="Set", **MAPPING),
        "koppel_content": TIES,
        "matrix_meta": rows(type="risk_matrix", urn=f"{URN}:matrix"),
        "matrix_content": [["type"], ["risk"]],
    })  # fmt: skip


def first() -> bytes:
    def prefixed(prefix: str, about: dict[str, object]) -> list[list[object]]:
        return [[f"{prefix}_{key}", value] for key, value in about.items()]

    nodes = [[*row[:-1], str(row[-1]).replace("t:muis", f"{URN}:threat:brood:muis")] for row in NODES]
    return workbook({
        "library_content": [
            *prefixed("library", ABOUT), *prefixed("framework", FRAMEWORK),
            *prefixed("mapping", {"urn": f"{URN}:set", "name": "Set", **MAPPING}),
            ["tab", "eisen", "requirements"], ["tab", "groepen", "implementation_groups"],
            ["tab", "dreigingen", "threats", f"{URN}:threat:brood"], ["tab", "koppel", "mappings"],
        ],
        "eisen": nodes, "groepen": [["ref_id", "name"], ["basis", "Basics"]], "dreigingen": THREATS, "koppel": TIES,
    })  # fmt: skip


def from_yaml() -> ParsedNorm:
    node = f"{URN}:req_node:brood"
    threat = {"urn": f"{URN}:threat:brood:muis", "ref_id": "muis", "name": "Mouse"}
    tie = {"source_requirement_urn": f"{node}:m.1", "target_requirement_urn": f"{URN}:req_node:oven:o.1"}
    nodes = [
        {"urn": f"{node}:m", "assessable": False, "ref_id": "M", "name": "Flour"},
        {"urn": f"{node}:m.1", "parent_urn": f"{node}:m", "assessable": True, "ref_id": "M.1",
         "description": "Weigh it", "translations": {"nl": {"description": "Weeg het"}},
         "implementation_groups": ["basis"], "threats": [threat["urn"]]},
        {"urn": f"{node}:m:1", "parent_urn": f"{node}:m", "assessable": True, "name": "No number"},
    ]  # fmt: skip
    groups = [{"ref_id": "basis", "name": "Basics"}]
    ends = {key: MAPPING[key] for key in ("source_framework_urn", "target_framework_urn")}
    objects = {
        "framework": {**FRAMEWORK, "requirement_nodes": nodes, "implementation_groups_definition": groups},
        "threats": [threat],
        "requirement_mapping_sets": [{"urn": f"{URN}:set", "requirement_mappings": [{**tie, "relationship": "subset"}],
                                      **ends}],
    }  # fmt: skip
    return detect.read(yaml.safe_dump({**ABOUT, "objects": objects}).encode(), "brood.yaml")


@pytest.mark.parametrize("made", [second, first])
def test_both_layouts_give_what_the_yaml_gives(made):
    norm, same = detect.read(made(), "brood.xlsx"), from_yaml()

    assert norm.kind is FileKind.CISO_ASSISTANT
    assert (norm.editions, norm.relations, norm.objects) == (same.editions, same.relations, same.objects)
    assert norm.problems == ()


def test_what_is_not_read_from_a_workbook_is_told():
    assert "soort 'risk_matrix'" in detect.read(second(), "brood.xlsx").notes[0].what


def test_a_number_that_excel_keeps_as_a_number_is_told():
    pairs = {
        "library_meta": rows(**ABOUT),
        "x_meta": rows(type="framework", **FRAMEWORK),
        "x_content": [["assessable", "depth", "ref_id", "name"], ["x", 1, 5.1, "Wegen"]],
    }

    assert detect.read(workbook(pairs), "x.xlsx").notes[0].where == "blad 'x_content', cel C2"


def test_a_sheet_that_is_named_and_not_there_is_told():
    with pytest.raises(UnreadableFileError, match=r"'weg'.*staat niet in het werkboek"):
        detect.read(workbook({"library_content": [["tab", "weg", "requirements"]]}), "x.xlsx")
