"""Organisations: the layer of government decides with what legal force the BIO binds."""

from enum import StrEnum


class Layer(StrEnum):
    """Bestuurslaag or kind of body."""

    MUNICIPALITY = "gemeente"
    PROVINCE = "provincie"
    WATER_AUTHORITY = "waterschap"
    MINISTRY = "rijk"
    ZBO = "zbo"
    JOINT_ARRANGEMENT = "gr"
    SUPPLIER = "leverancier"
    OTHER = "overig"


class LegalForce(StrEnum):
    """What makes a requirement binding."""

    STATUTORY = "statutory"  # the Cbw's duty of care
    SELF_REGULATION = "self_regulation"  # verplichtende zelfregulering, OBDO
    CONTROL = "control"  # comply, or deviate with a risk analysis (BIO2 deel 2, introduction)
    CONTRACT = "contract"  # only what the customer wrote into the contract


# Essential by law, whatever their size: Cbw art. 8(1)(g)(h)
ESSENTIAL_BY_LAW = frozenset({Layer.MUNICIPALITY, Layer.PROVINCE, Layer.WATER_AUTHORITY, Layer.MINISTRY})


def legal_force(*, layer: Layer, is_measure: bool, inside_cbw: bool | None) -> LegalForce:
    """Why this organisation must do this: Cbw art. 8 and 21; BIO2 deel 2, introduction (grey measures).

    `inside_cbw` is the scope of the measure, None when the norm does not say. A ZBO or GR counts as
    self-regulated until its Cbw status has been established by the four criteria of art. 1.
    """
    if not is_measure:
        return LegalForce.CONTROL
    if layer is Layer.SUPPLIER:
        return LegalForce.CONTRACT
    if layer in ESSENTIAL_BY_LAW and inside_cbw is True:
        return LegalForce.STATUTORY
    return LegalForce.SELF_REGULATION
