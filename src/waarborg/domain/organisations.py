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


class CbwStatus(StrEnum):
    """What an organisation is under the Cyberbeveiligingswet."""

    ESSENTIAL = "essential"
    IMPORTANT = "important"  # never a public body of art. 8(1)(g)(h), but a supplier can be one
    UNDER_ASSESSMENT = "under_assessment"  # not known yet: nothing is claimed
    OUTSIDE = "outside"


UNDER_THE_ACT = frozenset({CbwStatus.ESSENTIAL, CbwStatus.IMPORTANT})


# Essential by law, whatever their size: Cbw art. 8(1)(g)(h)
ESSENTIAL_BY_LAW = frozenset({Layer.MUNICIPALITY, Layer.PROVINCE, Layer.WATER_AUTHORITY, Layer.MINISTRY})


def legal_force(
    *, layer: Layer, is_measure: bool, inside_cbw: bool | None, cbw_status: CbwStatus | None = None
) -> LegalForce:
    """Why this organisation must do this: Cbw art. 8 and 21; BIO2 deel 2, introduction (grey measures).

    `inside_cbw` is the scope of the measure, None when the norm does not say. `cbw_status` is what was established for
    this organisation; as long as nothing was, only the layer counts, and a ZBO or GR is self-regulated until the four
    criteria of art. 1 were answered.
    """
    if not is_measure:
        return LegalForce.CONTROL
    if layer is Layer.SUPPLIER:
        return LegalForce.CONTRACT
    is_open = cbw_status in {None, CbwStatus.UNDER_ASSESSMENT}
    is_under_the_act = layer in ESSENTIAL_BY_LAW if is_open else cbw_status in UNDER_THE_ACT
    return LegalForce.STATUTORY if is_under_the_act and inside_cbw is True else LegalForce.SELF_REGULATION
