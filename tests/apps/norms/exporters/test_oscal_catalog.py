"""Editions as OSCAL catalogs: valid to others, and everything comes back."""

import json
from functools import cache

import jsonschema_rs
import pytest
from trestle.oscal.catalog import Model

from tests import nist
from tests.apps.norms.exporters import shelf
from waarborg.apps.norms.exporters import oscal_catalog
from waarborg.apps.norms.importers import oscal


@cache
def schema():
    """The schema of compliance-trestle's models, which are generated from NIST's schema."""
    return jsonschema_rs.validator_for(Model.model_json_schema(by_alias=True))


def exported(name):
    return oscal_catalog.export(shelf.edition(name), shelf.relations(name))


@pytest.mark.parametrize("name", shelf.EDITIONS)
def test_every_edition_is_a_valid_catalog(name):
    document = json.loads(exported(name))

    assert [error.message for error in schema().iter_errors(document)] == []


@pytest.mark.parametrize("name", shelf.EDITIONS)
def test_nist_has_nothing_against_any_edition(name):
    assert nist.faults(exported(name)) == []


def test_nist_would_object_to_a_catalog_that_breaks_its_rules():
    document = json.loads(exported("bio2@1.3"))
    del document["catalog"]["metadata"]["title"]

    assert any("missing-required title" in fault for fault in nist.faults(json.dumps(document).encode()))


@pytest.mark.parametrize("name", shelf.EDITIONS)
def test_compliance_trestle_loads_every_edition_with_all_its_items(name):
    catalog = Model.model_validate_json(exported(name)).catalog

    def count(node):
        below = [*(getattr(node, "groups", None) or []), *(node.controls or [])] if hasattr(node, "controls") else []
        below = below or (getattr(node, "groups", None) or [])
        return len(below) + sum(count(child) for child in below)

    assert count(catalog) == len(shelf.edition(name).items)


@pytest.mark.parametrize("name", shelf.EDITIONS)
def test_what_is_exported_and_imported_again_is_the_same(name):
    found = oscal.read(exported(name), "terug.json")

    assert found.problems == ()
    assert found.editions == (shelf.edition(name),)
    assert sorted(map(repr, found.relations)) == sorted(map(repr, shelf.relations(name)))


def test_an_edition_with_everything_strange_in_it_is_valid_and_comes_back():
    data = oscal_catalog.export(shelf.strange())

    assert [error.message for error in schema().iter_errors(json.loads(data))] == []
    assert oscal.read(data, "vreemd.json").editions == (shelf.strange(),)


def test_the_same_edition_gives_the_same_file():
    assert exported("bio2@1.3") == exported("bio2@1.3")


@pytest.mark.parametrize("name", shelf.EDITIONS)
def test_every_id_in_a_catalog_is_given_once(name):
    ids = [found.split('"')[0] for found in exported(name).decode().split('"id": "')[1:]]

    assert len(ids) == len(set(ids))


def control(number):
    def walk(node):
        for child in [*node.get("groups", []), *node.get("controls", [])]:
            yield child
            yield from walk(child)

    catalog = json.loads(exported("bio2@1.3"))["catalog"]
    return next(n for n in walk(catalog) if {"name": "label", "value": number} in n["props"])


def test_the_permanent_identity_is_the_id_of_the_number_that_holds_it_now():
    assert control("5.21.05")["id"] == "bio2-r050"
    assert control("5.24.06")["id"] == "bio2-r050_measure_5.24.06"


def test_a_moved_measure_is_withdrawn_to_others_with_a_link_to_where_it_went():
    moved = control("5.24.06")

    assert {"name": "status", "value": "withdrawn"} in moved["props"]
    assert {"href": "#bio2-r050", "rel": "moved-to"} in moved["links"]


def test_a_withdrawn_measure_has_no_link_to_a_successor():
    rels = {link["rel"] for link in control("5.21.01")["links"]}

    assert rels == {"reference"}


def test_a_live_measure_is_not_withdrawn():
    assert not [p for p in control("5.01.01")["props"] if p["name"] == "status"]
