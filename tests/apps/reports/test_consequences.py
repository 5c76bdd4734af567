"""What failing can cost comes from data that keeps to its schema, with a source for every entry."""

import shutil

import pytest
import yaml

from waarborg.apps.reports.queries import costs
from waarborg.domain.organisations import Layer
from waarborg.machine import folders


def test_every_layer_has_legal_and_other_consequences_with_a_source():
    for layer in Layer:
        found = costs.for_layer(layer, language="nl")
        assert {"legal", "financial", "reputational", "operational", "contractual"} == {c.kind for c in found}
        assert all(c.text and c.source for c in found)
        assert costs.board_sentence(layer, language="en")


def test_public_bodies_are_told_the_ceilings_of_the_act_and_what_does_not_apply_to_them():
    told = " ".join(c.text for c in costs.for_layer(Layer.MUNICIPALITY, language="nl"))

    assert "10 miljoen euro" in told
    assert "25.000 euro" in told
    assert "artikel 76 tot en met 78 gelden niet" in told


def test_a_supplier_answers_to_customers_and_not_to_an_elected_body():
    told = " ".join(c.text for c in costs.for_layer(Layer.SUPPLIER, language="nl"))

    assert "Opdrachtgevers" in told
    assert "volksvertegenwoordiging" not in told


def test_a_control_without_a_sentence_of_its_own_is_told_by_what_it_protects():
    assert costs.of_properties(["confidentiality"], language="nl").count(".") == 1
    assert costs.of_properties([], language="nl").count(".") == 3


def test_a_file_that_breaks_its_schema_is_refused_with_the_place(tmp_path):
    shutil.copytree(folders.content() / "_schema", tmp_path / "_schema")
    broken = {**costs.read(folders.content()), "consequences": [{"kind": "guess"}]}
    (tmp_path / "consequences.yaml").write_text(yaml.safe_dump(broken))

    with pytest.raises(costs.ConsequencesError, match="consequences/0"):
        costs.read(tmp_path)
