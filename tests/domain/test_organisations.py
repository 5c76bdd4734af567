"""With what force a requirement binds: the layer and the scope decide, not the wish."""

import pytest

from waarborg.domain.organisations import CbwStatus, Layer, LegalForce, legal_force

CENTRAL_AND_LOCAL = (Layer.MUNICIPALITY, Layer.PROVINCE, Layer.WATER_AUTHORITY, Layer.MINISTRY)


@pytest.mark.parametrize("layer", CENTRAL_AND_LOCAL)
def test_a_measure_within_the_cbw_is_the_law_for_central_and_local_government(layer):
    assert legal_force(layer=layer, is_measure=True, inside_cbw=True) is LegalForce.STATUTORY


@pytest.mark.parametrize("layer", CENTRAL_AND_LOCAL)
def test_a_grey_measure_binds_them_as_self_regulation(layer):
    assert legal_force(layer=layer, is_measure=True, inside_cbw=False) is LegalForce.SELF_REGULATION


@pytest.mark.parametrize("layer", [Layer.ZBO, Layer.JOINT_ARRANGEMENT, Layer.OTHER])
def test_a_body_whose_cbw_status_was_not_established_is_not_called_statutory(layer):
    assert legal_force(layer=layer, is_measure=True, inside_cbw=True) is LegalForce.SELF_REGULATION


def test_when_the_norm_does_not_say_the_law_is_not_claimed():
    assert legal_force(layer=Layer.MUNICIPALITY, is_measure=True, inside_cbw=None) is LegalForce.SELF_REGULATION


def test_a_supplier_owes_what_the_contract_says():
    assert legal_force(layer=Layer.SUPPLIER, is_measure=True, inside_cbw=True) is LegalForce.CONTRACT


@pytest.mark.parametrize("layer", list(Layer))
def test_a_control_without_measure_may_be_deviated_from(layer):
    assert legal_force(layer=layer, is_measure=False, inside_cbw=True) is LegalForce.CONTROL


@pytest.mark.parametrize("layer", [Layer.ZBO, Layer.JOINT_ARRANGEMENT])
def test_an_established_status_makes_the_law_count_for_a_gr_or_zbo(layer):
    def force(status):
        return legal_force(layer=layer, is_measure=True, inside_cbw=True, cbw_status=status)

    assert force(CbwStatus.ESSENTIAL) is LegalForce.STATUTORY
    assert force(CbwStatus.UNDER_ASSESSMENT) is force(CbwStatus.OUTSIDE) is LegalForce.SELF_REGULATION


def test_a_corrected_status_counts_for_a_municipality_as_well():
    outside = legal_force(layer=Layer.MUNICIPALITY, is_measure=True, inside_cbw=True, cbw_status=CbwStatus.OUTSIDE)

    assert outside is LegalForce.SELF_REGULATION
