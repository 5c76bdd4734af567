"""assessment-results.json is valid OSCAL and says what the judgements say."""

import json
from functools import cache

import jsonschema_rs
import pytest
from trestle.oscal.assessment_results import Model

from tests.apps.reports.rounds import veldermeer
from tests.cast import TODAY
from waarborg.apps.assessments.shapes import Answer
from waarborg.apps.reports.exporters import oscal_results
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.domain.assessments import Level, Verdict

pytestmark = pytest.mark.usefixtures("norms")


@cache
def schema():
    """NIST's schema, as far as compliance-trestle carries it: in models that are generated from it."""
    return jsonschema_rs.validator_for(Model.model_json_schema(by_alias=True))


def made(language="nl", **changes):
    data = nulmeting_report(veldermeer(**changes), language=language, today=TODAY)
    return data, oscal_results.render(data)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_valid_and_compliance_trestle_loads_it(language):
    _, content = made(language)

    assert [error.message for error in schema().iter_errors(json.loads(content))] == []
    assert Model.model_validate_json(content).assessment_results.results


def test_an_empty_round_and_strange_signs_are_valid_too():
    nasty = Answer(
        number="5.01.01", where="", opzet=Verdict.FAILS, explanation="\x01 \n regel\n\n", evidence=" ", owner="\t"
    )
    for answers in ((), (nasty,)):
        _, content = made(answers=answers, about={}, interviews=(), documents=(), readings=())

        assert [error.message for error in schema().iter_errors(json.loads(content))] == []


def test_there_is_a_finding_for_every_verdict_and_none_for_what_was_not_judged():
    data, content = made()
    findings = json.loads(content)["assessment-results"]["results"][0]["findings"]

    for level in Level:
        own = [f for f in findings if f["target"]["target-id"].endswith(f"_{level.value}")]
        satisfied = sum(f["target"]["status"]["state"] == "satisfied" for f in own)
        assert satisfied == data.totals[level][Verdict.MEETS] + data.controls[level][Verdict.MEETS]
        judged = (Verdict.MEETS, Verdict.PARTLY, Verdict.FAILS)
        assert len(own) == sum(table[level][v] for table in (data.totals, data.controls) for v in judged)


def test_every_gap_is_a_risk_that_its_findings_point_at():
    data, content = made()
    result = json.loads(content)["assessment-results"]["results"][0]

    pointed = {r["risk-uuid"] for f in result["findings"] for r in f.get("related-risks", ())}
    assert {risk["uuid"] for risk in result["risks"]} == pointed
    assert len(result["risks"]) == len(data.gaps)


def test_the_same_report_gives_the_same_bytes():
    data, content = made()

    assert oscal_results.render(data) == content
