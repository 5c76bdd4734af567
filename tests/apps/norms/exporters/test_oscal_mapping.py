"""How one edition became another, as an OSCAL mapping."""

import json

import jsonschema_rs
import pytest
from trestle.oscal.mapping import Model

from tests import nist
from tests.apps.norms.exporters import shelf
from waarborg.apps.norms.exporters import oscal_mapping
from waarborg.apps.norms.importers import oscal
from waarborg.apps.norms.shapes import FileKind


def exported(old, new):
    return oscal_mapping.export(shelf.edition(old), shelf.edition(new), shelf.successions(old, new))


@pytest.mark.parametrize(("old", "new"), shelf.LINEAGES)
def test_every_lineage_is_a_valid_mapping(old, new):
    data = exported(old, new)
    schema = jsonschema_rs.validator_for(Model.model_json_schema(by_alias=True))

    assert [error.message for error in schema.iter_errors(json.loads(data))] == []
    assert Model.model_validate_json(data).mapping_collection.mappings


@pytest.mark.parametrize(("old", "new"), shelf.LINEAGES)
def test_nist_has_nothing_against_any_lineage(old, new):
    assert nist.faults(exported(old, new)) == []


@pytest.mark.parametrize(("old", "new"), shelf.LINEAGES)
def test_what_is_exported_and_imported_again_is_the_same(old, new):
    found = oscal.read(exported(old, new), "terug.json")

    assert found.kind is FileKind.OSCAL_MAPPING
    assert found.problems == ()
    assert found.successions == shelf.successions(old, new)


def mapping():
    return json.loads(exported("bio2@1.2", "bio2@1.3"))["mapping-collection"]["mappings"][0]


def step(target):
    return next(found for found in mapping()["maps"] if found["targets"][0]["props"][0]["value"] == target)


def test_a_moved_measure_maps_the_same_identity_on_itself():
    moved = step("5.21.05")

    assert moved["sources"][0]["id-ref"] == moved["targets"][0]["id-ref"] == "bio2-r050"
    assert moved["relationship"] == "equivalent-to"


def test_an_unchanged_measure_is_equal_and_a_reworded_one_overlaps():
    assert step("5.02.02")["relationship"] == "equal-to"
    assert step("5.01.01")["relationship"] == "intersects-with"


def test_what_was_withdrawn_is_a_gap():
    withdrawn = [s for s in shelf.successions("bio2@1.2", "bio2@1.3") if not s.new]

    assert len(mapping()["source-gap-summary"]["unmapped-controls"][0]["with-ids"]) == len(withdrawn)


def test_two_editions_that_share_nothing_have_no_mapping():
    with pytest.raises(ValueError, match="geen enkel onderdeel"):
        oscal_mapping.export(shelf.edition("cbw@2026"), shelf.edition("bio2@1.3"), [])
