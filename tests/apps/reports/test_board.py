"""What the board reads and is asked is true for its kind of body, and reads well for one, for none and for all."""

from dataclasses import replace

import pytest

from tests.apps.reports.rounds import veldermeer
from tests.cast import TODAY
from waarborg.apps.assessments.shapes import Answer
from waarborg.apps.reports.queries import nulmeting_report
from waarborg.apps.reports.shapes import ReportData
from waarborg.domain.assessments import Applicability, Verdict
from waarborg.domain.organisations import Layer

pytestmark = pytest.mark.usefixtures("norms")


def report(layer: Layer = Layer.MUNICIPALITY, **what) -> ReportData:
    round_ = veldermeer(**what)
    round_.organisation.layer = layer
    return nulmeting_report(round_, language="nl", today=TODAY)


def asked(found: ReportData) -> str:
    return " ".join(f"{decision.ask} {decision.because}" for decision in found.decisions)


def failing(number: str = "5.01.01", **what) -> Answer:
    return Answer(number=number, where="", opzet=Verdict.FAILS, bestaan=Verdict.FAILS, werking=Verdict.FAILS, **what)


@pytest.mark.parametrize("layer", [Layer.ZBO, Layer.JOINT_ARRANGEMENT])
def test_a_body_that_may_fall_under_the_act_is_asked_to_establish_that_and_not_told_it_does(layer):
    found = report(layer, answers=(failing(),))

    assert "of de organisatie onder de Cyberbeveiligingswet valt" in asked(found)
    assert "wettelijke zorgplicht" not in asked(found)


def test_a_supplier_is_bound_by_its_contract():
    found = report(Layer.SUPPLIER, answers=(failing(),))

    assert "contract" in asked(found)
    assert "Overheidsmaatregelen zijn verplicht" not in asked(found)


def test_a_board_is_never_asked_to_confirm_what_has_no_ground():
    nvt = Answer(number="5.01.01", where="", applicability=Applicability.NOT_APPLICABLE)
    found = report(answers=(nvt, replace(nvt, number="5.01.02", justification="Kan hier niet gelden.")))

    assert "Bevestig de onderbouwde uitzondering. Laat de uitzondering zonder onderbouwing" in asked(found)
    assert "nooit om een risico te accepteren" in asked(found)


def test_one_is_written_as_one():
    found = report(answers=(failing(),))

    told = " ".join(found.board_summary)
    assert "is het ene beoordeelde onderdeel niet aanwezig" in told
    assert "Er is 1 tekortkoming:" in told
    assert "zet het werk in het" in told


def test_a_few_answers_are_not_taken_for_the_whole_organisation():
    assert "nog weinig over de hele organisatie" in " ".join(report(answers=(failing(),)).board_summary)
    assert "nog weinig over de hele organisatie" not in " ".join(report().board_summary)


def test_without_gaps_nobody_is_threatened_with_a_fine():
    good = Answer(
        number="5.01.01", where="", opzet=Verdict.MEETS, bestaan=Verdict.MEETS, werking=Verdict.MEETS, evidence="Zaak 1"
    )
    told = " ".join(report(answers=(good,)).board_summary)

    assert "Er zijn geen tekortkomingen gevonden" in told
    assert "boete" not in told


def test_an_old_norm_is_called_old():
    found = report(edition_id="bio1@1.04zv", answers=(Answer(number="5.1.1.1", where="", opzet=Verdict.FAILS),))

    assert "er is een nieuwere norm, BIO2 versie 1.3" in found.board_summary[0]
    assert "nieuwere norm" not in report().board_summary[0]


def test_a_control_without_measure_is_called_a_control_by_its_name():
    line = next(line for line in report().lines if line.number == "8.11.01")

    assert (line.title, line.kind_label) == ("Maskeren van gegevens", "beheersmaatregel")
